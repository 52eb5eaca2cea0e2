"""Shares by district: exact wholes, whatever the geometry."""

import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import boundaries, crs
from geodata.shares import OUTSIDE, WHOLE, shares, shares_of

LICHENG = shapely.Point(117.2, 36.7)
ABROAD = shapely.Point(-99.1, 19.4)
LONGITUDES, LATITUDES = st.floats(116.0, 118.1), st.floats(35.9, 37.7)


@pytest.mark.parametrize(
    ("geometry", "parts", "method"),
    [
        (LICHENG, {"370112": WHOLE}, "point"),
        (ABROAD, {OUTSIDE: WHOLE}, "point"),
        (shapely.MultiPoint([LICHENG, ABROAD]), {"370112": WHOLE // 2, OUTSIDE: WHOLE // 2}, "point"),
        (shapely.LineString([LICHENG, LICHENG]), {"370112": WHOLE}, "point"),
        (LICHENG.buffer(0.01), {"370112": WHOLE}, "area"),
        (shapely.GeometryCollection([ABROAD, LICHENG.buffer(0.01)]), {"370112": WHOLE}, "area"),
        (
            shapely.GeometryCollection([ABROAD, shapely.GeometryCollection([LICHENG.buffer(0.01).exterior])]),
            {"370112": WHOLE},
            "length",
        ),
    ],
    ids=["point", "abroad", "two points", "line of no length", "area", "areas before points", "nested lines"],
)
def test_each_kind_of_geometry(geometry: shapely.Geometry, parts: dict[str, int], method: str) -> None:
    found = shares(geometry)
    assert found is not None
    assert (dict(found.parts), found.method) == (parts, method)


def test_an_empty_geometry_has_no_shares() -> None:
    assert shares_of([shapely.Point(), shapely.GeometryCollection(), LICHENG])[:2] == [None, None]


def test_a_line_is_divided_by_metres() -> None:
    line = shapely.LineString([(116.9, 36.68), (117.4, 36.72)])
    found = shares(line)
    assert found is not None
    assert found.method == "length"
    assert len(found.parts) > 3
    for code, part in found.parts.items():
        district = boundaries.district(code)
        assert district is not None
        metres = crs.length_m(line.intersection(district.geometry))
        assert part / WHOLE == pytest.approx(metres / crs.length_m(line), abs=1e-6)


def test_what_reaches_over_the_city_s_edge_is_partly_outside() -> None:
    found = shares(boundaries.city().buffer(0.05))
    assert found is not None
    assert set(found.parts) == {*(district.code for district in boundaries.districts()), OUTSIDE}
    areas = {district.code: crs.area_km2(district.geometry) for district in boundaries.districts()}
    whole = crs.area_km2(boundaries.city().buffer(0.05))
    assert all(found.parts[code] / WHOLE == pytest.approx(area / whole, abs=1e-6) for code, area in areas.items())


def test_a_line_along_a_common_edge_counts_once_and_to_the_smaller_code() -> None:
    one, other = boundaries.district("370112"), boundaries.district("370114")
    assert one is not None
    assert other is not None
    edge = max(shapely.get_parts(one.geometry.intersection(other.geometry)), key=lambda part: part.length)
    found = shares(edge)
    assert found is not None
    assert dict(found.parts) == {"370112": WHOLE}


def test_a_sliver_is_nobody_s() -> None:
    district = boundaries.district("370126")
    assert district is not None
    east = district.geometry.bounds[2]
    tongue = shapely.box(east - 1e-7, 37.3, east + 1e-7, 37.30001)
    found = shares(shapely.union_all([LICHENG.buffer(0.02), tongue]))
    assert found is not None
    assert dict(found.parts) == {"370112": WHOLE}


@settings(max_examples=60, deadline=None)
@given(points=st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=2, max_size=6), width=st.sampled_from([0.0, 0.02]))
def test_shares_always_make_a_whole_and_are_the_same_again(points: list[tuple[float, float]], width: float) -> None:
    line = shapely.LineString(points)
    geometry = line.buffer(width) if width else line
    found = shares(geometry)
    assert found is not None
    assert sum(found.parts.values()) == WHOLE
    assert all(part >= WHOLE // 1_000_000 or math.isclose(part, 1000, abs_tol=1) for part in found.parts.values())
    assert found == shares(shapely.from_wkb(shapely.to_wkb(geometry)))


@given(longitude=LONGITUDES, latitude=LATITUDES)
@settings(max_examples=60, deadline=None)
def test_a_point_is_in_the_district_of_the_boundaries(longitude: float, latitude: float) -> None:
    point = shapely.Point(longitude, latitude)
    found = shares(point)
    assert found is not None
    assert list(found.parts) == [min(boundaries.districts_of(point), default=OUTSIDE)]


def test_the_version_tells_boundaries_apart() -> None:
    assert len(boundaries.version()) == 16
    assert int(boundaries.version(), 16) > 0
