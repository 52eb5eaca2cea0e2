// The one layer of the map: a canvas that paints ground, places and names, and answers to the pointer.
"use strict";

ProjectMap.Layer = L.Renderer.extend({
  options: { padding: 0.08, pane: "overlayPane" },

  initialize(base, lightNames, { tiled, shifted }) {
    L.Renderer.prototype.initialize.call(this, {});
    this.lightNames = lightNames;
    this.tiled = tiled;
    this.ground = new ProjectMap.Ground(base);
    this.ground.gridless = shifted;
    this.labels = new ProjectMap.Labels(base);
    this.hits = new ProjectMap.Hits(base);
    this.base = base;
    this.texts = {};
    this.panels = () => [];
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    this.symbols = new ProjectMap.Symbols(this.ratio);
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.className = "pm-canvas";
    this.pen = this._container.getContext("2d", { alpha: this.tiled });
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    const [width, height] = [Math.round(size.x * this.ratio), Math.round(size.y * this.ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    this.paint({ moved: true });
  },

  setPlaces(content) {
    this.places = new ProjectMap.Places(content, this.lightNames);
  },

  // One view: class and size of each project, shade and words of each district, what is selected; rates where lines and
  // areas are coloured by them.
  setView(meta, classes, sizes, tints) {
    const fresh = !this.meta || !this.places || this.places.classes === undefined;
    this.meta = meta;
    this.texts = {};
    this.shades = {};
    for (const [code, [shade, label, notDrawn]] of Object.entries(meta.districts)) {
      this.texts[code] = { label, notDrawn };
      this.shades[code] = shade >= 0 ? meta.legend[shade][0] : null;
    }
    this.selected = meta.selected;
    const count = this.places ? this.places.ids.length : -1;
    if (classes.length === count + (count % 2)) {
      this.places.show(classes, sizes.length ? sizes : this.places.planSizes, tints, meta.tintLegend.map(([colour]) => colour));
    }
    this.paint({ moved: fresh });
  },

  select(selected) {
    this.selected = selected;
    if (this.places) this.places.spots.open = null;
    this.paint({ moved: false });
  },

  // A badge was clicked: its projects are spread around their spot.
  spread(spot) {
    this.selected = null;
    this.places.spots.open = spot;
    this.paint({ moved: true });
  },

  // The tiles did not come: the built-in ground takes their place.
  withoutTiles() {
    this.tiled = false;
    this.ground.seen = null;
    this.paint({ moved: false });
  },

  look(moved) {
    const { ratio } = this;
    const origin = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min).multiplyBy(ratio);
    const size = this._map.getSize().multiplyBy(ratio);
    const frame = { left: origin.x, top: origin.y, right: origin.x + size.x, bottom: origin.y + size.y };
    // Asking where panels are makes the browser lay out the page: only when names are placed anew.
    const panels = moved ? this.panels() : [];
    const boxes = panels.map((box) => box.map((value, side) => value * ratio + (side % 2 ? origin.y : origin.x)));
    const shown = this.places && this.places.symbolOrder ? this.places.symbolOrder.length : 0;
    const density = [[300, 1], [1200, 0.86], [4000, 0.7], [15000, 0.56]].find(([most]) => shown <= most);
    const closer = Math.max(0, Math.min(4, this._map.getZoom() - (this.homeZoom || 9)));
    return {
      ratio,
      frame,
      panels: boxes,
      width: this._container.width,
      height: this._container.height,
      view: ProjectMap.projection(this._map, this._bounds.min, ratio),
      density: (density ? density[1] : 0.42) + (density && density[1] === 1 ? 0 : closer * 0.09),
      zoomed: 1 + closer * 0.1,
      closer,
      selectedProject: typeof this.selected === "number" && this.places ? this.places.indexOf.get(this.selected) : undefined,
      symbols: this.symbols,
    };
  },

  paint({ moved }) {
    // A frame that is not laid out yet has no size; Leaflet calls again once it has one.
    if (!this._map || !this._bounds || !this._container.width || !this._container.height) return;
    const place = moved || !this.labels.placed.length;
    const look = this.look(place);
    const pen = this.pen;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    if (this.tiled) pen.clearRect(0, 0, look.width, look.height);
    this.ground.paint(pen, look.view, this.ratio, this.meta ? this.shades : null, this.tiled);
    const drawn = this.places && this.places.classes;
    if (drawn) this.places.paint(pen, look);
    this.paintSelected(pen, look);
    if (place) this.labels.place(pen, look, drawn ? this.places : null, this.texts, this.ground, this.tiled);
    this.labels.paint(pen, look, this.texts, this.ground);
    if (drawn) this.places.paintStopNames(pen, look, this.labels.taken, this.ground);
    this.hits.reset(drawn ? this.places : null, look);
    this.lastLook = look;
    this.fire("painted");
  },

  paintSelected(pen, look) {
    if (typeof this.selected === "string") this.paintSelectedDistrict(pen, look);
    if (typeof this.selected === "number" && this.places) this.paintSelectedProject(pen, look);
  },

  paintSelectedDistrict(pen, look) {
    const district = this.base.districts.find((entry) => entry.code === this.selected);
    if (!district) return;
    pen.beginPath();
    this.ground.trace(pen, look.view, district.rings);
    pen.lineJoin = "round";
    for (const [width, colour] of [[6, "rgba(255,255,255,0.9)"], [2.8, ProjectMap.ink.chosen]]) {
      pen.lineWidth = width * this.ratio;
      pen.strokeStyle = colour;
      pen.stroke();
    }
  },

  paintSelectedProject(pen, look) {
    const { places, ratio } = this;
    const project = places.indexOf.get(this.selected);
    if (project === undefined || !places.view || !places.classes[project]) return;
    const rings = [[11, "rgba(255,255,255,0.95)"], [6, ProjectMap.ink.chosen]];
    places.paintChosenPaths(pen, places.view, look, project);
    places.paintStopMarks(pen, look, (places.stopsShown || []).filter((stop) => stop.project === project));
    const { screen } = places;
    for (let index = 0; index < screen.count; index += 1) {
      const symbol = screen.project[index];
      if (places.symbolProject[symbol] !== project) continue;
      const [x, y] = [screen.x[index], screen.y[index]];
      const radius = places.radius(project, places.symbolKind[symbol], look) * ratio;
      const around = places.symbolRadius[symbol] * places.view.k;
      if (around > radius) {
        places.ring(pen, look, { x: screen.placeX[index], y: screen.placeY[index], radius: around,
          style: places.style(project), fill: 0.12, edge: 1 });
      }
      for (const [width, colour] of rings) {
        pen.beginPath();
        pen.arc(x, y, radius + 5 * ratio, 0, Math.PI * 2);
        places.stroke(pen, colour, (width / 2) * ratio);
      }
      const sprite = this.symbols.sprite(this.lightNames[places.classes[project]], (radius / ratio) * 1.1,
        places.symbolOpen[symbol] === 1);
      pen.drawImage(sprite.canvas, Math.round(x - sprite.half), Math.round(y - sprite.half));
    }
  },

  // Where a project's first symbol is in the map's container, with the radius of its uncertainty, in CSS pixels.
  whereIs(project) {
    const { places, lastLook, ratio } = this;
    const { screen } = places;
    for (let index = 0; index < screen.count; index += 1) {
      const symbol = screen.project[index];
      if (places.symbolProject[symbol] !== project) continue;
      const inside = (x, y) => ({ x: (x - lastLook.frame.left) / ratio, y: (y - lastLook.frame.top) / ratio });
      return { at: inside(screen.x[index], screen.y[index]), place: inside(screen.placeX[index], screen.placeY[index]),
        radius: (places.symbolRadius[symbol] * places.view.k) / ratio };
    }
    return null;
  },

  // What lies at a point of the map's container, in CSS pixels.
  at(point) {
    if (!this.lastLook) return null;
    const { frame, view } = this.lastLook;
    return this.hits.at(point.x * this.ratio + frame.left, point.y * this.ratio + frame.top, view);
  },
});
