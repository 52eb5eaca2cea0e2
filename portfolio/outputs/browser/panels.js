// What stands around the map: title, legend, months, scale, captions. Words come as text and stay text.
"use strict";

ProjectMap.element = function (tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
};

ProjectMap.Panels = class {
  constructor(map, words, settings) {
    this.map = map;
    this.words = words;
    this.settings = settings;
    const root = map.getContainer();
    const add = (tag, className) => this.shielded(root.appendChild(ProjectMap.element(tag, className)));
    this.title = add("header", "pm-title pm-panel");
    this.title.setAttribute("aria-live", "polite");
    this.zoom = add("div", "pm-zoom");
    this.legend = add("details", "pm-legend pm-panel");
    this.months = add("div", "pm-months pm-panel");
    this.foot = add("footer", "pm-foot");
    this.tip = root.appendChild(ProjectMap.element("div", "pm-tip"));
    this.tip.hidden = true;
    this.around = root.appendChild(ProjectMap.element("div", "pm-around"));
    this.around.hidden = true;
    this.live = root.appendChild(ProjectMap.element("div", "pm-live"));
    this.live.setAttribute("role", "status");
    this.buildZoom();
    this.buildFoot();
    this.buildMonths();
    this.buildLights();
    this.legend.addEventListener("click", () => { this.decided = true; });
    map.on("zoomend moveend resize", () => this.updateScale());
  }

  // What happens on a panel does not happen on the map below it.
  shielded(node) {
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    L.DomEvent.on(node, "mousemove", (event) => {
      L.DomEvent.stopPropagation(event);
      this.hideTip();
    });
    return node;
  }

  button(parent, className, text, label, act) {
    const button = parent.appendChild(ProjectMap.element("button", className, text));
    button.type = "button";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    return button;
  }

  buildZoom() {
    const { words, zoom, map } = this;
    this.button(zoom, "pm-button", "+", words.zoom_in, () => map.fire("zoombutton").zoomIn());
    this.button(zoom, "pm-button", "−", words.zoom_out, () => map.fire("zoombutton").zoomOut());
    this.button(zoom, "pm-button pm-home", "⌂", words.whole_city, () => map.fire("wholecity"));
  }

  buildFoot() {
    const { words, settings, foot } = this;
    const signs = this.signs = this.map.getContainer().appendChild(ProjectMap.element("div", "pm-signs"));
    signs.appendChild(ProjectMap.northArrow(words.north));
    const scale = signs.appendChild(ProjectMap.element("div", "pm-scale"));
    this.scaleText = scale.appendChild(ProjectMap.element("span"));
    this.scaleBar = scale.appendChild(ProjectMap.element("i"));
    this.captions = foot.appendChild(ProjectMap.element("div", "pm-captions"));
    const law = foot.appendChild(ProjectMap.element("div", "pm-law"));
    law.appendChild(ProjectMap.element("strong", "", settings.law));
    law.appendChild(ProjectMap.element("span", "", settings.credits));
  }

  // The legend is open where there is room for it, until a person decides.
  adapt() {
    const size = this.map.getSize();
    if (!this.decided) this.legend.open = size.y > 430 && size.x > 620;
  }

  updateScale() {
    const { map, words } = this;
    if (!map.getSize().y) return;
    const y = map.getSize().y / 2;
    const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
    const power = 10 ** Math.floor(Math.log10(metres));
    const round = [5, 2, 1].find((step) => step * power <= metres) * power;
    this.scaleBar.style.width = `${(round / metres) * 100}px`;
    this.scaleText.textContent = round >= 1000 ? `${round / 1000} ${words.kilometres}` : `${round} ${words.metres}`;
  }

  show(meta) {
    this.showTitle(meta);
    this.captions.replaceChildren(...meta.captions.map((line) => ProjectMap.element("div", "", line)));
    this.showLegend(meta);
    this.showMonths(meta);
    this.updateScale();
  }

  showTitle(meta) {
    const { title } = this;
    if (!this.under) {
      this.heading = this.heading || title.appendChild(ProjectMap.element("h1"));
      this.under = title.appendChild(ProjectMap.element("p"));
      this.banner = title.appendChild(ProjectMap.element("p", "pm-banner"));
    }
    this.heading.textContent = this.fileTitle || meta.title;
    this.heading.title = this.heading.textContent;
    this.under.textContent = `${meta.monthName} · ${meta.unit}`;
    this.banner.textContent = meta.banner || "";
    this.banner.hidden = !meta.banner;
    this.signs.style.top = `${title.offsetTop + title.offsetHeight + 8}px`;
  }

  // Rebuilt when its classes change; the counts of the lights with every view.
  showLegend(meta) {
    const { words, legend } = this;
    const known = Object.values(meta.districts).filter(([shade]) => shade >= 0).length;
    const blank = known < this.settings.districts;
    const counted = Object.values(meta.districts).some(([, , notDrawn]) => notDrawn);
    const built = JSON.stringify([meta.title, meta.unit, meta.legend, blank, counted, meta.tintLegend, this.hasStops]);
    this.showCounts(meta);
    if (this.built === built) return;
    this.built = built;
    const scale = ProjectMap.element("div", "pm-classes");
    for (const [colour, text] of meta.legend.slice().reverse()) scale.appendChild(this.swatch(colour, text));
    if (blank) scale.appendChild(this.swatch(null, words.no_data));
    const parts = [ProjectMap.element("summary", "", words.legend)];
    parts.push(this.heading3(words.with_unit.replace("{title}", meta.title).replace("{unit}", meta.unit)), scale);
    if (meta.tintLegend.length) parts.push(this.heading3(words.lines_rate), this.tintRows(meta.tintLegend));
    parts.push(this.heading3(words.lights), this.lightRows);
    const sizes = this.sizeRow(this.settings.sizes);
    parts.push(this.heading3(words.sizes), sizes, this.heading3(words.places), this.placeRows(counted));
    legend.classList.toggle("pm-dense", meta.tintLegend.length > 0);
    legend.replaceChildren(...parts);
  }

  // The colours of lines and areas as short strokes, the highest class first.
  tintRows(classes) {
    const rows = ProjectMap.element("div", "pm-tints");
    for (const [colour, text] of [...classes.slice(0, -1).reverse(), classes[classes.length - 1]]) {
      const row = rows.appendChild(ProjectMap.element("div", "pm-row"));
      row.appendChild(ProjectMap.element("i", "pm-stroke")).style.background = colour;
      row.appendChild(ProjectMap.element("span", "", text));
    }
    return rows;
  }

  heading3(text) {
    return ProjectMap.element("h2", "", text);
  }

  swatch(colour, text) {
    const row = ProjectMap.element("div", "pm-row");
    const box = row.appendChild(ProjectMap.element("i", colour ? "pm-swatch" : "pm-swatch pm-hatch"));
    if (colour) box.style.background = colour;
    row.appendChild(ProjectMap.element("span", "", text));
    return row;
  }

  buildLights() {
    this.lightRows = ProjectMap.element("div", "pm-lights");
    this.counts = this.settings.lightNames.map((name) => {
      if (!name) return null;
      const row = ProjectMap.element("div", "pm-row");
      row.appendChild(ProjectMap.icon(name, 4.2 + 1.8 * ProjectMap.lights[name].grow));
      row.appendChild(ProjectMap.element("span", "", this.words[`light_${name}`]));
      this.lightRows.prepend(row);
      return row.appendChild(ProjectMap.element("b"));
    });
  }

  showCounts(meta) {
    this.counts.forEach((node, light) => {
      if (!node) return;
      node.textContent = meta.counts[light].toLocaleString("en-US");
      node.parentNode.hidden = !meta.counts[light];
    });
  }

  sizeRow(sizes) {
    const row = ProjectMap.element("div", "pm-sizes");
    sizes.forEach((text, index) => {
      const entry = row.appendChild(ProjectMap.element("div"));
      entry.appendChild(ProjectMap.icon("green", ProjectMap.radii[index + 1] * 0.8));
      entry.appendChild(ProjectMap.element("span", "", text));
    });
    return row;
  }

  placeRows(counted) {
    const { words } = this;
    const rows = ProjectMap.element("div", "pm-places");
    const add = (icon, text) => {
      const row = rows.appendChild(ProjectMap.element("div", "pm-row"));
      row.append(icon, ProjectMap.element("span", "", text));
    };
    add(ProjectMap.icon("red", 5, false), words.place_exact);
    add(ProjectMap.icon("red", 5, true), words.place_open);
    add(ProjectMap.element("i", "pm-solid"), words.place_line);
    add(ProjectMap.element("i", "pm-dash"), words.place_dashed);
    if (this.hasStops) add(ProjectMap.element("i", "pm-stop"), words.place_stop);
    add(ProjectMap.spotIcon(), words.place_spot);
    if (counted) add(ProjectMap.element("i", "pm-count", "+n"), words.place_count);
    return rows;
  }

  buildMonths() {
    const { months, map, words } = this;
    this.play = this.button(months, "pm-button pm-play", "▶", words.play, () => map.fire("playpause"));
    this.slider = months.appendChild(ProjectMap.element("input"));
    Object.assign(this.slider, { type: "range", min: 0, step: 1 });
    this.slider.setAttribute("aria-label", words.month);
    this.monthText = months.appendChild(ProjectMap.element("output"));
    this.slider.addEventListener("input", () => map.fire("monthinput", { index: Number(this.slider.value) }));
    this.slider.addEventListener("change", () => map.fire("monthchange", { index: Number(this.slider.value) }));
  }

  showMonths(meta) {
    this.months.hidden = meta.months.length < 2;
    this.slider.max = meta.months.length - 1;
    this.slider.value = meta.months.findIndex(([code]) => code === meta.month);
    this.slider.setAttribute("aria-valuetext", meta.monthName);
    this.monthText.textContent = meta.monthName;
  }

  playing(on) {
    const label = on ? this.words.pause : this.words.play;
    this.play.textContent = on ? "❚❚" : "▶";
    this.play.title = label;
    this.play.setAttribute("aria-label", label);
  }

  showTip(point, lines) {
    const { tip } = this;
    tip.replaceChildren(...lines.map((line, index) => ProjectMap.element(index ? "span" : "strong", "", line)));
    tip.hidden = false;
    const size = this.map.getSize();
    const left = point.x + 14 + tip.offsetWidth > size.x ? point.x - 12 - tip.offsetWidth : point.x + 14;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, Math.min(point.y + 14, size.y - tip.offsetHeight - 6))}px`;
  }

  // Something that the reader has to know of this map, with the legal lines.
  note(text) {
    this.foot.querySelector(".pm-law").appendChild(ProjectMap.element("span", "", text));
  }

  hideTip() {
    this.tip.hidden = true;
    this.around.hidden = true;
  }

  // The uncertainty of what is under the pointer, however small: a ring above the canvas, which need not be painted anew.
  showAround({ place, radius }) {
    if (radius < 4) return;
    this.around.style.cssText = `left: ${place.x - radius}px; top: ${place.y - radius}px; width: ${radius * 2}px; height: ${radius * 2}px`;
    this.around.hidden = false;
  }

  // The parts of the map that names should not lie under, in CSS pixels.
  boxes() {
    const frame = this.map.getContainer().getBoundingClientRect();
    const parts = [this.title, this.legend, this.months, this.foot, this.zoom, this.signs, ...(this.more || [])];
    return parts.filter((node) => !node.hidden).map((node) => {
      const box = node.getBoundingClientRect();
      return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    });
  }
};
