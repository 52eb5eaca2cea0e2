// In the exported file: the data is inside, overlays and months are chosen here, cards open beside the map.
"use strict";

ProjectMap.File = class {
  constructor(screen, content) {
    this.screen = screen;
    const { meta, arrays } = ProjectMap.unpack(content);
    this.meta = meta;
    this.arrays = arrays;
    screen.layer.setPlaces(arrays.geometry.slice().buffer);
    screen.announce = (event) => this.follow(event);
    screen.afterFrame = () => this.refresh();
    this.series = new Map();
    for (const frame of ProjectMap.framesOf(meta.views, arrays)) {
      const { overlay } = frame.meta;
      if (!this.series.has(overlay)) this.series.set(overlay, []);
      this.series.get(overlay).push(frame);
    }
    this.cards = new Map(meta.cards.map((card) => [card.id, card]));
    this.build();
    this.choose(meta.views[0].overlay, meta.month);
  }

  build() {
    const { words, map, panels } = this.screen;
    const root = map.getContainer();
    panels.fileTitle = this.meta.title;
    panels.heading = panels.title.appendChild(ProjectMap.element("h1"));
    this.select = panels.title.appendChild(ProjectMap.element("select"));
    this.select.setAttribute("aria-label", words.overlay);
    for (const [code, views] of this.series) {
      const option = this.select.appendChild(ProjectMap.element("option", "", views[0].meta.title));
      option.value = code;
    }
    this.select.addEventListener("change", () => this.choose(this.select.value, this.screen.layer.meta.month));
    this.buildLines();
    this.card = root.appendChild(ProjectMap.element("section", "pm-card pm-panel"));
    this.card.hidden = true;
    this.list = root.appendChild(ProjectMap.element("details", "pm-list pm-panel"));
    panels.shielded(this.card);
    panels.shielded(this.list);
    panels.more = [this.card, this.list];
    this.buildList();
  }

  // By what lines and areas are coloured.
  buildLines() {
    const { words, panels } = this.screen;
    this.screen.lightsOnly = true;
    const select = panels.title.appendChild(ProjectMap.element("select"));
    select.setAttribute("aria-label", words.lines_by);
    for (const way of ["light", "rate"]) {
      select.appendChild(ProjectMap.element("option", "", words[`lines_by_${way}`])).value = way;
    }
    select.addEventListener("change", () => {
      this.screen.lightsOnly = select.value === "light";
      this.choose(this.select.value, this.screen.layer.meta.month);
    });
  }

  buildList() {
    const { words } = this.screen;
    this.list.hidden = this.meta.unplaced.length === 0;
    this.list.appendChild(ProjectMap.element("summary", "", words.unplaced.replace("{count}", this.meta.unplaced.length)));
    const list = this.list.appendChild(ProjectMap.element("ul"));
    for (const { id, name, reason } of this.meta.unplaced) {
      const button = list.appendChild(ProjectMap.element("li")).appendChild(ProjectMap.element("button", "", name));
      button.type = "button";
      button.appendChild(ProjectMap.element("small", "", reason));
      button.addEventListener("click", () => this.open(id, name));
    }
  }

  choose(overlay, month) {
    const { screen } = this;
    screen.stop();
    screen.frames = this.series.get(overlay);
    const index = screen.frames.findIndex((frame) => frame.meta.month === month);
    screen.showFrame(Math.max(0, index));
    this.list.style.bottom = `${screen.panels.foot.offsetHeight + 20}px`;
  }

  follow(event) {
    if (event.kind === "project") {
      const { places } = this.screen.layer;
      this.open(event.id, places.names[places.indexOf.get(event.id)]);
    } else if (event.kind === "district") {
      this.openDistrict(event.code);
    } else if (event.kind !== "month") {
      this.close();
    }
    this.refresh();
  }

  open(id, name) {
    this.opened = { id, name };
    this.screen.layer.select(id);
    this.refresh();
  }

  // What the badge of a district counts, one by one.
  openDistrict(code) {
    this.close();
    const { words, layer } = this.screen;
    const inside = this.meta.unplaced.filter((entry) => entry.district === code);
    if (!inside.length) return;
    const list = ProjectMap.element("ul", "pm-inside");
    for (const { id, name, reason } of inside) {
      const button = list.appendChild(ProjectMap.element("li")).appendChild(ProjectMap.element("button", "", name));
      button.type = "button";
      button.appendChild(ProjectMap.element("small", "", reason));
      button.addEventListener("click", () => this.open(id, name));
    }
    const name = layer.base.districts.find((entry) => entry.code === code).name;
    const heading = ProjectMap.element("h3", "", words.district_only.replace("{count}", inside.length));
    this.showCard(name, heading, list);
  }

  showCard(name, ...parts) {
    const { panels, words, layer } = this.screen;
    this.card.replaceChildren(ProjectMap.element("h2", "", name), ...parts);
    panels.button(this.card, "pm-button pm-close", "×", words.close, () => {
      this.close();
      layer.select(null);
    });
    this.card.hidden = false;
  }

  close() {
    this.opened = null;
    this.card.hidden = true;
  }

  // The card of the month that is shown: what does not change, then the figures of the month.
  refresh() {
    if (!this.opened) return;
    const { words, layer } = this.screen;
    const { id, name } = this.opened;
    const card = this.cards.get(id);
    const list = ProjectMap.element("dl");
    const row = (label, value) => list.append(ProjectMap.element("dt", "", label), ProjectMap.element("dd", "", value));
    const index = layer.places.indexOf.get(id);
    const light = index === undefined ? "" : this.screen.settings.lightNames[layer.places.classes[index]];
    row(words.month, layer.meta.monthName);
    if (light) row(words.light, words[`light_${light}`]);
    if (card) {
      card.facts.forEach(([label, value]) => row(label, value));
      const month = layer.meta.months.findIndex(([code]) => code === layer.meta.month);
      (card.monthly[month] || []).forEach((value, place) => row(this.meta.monthly[place], value));
    }
    this.showCard(name, list);
  }
};
