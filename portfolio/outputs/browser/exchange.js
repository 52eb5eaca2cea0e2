// Puts the parts together, follows the pointer, plays the months, and speaks with the page that holds the map.
"use strict";

ProjectMap.Screen = class {
  constructor(map, setup) {
    this.map = map;
    this.words = setup.words;
    this.settings = setup.settings;
    this.layer = new ProjectMap.Layer(setup.base, setup.settings.lightNames,
      { tiled: setup.settings.tiles.addresses.length > 0, shifted: setup.settings.tiles.shifted });
    this.panels = new ProjectMap.Panels(map, setup.words, setup.settings);
    this.layer.panels = () => this.panels.boxes();
    this.home = L.latLngBounds(setup.base.box);
    this.frames = null;
    this.announce = () => {};
    this.needFrames = () => {};
    this.afterFrame = () => {};
    this.fit();
    this.layer.addTo(map);
    ProjectMap.addTiles(this, setup.settings.tiles);
    this.keys = new ProjectMap.Keys(this);
    this.listen();
  }

  fit() {
    this.panels.adapt();
    // The legend stands at the right; the city moves aside for it where the map is not wide anyway.
    const aside = this.panels.legend.open ? Math.max(40, 130 - Math.max(0, this.map.getSize().x - 1000) / 4) : 0;
    // Where the map is low, as on a stage, the city also stands above the months.
    const below = this.map.getSize().y < 430 ? 46 : 34;
    this.map.fitBounds(this.home, { animate: false, paddingTopLeft: [0, 6], paddingBottomRight: [aside, below] });
    this.layer.homeZoom = this.map.getZoom();
  }

  listen() {
    const { map } = this;
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", this.words.region);
    container.setAttribute("aria-description", this.words.keys);
    // Until a person moves the map, it shows the whole city in whatever size it gets.
    const touch = () => { this.touched = true; };
    map.on("dragstart dblclick zoombutton", touch);
    container.addEventListener("wheel", touch, { passive: true });
    container.addEventListener("keydown", touch);
    map.on("wholecity", () => { this.touched = false; this.fit(); });
    map.on("resize", () => { if (!this.touched) this.fit(); });
    ProjectMap.followSize(map);
    map.on("click", (event) => this.click(event.containerPoint));
    map.on("mousemove", (event) => this.hover(event.containerPoint));
    map.on("mouseout dragstart zoomstart", () => this.panels.hideTip());
    this.panels.legend.addEventListener("toggle", () => this.layer.paint({ moved: true }));
    map.on("playpause", () => (this.timer ? this.pause() : this.play()));
    map.on("monthinput", ({ index }) => { if (this.frames) this.showFrame(index); else this.nameMonth(index); });
    map.on("monthchange", ({ index }) => { this.stop(); this.reportMonth(index); });
  }

  click(point) {
    const met = this.layer.at(point);
    if (met && met.badge) {
      if (this.layer.selected !== null) this.announce({ kind: "none" });
      this.layer.spread(met.badge.spot);
      return;
    }
    if (!met) {
      if (this.layer.selected !== null) this.announce({ kind: "none" });
      this.layer.select(null);
      return;
    }
    const selected = met.district !== undefined ? met.district : this.layer.places.ids[met.project];
    this.layer.select(selected);
    this.announce(met.district !== undefined ? { kind: "district", code: selected } : { kind: "project", id: selected });
  }

  // At most once a frame, however fast the pointer moves.
  hover(point) {
    this.pointer = point;
    if (this.hovering) return;
    this.hovering = true;
    requestAnimationFrame(() => {
      this.hovering = false;
      const met = this.layer.at(this.pointer);
      this.map.getContainer().classList.toggle("pm-over", met !== null);
      this.panels.hideTip();
      if (met) this.panels.showTip(this.pointer, this.tipLines(met));
      const where = met && met.project !== undefined ? this.layer.whereIs(met.project) : null;
      if (where) this.panels.showAround(where);
    });
  }

  tipLines(met) {
    const { layer, words, settings } = this;
    if (met.badge) {
      const lights = layer.places.spots.lights(met.badge.members).map(([name, number]) => `${words[`light_${name}`]} ${number}`);
      return [words.spot.replace("{count}", met.badge.members.length), lights.join(" · "), words.spot_open];
    }
    if (met.district === undefined) {
      const { places } = layer;
      const light = words[`light_${settings.lightNames[places.classes[met.project]]}`];
      const precision = words[`precision_${settings.precisions[places.precisions[met.project]]}`];
      const radius = Math.max(0, ...this.radiiOf(met.project));
      const lines = [places.names[met.project], `${light} · ${precision}`];
      if (radius) lines.push(words.around.replace("{metres}", Math.round(radius).toLocaleString("en-US")));
      return lines;
    }
    const name = layer.base.districts.find((entry) => entry.code === met.district).name;
    const text = layer.texts[met.district];
    if (!text) return [name];
    const lines = [name, `${layer.meta.title}: ${text.label} ${text.label.endsWith("%") ? "" : layer.meta.unit}`];
    if (text.notDrawn) lines.push(`${words.place_count}: ${text.notDrawn}`);
    return lines;
  }

  // Uncertainties of a project's points, in metres on the ground.
  radiiOf(project) {
    const { places } = this.layer;
    const found = [];
    places.symbolProject.forEach((owner, symbol) => {
      if (owner === project) found.push(places.symbolGround[symbol]);
    });
    return found;
  }

  show(meta, classes, sizes, tints) {
    const used = this.lightsOnly ? new Uint8Array(0) : tints;
    const shown = used.length ? meta : { ...meta, tintLegend: [] };
    this.panels.hasStops = Boolean(this.layer.places && this.layer.places.stopProject.length);
    this.panels.show(shown);
    this.layer.setView(shown, classes, sizes, used);
  }

  setFrames(content) {
    const { meta, arrays } = ProjectMap.unpack(content);
    this.frames = ProjectMap.framesOf(meta.views, arrays);
    if (this.waiting) this.play();
  }

  // A view from the page. Frames that no longer fit it (another filter, another overlay) are dropped.
  setView(content) {
    const { meta, arrays } = ProjectMap.unpack(content);
    arrays.classes = ProjectMap.doubled(arrays.classes);
    arrays.tints = ProjectMap.doubled(arrays.tints);
    const frame = this.frames && this.frames.find((entry) => entry.meta.month === meta.month);
    if (frame && ProjectMap.alike(frame, { meta, ...arrays })) {
      if (this.timer) return;
    } else {
      this.frames = null;
      if (!this.waiting) this.stop();
    }
    this.show(meta, arrays.classes, arrays.sizes, arrays.tints);
  }

  showFrame(index) {
    const { meta, classes, sizes, tints } = this.frames[index];
    this.show({ ...meta, selected: this.layer.selected ?? null }, classes, sizes, tints);
    this.afterFrame();
  }

  nameMonth(index) {
    this.panels.monthText.textContent = this.layer.meta.months[index][1];
  }

  reportMonth(index) {
    const month = this.layer.meta.months[index][0];
    if (this.frames) this.showFrame(index);
    this.announce({ kind: "month", month });
  }

  play() {
    this.waiting = !this.frames;
    this.panels.playing(true);
    if (this.waiting) {
      this.panels.monthText.textContent = this.words.loading;
      this.timer = setTimeout(() => this.stop(), 8000);
      this.needFrames();
      return;
    }
    clearTimeout(this.timer);
    let index = this.frames.findIndex((entry) => entry.meta.month === this.layer.meta.month);
    if (index === this.frames.length - 1) index = -1;
    this.timer = setInterval(() => {
      index += 1;
      this.showFrame(index);
      if (index === this.frames.length - 1) this.pause();
    }, 900);
  }

  stop() {
    if (this.waiting && this.layer.meta) this.panels.monthText.textContent = this.layer.meta.monthName;
    clearTimeout(this.timer);
    clearInterval(this.timer);
    this.timer = 0;
    this.waiting = false;
    this.panels.playing(false);
  }

  pause() {
    this.stop();
    this.announce({ kind: "month", month: this.layer.meta.month });
  }
};

