"""A place as the history keeps it, readable without this program; and a place made from such a note again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata import geometry
from portfolio.domain.codes import Precision

_DECIMALS = 8
"""Of a degree: a millimetre."""
_KEPT = (
    *("precision", "reason", "radius_m", "method", "source", "source_en", "source_crs", "uses_osm", "note", "note_en"),
    *("stops", "confirmed_by", "edited"),
)
_NEVER_PLACED = {**dict.fromkeys(_KEPT), "precision": Precision.UNKNOWN.value, "uses_osm": False, "edited": False}


def noted(values: Mapping[str, Any] | None) -> dict[str, object] | None:
    """The columns of a place as JSON: the geometry as GeoJSON in EPSG:4490."""
    if values is None:
        return None
    wkb, confirmed_at = values["geometry"], values["confirmed_at"]
    return {
        "geometry": None if wkb is None else geometry.to_geojson(geometry.from_wkb(wkb), decimals=_DECIMALS),
        **{name: values[name] for name in _KEPT},
        "confirmed_at": None if confirmed_at is None else confirmed_at.isoformat(),
        "version": values["version"],
    }


def restored(note: Mapping[str, Any] | None) -> dict[str, object]:
    """The columns that such a note was made of; those of no place where nothing was noted."""
    if note is None:
        return {**geometry_columns(None), **_NEVER_PLACED, "confirmed_at": None}
    shape, confirmed_at = note["geometry"], note["confirmed_at"]
    return {
        **geometry_columns(None if shape is None else geometry.from_geojson(shape)),
        **{name: note[name] for name in _KEPT},
        "confirmed_at": None if confirmed_at is None else datetime.fromisoformat(confirmed_at),
    }


def geometry_columns(shape: BaseGeometry | None) -> dict[str, object]:
    """WKB and the bounding box that stands beside it."""
    box = None if shape is None else geometry.bounding_box(shape)
    return {
        "geometry": None if shape is None else geometry.to_wkb(shape),
        "min_longitude": None if box is None else box.west,
        "min_latitude": None if box is None else box.south,
        "max_longitude": None if box is None else box.east,
        "max_latitude": None if box is None else box.north,
    }
