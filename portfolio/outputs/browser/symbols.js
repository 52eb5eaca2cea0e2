// The symbols of lights: shape and colour together, so that they can be told apart in print and by every eye.
"use strict";

ProjectMap.lights = {
  red: { shape: "triangle", colour: "#c8321f", edge: "#7d1a0e", grow: 1.22 },
  yellow: { shape: "square", colour: "#f2b11d", edge: "#7a5200", grow: 1.0 },
  halted: { shape: "bar", colour: "#3b3350", edge: "#1f1a2e", grow: 0.95 },
  green: { shape: "circle", colour: "#1f9367", edge: "#0c5a3d", grow: 0.8 },
  done: { shape: "check", colour: "#2f7d9c", edge: "#1c5870", grow: 0.85 },
  not_reported: { shape: "ring", colour: "#6f7781", edge: "#4d545c", grow: 0.8 },
  not_due: { shape: "hollow", colour: "#7d93ad", edge: "#5d738d", grow: 0.75 },
  no_plan: { shape: "dot", colour: "#7b7f86", edge: "#7b7f86", grow: 0.55 },
};

ProjectMap.Symbols = class {
  constructor(ratio) {
    this.ratio = ratio;
    this.sprites = new Map();
  }

  // A picture of the symbol with its white casing, in device pixels; made once for each look.
  sprite(light, radius, open) {
    const quantised = Math.max(2, Math.round(radius * this.ratio * 2) / 2);
    const key = `${light}/${quantised}/${open}`;
    let found = this.sprites.get(key);
    if (!found) {
      found = this.paint(light, quantised, open);
      this.sprites.set(key, found);
    }
    return found;
  }

  paint(light, radius, open) {
    const casing = Math.min(1.5 * this.ratio, Math.max(0.6, radius * 0.28));
    const half = Math.ceil(radius * 1.2 + casing + 1);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = half * 2;
    const context = canvas.getContext("2d");
    context.translate(half, half);
    ProjectMap.drawSymbol(context, light, radius, { open, casing });
    return { canvas, half, radius };
  }

  // An empty surface of this size; the same one every time, because making one costs more than cleaning it.
  surface(width, height) {
    if (!this.pixels || this.pixels.width !== width || this.pixels.height !== height) {
      this.pixels = new ProjectMap.Surface(width, height);
    }
    this.pixels.clear();
    return this.pixels;
  }
};

// Tens of thousands of symbols: their pixels are copied into memory and put on the canvas at once.
ProjectMap.Surface = class {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.canvas = document.createElement("canvas");
    this.canvas.width = width;
    this.canvas.height = height;
    this.pen = this.canvas.getContext("2d");
    this.image = this.pen.createImageData(width, height);
    this.words = new Uint32Array(this.image.data.buffer);
  }

  clear() {
    this.words.fill(0);
  }

  // The pixels of a sprite: solid ones, and those of its edge that let through what lies below.
  prepared(sprite) {
    if (sprite.stamp && sprite.stamp.width === this.width) return sprite.stamp;
    const size = sprite.half * 2;
    const pixels = new Uint32Array(sprite.canvas.getContext("2d").getImageData(0, 0, size, size).data.buffer);
    const [at, colour, edgeAt, edgeColour] = [[], [], [], []];
    pixels.forEach((pixel, index) => {
      const alpha = pixel >>> 24;
      if (alpha < 8) return;
      const place = Math.floor(index / size) * this.width + (index % size);
      (alpha > 247 ? at : edgeAt).push(place);
      (alpha > 247 ? colour : edgeColour).push(alpha > 247 ? (pixel | 0xff000000) >>> 0 : pixel);
    });
    sprite.stamp = { width: this.width, at: Int32Array.from(at), colour: Uint32Array.from(colour),
      edgeAt: Int32Array.from(edgeAt), edgeColour: Uint32Array.from(edgeColour) };
    return sprite.stamp;
  }

  // Below what is already there. The canvas reaches beyond what can be seen: a symbol that its edge cuts is left out.
  stamp(sprite, x, y) {
    const left = x - sprite.half;
    const top = y - sprite.half;
    const size = sprite.half * 2;
    if (left < 0 || top < 0 || left + size > this.width || top + size > this.height) return;
    const { at, colour, edgeAt, edgeColour } = this.prepared(sprite);
    const { words } = this;
    const start = top * this.width + left;
    for (let index = 0; index < at.length; index += 1) {
      const place = start + at[index];
      const above = words[place];
      if (above === 0) words[place] = colour[index];
      else if (above < 0xff000000) words[place] = ProjectMap.over(above, colour[index]);
    }
    for (let index = 0; index < edgeAt.length; index += 1) {
      const place = start + edgeAt[index];
      const above = words[place];
      if (above === 0) words[place] = edgeColour[index];
      else if (above < 0xff000000) words[place] = ProjectMap.over(above, edgeColour[index]);
    }
  }

  finished() {
    this.pen.putImageData(this.image, 0, 0);
    return this.canvas;
  }
};

