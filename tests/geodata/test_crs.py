"""Metres are metres: the projected lengths agree with the ellipsoid."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata import crs

longitudes = st.floats(116.2, 118.0)
latitudes = st.floats(35.9, 37.6)


@given(longitudes, latitudes, longitudes, latitudes)
def test_a_length_in_jinan_is_right_to_a_ten_thousandth(west, south, east, north):
    line = shapely.LineString([(west, south), (east, north)])
    steps = [step / 20 for step in range(21)]
    path = [west + (east - west) * step for step in steps], [south + (north - south) * step for step in steps]
    true_length = Geod(ellps="GRS80").line_length(*path)
    # One degree from the central meridian the projection stretches by 1.0002 ten-thousandths.
    assert crs.length_m(line) == pytest.approx(true_length, rel=1.01e-4, abs=0.2)


@given(longitudes, latitudes)
def test_metres_and_back_is_the_same_place(longitude, latitude):
    point = shapely.Point(longitude, latitude)
    again = crs.to_storage(crs.to_metric(point))
    assert (again.x, again.y) == pytest.approx((longitude, latitude), abs=1e-9)


def test_the_central_meridian_is_the_false_easting():
    assert crs.to_metric(shapely.Point(117, 36.6)).x == pytest.approx(500_000)


def test_a_buffer_is_given_in_metres():
    circle = crs.buffered(shapely.Point(117, 36.6), 1_000)
    assert crs.area_km2(circle) == pytest.approx(3.14, abs=0.03)


def test_distance_is_zero_where_two_things_touch():
    line = shapely.LineString([(117, 36.6), (117.1, 36.6)])
    assert crs.distance_m(line, shapely.Point(117, 36.6)) == 0
    assert crs.distance_m(shapely.Point(117, 36.6), shapely.Point(117, 36.7)) == pytest.approx(11_097, abs=5)


def _apart_m(one: tuple[Any, Any], other: tuple[Any, Any]) -> Any:
    east = (one[0] - other[0]) * 111_320 * np.cos(np.radians(one[1]))
    return np.hypot(east, (one[1] - other[1]) * 110_950)


@pytest.mark.parametrize(
    ("there", "back"),
    [(crs.to_gcj02, crs.from_gcj02), (crs.to_bd09, crs.from_bd09)],
    ids=["GCJ-02", "BD-09"],
)
def test_a_shifted_place_comes_back_within_a_millimetre(there: Any, back: Any) -> None:
    chance = np.random.default_rng(1)
    x, y = chance.uniform(73, 135, 20_000), chance.uniform(18, 53, 20_000)
    assert _apart_m(back(*there(x, y)), (x, y)).max() < 0.001


@pytest.mark.parametrize(("there", "least", "most"), [(crs.to_gcj02, 478, 578), (crs.to_bd09, 1227, 1391)])
def test_the_shift_in_jinan_is_what_was_measured(there: Any, least: float, most: float) -> None:
    chance = np.random.default_rng(2)
    x, y = chance.uniform(116.2, 117.9, 5_000), chance.uniform(36.0, 37.5, 5_000)
    apart = _apart_m(there(x, y), (x, y))
    assert least <= apart.min()
    assert apart.max() <= most


def test_a_known_place_is_shifted_to_where_the_web_maps_have_it() -> None:
    x, y = crs.to_gcj02(117.014228, 36.6522054)
    assert (round(float(x), 6), round(float(y), 6)) == (117.02013, 36.652502)
