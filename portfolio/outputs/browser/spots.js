// Several projects on one spot: a few are spread around it, many are one counted badge in the colours of their lights.
"use strict";

ProjectMap.Spots = class {
  constructor(places) {
    this.places = places;
    this.open = null;
    this.badges = [];
    this.rings = [];
    this.of = new Int32Array(places.symbolX.length).fill(-1);
    // The same spot is the same place to five metres.
    const first = new Map();
    let count = 0;
    for (let symbol = 0; symbol < this.of.length; symbol += 1) {
      const key = Math.round(places.symbolX[symbol] / 5) * 4e6 + Math.round(places.symbolY[symbol] / 5);
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, symbol);
        continue;
      }
      if (this.of[other] < 0) {
        this.of[other] = count;
        count += 1;
      }
      this.of[symbol] = this.of[other];
    }
  }

  begin() {
    this.gathered = new Map();
    this.badges = [];
    this.rings = [];
  }

  gather(symbol, x, y) {
    const spot = this.of[symbol];
    const found = this.gathered.get(spot);
    if (found) found.members.push(symbol);
    else this.gathered.set(spot, { spot, x, y, members: [symbol] });
  }

  // After all symbols are gathered: which spots are spread, and where each of their symbols goes.
  arrange(look) {
    const { places } = this;
    for (const found of this.gathered.values()) {
      const { members, x, y } = found;
      if (members.length === 1) {
        places.put(members[0], x, y, x, y);
        continue;
      }
      const chosen = look.selectedProject;
      const wanted = this.open === found.spot ||
        (chosen !== undefined && members.some((symbol) => places.symbolProject[symbol] === chosen));
      const size = this.size(members, look);
      const room = size * (0.9 + look.closer * 0.75);
      const layout = ProjectMap.spotLayout(wanted ? Math.min(members.length, 60) : members.length, size);
      if (wanted || layout.reach <= room) this.spread(found, layout, look);
      else this.badges.push({ ...found, radius: (8 + Math.min(7, Math.log2(members.length))) * look.ratio });
    }
  }

  // Room for one symbol, in device pixels: the largest of them decides.
  size(members, look) {
    const { places } = this;
    const radii = members.slice(-60).map((symbol) => places.radius(places.symbolProject[symbol], places.symbolKind[symbol], look));
    return (Math.max(...radii) * 2 + 1.5) * look.ratio;
  }

  // The most serious are painted last and come first; beyond sixty the rest is told as a number.
  spread({ members, x, y, spot }, layout, look) {
    const { places } = this;
    const chosen = members.filter((symbol) => places.symbolProject[symbol] === look.selectedProject);
    const others = members.filter((symbol) => places.symbolProject[symbol] !== look.selectedProject);
    const shown = [...others, ...chosen].slice(-layout.at.length).reverse();
    shown.forEach((symbol, index) => places.put(symbol, x + layout.at[index][0], y + layout.at[index][1], x, y));
    this.rings.push({ x, y, spot, layout, more: members.length - shown.length });
  }

  paintBelow(context, look) {
    const { ratio } = look;
    for (const { x, y, layout } of this.rings) {
      context.beginPath();
      if (layout.reach > 14 * ratio) {
        for (const [dx, dy] of layout.at) {
          context.moveTo(x, y);
          context.lineTo(x + dx, y + dy);
        }
      } else {
        context.arc(x, y, layout.reach, 0, Math.PI * 2);
      }
      for (const [width, colour] of [[2.6, "rgba(255, 255, 255, 0.85)"], [1, "rgba(50, 60, 72, 0.65)"]]) {
        context.lineWidth = width * ratio;
        context.strokeStyle = colour;
        context.stroke();
      }
      context.beginPath();
      context.arc(x, y, 1.7 * ratio, 0, Math.PI * 2);
      context.fillStyle = "#323c48";
      context.fill();
    }
  }

  paintBadges(context, look) {
    for (const badge of this.badges) this.paintBadge(context, look, badge);
    for (const { x, y, more } of this.rings) {
      if (more) this.count(context, look, x, y, `+${more}`, 10 * look.ratio);
    }
  }

  paintBadge(context, look, { x, y, radius, members }) {
    const { ratio } = look;
    context.beginPath();
    context.arc(x, y, radius + 1.5 * ratio, 0, Math.PI * 2);
    context.fillStyle = "#ffffff";
    context.fill();
    let from = -Math.PI / 2;
    for (const [light, number] of this.lights(members)) {
      const to = from + (number / members.length) * Math.PI * 2;
      context.beginPath();
      context.moveTo(x, y);
      context.arc(x, y, radius, from, to);
      context.closePath();
      context.fillStyle = ProjectMap.lights[light].colour;
      context.fill();
      from = to;
    }
    this.count(context, look, x, y, String(members.length), radius - 3.6 * ratio);
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.lineWidth = 0.8 * ratio;
    context.strokeStyle = "rgba(40, 50, 62, 0.75)";
    context.stroke();
  }

  count(context, look, x, y, text, radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fillStyle = "#ffffff";
    context.fill();
    const size = Math.min(11 * look.ratio, (radius * 3.1) / Math.max(2, text.length));
    context.font = `700 ${size}px ${ProjectMap.fonts}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = "#1f2a36";
    context.fillText(text, x, y + 0.5 * look.ratio);
  }

  // Lights on a spot with their numbers, the most serious first.
  lights(members) {
    const { places } = this;
    const numbers = new Uint32Array(places.lightNames.length);
    for (const symbol of members) numbers[places.classes[places.symbolProject[symbol]]] += 1;
    const found = [];
    for (let light = numbers.length - 1; light > 0; light -= 1) {
      if (numbers[light]) found.push([places.lightNames[light], numbers[light]]);
    }
    return found;
  }

  // The badge at a point of the canvas, or null.
  at(x, y) {
    return this.badges.find((badge) => Math.hypot(badge.x - x, badge.y - y) <= badge.radius + 2) || null;
  }
};

// Places on rings around a spot for so many symbols of a size; `reach` is the radius of the outermost ring.
ProjectMap.spotLayout = function (count, size) {
  const at = [];
  let radius = count === 2 ? size / 2 : Math.min(Math.max(size / 2, (count * size) / (2 * Math.PI)), size * 1.9);
  while (at.length < count) {
    const room = Math.max(count === 2 ? 2 : 3, Math.floor((2 * Math.PI * radius) / size + 0.001));
    const here = Math.min(room, count - at.length);
    const start = count === 2 ? Math.PI : -Math.PI / 2 + (at.length ? Math.PI / room : 0);
    for (let index = 0; index < here; index += 1) {
      const angle = start + (index * 2 * Math.PI) / here;
      at.push([Math.cos(angle) * radius, Math.sin(angle) * radius]);
    }
    if (at.length < count) radius += size;
  }
  return { at, reach: radius };
};
