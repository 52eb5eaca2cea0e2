"""The places that are known by name: gazetteer, townships, villages and named lines, read once."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.geometry import Point, from_geojson


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with a name. `precision` is `exact`, `site` (within 500 m) or `street` (within 3 km).

    `radius_m` says how far the place may lie or reach from the point, `source` who says so (SOURCES.md), `osm` whether
    OpenStreetMap must be credited where it is used. The same name may stand for several places.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    point: Point
    precision: str
    radius_m: int
    district: str
    source: str
    osm: bool


@dataclass(frozen=True, slots=True)
class Township:
    """A street, town or township. `point` is its seat, None where that is not known; never better than `radius_m`."""

    code: str
    name: str
    district: str
    point: Point | None
    radius_m: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community as the statistics list it: its township is known, its position is not."""

    name: str
    township: str


@dataclass(frozen=True, slots=True)
class Feature:
    """A named line or area, EPSG:4490, no better than `radius_m`; `stops` are names along it, in order."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    geometry: BaseGeometry
    precision: str
    radius_m: int
    source: str
    osm: bool
    stops: tuple[str, ...]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("geodata").joinpath(f"data/{name}").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def entries() -> tuple[Entry, ...]:
    """All places of the gazetteer, ordered by name; the townships with a known seat are among them."""
    return tuple(
        Entry(
            name=row["name"],
            aliases=_names(row["aliases"]),
            kind=row["kind"],
            point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
            precision=row["precision"],
            radius_m=int(row["radius_m"]),
            district=row["district"],
            source=row["source"],
            osm=row["osm"] == "1",
        )
        for row in _rows("gazetteer.csv")
    )


def _names(joined: str) -> tuple[str, ...]:
    return tuple(name for name in joined.split(";") if name)


@cache
def townships() -> tuple[Township, ...]:
    """The 161 streets and towns of Jinan, ordered by code."""
    return tuple(
        Township(
            code=row["code"],
            name=row["name"],
            district=row["district"],
            point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"]))
            if row["latitude"]
            else None,
            radius_m=int(row["radius_m"]) if row["radius_m"] else None,
            source=row["source"],
        )
        for row in _rows("townships.csv")
    )


@cache
def villages() -> tuple[Village, ...]:
    """Villages and communities by township: says where a name belongs, and whether it is the only one of its kind."""
    return tuple(Village(name=row["name"], township=row["township"]) for row in _rows("villages.csv"))


@cache
def features() -> tuple[Feature, ...]:
    """Rivers, expressways, metro lines and crossings as lines."""
    text = files("geodata").joinpath("data/features.geojson").read_text(encoding="utf-8")
    return tuple(_feature(feature) for feature in json.loads(text)["features"])


def _feature(feature: dict[str, Any]) -> Feature:
    properties = feature["properties"]
    return Feature(
        name=properties["name"],
        aliases=tuple(properties["aliases"]),
        kind=properties["kind"],
        geometry=from_geojson(feature["geometry"]),
        precision=properties["precision"],
        radius_m=int(properties["radius_m"]),
        source=properties["source"],
        osm=bool(properties["osm"]),
        stops=tuple(properties["stops"]),
    )
