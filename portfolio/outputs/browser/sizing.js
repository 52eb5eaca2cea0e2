// A map follows the size of its frame.
"use strict";

// Leaflet hears of a new size from the window only, which says nothing while the frame is still being laid out.
ProjectMap.followSize = function (map) {
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(map.getContainer());
};
