// The map without tiles: land, districts with their shades, river, neighbours, graticule.
"use strict";

ProjectMap.ink = {
  beyond: "#e7eae6",
  land: "#faf9f5",
  border: "rgba(86, 96, 108, 0.55)",
  cityGlow: "rgba(255, 255, 255, 0.75)",
  cityEdge: "#7f8894",
  river: "#8cbfe0",
  riverEdge: "#ffffff",
  riverName: "#2f74a3",
  neighbour: "#8c949c",
  grid: "rgba(120, 132, 140, 0.22)",
  gridText: "#939ba3",
  hatch: "rgba(120, 128, 138, 0.30)",
  chosen: "#12406b",
};

ProjectMap.fonts = '"Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif';

ProjectMap.Ground = class {
  constructor(base) {
    this.base = base;
    this.hatches = new Map();
    this.stamps = new Map();
    this.sheets = [document.createElement("canvas"), document.createElement("canvas")];
  }

  trace(context, view, rings) {
    for (const ring of rings) {
      for (let index = 0; index < ring.length; index += 1) {
        const [x, y] = view.degrees(ring[index][0], ring[index][1]);
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
    }
  }

  // What lies below and above the shades stays while the view stays: it is painted once on two sheets.
  // Over tiles only shades and borders are painted.
  paint(context, view, ratio, shades, tiled) {
    const { width, height } = context.canvas;
    const seen = [width, height, view.x0, view.y0, view.scale].join();
    if (this.seen !== seen) {
      this.seen = seen;
      const [below, above] = this.sheets.map((sheet) => {
        Object.assign(sheet, { width, height });
        return sheet.getContext("2d");
      });
      if (!tiled) {
        below.fillStyle = ProjectMap.ink.beyond;
        below.fillRect(0, 0, width, height);
        this.paintCityEdge(below, view, ratio, [[9, "rgba(255,255,255,0.55)"], [4.5, "rgba(255,255,255,0.8)"]]);
      }
      this.paintGrid(below, view, ratio);
      this.paintBorders(above, view, ratio);
      this.paintCityEdge(above, view, ratio, [[1.5, ProjectMap.ink.cityEdge]]);
      if (!tiled) this.paintRiver(above, view, ratio);
    }
    context.drawImage(this.sheets[0], 0, 0);
    if (tiled) context.globalAlpha = 0.42;
    this.paintDistricts(context, view, ratio, shades, tiled);
    context.globalAlpha = 1;
    context.drawImage(this.sheets[1], 0, 0);
  }

  paintDistricts(context, view, ratio, shades, tiled) {
    for (const district of this.base.districts) {
      context.beginPath();
      this.trace(context, view, district.rings);
      context.fillStyle = ProjectMap.ink.land;
      if (!tiled) context.fill("evenodd");
      const shade = shades && shades[district.code];
      context.fillStyle = shade || this.hatch(context, ratio);
      if (shades) context.fill("evenodd");
    }
  }

  paintBorders(context, view, ratio) {
    context.beginPath();
    for (const district of this.base.districts) this.trace(context, view, district.rings);
    context.lineJoin = "round";
    context.lineWidth = 0.8 * ratio;
    context.strokeStyle = ProjectMap.ink.border;
    context.stroke();
  }

  paintCityEdge(context, view, ratio, strokes) {
    context.beginPath();
    this.trace(context, view, this.base.outline);
    context.lineJoin = "round";
    for (const [width, colour] of strokes) {
      context.lineWidth = width * ratio;
      context.strokeStyle = colour;
      context.stroke();
    }
  }

  paintRiver(context, view, ratio) {
    const wide = Math.min(2.2, Math.max(1, (view.scale / ratio) * 260));
    context.lineCap = context.lineJoin = "round";
    for (const [width, colour] of [[3.4 * wide + 2, ProjectMap.ink.riverEdge], [3.4 * wide, ProjectMap.ink.river]]) {
      context.beginPath();
      this.trace(context, view, this.base.river);
      context.lineWidth = width * ratio;
      context.strokeStyle = colour;
      context.stroke();
    }
  }

  // Beside the river and in its direction, at the place on its course that is nearest to the one given.
  riverName(view, ratio) {
    const { name, at } = this.base.riverName;
    const course = this.base.river[0].map(([lon, lat]) => view.degrees(lon, lat));
    const [x, y] = view.degrees(at[0], at[1]);
    const far = course.map((point) => Math.hypot(point[0] - x, point[1] - y));
    const near = far.indexOf(Math.min(...far));
    const reach = 34 * ratio;
    const walk = (step) => {
      let index = near;
      while (course[index + step] && Math.hypot(course[index][0] - course[near][0], course[index][1] - course[near][1]) < reach) {
        index += step;
      }
      return index;
    };
    const [first, last] = [walk(-1), walk(1)];
    const [from, to] = [course[first], course[last]];
    const turn = Math.atan((to[1] - from[1]) / (to[0] - from[0] || 1));
    // On its western side, beyond the outermost bend: there nothing else is written.
    const side = turn > 0 ? -1 : 1;
    const [east, south] = [Math.sin(turn) * side, -Math.cos(turn) * side];
    const bend = Math.max(...course.slice(first, last + 1).map((point) => (point[0] - from[0]) * east + (point[1] - from[1]) * south));
    const above = bend + 13 * ratio;
    const middle = { x: (from[0] + to[0]) / 2 + east * above, y: (from[1] + to[1]) / 2 + south * above };
    return { text: name, ...middle, turn, style: { size: 12.5 * ratio, colour: ProjectMap.ink.riverName, style: "italic", weight: 600, gap: 0.3 } };
  }

  // Names that have their place: the river's, the neighbours', the degrees along the upper and the left edge.
  fixedNames(view, ratio, frame, tiled) {
    const degrees = { size: 9.5 * ratio, colour: ProjectMap.ink.gridText, weight: 400, halo: tiled ? 3 : 0 };
    const grid = this.gridLabels.map(({ text, x, y }) => (x === undefined
      ? { text, x: frame.left + 20 * ratio, y: y - 7 * ratio, style: degrees }
      : { text, x: x + 23 * ratio, y: frame.top + 8 * ratio, style: degrees }));
    if (tiled) return grid;
    const neighbours = this.base.neighbours.map(({ name, at }) => {
      const [x, y] = view.degrees(at[0], at[1]);
      return { text: name, x, y, style: { size: 12.5 * ratio, colour: ProjectMap.ink.neighbour, gap: 0.25 } };
    });
    return [...neighbours, this.riverName(view, ratio), ...grid];
  }

  // The box that a name takes, upright or turned.
  boxOf(context, { text, x, y, turn = 0, style }) {
    context.font = `${style.style || "normal"} ${style.weight || 500} ${style.size}px ${ProjectMap.fonts}`;
    const width = context.measureText(text).width + text.length * (style.gap || 0) * style.size;
    const height = style.size * 1.2;
    const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
    const [halfW, halfH] = [(width * cos + height * sin) / 2, (width * sin + height * cos) / 2];
    return [x - halfW, y - halfH, x + halfW, y + halfH];
  }

  // A name as a picture with its left upper corner: painted once, because halos take time.
  pictureOf({ text, x, y, turn = 0, style }, box) {
    const picture = document.createElement("canvas");
    const pad = style.size * 0.4;
    picture.width = Math.ceil(box[2] - box[0] + pad * 2);
    picture.height = Math.ceil(box[3] - box[1] + pad * 2);
    const [left, top] = [Math.round(box[0] - pad), Math.round(box[1] - pad)];
    const context = picture.getContext("2d");
    context.translate(x - left, y - top);
    context.rotate(turn);
    this.word(context, text, 0, 0, style);
    return { picture, left, top };
  }

  // None where the data is shifted to fit its tiles: there a degree is not where it is written.
  paintGrid(context, view, ratio) {
    this.gridLabels = [];
    if (this.gridless) return;
    const perDegree = (view.scale / ratio) * 111319;
    const step = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].find((candidate) => candidate * perDegree < 320) || 0.01;
    const { width, height } = context.canvas;
    const [zeroX] = view.degrees(0, 0);
    const unit = perDegree * ratio;
    context.lineWidth = ratio;
    context.strokeStyle = ProjectMap.ink.grid;
    context.beginPath();
    for (let n = Math.ceil(-zeroX / unit / step); n * step * unit + zeroX < width; n += 1) {
      const x = n * step * unit + zeroX;
      context.moveTo(x, 0);
      context.lineTo(x, height);
      this.gridLabels.push({ text: ProjectMap.degreeText(n * step, "E"), x });
    }
    for (let n = Math.floor(33 / step); n * step < 40; n += 1) {
      const [, y] = view.degrees(0, n * step);
      if (y < 0 || y > height) continue;
      context.moveTo(0, y);
      context.lineTo(width, y);
      this.gridLabels.push({ text: ProjectMap.degreeText(n * step, "N"), y });
    }
    context.stroke();
  }

  word(context, text, x, y, { size, colour, style = "normal", weight = 500, gap = 0, halo = 3 }) {
    context.font = `${style} ${weight} ${size}px ${ProjectMap.fonts}`;
    if ("letterSpacing" in context) context.letterSpacing = `${gap * size}px`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    if (halo) {
      context.lineWidth = (halo * size) / 12;
      context.strokeStyle = "rgba(255, 255, 255, 0.85)";
      context.strokeText(text, x, y);
    }
    context.fillStyle = colour;
    context.fillText(text, x, y);
    if ("letterSpacing" in context) context.letterSpacing = "0px";
  }

  // Words that come again and again are painted once and kept as pictures: their halo is what takes time.
  stamp(context, text, x, y, style) {
    const key = `${text}/${style.size}/${style.colour}/${style.weight}`;
    let found = this.stamps.get(key);
    if (!found) {
      if (this.stamps.size > 400) this.stamps.clear();
      found = document.createElement("canvas");
      context.font = `${style.weight} ${style.size}px ${ProjectMap.fonts}`;
      found.width = Math.ceil(context.measureText(text).width + style.size * 0.8);
      found.height = Math.ceil(style.size * 1.9);
      this.word(found.getContext("2d"), text, found.width / 2, found.height / 2, style);
      this.stamps.set(key, found);
    }
    context.drawImage(found, Math.round(x - found.width / 2), Math.round(y - found.height / 2));
  }

  // Districts without a figure.
  hatch(context, ratio) {
    if (!this.hatches.has(ratio)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = Math.round(8 * ratio);
      const pen = tile.getContext("2d");
      pen.strokeStyle = ProjectMap.ink.hatch;
      pen.lineWidth = ratio;
      for (const shift of [-1, 0, 1]) {
        pen.moveTo(shift * tile.width, tile.width);
        pen.lineTo((shift + 1) * tile.width, 0);
      }
      pen.stroke();
      this.hatches.set(ratio, context.createPattern(tile, "repeat"));
    }
    return this.hatches.get(ratio);
  }
};

ProjectMap.degreeText = function (degrees, side) {
  return `${Number(degrees.toFixed(2))}°${side}`;
};
