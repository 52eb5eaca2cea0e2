"""Whether a geometry can be somebody's place at all. What is merely odd is for a person to judge, not refused here."""

import math
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.geometry import GeometryError

MOST_VERTICES = 100_000


def fault(found: BaseGeometry) -> str | None:
    """Why the geometry (EPSG:4490) cannot be taken, or None.

    Codes: ``empty``, ``too_large``, ``not_finite``, ``out_of_range``, ``no_extent`` (a line or an area of one point),
    ``mixed`` (points, lines and areas together), ``invalid`` (it crosses itself). Never repairs: that may take minutes.
    """
    if found.is_empty or shapely.get_num_coordinates(found) > MOST_VERTICES:
        return "empty" if found.is_empty else "too_large"
    west, south, east, north = found.bounds
    checks = (
        ("not_finite", lambda: not all(math.isfinite(value) for value in found.bounds)),
        ("out_of_range", lambda: west < -180 or east > 180 or south < -90 or north > 90),
        ("mixed", lambda: found.geom_type == "GeometryCollection"),
        ("no_extent", lambda: found.geom_type not in ("Point", "MultiPoint") and found.length == 0),
        ("invalid", lambda: not found.is_valid),
    )
    return next((reason for reason, is_so in checks if is_so()), None)


def from_drawing(content: Mapping[str, Any]) -> BaseGeometry:
    """Read a GeoJSON geometry just as it was drawn. Raises `GeometryError` with the code of its fault.

    Unlike `geometry.from_geojson` it repairs nothing: whoever drew a figure of eight is told so.
    """
    try:
        drawn = shapely.force_2d(shape(dict(content)))
    except (shapely.errors.ShapelyError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise GeometryError("unreadable") from error
    reason = fault(drawn)
    if reason is not None:
        raise GeometryError(reason)
    return drawn
