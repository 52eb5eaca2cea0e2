// Names and figures of districts, placed where they cover the fewest symbols and never each other.
"use strict";

ProjectMap.Labels = class {
  constructor(base) {
    this.base = base;
    this.placed = [];
    this.fixed = [];
    this.taken = [];
  }

  // Places depend on where symbols lie, not on the month: they stay while months play.
  place(context, look, places, texts, ground, tiled) {
    const crowd = new ProjectMap.Crowd(look, places);
    const taken = look.panels.slice();
    const free = (box) => !taken.some((other) => ProjectMap.overlap(box, other));
    this.fixed = [];
    for (const name of ground.fixedNames(look.view, look.ratio, look.frame, tiled)) {
      const box = ground.boxOf(context, name);
      if (!free(box)) continue;
      taken.push(box);
      this.fixed.push({ ...name, box, ...ground.pictureOf(name, box) });
    }
    const districts = this.base.districts.map((district) => this.measured(context, look, district, texts[district.code]));
    districts.sort((a, b) => a.room - b.room);
    this.placed = [];
    for (const label of districts) {
      const best = this.best(label, crowd, taken, look, 1) || (label.small ? this.best(label, crowd, taken, look, 2.4) : null);
      if (!best) continue;
      const box = [best.x - label.width / 2, best.y - label.height / 2, best.x + label.width / 2, best.y + label.height / 2];
      taken.push(box);
      this.placed.push({ code: label.code, name: label.name, ...best, home: label.home, small: label.small,
        nameWidth: label.nameWidth, badgeWidth: label.badgeWidth, box });
    }
    this.taken = taken;
  }

  measured(context, look, district, text) {
    const rings = district.rings.map((ring) => ring.map(([lon, lat]) => look.view.degrees(lon, lat)));
    const points = rings.flat();
    const xs = points.map((point) => point[0]);
    const ys = points.map((point) => point[1]);
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const room = (box[2] - box[0]) * (box[3] - box[1]);
    const small = room < (110 * look.ratio) ** 2;
    context.font = `600 ${(small ? 11.5 : 13) * look.ratio}px ${ProjectMap.fonts}`;
    const nameWidth = context.measureText(district.name).width;
    context.font = `600 ${10 * look.ratio}px ${ProjectMap.fonts}`;
    const badgeWidth = text && text.notDrawn ? context.measureText(`+${text.notDrawn}`).width + 8 * look.ratio : 0;
    const row = nameWidth + (badgeWidth ? badgeWidth + 3 * look.ratio : 0);
    const width = Math.max(row, (text ? 58 : 0) * look.ratio) + 6 * look.ratio;
    const height = (text ? 34 : 18) * (small ? 0.92 : 1) * look.ratio;
    return { code: district.code, name: district.name, rings, box, room, small, width, height, nameWidth, badgeWidth,
      home: look.view.degrees(district.label[0], district.label[1]) };
  }

  best(label, crowd, taken, look, far) {
    const { frame } = look;
    const [west, north, east, south] = label.box;
    if (east < frame.left || west > frame.right || south < frame.top || north > frame.bottom) return null;
    const [halfW, halfH] = [label.width / 2, label.height / 2];
    const reach = label.small ? [halfW * 1.2 * far, halfH * 2.2 * far] : [0, 0];
    const clip = (low, high, min, max) => [Math.max(low, min), Math.min(high, max)];
    const [x0, x1] = clip(west - reach[0], east + reach[0], frame.left + halfW, frame.right - halfW);
    const [y0, y1] = clip(north - reach[1], south + reach[1], frame.top + halfH, frame.bottom - halfH);
    if (x0 > x1 || y0 > y1) return null;
    let best = null;
    const steps = 14;
    const consider = (x, y) => {
      const cost = this.cost(label, x, y, crowd, taken);
      if (cost < Infinity && (!best || cost < best.cost)) best = { x, y, cost };
    };
    consider(Math.min(x1, Math.max(x0, label.home[0])), Math.min(y1, Math.max(y0, label.home[1])));
    for (let i = 0; i <= steps; i += 1) {
      for (let j = 0; j <= steps; j += 1) consider(x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * j) / steps);
    }
    return best;
  }

  cost(label, x, y, crowd, taken) {
    const [halfW, halfH] = [label.width / 2, label.height / 2];
    const box = [x - halfW, y - halfH, x + halfW, y + halfH];
    for (const other of taken) if (ProjectMap.overlap(box, other)) return Infinity;
    let cost = crowd.within(box) * 12;
    for (const [cx, cy] of [[x, y], [box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]]) {
      if (!ProjectMap.inRings(label.rings, cx, cy, (point) => point)) cost += label.small ? 22 : 40;
    }
    const away = Math.hypot(x - label.home[0], y - label.home[1]) / Math.sqrt(label.room);
    return cost + away * (label.small ? 55 : 40);
  }

  paint(context, look, texts, words) {
    const { ratio } = look;
    for (const { picture, left, top } of this.fixed) context.drawImage(picture, left, top);
    for (const label of this.placed) {
      const text = texts[label.code];
      const size = (label.small ? 11.5 : 13) * ratio;
      if (Math.hypot(label.x - label.home[0], label.y - label.home[1]) > 30 * ratio && label.small) {
        this.leader(context, label, ratio);
      }
      const shift = text ? size * 0.68 : 0;
      const aside = label.badgeWidth ? (label.badgeWidth + 3 * ratio) / 2 : 0;
      words.stamp(context, label.name, label.x - aside, label.y - shift, { size, colour: "#2c3742", weight: 500, halo: 3.6 });
      if (!text) continue;
      const value = { size: size * 1.12, colour: "#14202b", weight: 700, halo: 3.6 };
      words.stamp(context, text.label, label.x, label.y + size * 0.64, value);
      if (text.notDrawn) this.badge(context, text.notDrawn, label, look, words, label.x - aside);
    }
  }

  leader(context, label, ratio) {
    context.beginPath();
    context.moveTo(label.home[0], label.home[1]);
    context.lineTo(label.x, label.y);
    context.lineWidth = ratio;
    context.strokeStyle = "rgba(60, 70, 82, 0.55)";
    context.stroke();
  }

  // Projects of which only the district is known: a count, never a point.
  badge(context, count, label, look, words, middle) {
    const { ratio } = look;
    const size = 10 * ratio;
    const text = `+${count}`;
    context.font = `600 ${size}px ${ProjectMap.fonts}`;
    const width = context.measureText(text).width + 8 * ratio;
    const x = middle + label.nameWidth / 2 + width / 2 + 3 * ratio;
    const y = label.y - 9 * ratio;
    const straight = width / 2 - 7 * ratio;
    context.beginPath();
    context.arc(x - straight, y, 7 * ratio, Math.PI / 2, Math.PI * 1.5);
    context.arc(x + straight, y, 7 * ratio, -Math.PI / 2, Math.PI / 2);
    context.closePath();
    context.fillStyle = "rgba(255, 255, 255, 0.92)";
    context.strokeStyle = "#7b8793";
    context.lineWidth = ratio;
    context.fill();
    context.stroke();
    words.stamp(context, text, x, y + 0.5 * ratio, { size, colour: "#46525e", weight: 600, halo: 0 });
  }
};

