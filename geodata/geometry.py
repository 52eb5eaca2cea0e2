"""Points, boxes and the WKB in which a place is kept. Everything here is EPSG:4490, longitude before latitude."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

DECIMALS: Final = 6
"""Decimals of a degree that are written to files: 0.1 m."""


class GeometryError(ValueError):
    """Raised when bytes or a mapping are not a usable geometry; `reason` is a code, never a sentence.

    Codes: `unreadable`, `empty`, `not_finite`, `out_of_range`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth in degrees, EPSG:4490. Named fields, because (lat, lon) and (lon, lat) look the same."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        """Refuse what cannot be a place: swapped or garbled numbers usually show here. NaN is refused too."""
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise GeometryError("out_of_range")

    def shape(self) -> shapely.Point:
        """Return the shapely point: x is the longitude, y the latitude."""
        return shapely.Point(self.longitude, self.latitude)


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """Degrees, EPSG:4490; `south` ≤ `north`, `west` ≤ `east` (Jinan is far from the date line)."""

    south: float
    west: float
    north: float
    east: float

    def grown(self, degrees: float) -> "BoundingBox":
        """Return the box with a margin on all four sides."""
        return BoundingBox(self.south - degrees, self.west - degrees, self.north + degrees, self.east + degrees)


def bounding_box(geometry: BaseGeometry) -> BoundingBox:
    """Box around a geometry in EPSG:4490. Raises `GeometryError("empty")` when there is nothing to surround."""
    if geometry.is_empty:
        raise GeometryError("empty")
    west, south, east, north = geometry.bounds
    return BoundingBox(south=south, west=west, north=north, east=east)


def repaired(geometry: BaseGeometry) -> BaseGeometry:
    """Return a valid, flat, finite geometry of the same place, or raise `GeometryError`.

    `make_valid` is slow on hostile shapes (60 s for 500 random vertices): what strangers upload is
    parsed with caps in a child process before it comes here.
    """
    if geometry.is_empty:
        raise GeometryError("empty")
    flat = shapely.force_2d(geometry)
    west, south, east, north = flat.bounds
    if not all(math.isfinite(value) for value in (west, south, east, north)):
        raise GeometryError("not_finite")
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise GeometryError("out_of_range")
    return flat if flat.is_valid else shapely.make_valid(flat)


def to_wkb(geometry: BaseGeometry) -> bytes:
    """Little-endian 2-D WKB without SRID: the same geometry always gives the same bytes."""
    return bytes(shapely.to_wkb(shapely.force_2d(geometry), byte_order=1, include_srid=False))


def from_wkb(content: bytes) -> BaseGeometry:
    """Read WKB in EPSG:4490 and repair it. Raises `GeometryError`."""
    try:
        geometry = shapely.from_wkb(content)
    except (shapely.errors.GEOSException, TypeError) as error:
        raise GeometryError("unreadable") from error
    if geometry is None:
        raise GeometryError("unreadable")
    return repaired(geometry)


def from_geojson(content: Mapping[str, Any]) -> BaseGeometry:
    """Read the `geometry` member of a GeoJSON feature and repair it. Raises `GeometryError`."""
    return repaired(shape_of(content))


def shape_of(content: Mapping[str, Any]) -> BaseGeometry:
    """Read the `geometry` member of a GeoJSON feature as it is, flat. Raises `GeometryError`."""
    try:
        geometry: BaseGeometry = shapely.force_2d(shape(dict(content)))
    except (shapely.errors.ShapelyError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise GeometryError("unreadable") from error
    return geometry


def to_geojson(geometry: BaseGeometry, *, decimals: int = DECIMALS) -> dict[str, Any]:
    """GeoJSON geometry with coordinates rounded for a file; an area that rounding spoils is repaired."""
    rounded = shapely.transform(geometry, lambda coordinates: coordinates.round(decimals))
    return dict(mapping(rounded if rounded.is_valid else shapely.make_valid(rounded)))
