"""The coordinate systems: one to store, one to measure, and the shifted ones of Chinese web maps.

Degrees are never a distance.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

AnyShape = TypeVar("AnyShape", bound=BaseGeometry)

STORAGE = 4490
"""CGCS2000, longitude before latitude in degrees; equal to WGS 84 (EPSG:4326) for this use."""

METRIC = 4548
"""CGCS2000 / 3-degree Gauss-Krüger, central meridian 117° E, in metres; scale error in Jinan at most 1.00009."""


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


# GCJ-02 (高德, 腾讯) is WGS 84 shifted by a polynomial with sines; BD-09 (百度) turns and shifts that once more.
_AXIS = 6_378_245.0
_ECCENTRICITY = 0.00669342162296594323
_ROUNDS = 6
"""Fixed-point rounds of the way back: the error shrinks a thousandfold a round; after four it is below a micrometre."""

Degrees = NDArray[np.float64]


def to_gcj02(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Degrees, Degrees]:
    """WGS 84 → GCJ-02, degrees, element by element. In Jinan the shift is 478–578 m to the east."""
    x, y = np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)
    east, north = x - 105.0, y - 35.0
    waves = (20 * np.sin(6 * east * np.pi) + 20 * np.sin(2 * east * np.pi)) * 2 / 3
    slope = np.sqrt(np.abs(east))
    up = -100 + 2 * east + 3 * north + 0.2 * north**2 + 0.1 * east * north + 0.2 * slope + waves
    up += (20 * np.sin(north * np.pi) + 40 * np.sin(north / 3 * np.pi)) * 2 / 3
    up += (160 * np.sin(north / 12 * np.pi) + 320 * np.sin(north * np.pi / 30)) * 2 / 3
    right = 300 + east + 2 * north + 0.1 * east**2 + 0.1 * east * north + 0.1 * slope + waves
    right += (20 * np.sin(east * np.pi) + 40 * np.sin(east / 3 * np.pi)) * 2 / 3
    right += (150 * np.sin(east / 12 * np.pi) + 300 * np.sin(east / 30 * np.pi)) * 2 / 3
    angle = np.radians(y)
    bent = 1 - _ECCENTRICITY * np.sin(angle) ** 2
    root = np.sqrt(bent)
    up_degrees = np.degrees(up * bent * root / (_AXIS * (1 - _ECCENTRICITY)))
    right_degrees = np.degrees(right * root / (_AXIS * np.cos(angle)))
    return x + right_degrees, y + up_degrees


def from_gcj02(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Degrees, Degrees]:
    """GCJ-02 → WGS 84, degrees, element by element; there and back is exact to less than a millimetre."""
    return _backward(to_gcj02, longitude, latitude)


def to_bd09(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Degrees, Degrees]:
    """WGS 84 → BD-09, degrees, element by element. In Jinan the shift is 1,227–1,391 m."""
    return _gcj02_to_bd09(*to_gcj02(longitude, latitude))


def from_bd09(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Degrees, Degrees]:
    """BD-09 → WGS 84, degrees, element by element; there and back is exact to less than a millimetre."""
    return from_gcj02(*_backward(_gcj02_to_bd09, longitude, latitude))


def _gcj02_to_bd09(x: Degrees, y: Degrees) -> tuple[Degrees, Degrees]:
    turn = np.pi * 3000 / 180
    distance = np.hypot(x, y) + 0.00002 * np.sin(y * turn)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * turn)
    return distance * np.cos(angle) + 0.0065, distance * np.sin(angle) + 0.006


def _backward(
    forward: Callable[[Degrees, Degrees], tuple[Degrees, Degrees]], longitude: ArrayLike, latitude: ArrayLike
) -> tuple[Degrees, Degrees]:
    """Solve ``forward(x, y) == (longitude, latitude)`` by taking away what the guess is off, again and again."""
    wanted_x, wanted_y = np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)
    x, y = wanted_x, wanted_y
    for _ in range(_ROUNDS):
        found_x, found_y = forward(x, y)
        x, y = x - (found_x - wanted_x), y - (found_y - wanted_y)
    return x, y
