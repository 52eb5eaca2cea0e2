"""A complete map without tiles: districts, the Yellow River, neighbours, graticule."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata import boundaries
from geodata.geometry import BoundingBox, Point, from_geojson

VIEW_MARGIN = 0.04
"""Degrees around Jinan that the whole-city view shows."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map in both languages. The place is where to write it, not where the thing is."""

    name: str
    name_en: str
    point: Point


NEIGHBOURS = (
    Label("德州市", "Dezhou", Point(latitude=37.180, longitude=116.800)),
    Label("滨州市", "Binzhou", Point(latitude=37.430, longitude=117.620)),
    Label("淄博市", "Zibo", Point(latitude=36.620, longitude=117.862)),
    Label("泰安市", "Tai'an", Point(latitude=36.180, longitude=117.150)),
    Label("聊城市", "Liaocheng", Point(latitude=36.430, longitude=116.320)),
)
"""The five prefectures that border Jinan, labelled just outside it; `geodata.build` checks each against its area."""

RIVER_LABEL = Label("黄河", "Yellow River", Point(latitude=36.462, longitude=116.600))


@cache
def river() -> BaseGeometry:
    """Centre line of the Yellow River through Jinan, EPSG:4490, from south-west to north-east.

    For drawing only: usually within 500 m of the channel, up to 1.5 km off (SOURCES.md).
    """
    return from_geojson(river_feature()["geometry"])


@cache
def _river_collection() -> Mapping[str, Any]:
    text = files("geodata").joinpath("data/yellow_river.geojson").read_text(encoding="utf-8")
    collection: Mapping[str, Any] = json.loads(text)
    return collection


def river_feature() -> dict[str, Any]:
    """GeoJSON Feature of the river with `name` and `name_en`."""
    return dict(_river_collection()["features"][0])


def view() -> BoundingBox:
    """Box that shows all of Jinan with the neighbours' names around it."""
    return boundaries.city_box().grown(VIEW_MARGIN)


def graticule(step: float = 0.5, *, box: BoundingBox | None = None) -> dict[str, Any]:
    """GeoJSON FeatureCollection of meridians and parallels every `step` degrees inside `box` (default: the view).

    Properties: `axis` (`longitude` or `latitude`) and `degrees`. Raises `ValueError` for a step that is not positive.
    """
    if step <= 0:
        raise ValueError("step")
    frame = box or view()
    meridians = [
        _grid_line("longitude", x, [[x, frame.south], [x, frame.north]]) for x in _marks(frame.west, frame.east, step)
    ]
    parallels = [
        _grid_line("latitude", y, [[frame.west, y], [frame.east, y]]) for y in _marks(frame.south, frame.north, step)
    ]
    return {"type": "FeatureCollection", "features": meridians + parallels}


def _marks(low: float, high: float, step: float) -> list[float]:
    """Multiples of `step` in [low, high]; rounded, so that 0.1 × 3 is 0.3."""
    return [round(number * step, 9) for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _grid_line(axis: str, degrees: float, coordinates: list[list[float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"axis": axis, "degrees": degrees},
        "geometry": {"type": "LineString", "coordinates": coordinates},
    }
