// The keyboard on the map: Leaflet moves and zooms; here projects are stepped through by size and opened.
"use strict";

ProjectMap.Keys = class {
  constructor(screen) {
    this.screen = screen;
    const container = screen.map.getContainer();
    container.addEventListener("keydown", (event) => {
      if (event.target !== container || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { n: 1, p: -1 }[event.key.toLowerCase()];
      if (step) this.step(step);
      else if (event.key === "Enter") this.open();
      else if (event.key === "Escape") this.leave();
      else if (event.key === "Home") screen.map.fire("wholecity");
      else return;
      event.preventDefault();
    });
  }

  // Projects with a symbol in sight, the largest plan first, then the most serious light.
  inSight() {
    const { places, lastLook } = this.screen.layer;
    const { screen } = places;
    const { left, top, right, bottom } = lastLook.frame;
    const found = new Set();
    for (let index = 0; index < screen.count; index += 1) {
      const [x, y] = [screen.x[index], screen.y[index]];
      if (x > left && x < right && y > top && y < bottom) found.add(places.symbolProject[screen.project[index]]);
    }
    for (const { members } of places.spots.badges) members.forEach((symbol) => found.add(places.symbolProject[symbol]));
    return [...found].sort((a, b) => places.sizes[b] - places.sizes[a] || places.classes[b] - places.classes[a] || a - b);
  }

  step(by) {
    const { layer, panels, words } = this.screen;
    if (!layer.places || !layer.places.classes) return;
    const order = this.inSight();
    if (!order.length) return;
    const before = order.indexOf(layer.places.indexOf.get(layer.selected));
    const at = before < 0 ? (by > 0 ? 0 : order.length - 1) : (before + by + order.length) % order.length;
    const project = order[at];
    layer.select(layer.places.ids[project]);
    const said = words.chosen_of.replace("{number}", at + 1).replace("{count}", order.length);
    // The name goes in last: what stands in it is not looked at again.
    panels.live.textContent = said.split("{name}").join(layer.places.names[project]);
    const where = layer.whereIs(project);
    if (where) panels.showTip(where.at, this.screen.tipLines({ project }));
  }

  open() {
    const { layer, announce } = this.screen;
    if (typeof layer.selected === "number") announce({ kind: "project", id: layer.selected });
  }

  leave() {
    const { layer, panels, announce } = this.screen;
    panels.hideTip();
    layer.select(null);
    announce({ kind: "none" });
  }
};
