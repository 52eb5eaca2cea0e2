// Stations along a line: marks from a zoom on, names from a closer one, where nothing else is written.
"use strict";

Object.assign(ProjectMap.Places.prototype, {
  stopsFrom: 1.2,
  stopNamesFrom: 2.4,

  // Stations that are drawn now; those of the chosen line sooner than the others.
  stopsInSight(view, look) {
    const found = [];
    for (let stop = 0; stop < this.stopProject.length; stop += 1) {
      const project = this.stopProject[stop];
      const chosen = project === look.selectedProject;
      if (!this.classes[project] || (!chosen && look.closer < this.stopsFrom)) continue;
      const x = view.x + this.stopX[stop] * view.k;
      const y = view.y - this.stopY[stop] * view.k;
      if (x < 0 || y < 0 || x > look.width || y > look.height) continue;
      found.push({ stop, project, x, y, chosen });
    }
    return found;
  },

  paintStops(context, view, look) {
    this.stopsShown = this.stopsInSight(view, look);
    if (this.stopsShown.length > 1500) this.stopsShown = [];
    this.paintStopMarks(context, look, this.stopsShown);
  },

  paintStopMarks(context, look, stops) {
    const radius = (2.1 + look.closer * 0.35) * look.ratio;
    for (const { project, x, y } of stops) {
      context.beginPath();
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.fillStyle = "#ffffff";
      context.fill();
      context.lineWidth = 1.3 * look.ratio;
      context.strokeStyle = this.pathStyle(project).edge;
      context.stroke();
    }
  },

  // Whether the line runs rather from side to side here, seen from one station to the next: then names stand above it.
  runsAcross(stop) {
    const other = this.stopProject[stop + 1] === this.stopProject[stop] ? stop + 1 : stop - 1;
    if (this.stopProject[other] !== this.stopProject[stop]) return false;
    return Math.abs(this.stopX[other] - this.stopX[stop]) > Math.abs(this.stopY[other] - this.stopY[stop]);
  },

  // Beside the mark, at the first of four places that is free; `taken` are boxes that are written on already.
  paintStopNames(context, look, taken, words) {
    const boxes = taken.slice();
    this.stopBoxes = [];
    const { ratio } = look;
    const size = 10.5 * ratio;
    const gap = (4.5 + look.closer * 0.35) * ratio;
    for (const { stop, x, y, chosen } of this.stopsShown || []) {
      if (look.closer < (chosen ? this.stopsFrom : this.stopNamesFrom)) continue;
      const text = this.stopNames[stop];
      context.font = `500 ${size}px ${ProjectMap.fonts}`;
      const [halfW, halfH] = [context.measureText(text).width / 2 + ratio, size * 0.62];
      const beside = [[x + gap + halfW, y], [x - gap - halfW, y]];
      const above = [[x, y - gap - halfH], [x, y + gap + halfH]];
      const places = this.runsAcross(stop) ? [...above, ...beside] : [...beside, ...above];
      for (const [at, on] of places) {
        const box = [at - halfW, on - halfH, at + halfW, on + halfH];
        if (boxes.some((other) => ProjectMap.overlap(box, other))) continue;
        boxes.push(box);
        this.stopBoxes.push({ text, box });
        words.stamp(context, text, at, on, { size, colour: "#2c3742", weight: 500, halo: 3.4 });
        break;
      }
    }
  },
});