// All names on the map with their boxes in CSS pixels of the map's container.
ProjectMap.namesOf = function (layer) {
  const { frame, ratio } = layer.lastLook;
  const all = [...layer.labels.fixed, ...layer.labels.placed, ...((layer.places && layer.places.stopBoxes) || [])];
  return all.map(({ text, name, box }) => ({ text: text || name,
    box: box.map((value, side) => (value - (side % 2 ? frame.top : frame.left)) / ratio) }));
};

// How many symbols lie in a part of the screen.
ProjectMap.Crowd = class {
  constructor(look, places) {
    this.cell = 12 * look.ratio;
    this.columns = Math.ceil(look.width / this.cell) + 1;
    this.rows = Math.ceil(look.height / this.cell) + 1;
    this.counts = new Float32Array(this.columns * this.rows);
    if (!places) return;
    const { screen } = places;
    const weight = Math.min(1, 400 / Math.max(1, screen.count));
    for (let index = 0; index < screen.count; index += 1) this.add(screen.x[index], screen.y[index], weight);
    for (const { x, y } of places.spots.badges) this.add(x, y, 2);
  }

  add(x, y, weight) {
    const column = Math.floor(x / this.cell);
    const row = Math.floor(y / this.cell);
    if (column >= 0 && row >= 0 && column < this.columns && row < this.rows) this.counts[row * this.columns + column] += weight;
  }

  within([left, top, right, bottom]) {
    let total = 0;
    const [c0, c1] = [Math.max(0, Math.floor(left / this.cell)), Math.min(this.columns - 1, Math.floor(right / this.cell))];
    const [r0, r1] = [Math.max(0, Math.floor(top / this.cell)), Math.min(this.rows - 1, Math.floor(bottom / this.cell))];
    for (let row = r0; row <= r1; row += 1) {
      for (let column = c0; column <= c1; column += 1) total += this.counts[row * this.columns + column];
    }
    return total;
  }
};
