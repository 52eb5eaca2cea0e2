// Symbols and hairlines written into pixels, for views with more of them than a canvas draws in time.
"use strict";

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

  // A hairline of one pixel below what is already there (Bresenham); the part beyond the surface is left out.
  line(x0, y0, x1, y1, colour) {
    const { width, height, words } = this;
    const [dx, dy] = [Math.abs(x1 - x0), -Math.abs(y1 - y0)];
    const [stepX, stepY] = [x0 < x1 ? 1 : -1, y0 < y1 ? 1 : -1];
    if (dx - dy > width + height) return;
    let error = dx + dy;
    for (let x = x0, y = y0; ; ) {
      if (x >= 0 && y >= 0 && x < width && y < height) {
        const place = y * width + x;
        const above = words[place];
        if (above === 0) words[place] = colour;
        else if (above < 0xff000000) words[place] = ProjectMap.over(above, colour);
      }
      if (x === x1 && y === y1) return;
      const doubled = 2 * error;
      if (doubled >= dy) {
        error += dy;
        x += stepX;
      }
      if (doubled <= dx) {
        error += dx;
        y += stepY;
      }
    }
  }

  finished() {
    this.pen.putImageData(this.image, 0, 0);
    return this.canvas;
  }
};

// «#rrggbb» as a solid pixel.
ProjectMap.pixel = function (colour) {
  const value = parseInt(colour.slice(1), 16);
  return (0xff000000 | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
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

// The solid pixel of each class of light: of its colour or of its edge.
ProjectMap.pixels = function (lightNames, part) {
  return lightNames.map((name) => (name ? ProjectMap.pixel(ProjectMap.lights[name][part]) : 0));
};

// The edge of a colour «#rrggbb»: the same hue, darker.
ProjectMap.darker = function (colour) {
  const part = (at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.62).toString(16).padStart(2, "0");
  return `#${part(1)}${part(3)}${part(5)}`;
};
