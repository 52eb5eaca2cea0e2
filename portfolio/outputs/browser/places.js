// The places of projects: areas and lines (paths.js), then symbols, the red ones last and on top.
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
    this.stopNames = meta.stopNames;
    this.tints = new Uint8Array(0);
    const numbers = () => new Float32Array(this.symbolX.length);
    // What is in sight: where each symbol is drawn, the place that it stands for, its radius, and which it is.
    this.screen = { count: 0, x: numbers(), y: numbers(), placeX: numbers(), placeY: numbers(), r: numbers(),
      project: new Int32Array(this.symbolX.length) };
    this.spots = new ProjectMap.Spots(this);
  }

  // A new view: order everything by light, and within a light the larger below the smaller.
  show(classes, sizes, tints, tintColours) {
    this.classes = classes;
    this.sizes = sizes;
    this.tints = tints;
    this.tintStyles = [null, ...tintColours.map((colour) => ({ colour, edge: ProjectMap.darker(colour) }))];
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
      // The lowest rates lie on top, as the red lights do.
      const rank = dashed && this.tints.length ? 10 - this.tints[project] : light;
      keys[index] = light === 0 ? 0xffff : (rank * 8 + 7 - sizes[project]) * 2 + (dashed ? dashed[index] : 0);
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
    this.paintStops(context, view, look);
    this.spots.paintBelow(context, look);
    this.paintSymbols(context, look);
    this.spots.paintBadges(context, look);
  }

  // Where symbols are on the screen, in the order of painting; also what the pointer meets. Those that share a spot
  // come last, spread around it.
  locate(view, look) {
    const { screen, spots } = this;
    const margin = 14 * look.ratio;
    screen.count = 0;
    spots.begin();
    for (const symbol of this.symbolOrder) {
      const x = view.x + this.symbolX[symbol] * view.k;
      const y = view.y - this.symbolY[symbol] * view.k;
      if (x < -margin || y < -margin || x > look.width + margin || y > look.height + margin) continue;
      if (spots.of[symbol] >= 0) spots.gather(symbol, x, y);
      else this.put(symbol, x, y, x, y);
    }
    spots.arrange(look);
  }

  put(symbol, x, y, placeX, placeY) {
    const { screen } = this;
    screen.x[screen.count] = x;
    screen.y[screen.count] = y;
    screen.placeX[screen.count] = placeX;
    screen.placeY[screen.count] = placeY;
    screen.project[screen.count] = symbol;
    screen.count += 1;
  }

  radius(project, kind, look) {
    const style = this.style(project);
    // In a crowd symbols shrink and differ less in size; those that call for attention shrink less.
    const base = 3.6 + (ProjectMap.radii[this.sizes[project]] - 3.6) * look.density;
    const calm = look.density ** (style.grow > 0.96 ? 0.65 : 0.9);
    return base * style.grow * calm * look.zoomed * (kind === 0 ? 1 : 0.86);
  }

  // The uncertainty of a place, where it is larger than the symbol; once where several share it.
  paintUncertainty(context, view, look) {
    const { screen } = this;
    if (screen.count > 2500) return;
    const seen = new Set();
    for (let index = 0; index < screen.count; index += 1) {
      const symbol = screen.project[index];
      const radius = this.symbolRadius[symbol] * view.k;
      if (radius < 12 * look.ratio) continue;
      const [x, y] = [screen.placeX[index], screen.placeY[index]];
      const key = `${x | 0}/${y | 0}/${radius | 0}`;
      if (seen.has(key)) continue;
      seen.add(key);
      // A circle as large as the map says nothing but «somewhere here»: its edge is enough.
      const fill = radius > 160 * look.ratio ? 0.025 : 0.06;
      this.ring(context, look, { x, y, radius, style: this.style(this.symbolProject[symbol]), fill, edge: 0.5 });
    }
    for (const { x, y, members } of this.spots.badges) {
      let widest = 0;
      for (const symbol of members) widest = Math.max(widest, this.symbolRadius[symbol]);
      const radius = widest * view.k;
      if (radius > 20 * look.ratio) this.ring(context, look, { x, y, radius, style: ProjectMap.lights.no_plan, fill: 0.04, edge: 0.5 });
    }
  }

  ring(context, look, { x, y, radius, style, fill, edge }) {
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.globalAlpha = fill;
    context.fillStyle = style.colour;
    context.fill();
    context.globalAlpha = edge;
    context.setLineDash([3 * look.ratio, 3 * look.ratio]);
    context.lineWidth = look.ratio;
    context.strokeStyle = style.edge;
    context.stroke();
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
};
