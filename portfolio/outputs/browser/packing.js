// Reads the bytes of portfolio/outputs/map_packing.py.
"use strict";
const ProjectMap = {};

ProjectMap.unpack = function (buffer) {
  const bytes = new Uint8Array(buffer);
  const length = new DataView(buffer).getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const types = { u1: Uint8Array, i4: Int32Array, f4: Float32Array };
  const arrays = {};
  for (const [name, [type, offset, count]] of Object.entries(head.arrays)) {
    arrays[name] = new types[type](buffer, 8 + length + offset, count);
  }
  return { meta: head.meta, arrays };
};

// Two classes of lights in a byte, the first in its upper half.
ProjectMap.doubled = function (halves) {
  const classes = new Uint8Array(halves.length * 2);
  for (let index = 0; index < halves.length; index += 1) {
    classes[2 * index] = halves[index] >> 4;
    classes[2 * index + 1] = halves[index] & 15;
  }
  return classes;
};

ProjectMap.fromBase64 = function (text) {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes.buffer;
};

// Project places: pixels of the map document from metres in EPSG:3857, as one multiplication and one addition each.
ProjectMap.projection = function (map, topLeft, ratio) {
  const circumference = 2 * Math.PI * 6378137;
  const world = 256 * 2 ** map.getZoom();
  const origin = map.getPixelOrigin().add(topLeft);
  const scale = (world / circumference) * ratio;
  return {
    scale,
    x0: (world / 2 - origin.x) * ratio,
    y0: (world / 2 - origin.y) * ratio,
    // The same for offsets from a point in metres, as the packed geometry holds them.
    from([x, y]) {
      return { k: scale, x: this.x0 + x * scale, y: this.y0 - y * scale };
    },
    degrees(longitude, latitude) {
      const radians = (latitude * Math.PI) / 180;
      const north = Math.log(Math.tan(Math.PI / 4 + radians / 2)) * 6378137;
      const east = ((longitude * Math.PI) / 180) * 6378137;
      return [this.x0 + east * scale, this.y0 - north * scale];
    },
  };
};

// West, south, east, north of each path, in metres from the origin.
ProjectMap.boxes = function (coordinates, starts) {
  const boxes = new Float32Array((starts.length - 1) * 4);
  for (let path = 0; path + 1 < starts.length; path += 1) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let index = starts[path]; index < starts[path + 1]; index += 1) {
      west = Math.min(west, coordinates[2 * index]);
      east = Math.max(east, coordinates[2 * index]);
      south = Math.min(south, coordinates[2 * index + 1]);
      north = Math.max(north, coordinates[2 * index + 1]);
    }
    boxes.set([west, south, east, north], path * 4);
  }
  return boxes;
};

// Whether two boxes (left, top, right, bottom) share any part.
ProjectMap.overlap = function (one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
};
