"""The twelve districts: complete, without gaps, and telling where a place lies."""

import pytest
import shapely

from geodata import boundaries, crs
from geodata.geometry import Point

KNOWN_KM2 = {
    "370102": 99.5,
    "370103": 284.8,
    "370104": 151.8,
    "370105": 258.2,
    "370112": 1301.7,
    "370113": 1205.9,
    "370114": 1713.6,
    "370115": 1102.2,
    "370116": 1736.8,
    "370117": 504.9,
    "370124": 716.2,
    "370126": 1160.0,
}

KNOWN_PLACES = [
    pytest.param(36.661, 117.010, "370102", id="Baotu Spring is in Lixia"),
    pytest.param(36.857, 117.216, "370112", id="the airport is in Licheng"),
    pytest.param(36.671, 116.994, "370105", id="Jinan railway station is in Tianqiao"),
    pytest.param(36.668, 116.893, "370104", id="Jinan West railway station is in Huaiyin"),
    pytest.param(36.554, 116.751, "370113", id="the town of Changqing is in Changqing"),
    pytest.param(36.681, 117.527, "370114", id="the town of Zhangqiu is in Zhangqiu"),
    pytest.param(36.978, 117.167, "370115", id="the town of Jiyang is in Jiyang"),
    pytest.param(36.214, 117.675, "370116", id="the town of Laiwu is in Laiwu"),
    pytest.param(36.059, 117.811, "370117", id="the town of Gangcheng is in Gangcheng"),
    pytest.param(36.289, 116.456, "370124", id="the town of Pingyin is in Pingyin"),
    pytest.param(37.309, 117.157, "370126", id="the town of Shanghe is in Shanghe"),
    pytest.param(36.634, 116.993, "370103", id="Yingxiong Hill is in Shizhong"),
    pytest.param(36.195, 117.090, None, id="the town of Tai'an is not in Jinan"),
    pytest.param(36.795, 116.760, None, id="the town of Qihe is not in Jinan"),
]


def test_there_are_twelve_districts_in_the_order_of_their_codes():
    assert [district.code for district in boundaries.districts()] == sorted(KNOWN_KM2)


def test_every_district_has_a_name_in_both_languages_and_a_whole_outline():
    for district in boundaries.districts():
        assert district.name[-1] in "区县"
        assert district.name_en.endswith((" District", " County"))
        assert district.geometry.is_valid


@pytest.mark.parametrize(("code", "square_kilometres"), KNOWN_KM2.items())
def test_areas_are_the_known_ones(code, square_kilometres):
    district = boundaries.district(code)
    assert district is not None
    assert crs.ellipsoid_area_km2(district.geometry) == pytest.approx(square_kilometres, abs=0.1)
    assert crs.area_km2(district.geometry) == pytest.approx(square_kilometres, rel=0.001)


def test_together_they_are_jinan_without_gaps_or_overlaps():
    outlines = [district.geometry for district in boundaries.districts()]
    assert shapely.coverage_is_valid(outlines)
    assert sum(map(crs.ellipsoid_area_km2, outlines)) == pytest.approx(10_235.7, abs=0.1)
    city = boundaries.city()
    assert city.geom_type == "Polygon"
    assert not list(city.interiors)


@pytest.mark.parametrize(("latitude", "longitude", "code"), KNOWN_PLACES)
def test_a_place_lies_in_its_district(latitude, longitude, code):
    assert boundaries.district_of(Point(latitude=latitude, longitude=longitude)) == code


def test_a_place_on_a_shared_edge_has_one_district():
    one, other = boundaries.district("370115"), boundaries.district("370126")
    edge = one.geometry.boundary.intersection(other.geometry.boundary)
    longitude, latitude = shapely.get_coordinates(edge)[0]
    assert boundaries.district_of(Point(latitude=latitude, longitude=longitude)) == "370115"


def test_a_line_names_every_district_it_touches():
    line = shapely.LineString([(117.167, 36.978), (117.157, 37.309)])
    assert boundaries.districts_of(line) == ("370115", "370126")
    assert boundaries.districts_of(shapely.Point(116.76, 36.795)) == ()


def test_an_unknown_code_has_no_district():
    assert boundaries.district("370181") is None


def test_labels_lie_well_inside_their_districts():
    for district in boundaries.districts():
        label = district.label
        assert boundaries.district_of(label) == district.code
        assert crs.distance_m(label.shape(), district.geometry.boundary) > 2_000


def test_outlines_for_drawing_keep_common_edges_common():
    collection = boundaries.outlines(tolerance_m=300)
    drawn = [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]]
    assert [feature["id"] for feature in collection["features"]] == sorted(KNOWN_KM2)
    assert shapely.coverage_is_valid(drawn)
    known = [district.geometry for district in boundaries.districts()]
    assert sum(map(_vertices, drawn)) < sum(map(_vertices, known))


def _vertices(geometry):
    return int(shapely.get_num_coordinates(geometry))


def test_the_city_outline_is_drawn_from_the_same_edges():
    city = shapely.geometry.shape(boundaries.city_outline()["geometry"])
    parts = [shapely.geometry.shape(feature["geometry"]) for feature in boundaries.outlines()["features"]]
    assert city.symmetric_difference(shapely.union_all(parts)).area < 1e-8
