// Lines and areas of projects: coloured by light, or by completion rate where the view says so.
"use strict";

Object.assign(ProjectMap.Places.prototype, {
  pathClass(project) {
    return this.tints.length ? this.tints[project] : this.classes[project];
  },

  pathStyle(project) {
    return this.tints.length ? this.tintStyles[this.tints[project]] : this.style(project);
  },

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
  },

  // Casing, edge and dashes where they can be told apart; where thousands of paths are in sight, hairlines that are
  // written into pixels together with the symbols.
  detail(shown) {
    if (shown > 1500) return "hairline";
    return shown > 300 ? "plain" : "full";
  },

  trace(context, coordinates, from, to, view) {
    context.moveTo(view.x + coordinates[2 * from] * view.k, view.y - coordinates[2 * from + 1] * view.k);
    for (let index = from + 1; index < to; index += 1) {
      context.lineTo(view.x + coordinates[2 * index] * view.k, view.y - coordinates[2 * index + 1] * view.k);
    }
  },

  // Paths of one look are drawn together: a few strokes however many projects there are.
  groups(order, projects, dashed, visit) {
    let from = 0;
    while (from < order.length) {
      const project = projects[order[from]];
      const [look, size, dash] = [this.pathClass(project), this.sizes[project], dashed[order[from]]];
      let to = from + 1;
      while (to < order.length) {
        const next = projects[order[to]];
        if (this.pathClass(next) !== look || this.sizes[next] !== size || dashed[order[to]] !== dash) break;
        to += 1;
      }
      visit({ style: this.pathStyle(project), size, dashed: dash === 1, members: order.subarray(from, to) });
      from = to;
    }
  },

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
  },

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
  },

  stroke(context, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  },

  // The chosen project's lines and areas with a halo; what is dashed stays dashed.
  paintChosenPaths(context, view, look, project) {
    const style = this.pathStyle(project);
    const width = ProjectMap.lineWidths[this.sizes[project]] * look.zoomed * look.ratio;
    const kinds = [
      [this.ringProject, this.ringStart, this.ringXY, this.ringDashed, 1.5 * look.ratio, style.edge],
      [this.lineProject, this.lineStart, this.lineXY, this.lineDashed, width, style.colour],
    ];
    context.lineJoin = "round";
    for (const [owners, starts, points, dashed, own, colour] of kinds) {
      const path = owners.indexOf(project);
      if (path < 0) continue;
      context.beginPath();
      owners.forEach((owner, at) => {
        if (owner === project) this.trace(context, points, starts[at], starts[at + 1], view);
      });
      context.lineCap = "round";
      for (const [more, halo] of [[11, "rgba(255,255,255,0.9)"], [7.5, ProjectMap.ink.chosen], [2.6, "#ffffff"]]) {
        this.stroke(context, halo, own + more * look.ratio);
      }
      context.lineCap = "butt";
      if (dashed[path]) context.setLineDash([Math.max(own * 2.4, 5 * look.ratio), Math.max(own * 1.3, 3.5 * look.ratio)]);
      this.stroke(context, colour, own);
      context.setLineDash([]);
    }
  },

  // The topmost first, as with symbols.
  stampPaths(surface, shown, projects, coordinates, starts, part) {
    const { view } = this;
    const colours = this.tints.length
      ? this.tintStyles.map((style) => (style ? ProjectMap.pixel(style[part]) : 0))
      : ProjectMap.pixels(this.lightNames, part);
    for (let place = shown.length - 1; place >= 0; place -= 1) {
      const path = shown[place];
      const colour = colours[this.pathClass(projects[path])];
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
  },
});
