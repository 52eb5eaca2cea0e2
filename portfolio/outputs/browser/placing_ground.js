// The ground below the drawing: land, districts, river, graticule and names, painted on one canvas.
"use strict";

ProjectMap.PlacingGround = L.Renderer.extend({
  options: { padding: 0.15, pane: "ground" },

  initialize(base) {
    L.Renderer.prototype.initialize.call(this, {});
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
    this.labels.place(pen, look, null, {}, ground, false);
    this.labels.paint(pen, look, {}, ground);
  },

  paintLying(view) {
    const { pen, ratio, ground } = this;
    for (const district of this.base.districts) {
      if (!this.lying.includes(district.code)) continue;
      pen.beginPath();
      ground.trace(pen, view, district.rings);
      pen.fillStyle = "rgba(29, 78, 137, 0.07)";
      pen.fill("evenodd");
      pen.lineWidth = 2 * ratio;
      pen.strokeStyle = "rgba(29, 78, 137, 0.6)";
      pen.stroke();
    }
  },
});
