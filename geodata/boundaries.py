"""The twelve districts and counties of Jinan: their outlines, and which of them a place lies in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import crs, installed
from geodata.geometry import BoundingBox, Point, bounding_box, from_geojson, to_geojson

LABEL_TOLERANCE_M = 100
"""How near the label point comes to the true centre of the largest inscribed circle, in metres."""


@dataclass(frozen=True, slots=True)
class District:
    """One district or county. `code` is GB/T 2260; `geometry` is EPSG:4490.

    `label` says where to write the name. It is never the place of a project.
    """

    code: str
    name: str
    name_en: str
    geometry: BaseGeometry
    label: Point


@dataclass(frozen=True, slots=True)
class Area:
    """A functional area's outline, EPSG:4490, from the installation; it may overlap districts and other areas."""

    code: str
    name: str
    geometry: BaseGeometry


@cache
def _content() -> bytes:
    """The outlines in use, read once: a running process keeps them until it is started again."""
    return installed.districts_content()


@cache
def version() -> str:
    """Short hash of the outlines in use: another one means that shares by length and area are outdated."""
    return hashlib.sha256(_content()).hexdigest()[:16]


@cache
def source() -> installed.Source:
    """Where the outlines in use come from: what a map has to name."""
    return installed.source(installed.collection(installed.DISTRICTS, _content()))


@cache
def districts() -> tuple[District, ...]:
    """All twelve, ordered by code, read and repaired once: the installation's official layer, else the carried one.

    The carried boundaries are 115 m off at the median (SOURCES.md). Raises `LayerError` for a spoilt installed file.
    """
    features = installed.collection(installed.DISTRICTS, _content())["features"]
    return tuple(sorted(map(_district, features), key=lambda district: district.code))


@cache
def areas() -> tuple[Area, ...]:
    """Functional areas with an outline, ordered by code; none until the installation loads a layer of them."""
    text = installed.content(installed.AREAS)
    features = [] if text is None else installed.collection(installed.AREAS, text)["features"]
    found = [
        Area(row["properties"]["code"], row["properties"]["name"], from_geojson(row["geometry"])) for row in features
    ]
    return tuple(sorted(found, key=lambda area: area.code))


def _district(feature: Mapping[str, Any]) -> District:
    properties = feature["properties"]
    geometry = from_geojson(feature["geometry"])
    centre = crs.to_storage(_widest_place(crs.to_metric(geometry)))
    return District(
        code=properties["adcode"],
        name=properties["name"],
        name_en=properties["name_en"],
        geometry=geometry,
        label=Point(latitude=round(centre.y, 6), longitude=round(centre.x, 6)),
    )


def _widest_place(metric: BaseGeometry) -> shapely.Point:
    """Centre of the largest circle inside the largest part of an area in metres."""
    largest = max(shapely.get_parts(metric), key=lambda part: float(part.area))
    radius_line = shapely.maximum_inscribed_circle(largest, tolerance=LABEL_TOLERANCE_M)
    return shapely.Point(radius_line.coords[0])


@cache
def _by_code() -> dict[str, District]:
    return {district.code: district for district in districts()}


def district(code: str) -> District | None:
    """Return the district with this GB/T 2260 code, None when it is none of the twelve."""
    return _by_code().get(code)


@cache
def _tree() -> shapely.STRtree:
    """Index over `districts()`, in the same order."""
    return shapely.STRtree([district.geometry for district in districts()])


def district_of(point: Point) -> str | None:
    """Code of the district in which a place lies; None outside Jinan. On a shared edge the smaller code."""
    found = _tree().query(point.shape(), predicate="intersects")
    return min((districts()[index].code for index in found), default=None)


def districts_of(geometry: BaseGeometry) -> tuple[str, ...]:
    """Codes, in order, of every district that a geometry in EPSG:4490 touches; empty outside Jinan."""
    found = _tree().query(geometry, predicate="intersects")
    return tuple(sorted(districts()[index].code for index in found))


@cache
def city() -> BaseGeometry:
    """Jinan as one area, EPSG:4490."""
    return shapely.union_all([district.geometry for district in districts()])


def city_box() -> BoundingBox:
    """Box around Jinan in degrees."""
    return bounding_box(city())


@cache
def _simplified(tolerance_m: float) -> tuple[BaseGeometry, ...]:
    """Outlines in EPSG:4490 with common edges kept common, in the order of `districts()`."""
    metric = [crs.to_metric(district.geometry) for district in districts()]
    return tuple(crs.to_storage(part) for part in shapely.coverage_simplify(metric, tolerance=tolerance_m))


def outlines(*, tolerance_m: float = 100) -> dict[str, Any]:
    """GeoJSON FeatureCollection of the districts for drawing: no gaps and no overlaps after simplifying.

    Properties: `code`, `name`, `name_en`, `label` as [longitude, latitude]. Five decimals (1 m).
    """
    features = [
        {
            "type": "Feature",
            "id": district.code,
            "properties": {
                "code": district.code,
                "name": district.name,
                "name_en": district.name_en,
                "label": [district.label.longitude, district.label.latitude],
            },
            "geometry": to_geojson(simple, decimals=5),
        }
        for district, simple in zip(districts(), _simplified(tolerance_m), strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def city_outline(*, tolerance_m: float = 100) -> dict[str, Any]:
    """GeoJSON Feature of the outer edge of Jinan as an area, from the same edges as `outlines`."""
    outer = shapely.union_all(list(_simplified(tolerance_m)))
    return {"type": "Feature", "properties": {}, "geometry": to_geojson(outer, decimals=5)}