// One pixel over another; little-endian ABGR, not multiplied by alpha.
ProjectMap.over = function (above, below) {
  const part = above >>> 24;
  const rest = 255 - part;
  const red = ((above & 255) * part + (below & 255) * rest) >> 8;
  const green = (((above >>> 8) & 255) * part + ((below >>> 8) & 255) * rest) >> 8;
  const blue = (((above >>> 16) & 255) * part + ((below >>> 16) & 255) * rest) >> 8;
  const alpha = Math.max(part, below >>> 24);
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
};

ProjectMap.outline = function (context, shape, r) {
  context.beginPath();
  if (shape === "triangle") {
    context.moveTo(0, -r * 1.12);
    context.lineTo(r * 1.06, r * 0.78);
    context.lineTo(-r * 1.06, r * 0.78);
    context.closePath();
  } else if (shape === "square") {
    context.rect(-r * 0.86, -r * 0.86, r * 1.72, r * 1.72);
  } else {
    context.arc(0, 0, r, 0, Math.PI * 2);
  }
};

ProjectMap.drawSymbol = function (context, light, radius, { open = false, casing = 1.5 } = {}) {
  const style = ProjectMap.lights[light];
  const shape = style.shape;
  const hollow = open || shape === "ring" || shape === "hollow" || shape === "dot" || shape === "check";
  const line = shape === "hollow" || shape === "dot" ? radius * 0.26 : radius * 0.36;
  context.lineJoin = "round";
  ProjectMap.outline(context, shape, radius);
  context.strokeStyle = "#ffffff";
  context.lineWidth = casing * 2;
  context.stroke();
  context.fillStyle = hollow ? "#ffffff" : style.colour;
  context.fill();
  if (hollow) {
    ProjectMap.outline(context, shape, radius - line / 2);
    context.lineWidth = Math.max(1, line);
    context.strokeStyle = style.colour;
  } else {
    ProjectMap.outline(context, shape, radius - 0.3);
    context.lineWidth = Math.max(0.5, radius * 0.13);
    context.strokeStyle = style.edge;
  }
  context.stroke();
  ProjectMap.drawMark(context, style, radius, open);
};

// What stands inside: a bar for halted, a check for done, a point for not reported.
ProjectMap.drawMark = function (context, style, radius, open) {
  if (style.shape === "bar") {
    context.fillStyle = open ? style.colour : "#ffffff";
    context.fillRect(-radius * 0.58, -radius * 0.2, radius * 1.16, radius * 0.4);
  } else if (style.shape === "check" && radius >= 3.5) {
    context.beginPath();
    context.moveTo(-radius * 0.38, 0);
    context.lineTo(-radius * 0.08, radius * 0.3);
    context.lineTo(radius * 0.42, -radius * 0.3);
    context.lineWidth = Math.max(1, radius * 0.24);
    context.strokeStyle = style.colour;
    context.stroke();
  } else if (style.shape === "ring" && radius >= 3) {
    context.beginPath();
    context.arc(0, 0, radius * 0.2, 0, Math.PI * 2);
    context.fillStyle = style.colour;
    context.fill();
  }
};
