"""The offset coordinate systems of Chinese web maps: GCJ-02 (高德, 腾讯) and BD-09 (百度), to and from WGS 84."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Degrees = NDArray[np.float64]
Pair = tuple[Degrees, Degrees]

WGS84 = "wgs84"
GCJ02 = "gcj02"
BD09 = "bd09"

SEMI_MAJOR_M = 6_378_245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
"""Krasovsky's ellipsoid, as the published formula of GCJ-02 has it."""

BD09_TURN = np.pi * 3000.0 / 180.0
ROUNDS = 12
ENOUGH_DEGREES = 1e-11
"""A millionth of a metre: where the inversion stops."""


def to_gcj02(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """WGS 84 degrees → GCJ-02 degrees, on arrays of one shape. Meant for China; it does not look at borders."""
    x, y = _arrays(longitude, latitude)
    east, north = _gcj02_shift(x - 105.0, y - 35.0)
    angle = np.radians(y)
    curve = 1 - ECCENTRICITY_SQUARED * np.sin(angle) ** 2
    root = np.sqrt(curve)
    return (
        x + np.degrees(east / (SEMI_MAJOR_M / root * np.cos(angle))),
        y + np.degrees(north / (SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / (curve * root))),
    )


def from_gcj02(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """GCJ-02 degrees → WGS 84 degrees by iteration: the way there and back is off by less than a millimetre."""
    return _inverted(to_gcj02, *_arrays(longitude, latitude))


def to_bd09(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """WGS 84 degrees → BD-09 degrees."""
    return _gcj02_to_bd09(*to_gcj02(longitude, latitude))


def from_bd09(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    """BD-09 degrees → WGS 84 degrees by iteration: the way there and back is off by less than a millimetre."""
    return from_gcj02(*_inverted(_gcj02_to_bd09, *_arrays(longitude, latitude)))


def _arrays(longitude: ArrayLike, latitude: ArrayLike) -> Pair:
    x, y = np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)
    if x.shape != y.shape:
        raise ValueError("shape")
    return x, y


def _inverted(forward: Callable[[Degrees, Degrees], Pair], x: Degrees, y: Degrees) -> Pair:
    """Find what `forward` turns into (x, y): the shift hardly changes over its own length, so it converges fast."""
    guess_x, guess_y = x, y
    for _ in range(ROUNDS):
        there_x, there_y = forward(guess_x, guess_y)
        step_x, step_y = x - there_x, y - there_y
        guess_x, guess_y = guess_x + step_x, guess_y + step_y
        if not np.any(np.abs(step_x) > ENOUGH_DEGREES) and not np.any(np.abs(step_y) > ENOUGH_DEGREES):
            break
    return guess_x, guess_y


def _gcj02_shift(x: Degrees, y: Degrees) -> Pair:
    """Metres east and north before the ellipsoid is considered; x and y are degrees from (105, 35)."""
    root = np.sqrt(np.abs(x))
    ripple = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (ripple + _waves(x, 20, 3) + _far_waves(x)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    far = 160 * np.sin(y * np.pi / 12) + 320 * np.sin(y * np.pi / 30)
    north += (ripple + _waves(y, 20, 3) + far) * 2 / 3
    return east, north


def _waves(value: Degrees, height: float, length: float) -> Degrees:
    waves: Degrees = height * np.sin(value * np.pi) + 2 * height * np.sin(value * np.pi / length)
    return waves


def _far_waves(x: Degrees) -> Degrees:
    waves: Degrees = 150 * np.sin(x * np.pi / 12) + 300 * np.sin(x * np.pi / 30)
    return waves


def _gcj02_to_bd09(x: Degrees, y: Degrees) -> Pair:
    distance = np.hypot(x, y) + 0.00002 * np.sin(y * BD09_TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * BD09_TURN)
    return distance * np.cos(angle) + 0.0065, distance * np.sin(angle) + 0.006
