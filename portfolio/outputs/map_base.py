"""What lies below the projects on a map without tiles: districts, outline, river and names, in degrees."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from geodata import basemap, boundaries, crs
from portfolio.language import Language, named

_TOLERANCE_M = 20


@cache
def base(language: Language, *, shifted: bool = False) -> dict[str, Any]:
    """Geometry of the base map in degrees, longitude first, with names in one language.

    EPSG:4490, or GCJ-02 where ``shifted``: then it fits tiles that are in it.
    """
    box = basemap.view()
    districts = [
        {
            "code": feature["properties"]["code"],
            "name": named(language, zh=feature["properties"]["name"], en=feature["properties"]["name_en"]),
            "label": _moved([feature["properties"]["label"]], shifted)[0],
            "rings": _paths(feature["geometry"], shifted),
        }
        for feature in boundaries.outlines(tolerance_m=_TOLERANCE_M)["features"]
    ]
    return {
        "box": [[box.south, box.west], [box.north, box.east]],
        "districts": districts,
        "outline": _paths(boundaries.city_outline(tolerance_m=_TOLERANCE_M)["geometry"], shifted),
        "river": _paths(basemap.river_feature()["geometry"], shifted),
        "riverName": _label(language, basemap.RIVER_LABEL),
        "neighbours": [_label(language, label) for label in basemap.NEIGHBOURS],
    }


def _label(language: Language, label: basemap.Label) -> dict[str, object]:
    name = named(language, zh=label.name, en=label.name_en)
    return {"name": name, "at": [label.point.longitude, label.point.latitude]}


def _paths(geometry: Mapping[str, Any], shifted: bool) -> list[list[list[float]]]:
    """All rings or lines of a GeoJSON geometry, one list of positions each."""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "LineString":
            found = [coordinates]
        case "Polygon" | "MultiLineString":
            found = list(coordinates)
        case "MultiPolygon":
            found = [ring for polygon in coordinates for ring in polygon]
        case other:
            raise ValueError(f"not drawn on the base map: {other}")
    return [_moved(path, shifted) for path in found]


def _moved(path: Sequence[Sequence[float]], shifted: bool) -> list[list[float]]:
    if not shifted:
        return [list(position) for position in path]
    degrees = np.asarray(path, dtype=np.float64)
    moved = np.column_stack(crs.to_gcj02(degrees[:, 0], degrees[:, 1]))
    return [[float(x), float(y)] for x, y in moved.round(6)]
