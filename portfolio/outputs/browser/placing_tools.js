// Buttons in words, keys, scale and law around the drawing; and the talk with the page that holds this document.
"use strict";

ProjectMap.PlacingTools = class {
  constructor(editor, setup) {
    this.editor = editor;
    this.words = setup.words;
    this.settings = setup.settings;
    const root = editor.map.getContainer();
    root.setAttribute("role", "region");
    root.setAttribute("aria-label", this.words.region);
    const add = (className) => {
      const node = root.appendChild(ProjectMap.element("div", className));
      L.DomEvent.disableClickPropagation(node);
      L.DomEvent.disableScrollPropagation(node);
      return node;
    };
    this.bar = add("pl-bar pm-panel");
    this.zoom = add("pm-zoom");
    this.foot = add("pm-foot");
    this.hint = add("pl-hint");
    this.hint.setAttribute("role", "status");
    this.buildBar();
    this.buildZoom();
    this.buildFoot();
    editor.map.on("zoomend moveend resize", () => this.scale());
    document.addEventListener("keydown", (event) => this.key(event), true);
    this.idle();
  }

  button(parent, className, text, label, act) {
    const button = parent.appendChild(ProjectMap.element("button", className, text));
    Object.assign(button, { type: "button", title: label });
    button.addEventListener("click", act);
    return button;
  }

  buildBar() {
    const { words, editor, bar } = this;
    const tool = (name, act) => this.button(bar, `pl-tool pl-${name}`, words[name], words[`${name}_help`], act);
    this.shapes = {
      Marker: tool("point", () => this.start("Marker")),
      Line: tool("line", () => this.start("Line")),
      Polygon: tool("area", () => this.start("Polygon")),
    };
    this.reshape = tool("reshape", () => this.toggle());
    this.undo = tool("undo", () => editor.undo());
    this.finish = tool("finish", () => editor.finish());
    this.cancel = tool("cancel", () => editor.map.pm.disableDraw());
  }

  buildZoom() {
    const { words, zoom, editor } = this;
    const add = (text, label, act) => this.button(zoom, "pm-button", text, label, act).setAttribute("aria-label", label);
    add("+", words.zoom_in, () => editor.map.fire("zoombutton").zoomIn());
    add("−", words.zoom_out, () => editor.map.fire("zoombutton").zoomOut());
    add("◎", words.to_place, () => editor.look());
    add("⌂", words.whole_city, () => editor.map.fire("zoombutton").fitBounds(editor.home));
  }

  buildFoot() {
    const signs = this.foot.appendChild(ProjectMap.element("div", "pm-signs"));
    const scale = signs.appendChild(ProjectMap.element("div", "pm-scale"));
    this.scaleText = scale.appendChild(ProjectMap.element("span"));
    this.scaleBar = scale.appendChild(ProjectMap.element("i"));
    const legend = this.foot.appendChild(ProjectMap.element("div", "pl-legend"));
    for (const name of ["before", "proposal", "candidate"]) {
      legend.appendChild(ProjectMap.element("i", `pl-key pl-key-${name}`));
      legend.appendChild(ProjectMap.element("span", "", this.words[`legend_${name}`]));
    }
    const law = this.foot.appendChild(ProjectMap.element("div", "pm-law"));
    law.appendChild(ProjectMap.element("strong", "", this.settings.law));
    this.credits = law.appendChild(ProjectMap.element("span"));
  }

  scale() {
    const { map } = this.editor;
    if (!map.getSize().y) return;
    const y = map.getSize().y / 2;
    const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
    const power = 10 ** Math.floor(Math.log10(metres));
    const round = [5, 2, 1].find((step) => step * power <= metres) * power;
    this.scaleBar.style.width = `${(round / metres) * 100}px`;
    this.scaleText.textContent = round >= 1000 ? `${round / 1000} ${this.words.kilometres}` : `${round} ${this.words.metres}`;
  }

  show(state) {
    this.credits.textContent = state.credits;
    this.reshape.disabled = !state.proposal || state.proposal.type.endsWith("Point");
    if (!state.proposal) this.toggle(false);
    this.scale();
  }

  start(shape) {
    this.toggle(false);
    this.editor.draw(shape);
    for (const [name, button] of Object.entries(this.shapes)) button.setAttribute("aria-pressed", String(name === shape));
    const many = shape !== "Marker";
    this.undo.hidden = this.finish.hidden = !many;
    this.cancel.hidden = false;
    this.say(this.words[many ? "hint_vertices" : "hint_point"]);
  }

  idle() {
    for (const button of Object.values(this.shapes)) button.setAttribute("aria-pressed", "false");
    this.undo.hidden = this.finish.hidden = this.cancel.hidden = true;
    this.say("");
  }

  toggle(on = !this.editor.editing) {
    this.editor.edit(on);
    this.reshape.setAttribute("aria-pressed", String(on));
    this.say(on ? this.words.hint_reshape : "");
  }

  say(text) {
    this.hint.textContent = text;
    this.hint.hidden = !text;
  }

  // While something is drawn the keys belong to the drawing; else they choose, confirm and turn pages.
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { editor } = this;
    if (editor.drawing) {
      const act = { Enter: () => editor.finish(), Backspace: () => editor.undo(), Escape: () => editor.map.pm.disableDraw() }[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
      return;
    }
    if (event.target.tagName === "BUTTON" && event.key === "Enter") return;
    if (/^[1-9]$/.test(event.key) || event.key === "Enter" || event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      event.stopPropagation();
      this.editor.announce({ kind: "key", key: event.key });
    }
  }
};

// Called by the document once Leaflet's map is there: messages from the page that holds it, and from nobody else.
ProjectMap.startPlacing = function (setup) {
  const roam = L.latLngBounds(setup.base.box).pad(4);
  const map = L.map("map", {
    zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90,
    minZoom: 7.5, maxZoom: 19, maxBounds: roam, doubleClickZoom: true,
  });
  const editor = new ProjectMap.PlacingEditor(map, setup);
  const say = (message) => window.parent.postMessage(message, "*");
  editor.announce = (event) => say({ type: "event", event });
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data.type !== "state") return;
    editor.show(data.state);
    requestAnimationFrame(() => setTimeout(() => say({ type: "painted", sequence: data.sequence }), 0));
  });
  say({ type: "ready" });
  return editor;
};
