// The ground below the drawing: land, districts, river, graticule and names, painted on one canvas.
"use strict";

ProjectMap.PlacingGround = L.Renderer.extend({
  options: { padding: 0.15, pane: "ground" },

  initialize(base, known) {
    L.Renderer.prototype.initialize.call(this, {});
    this.known = known;
    this.ground = new ProjectMap.Ground(base);
    this.labels = new ProjectMap.Labels(base);
    this.base = base;
    this.lying = [];
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.className = "pm-canvas";
    this.pen = this._container.getContext("2d", { alpha: false });
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    L.DomUtil.setPosition(this._container, this._bounds.min);
    Object.assign(this._container, { width: Math.round(size.x * this.ratio), height: Math.round(size.y * this.ratio) });
    Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` });
    this.paint();
  },

  // The districts in which the project is said to lie are marked.
  mark(codes) {
    this.lying = codes;
    this.paint();
  },

  paint() {
    if (!this._map || !this._bounds || !this._container.width || !this._container.height) return;
    const { ratio, pen, ground } = this;
    const origin = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min).multiplyBy(ratio);
    const size = this._map.getSize().multiplyBy(ratio);
    const frame = { left: origin.x, top: origin.y, right: origin.x + size.x, bottom: origin.y + size.y };
    const view = ProjectMap.projection(this._map, this._bounds.min, ratio);
    const look = { ratio, frame, view, panels: [], width: this._container.width, height: this._container.height };
    pen.setTransform(1, 0, 0, 1, 0, 0);
    ground.paint(pen, view, ratio, null);
    this.paintLying(view);
    this.paintLines(view);
    this.labels.place(pen, look, null, {}, ground, false);
    if (this._map.getZoom() >= 11) {
      this.paintPlaces(look);
      this.labels.placed = [];
    }
    this.labels.paint(pen, look, {}, ground);
  },

  // Rivers, roads and metro lines that are known, no better than their sketch.
  paintLines(view) {
    const { pen, ratio } = this;
    const ink = { river: "#9cc7e2", metro: "#b79ac6" };
    pen.lineJoin = pen.lineCap = "round";
    for (const { kind, paths } of this.known.lines) {
      pen.beginPath();
      for (const path of paths) {
        path.forEach(([lon, lat], index) => {
          const [x, y] = view.degrees(lon, lat);
          if (index) pen.lineTo(x, y);
          else pen.moveTo(x, y);
        });
      }
      pen.strokeStyle = ink[kind] || "#d9b98a";
      pen.lineWidth = 1.6 * ratio;
      pen.stroke();
    }
  },

  // Names to find one's way by, the weightier first, none over another; more of them the closer one looks.
  paintPlaces(look) {
    const { pen, ratio, ground } = this;
    const { frame, view } = look;
    const closer = this._map.getZoom() - 11;
    const most = closer < 1 ? 0 : closer < 2.5 ? 2 : 3;
    const taken = new Set();
    const [wide, high] = [16 * ratio, 17 * ratio];
    for (const [lon, lat, name, rank] of [...this.known.places, ...this.lineNames(view, frame)]) {
      if (rank > most) continue;
      const [x, y] = view.degrees(lon, lat);
      if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) continue;
      const half = (name.length * 6 + 6) * ratio;
      const cells = [];
      for (let column = Math.floor((x - half) / wide); column <= Math.floor((x + half) / wide); column += 1) {
        for (const row of [Math.floor((y - 3 * ratio) / high), Math.floor((y + 12 * ratio) / high)]) cells.push(`${column},${row}`);
      }
      if (cells.some((cell) => taken.has(cell))) continue;
      cells.forEach((cell) => taken.add(cell));
      pen.beginPath();
      pen.arc(x, y, 1.8 * ratio, 0, Math.PI * 2);
      pen.fillStyle = "#7b8793";
      pen.fill();
      const weight = rank === 0 ? 600 : 400;
      ground.stamp(pen, name, x, y + 9 * ratio, { size: (rank === 0 ? 12 : 11) * ratio, colour: "#4a5763", weight, halo: 3 });
    }
  },

  // A line is named at its vertex nearest to the middle of what is seen.
  lineNames(view, frame) {
    const [cx, cy] = [(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2];
    return this.known.lines.map(({ name, paths }) => {
      let best = null;
      for (const [lon, lat] of paths.flat()) {
        const [x, y] = view.degrees(lon, lat);
        const far = Math.hypot(x - cx, y - cy);
        if (!best || far < best.far) best = { far, at: [lon, lat, name, 0] };
      }
      return best ? best.at : [0, 0, name, 9];
    });
  },

  paintLying(view) {
    const { pen, ratio, ground } = this;
    for (const district of this.base.districts) {
      if (!this.lying.includes(district.code)) continue;
      pen.beginPath();
      ground.trace(pen, view, district.rings);
      pen.fillStyle = "rgba(29, 78, 137, 0.06)";
      if (this._map.getZoom() < 11) pen.fill("evenodd");
      pen.lineWidth = 2 * ratio;
      pen.strokeStyle = "rgba(29, 78, 137, 0.6)";
      pen.stroke();
    }
  },
});
