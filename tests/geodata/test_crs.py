"""Metres are metres: the projected lengths agree with the ellipsoid."""

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