ProjectMap.framesOf = function (views, arrays) {
  const doubled = new Map();
  return views.map((meta) => {
    for (const name of [meta.classesIn, meta.tintsIn]) {
      if (!doubled.has(name)) doubled.set(name, ProjectMap.doubled(arrays[name]));
    }
    return { meta, classes: doubled.get(meta.classesIn), sizes: arrays[meta.sizesIn], tints: doubled.get(meta.tintsIn) };
  });
};

ProjectMap.alike = function (first, second) {
  if (JSON.stringify(first.meta.districts) !== JSON.stringify(second.meta.districts)) return false;
  if (first.meta.overlay !== second.meta.overlay || first.classes.length !== second.classes.length) return false;
  if (first.tints.length !== second.tints.length) return false;
  return first.classes.every((light, index) => light === second.classes[index] && first.tints[index] === second.tints[index]);
};

// Called by the document once Leaflet's map is there.
ProjectMap.start = function (map, setup) {
  const screen = new ProjectMap.Screen(map, setup);
  const content = document.getElementById("pm-content");
  if (content) new ProjectMap.File(screen, ProjectMap.fromBase64(content.textContent));
  else ProjectMap.speak(screen);
  return screen;
};

// In the application: messages from the page that holds this document, and from nobody else.
ProjectMap.speak = function (screen) {
  const say = (message) => window.parent.postMessage(message, "*");
  screen.announce = (event) => say({ type: "event", event });
  screen.needFrames = () => say({ type: "frames" });
  window.addEventListener("message", (message) => {
    if (message.source !== window.parent) return;
    const { type, content, sequence } = message.data;
    if (type === "geometry") screen.layer.setPlaces(content);
    else if (type === "frames") screen.setFrames(content);
    else if (type === "view") {
      screen.setView(content);
      // After the frame with the new picture: the task that follows the next animation frame.
      requestAnimationFrame(() => setTimeout(() => say({ type: "painted", sequence }), 0));
    }
  });
  say({ type: "ready" });
};
