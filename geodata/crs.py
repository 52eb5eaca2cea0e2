"""The two coordinate systems in use, one to store, one to measure, and the offset ones that places come in."""

from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geodata import offsets

AnyShape = TypeVar("AnyShape", bound=BaseGeometry)

STORAGE = 4490
"""CGCS2000, longitude before latitude in degrees; equal to WGS 84 (EPSG:4326) for this use."""

METRIC = 4548
"""CGCS2000 / 3-degree Gauss-Krüger, central meridian 117° E, in metres; scale error in Jinan at most 1.00009."""

to_gcj02, from_gcj02 = offsets.to_gcj02, offsets.from_gcj02
to_bd09, from_bd09 = offsets.to_bd09, offsets.from_bd09


@cache
def _transformer(source: int, target: int) -> Transformer:
    """Return the cached transformer; `always_xy` keeps easting/longitude first whatever the authority says."""
    return Transformer.from_crs(source, target, always_xy=True)


def _moved(geometry: AnyShape, source: int, target: int) -> AnyShape:
    def apply(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Transform an (n, 2) array of x, y."""
        x, y = _transformer(source, target).transform(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack([x, y])

    moved: AnyShape = shapely.transform(geometry, apply)
    return moved


def to_metric(geometry: AnyShape) -> AnyShape:
    """EPSG:4490 degrees → EPSG:4548 metres. A third dimension is dropped."""
    return _moved(geometry, STORAGE, METRIC)


def to_storage(geometry: AnyShape) -> AnyShape:
    """EPSG:4548 metres → EPSG:4490 degrees. A third dimension is dropped."""
    return _moved(geometry, METRIC, STORAGE)


def length_m(geometry: BaseGeometry) -> float:
    """Length in metres of a geometry in EPSG:4490; the perimeter for an area, 0 for a point."""
    return float(to_metric(geometry).length)


def area_km2(geometry: BaseGeometry) -> float:
    """Area in square kilometres of a geometry in EPSG:4490; 0 for points and lines."""
    return float(to_metric(geometry).area) / 1_000_000


def ellipsoid_area_km2(geometry: BaseGeometry) -> float:
    """Area on the CGCS2000 ellipsoid: the yardstick for checking data. In Jinan `area_km2` is up to 0.018 % larger."""
    area, _ = Geod(a=6_378_137, rf=298.257222101).geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(float(area)) / 1_000_000


def distance_m(one: BaseGeometry, other: BaseGeometry) -> float:
    """Shortest distance in metres between two geometries in EPSG:4490; 0 where they touch or cross."""
    return float(to_metric(one).distance(to_metric(other)))


def buffered(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    """Grow a geometry in EPSG:4490 by a distance in metres; the answer is in EPSG:4490 again."""
    return to_storage(to_metric(geometry).buffer(metres))
