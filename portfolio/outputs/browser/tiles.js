// Tiles below the canvas, where the installation has some; if none can be loaded, the built-in ground takes their place.
"use strict";

ProjectMap.addTiles = function (screen, { addresses, subdomains }) {
  let came = false;
  const failed = () => {
    if (came || !screen.layer.tiled) return;
    layers.forEach((layer) => layer.remove());
    screen.layer.withoutTiles();
    screen.panels.note(screen.words.tiles_failed);
  };
  const layers = addresses.map((address) => {
    const layer = L.tileLayer(address, { subdomains: subdomains || "a", maxNativeZoom: 18, maxZoom: 19 });
    layer.on("tileload", () => { came = true; });
    layer.on("tileerror", failed);
    return layer.addTo(screen.map);
  });
};
