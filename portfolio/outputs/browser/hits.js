// What lies under the pointer: a symbol, a line, an area, a district.
"use strict";

ProjectMap.Hits = class {
  constructor(base) {
    this.base = base;
    this.cell = 32;
  }

  // After every painting; the index is only built when a pointer asks.
  reset(places, look) {
    this.places = places;
    this.look = look;
    this.starts = null;
  }

  build() {
    const { screen } = this.places;
    this.columns = Math.ceil(this.look.width / this.cell) + 2;
    const rows = Math.ceil(this.look.height / this.cell) + 2;
    this.starts = new Int32Array(this.columns * rows + 1);
    const cells = new Int32Array(screen.count);
    for (let index = 0; index < screen.count; index += 1) {
      cells[index] = this.cellOf(screen.x[index], screen.y[index]);
      this.starts[cells[index] + 1] += 1;
    }
    for (let cell = 1; cell < this.starts.length; cell += 1) this.starts[cell] += this.starts[cell - 1];
    const next = this.starts.slice();
    this.members = new Int32Array(screen.count);
    for (let index = 0; index < screen.count; index += 1) {
      this.members[next[cells[index]]] = index;
      next[cells[index]] += 1;
    }
  }

  cellOf(x, y) {
    return (Math.floor(y / this.cell) + 1) * this.columns + Math.floor(x / this.cell) + 1;
  }

  // Device pixels of the canvas; the answer is {badge}, {project} (an index), {district} (a code) or null.
  at(x, y, view) {
    if (this.places) {
      const badge = this.places.spots.at(x, y);
      if (badge) return { badge };
      const project = this.symbolAt(x, y) ?? this.lineAt(x, y) ?? this.areaAt(x, y);
      if (project !== null) return { project };
    }
    const district = this.base.districts.find((entry) => ProjectMap.inRings(entry.rings, x, y, (p) => view.degrees(p[0], p[1])));
    return district ? { district: district.code } : null;
  }

  // The topmost symbol that is near enough; of equals the nearer one.
  symbolAt(x, y) {
    if (!this.starts) this.build();
    const { screen, symbolProject } = this.places;
    const slack = 3 * this.look.ratio;
    let best = null;
    let nearest = Infinity;
    for (const dy of [-this.cell, 0, this.cell]) {
      for (const dx of [-this.cell, 0, this.cell]) {
        const cell = this.cellOf(x + dx, y + dy);
        if (cell < 0 || cell + 1 >= this.starts.length) continue;
        for (let at = this.starts[cell]; at < this.starts[cell + 1]; at += 1) {
          const index = this.members[at];
          const distance = Math.hypot(screen.x[index] - x, screen.y[index] - y);
          if (distance > screen.r[index] + slack) continue;
          const rank = distance - index * 1e-4;
          if (rank < nearest) [nearest, best] = [rank, symbolProject[screen.project[index]]];
        }
      }
    }
    return best;
  }

  near(box, at, x, y, slack) {
    const { view } = this.places;
    return x >= view.x + box[at] * view.k - slack && x <= view.x + box[at + 2] * view.k + slack &&
      y >= view.y - box[at + 3] * view.k - slack && y <= view.y - box[at + 1] * view.k + slack;
  }

  lineAt(x, y) {
    const { places, look } = this;
    const { view, lineXY, lineStart, lineOrder, lineProject } = places;
    for (let place = lineOrder.length - 1; place >= 0; place -= 1) {
      const line = lineOrder[place];
      const slack = (ProjectMap.lineWidths[places.sizes[lineProject[line]]] * look.zoomed / 2 + 4) * look.ratio;
      if (!this.near(places.lineBox, line * 4, x, y, slack)) continue;
      for (let index = lineStart[line]; index + 1 < lineStart[line + 1]; index += 1) {
        const [ax, ay] = [view.x + lineXY[2 * index] * view.k, view.y - lineXY[2 * index + 1] * view.k];
        const [bx, by] = [view.x + lineXY[2 * index + 2] * view.k, view.y - lineXY[2 * index + 3] * view.k];
        const length = (bx - ax) ** 2 + (by - ay) ** 2;
        const along = length ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
        if (Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y) <= slack) return lineProject[line];
      }
    }
    return null;
  }

  areaAt(x, y) {
    const { places } = this;
    const { view, ringXY, ringStart, ringOrder, ringProject, ringBox } = places;
    const inside = new Map();
    for (const ring of ringOrder) {
      if (!this.near(ringBox, ring * 4, x, y, 0)) continue;
      let crossed = inside.get(ringProject[ring]) || false;
      for (let index = ringStart[ring]; index + 1 < ringStart[ring + 1]; index += 1) {
        const [ax, ay] = [view.x + ringXY[2 * index] * view.k, view.y - ringXY[2 * index + 1] * view.k];
        const [bx, by] = [view.x + ringXY[2 * index + 2] * view.k, view.y - ringXY[2 * index + 3] * view.k];
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) crossed = !crossed;
      }
      inside.set(ringProject[ring], crossed);
    }
    const met = [...inside].filter(([, crossed]) => crossed);
    return met.length ? met[met.length - 1][0] : null;
  }
};

ProjectMap.inRings = function (rings, x, y, place) {
  let inside = false;
  for (const ring of rings) {
    let [ax, ay] = place(ring[ring.length - 1]);
    for (const point of ring) {
      const [bx, by] = place(point);
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      [ax, ay] = [bx, by];
    }
  }
  return inside;
};
