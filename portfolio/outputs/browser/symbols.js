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
