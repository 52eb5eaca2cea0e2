"""Places as bytes and mappings: the same in and out, and nothing that is not a place."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import geometry
from geodata.geometry import GeometryError, Point

SHAPES = [
    pytest.param("POINT (117.216 36.857)", id="point"),
    pytest.param("LINESTRING (117 36.7, 117.1 36.8)", id="line"),
    pytest.param("MULTILINESTRING ((117 36.7, 117.1 36.8), (117.2 36.7, 117.3 36.8))", id="lines"),
    pytest.param("POLYGON ((117 36.7, 117.1 36.7, 117.1 36.8, 117 36.7))", id="area"),
    pytest.param("MULTIPOLYGON (((117 36.7, 117.1 36.7, 117.1 36.8, 117 36.7)))", id="areas"),
]


@pytest.mark.parametrize("text", SHAPES)
def test_wkb_gives_back_the_same_geometry(text):
    original = shapely.from_wkt(text)
    assert geometry.from_wkb(geometry.to_wkb(original)).equals_exact(original)


@pytest.mark.parametrize("text", SHAPES)
def test_geojson_gives_back_the_same_geometry(text):
    original = shapely.from_wkt(text)
    assert geometry.from_geojson(geometry.to_geojson(original)).equals_exact(original, 1e-9)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_survives_wkb(latitude, longitude):
    point = Point(latitude=latitude, longitude=longitude)
    again = geometry.from_wkb(geometry.to_wkb(point.shape()))
    assert (again.y, again.x) == (latitude, longitude)


def test_a_height_is_dropped():
    assert not geometry.from_wkb(shapely.to_wkb(shapely.Point(117, 36.7, 25))).has_z


def test_a_crossed_area_is_repaired_on_load():
    bow_tie = shapely.from_wkt("POLYGON ((117 36, 118 37, 118 36, 117 37, 117 36))")
    repaired = geometry.from_wkb(geometry.to_wkb(bow_tie))
    assert repaired.is_valid
    assert repaired.area == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "unreadable", id="nothing"),
        pytest.param(b"not a geometry", "unreadable", id="text"),
        pytest.param(shapely.to_wkb(shapely.Polygon()), "empty", id="empty area"),
        pytest.param(shapely.to_wkb(shapely.LineString([(0, 0), (math.inf, 1)])), "not_finite", id="infinite"),
        pytest.param(shapely.to_wkb(shapely.Point(500_000, 4_000_000)), "out_of_range", id="metres, not degrees"),
    ],
)
def test_bytes_that_are_no_place_are_refused_with_a_code(content, reason):
    with pytest.raises(GeometryError) as caught:
        geometry.from_wkb(content)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "content",
    [{}, {"type": "Point"}, {"type": "Circle", "coordinates": []}, {"type": "LineString", "coordinates": [[1, 2]]}],
)
def test_a_mapping_that_is_no_geometry_is_refused(content):
    with pytest.raises(GeometryError):
        geometry.from_geojson(content)


@pytest.mark.parametrize(("latitude", "longitude"), [(117.0, 36.7), (math.nan, 117.0), (36.7, math.inf)])
def test_swapped_or_garbled_numbers_are_no_point(latitude, longitude):
    with pytest.raises(GeometryError):
        Point(latitude=latitude, longitude=longitude)


def test_a_box_names_its_sides():
    box = geometry.bounding_box(shapely.LineString([(117, 36.7), (117.1, 36.8)])).grown(0.1)
    assert (box.south, box.west, box.north, box.east) == pytest.approx((36.6, 116.9, 36.9, 117.2))


def test_nothing_has_no_box():
    with pytest.raises(GeometryError):
        geometry.bounding_box(shapely.Point())
