// The places of projects: areas, then lines, then symbols, the red ones last and on top.
"use strict";

ProjectMap.radii = [3.3, 4.0, 5.0, 6.2, 7.6, 9.2];
ProjectMap.lineWidths = [2.0, 2.2, 2.7, 3.3, 4.0, 4.8];

ProjectMap.Places = class {
  constructor(content, lightNames) {
    const { meta, arrays } = ProjectMap.unpack(content);
    Object.assign(this, arrays);
    this.version = meta.version;
    this.names = meta.names;
    this.origin = meta.origin;
    this.lightNames = lightNames;
    this.indexOf = new Map(Array.from(this.ids, (id, index) => [id, index]));
    this.lineBox = ProjectMap.boxes(this.lineXY, this.lineStart);
    this.ringBox = ProjectMap.boxes(this.ringXY, this.ringStart);
    this.screen = { count: 0, x: new Float32Array(this.symbolX.length), y: new Float32Array(this.symbolX.length),
      r: new Float32Array(this.symbolX.length), project: new Int32Array(this.symbolX.length) };
  }

  // A new view: order everything by light, and within a light the larger below the smaller.
  show(classes, sizes) {
    this.classes = classes;
    this.sizes = sizes;
    this.symbolOrder = this.ordered(this.symbolProject);
    this.lineOrder = this.ordered(this.lineProject, this.lineDashed);
    this.ringOrder = this.ordered(this.ringProject, this.ringDashed);
  }

  // Counting sort; what is not shown is left out.
  ordered(projects, dashed = null) {
    const { classes, sizes } = this;
    const starts = new Int32Array(16 * 18 + 1);
    const keys = new Uint16Array(projects.length);
    for (let index = 0; index < projects.length; index += 1) {
      const project = projects[index];
      const light = classes[project];
      keys[index] = light === 0 ? 0xffff : (light * 8 + 7 - sizes[project]) * 2 + (dashed ? dashed[index] : 0);
      if (light !== 0) starts[keys[index] + 1] += 1;
    }
    for (let key = 1; key < starts.length; key += 1) starts[key] += starts[key - 1];
    const order = new Int32Array(starts[starts.length - 1]);
    for (let index = 0; index < keys.length; index += 1) {
      if (keys[index] === 0xffff) continue;
      order[starts[keys[index]]] = index;
      starts[keys[index]] += 1;
    }
    return order;
  }

  style(project) {
    return ProjectMap.lights[this.lightNames[this.classes[project]]];
  }

  paint(context, look) {
    const view = look.view.from(this.origin);
    this.view = view;
    this.paintAreas(context, view, look);
    this.paintLines(context, view, look);
    this.locate(view, look);
    this.paintUncertainty(context, view, look);
    this.paintSymbols(context, look);
  }

  // Paths on the screen that are larger than a speck (in CSS pixels), in the order of painting.
  visible(order, box, view, look, speck) {
    const found = new Int32Array(order.length);
    let count = 0;
    for (const path of order) {
      const left = view.x + box[path * 4] * view.k;
      const right = view.x + box[path * 4 + 2] * view.k;
      const top = view.y - box[path * 4 + 3] * view.k;
      const bottom = view.y - box[path * 4 + 1] * view.k;
      if (right < 0 || left > look.width || bottom < 0 || top > look.height) continue;
      if (right - left < speck * look.ratio && bottom - top < speck * look.ratio) continue;
      found[count] = path;
      count += 1;
    }
    return found.subarray(0, count);
  }

  // Casing, edge and dashes where they can be told apart; where thousands of paths are in sight, hairlines that are
  // written into pixels together with the symbols.
  detail(shown) {
    if (shown > 1500) return "hairline";
    return shown > 300 ? "plain" : "full";
  }

  trace(context, coordinates, from, to, view) {
    context.moveTo(view.x + coordinates[2 * from] * view.k, view.y - coordinates[2 * from + 1] * view.k);
    for (let index = from + 1; index < to; index += 1) {
      context.lineTo(view.x + coordinates[2 * index] * view.k, view.y - coordinates[2 * index + 1] * view.k);
    }
  }

  // Paths of one look are drawn together: a few strokes however many projects there are.
  groups(order, projects, dashed, visit) {
    let from = 0;
    while (from < order.length) {
      const project = projects[order[from]];
      const [light, size, dash] = [this.classes[project], this.sizes[project], dashed[order[from]]];
      let to = from + 1;
      while (to < order.length) {
        const next = projects[order[to]];
        if (this.classes[next] !== light || this.sizes[next] !== size || dashed[order[to]] !== dash) break;
        to += 1;
      }
      visit({ style: this.style(project), size, dashed: dash === 1, members: order.subarray(from, to) });
      from = to;
    }
  }

  paintAreas(context, view, look) {
    const speck = this.ringOrder.length > 300 ? 9 : 2.5;
    const shown = this.visible(this.ringOrder, this.ringBox, view, look, speck);
    const detail = this.detail(shown.length);
    this.thinRings = detail === "hairline" ? shown : null;
    if (this.thinRings) return;
    context.lineJoin = detail === "full" ? "round" : "bevel";
    this.groups(shown, this.ringProject, this.ringDashed, ({ style, dashed, members }) => {
      context.beginPath();
      for (const ring of members) this.trace(context, this.ringXY, this.ringStart[ring], this.ringStart[ring + 1], view);
      context.globalAlpha = 0.3;
      context.fillStyle = style.colour;
      context.fill("nonzero");
      context.globalAlpha = 1;
      context.setLineDash([]);
      if (detail === "full") this.stroke(context, "rgba(255,255,255,0.9)", 3.2 * look.ratio);
      if (dashed && detail === "full") context.setLineDash([5 * look.ratio, 3.5 * look.ratio]);
      this.stroke(context, style.edge, (detail === "full" ? 1.5 : 1) * look.ratio);
    });
    context.setLineDash([]);
  }

  paintLines(context, view, look) {
    const speck = this.lineOrder.length > 1500 ? 8 : 4;
    const shown = this.visible(this.lineOrder, this.lineBox, view, look, speck);
    const detail = this.detail(shown.length);
    this.thinLines = detail === "hairline" ? shown : null;
    if (this.thinLines) return;
    context.lineJoin = detail === "full" ? "round" : "bevel";
    context.lineCap = "butt";
    this.groups(shown, this.lineProject, this.lineDashed, ({ style, size, dashed, members }) => {
      const width = ProjectMap.lineWidths[size] * look.zoomed * Math.max(0.6, look.density) * look.ratio;
      context.beginPath();
      for (const line of members) this.trace(context, this.lineXY, this.lineStart[line], this.lineStart[line + 1], view);
      context.setLineDash([]);
      if (detail !== "full") {
        this.stroke(context, style.colour, Math.max(1.4 * look.ratio, width * 0.7));
        return;
      }
      this.stroke(context, "#ffffff", width + 3.4 * look.ratio);
      if (dashed) context.setLineDash([width * 2.4, width * 1.3]);
      this.stroke(context, style.edge, width + 0.9 * look.ratio);
      this.stroke(context, style.colour, width);
    });
    context.setLineDash([]);
  }

  stroke(context, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  // Where symbols are on the screen, in the order of painting; also what the pointer meets.
  locate(view, look) {
    const { screen } = this;
    const margin = 14 * look.ratio;
    let count = 0;
    for (const symbol of this.symbolOrder) {
      const x = view.x + this.symbolX[symbol] * view.k;
      const y = view.y - this.symbolY[symbol] * view.k;
      if (x < -margin || y < -margin || x > look.width + margin || y > look.height + margin) continue;
      screen.x[count] = x;
      screen.y[count] = y;
      screen.project[count] = symbol;
      count += 1;
    }
    screen.count = count;
  }

  radius(project, kind, look) {
    const style = this.style(project);
    // In a crowd symbols shrink and differ less in size; those that call for attention shrink less.
    const base = 3.6 + (ProjectMap.radii[this.sizes[project]] - 3.6) * look.density;
    const calm = look.density ** (style.grow > 0.96 ? 0.65 : 0.9);
    return base * style.grow * calm * look.zoomed * (kind === 0 ? 1 : 0.86);
  }

  // The uncertainty of a place that is known by its street, where it is larger than the symbol.
  paintUncertainty(context, view, look) {
    const { screen } = this;
    if (screen.count > 2500) return;
    context.lineWidth = look.ratio;
    for (let index = 0; index < screen.count; index += 1) {
      const symbol = screen.project[index];
      const radius = this.symbolRadius[symbol] * view.k;
      if (radius < 12 * look.ratio) continue;
      const style = this.style(this.symbolProject[symbol]);
      context.beginPath();
      context.arc(screen.x[index], screen.y[index], radius, 0, Math.PI * 2);
      context.globalAlpha = 0.07;
      context.fillStyle = style.colour;
      context.fill();
      context.globalAlpha = 0.55;
      context.setLineDash([3 * look.ratio, 3 * look.ratio]);
      context.strokeStyle = style.edge;
      context.stroke();
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  // The picture of each symbol on the screen; the radius is kept for the pointer.
  paintSymbols(context, look) {
    const { screen, symbolProject, symbolKind, symbolOpen, classes, sizes } = this;
    const sprites = [];
    const pictures = this.pictures || (this.pictures = new Array(this.symbolX.length));
    for (let index = 0; index < screen.count; index += 1) {
      const symbol = screen.project[index];
      const project = symbolProject[symbol];
      const key = ((classes[project] * 8 + sizes[project]) * 2 + (symbolKind[symbol] ? 1 : 0)) * 2 + symbolOpen[symbol];
      let sprite = sprites[key];
      if (!sprite) {
        const radius = this.radius(project, symbolKind[symbol], look);
        sprite = look.symbols.sprite(this.lightNames[classes[project]], radius, symbolOpen[symbol] === 1);
        sprites[key] = sprite;
      }
      screen.r[index] = sprite.radius;
      pictures[index] = sprite;
    }
    if (screen.count > 400 || this.thinLines || this.thinRings) this.stampSymbols(context, look, pictures);
    else this.drawSymbols(context, pictures);
  }

  drawSymbols(context, pictures) {
    const { screen } = this;
    for (let index = 0; index < screen.count; index += 1) {
      const { canvas, half } = pictures[index];
      context.drawImage(canvas, (screen.x[index] | 0) - half, (screen.y[index] | 0) - half);
    }
  }

  // Many symbols are written into pixels, from the topmost down: what is covered is not painted.
  stampSymbols(context, look, pictures) {
    const { screen } = this;
    const surface = look.symbols.surface(look.width, look.height);
    const reach = (screen.count > 15000 ? 6 : 5) * look.ratio;
    const across = Math.ceil(look.width / reach);
    const taken = screen.count > 3000 ? new Uint8Array(across * Math.ceil(look.height / reach)) : null;
    for (let index = screen.count - 1; index >= 0; index -= 1) {
      const x = screen.x[index] | 0;
      const y = screen.y[index] | 0;
      if (taken && x >= 0 && y >= 0 && x < look.width && y < look.height) {
        // Where thousands lie, a symbol a few pixels below another one would hardly show.
        const cell = Math.floor(y / reach) * across + Math.floor(x / reach);
        if (taken[cell] === 1) continue;
        taken[cell] = 1;
      }
      surface.stamp(pictures[index], x, y);
    }
    if (this.thinLines) this.stampPaths(surface, this.thinLines, this.lineProject, this.lineXY, this.lineStart, "colour");
    if (this.thinRings) this.stampPaths(surface, this.thinRings, this.ringProject, this.ringXY, this.ringStart, "edge");
    context.drawImage(surface.finished(), 0, 0);
  }

  // The topmost first, as with symbols.
  stampPaths(surface, shown, projects, coordinates, starts, part) {
    const { view } = this;
    const colours = ProjectMap.pixels(this.lightNames, part);
    for (let place = shown.length - 1; place >= 0; place -= 1) {
      const path = shown[place];
      const colour = colours[this.classes[projects[path]]];
      let x = Math.round(view.x + coordinates[2 * starts[path]] * view.k);
      let y = Math.round(view.y - coordinates[2 * starts[path] + 1] * view.k);
      for (let index = starts[path] + 1; index < starts[path + 1]; index += 1) {
        const nextX = Math.round(view.x + coordinates[2 * index] * view.k);
        const nextY = Math.round(view.y - coordinates[2 * index + 1] * view.k);
        surface.line(x, y, nextX, nextY, colour);
        x = nextX;
        y = nextY;
      }
    }
  }
};
