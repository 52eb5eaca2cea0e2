"""What is odd about a geometry is found, and what is not odd is left in peace."""

import pytest
import shapely

from geodata import crs, findings, offsets

LIXIA = "370102"
HERE = shapely.Point(117.07, 36.66)
CROSSING = shapely.Polygon([(117.0, 36.6), (117.1, 36.7), (117.1, 36.6), (117.0, 36.7)])


def moved(point, turn):
    x, y = turn([point.x], [point.y])
    return shapely.Point(x[0], y[0])


def codes(geometry, **about):
    return [one.code for one in findings.check(geometry, **about)]


def test_a_place_where_it_should_be_has_no_findings():
    assert codes(HERE, district=LIXIA, before=shapely.Point(117.071, 36.66)) == []


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (shapely.Point(), "empty"),
        (shapely.Point(float("inf"), 36), "not_finite"),
        (shapely.Point(116.4, 39.9), "outside_jinan"),
        (CROSSING, "self_crossing"),
        (shapely.LineString([(117, 36.6), (117.1, 36.7), (117.1, 36.6), (117, 36.7)]), "self_crossing"),
        (shapely.LineString([(117, 36.6), (117, 36.6), (117.1, 36.7)]), "repeated_vertices"),
        (shapely.box(116, 36, 118, 37), "huge"),
        (shapely.LineString([(117, 36.6), (124, 36.6)]), "huge"),
        (HERE.buffer(0.01, quad_segs=6_000), "huge"),
    ],
)
def test_what_is_odd_is_found(geometry, code):
    assert codes(geometry) == [code]


def test_swapped_axes_come_with_the_place_that_was_meant():
    (found,) = findings.check(shapely.Point(HERE.y, HERE.x), district=LIXIA)
    assert (found.code, found.proposal) == ("swapped_axes", HERE)


def test_outside_the_stated_district_says_how_far_and_where_it_is():
    (found,) = findings.check(HERE, district="370126")
    assert (found.code, found.facts["stated"], found.facts["actual"]) == ("outside_district", "370126", LIXIA)
    assert float(found.facts["metres"]) > 20_000


def test_others_on_the_point_are_counted():
    assert findings.check(HERE, same_point=3)[0].facts == {"others": "3"}


def test_a_forgotten_conversion_is_seen_and_taken_back():
    (found,) = findings.check(moved(HERE, offsets.to_gcj02), before=HERE)
    assert found.code == "gcj02_offset"
    assert 400 < float(found.facts["metres"]) < 700
    assert crs.distance_m(found.proposal, HERE) < 0.001


def test_an_earlier_place_that_was_off_is_told_apart():
    (found,) = findings.check(HERE, before=moved(HERE, offsets.to_gcj02))
    assert (found.code, found.facts["of"], found.proposal) == ("gcj02_offset", "before", None)


def test_the_same_distance_another_way_is_only_a_move():
    assert codes(HERE, before=shapely.Point(HERE.x, HERE.y + 0.0045)) == []


def test_a_long_way_is_said():
    assert codes(HERE, before=shapely.Point(117.0, 36.9)) == ["moved_far"]
