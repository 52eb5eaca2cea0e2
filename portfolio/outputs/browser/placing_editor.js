// The place that stands (grey), the candidates (numbered) and the one that is proposed (blue, to be moved and drawn).
"use strict";

const PLACING = {
  before: { color: "#6b7680", weight: 3, dashArray: "6 5", fillColor: "#6b7680", fillOpacity: 0.08, interactive: false },
  doubt: { color: "#6b7680", weight: 1, dashArray: "2 4", fillOpacity: 0.03, interactive: false },
  candidate: { color: "#8a5f00", weight: 3, opacity: 0.75, fillColor: "#e0a100", fillOpacity: 0.08 },
  proposal: { color: "#1d4e89", weight: 4, fillColor: "#1d4e89", fillOpacity: 0.14 },
  radius: { color: "#1d4e89", weight: 1.2, dashArray: "4 4", fillColor: "#1d4e89", fillOpacity: 0.06, interactive: false },
};

ProjectMap.PlacingEditor = class {
  constructor(map, setup) {
    this.map = map;
    this.words = setup.words;
    this.announce = () => {};
    map.createPane("ground").style.zIndex = 150;
    this.ground = new ProjectMap.PlacingGround(setup.base, setup.known);
    this.home = L.latLngBounds(setup.base.box);
    map.fitBounds(this.home, { animate: false });
    this.ground.addTo(map);
    this.before = L.featureGroup().addTo(map);
    this.candidates = L.featureGroup().addTo(map);
    this.proposal = L.featureGroup().addTo(map);
    this.doubt = L.featureGroup().addTo(map);
    this.tools = new ProjectMap.PlacingTools(this, setup);
    map.pm.setGlobalOptions({
      allowSelfIntersection: true, snappable: false, continueDrawing: false, finishOn: "dblclick",
      templineStyle: PLACING.proposal, hintlineStyle: { ...PLACING.proposal, dashArray: "5 5" },
      pathOptions: PLACING.proposal, markerStyle: { icon: this.pin("") }, markerEditable: false, tooltips: false,
    });
    map.on("pm:create", ({ layer }) => this.drawn(layer));
    map.on("pm:drawend", () => this.tools.idle());
    map.on("resize", () => { if (!this.looked) this.look(); });
    ProjectMap.followSize(map);
    map.on("dragstart zoombutton", () => { this.looked = true; });
  }

  pin(text) {
    return L.divIcon({ className: "pl-pin", html: ProjectMap.element("b", "", text).outerHTML, iconSize: [26, 34], iconAnchor: [13, 33] });
  }

  // What the page says. The same project again: the view stays where the person put it.
  show(state) {
    const fresh = !this.state || this.state.code !== state.code;
    const moved = fresh || JSON.stringify(this.state.proposal) !== JSON.stringify(state.proposal);
    this.state = state;
    if (fresh) this.map.pm.disableDraw();
    this.before.clearLayers();
    if (state.before) this.add(this.before, state.before, PLACING.before, "pl-before");
    this.showCandidates();
    if (moved && JSON.stringify(this.sent) !== JSON.stringify(state.proposal)) this.showProposal();
    this.sent = undefined;
    this.showRadius();
    this.ground.mark(state.districts);
    if (fresh || (state.chosen !== this.chosen && !this.onScreen())) this.look();
    this.chosen = state.chosen;
    this.tools.show(state);
  }

  add(group, geometry, style, className) {
    const icon = L.divIcon({ className, iconSize: [18, 18] });
    return L.geoJSON(geometry, {
      style, pmIgnore: true,
      pointToLayer: (_, place) => L.marker(place, { icon, interactive: false, keyboard: false, pmIgnore: true }),
    }).addTo(group);
  }

  showCandidates() {
    this.candidates.clearLayers();
    for (const candidate of this.state.candidates) {
      const chosen = candidate.number === this.state.chosen;
      if (chosen && candidate.geometry.type === "Point") continue;
      const choose = () => { if (!this.map.pm.globalDrawModeEnabled()) this.announce({ kind: "choose", number: candidate.number }); };
      if (!chosen && candidate.geometry.type !== "Point") {
        L.geoJSON(candidate.geometry, { style: PLACING.candidate, pmIgnore: true }).on("click", choose).addTo(this.candidates);
      }
      const [longitude, latitude] = candidate.point;
      const icon = L.divIcon({ className: `pl-number${chosen ? " pl-chosen" : ""}`, html: String(candidate.number), iconSize: [24, 24] });
      const marker = L.marker([latitude, longitude], { icon, title: candidate.name, alt: candidate.name, pmIgnore: true });
      marker.on("click", choose).addTo(this.candidates);
    }
  }

  showProposal() {
    this.proposal.clearLayers();
    const { proposal } = this.state;
    if (!proposal) return;
    const number = this.state.chosen ? String(this.state.chosen) : "";
    L.geoJSON(proposal, {
      style: PLACING.proposal,
      pointToLayer: (_, place) => L.marker(place, { icon: this.pin(number), draggable: true, autoPan: true, title: this.words.drag }),
    }).eachLayer((layer) => this.take(layer));
  }

  take(layer) {
    layer.addTo(this.proposal);
    layer.on("drag", () => this.showRadius());
    layer.on("dragend pm:markerdragend pm:vertexremoved pm:vertexadded pm:dragend", () => this.tell("moved"));
  }

  // Uncertainty: a circle around a point; beside lines and areas it is said in words.
  showRadius() {
    this.doubt.clearLayers();
    const { before, beforeRadius, radius } = this.state;
    if (before && before.type === "Point" && beforeRadius) {
      const [longitude, latitude] = before.coordinates;
      L.circle([latitude, longitude], { ...PLACING.doubt, radius: beforeRadius, pmIgnore: true }).addTo(this.doubt);
    }
    this.proposal.eachLayer((layer) => {
      if (layer.getLatLng && radius) {
        L.circle(layer.getLatLng(), { ...PLACING.radius, radius, pmIgnore: true }).addTo(this.doubt);
      }
    });
  }

  drawn(layer) {
    layer.remove();
    if (layer.dragging) layer.dragging.enable();
    this.proposal.clearLayers();
    this.take(layer);
    this.showRadius();
    this.tell("drawn");
  }

  tell(how) {
    const drawn = this.proposal.getLayers().map((layer) => layer.toGeoJSON(9).geometry).filter(Boolean);
    if (!drawn.length) return;
    this.sent = drawn.length === 1 ? drawn[0] : { type: `Multi${drawn[0].type}`, coordinates: drawn.map((part) => part.coordinates) };
    this.looked = true;
    this.announce({ kind: "geometry", how, code: this.state.code, geometry: this.sent });
  }

  extent() {
    const box = L.latLngBounds([]);
    for (const group of [this.proposal, this.before, this.candidates, this.doubt]) {
      if (group.getLayers().length) box.extend(group.getBounds());
    }
    if (box.isValid()) return box;
    for (const { code, rings } of this.ground.base.districts) {
      if (this.state.districts.includes(code)) rings.flat().forEach(([longitude, latitude]) => box.extend([latitude, longitude]));
    }
    return box.isValid() ? box : this.home;
  }

  onScreen() {
    const box = L.latLngBounds([]);
    this.proposal.eachLayer((layer) => box.extend(layer.getBounds ? layer.getBounds() : layer.getLatLng()));
    return !box.isValid() || this.map.getBounds().contains(box);
  }

  look() {
    this.looked = false;
    if (!this.state || !this.map.getSize().y) return;
    this.map.fitBounds(this.extent(), { animate: false, padding: [50, 50], maxZoom: 14 });
  }

  draw(shape) {
    this.edit(false);
    this.map.pm.enableDraw(shape);
    this.map.getContainer().focus();
  }

  edit(on) {
    this.editing = on;
    this.proposal.eachLayer((layer) => {
      if (!layer.getLatLng) layer.pm[on ? "enable" : "disable"]({ allowSelfIntersection: true, draggable: true });
    });
  }

  get drawing() {
    return this.map.pm.globalDrawModeEnabled() ? this.map.pm.Draw[this.map.pm.Draw.getActiveShape()] : null;
  }

  finish() {
    const { drawing } = this;
    if (drawing && drawing._finishShape) drawing._finishShape();
  }

  undo() {
    const { drawing } = this;
    if (drawing && drawing._removeLastVertex) drawing._removeLastVertex();
  }
};
