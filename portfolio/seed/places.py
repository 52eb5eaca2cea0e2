"""Where the rows of the plan are: geometries with their precision and source, or the reason why one has no place."""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geodata import geometry
from portfolio.domain.codes import Precision


@dataclass(frozen=True, slots=True)
class Stop:
    """A station along a line; a position is None where only the name and its order are known."""

    name: str
    name_en: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True)
class SeedPlace:
    """A row's place: WKB in EPSG:4490, or None with a reason. ``radius_m`` is the uncertainty in metres."""

    code: str
    wkb: bytes | None
    precision: Precision
    reason: str | None
    radius_m: int | None
    method: str | None
    source: str | None
    source_en: str | None
    source_crs: str | None
    uses_osm: bool
    note: str | None
    note_en: str | None
    stops: tuple[Stop, ...] = ()
    published_km: float | None = None
    """The published length of a line: of all of it, or more than is drawn where ``whole`` is false."""
    whole: bool = False


@cache
def places() -> tuple[SeedPlace, ...]:
    """The place of each row of the plan, placed or not."""
    collection = json.loads(_text("places.geojson"))
    placed = [_placed(feature) for feature in collection["features"]]
    missing = [_missing(row) for row in csv.DictReader(_text("unplaced.csv").splitlines())]
    return tuple(sorted([*placed, *missing], key=lambda place: place.code))


def columns(place: SeedPlace) -> dict[str, object]:
    """The place as the register's columns: geometry with its bounding box in degrees."""
    box = None if place.wkb is None else geometry.bounding_box(geometry.from_wkb(place.wkb))
    return {
        "geometry": place.wkb,
        "min_longitude": None if box is None else box.west,
        "min_latitude": None if box is None else box.south,
        "max_longitude": None if box is None else box.east,
        "max_latitude": None if box is None else box.north,
        "precision": place.precision.value,
        "reason": place.reason,
        "radius_m": place.radius_m,
        "method": place.method,
        "source": place.source,
        "source_en": place.source_en,
        "source_crs": place.source_crs,
        "uses_osm": place.uses_osm,
        "note": place.note,
        "note_en": place.note_en,
        "stops": [asdict(stop) for stop in place.stops] or None,
    }


def _placed(feature: Mapping[str, Any]) -> SeedPlace:
    said = feature["properties"]
    return SeedPlace(
        code=said["code"],
        wkb=geometry.to_wkb(geometry.from_geojson(feature["geometry"])),
        precision=Precision(said["precision"]),
        reason=said.get("reason") or None,
        radius_m=said.get("radius_m"),
        method=said.get("method") or None,
        source=said.get("source") or None,
        source_en=said.get("source_en") or None,
        source_crs=said.get("source_crs") or None,
        uses_osm=bool(said.get("osm")),
        note=said.get("note") or None,
        note_en=said.get("note_en") or None,
        stops=tuple(Stop(**stop) for stop in said.get("stops", ())),
        published_km=said.get("published_km"),
        whole=said.get("whole", False),
    )


def _missing(row: Mapping[str, str]) -> SeedPlace:
    district_only = bool(row["district_codes"])
    return SeedPlace(
        code=row["code"],
        wkb=None,
        precision=Precision.DISTRICT if district_only else Precision.UNKNOWN,
        reason=row["reason"],
        radius_m=None,
        method=None,
        source=row.get("source") or None,
        source_en=row.get("source_en") or None,
        source_crs=None,
        uses_osm=False,
        note=row.get("note") or None,
        note_en=row.get("note_en") or None,
    )


def _text(name: str) -> str:
    return files("portfolio.seed").joinpath(name).read_text(encoding="utf-8")
