"""The map without tiles: a plausible river, neighbours outside, a graticule."""

import pytest
import shapely

from geodata import basemap, boundaries, crs
from geodata.geometry import BoundingBox

ON_THE_RIVER = {"370104", "370105", "370112", "370113", "370114", "370115", "370124"}
NOT_ON_THE_RIVER = {"370102", "370103", "370116", "370117", "370126"}


def test_the_river_passes_the_districts_that_lie_on_it_and_no_other():
    beside = {d.code for d in boundaries.districts() if crs.distance_m(d.geometry, basemap.river()) < 1_500}
    assert beside == ON_THE_RIVER
    assert not beside & NOT_ON_THE_RIVER


def test_the_river_is_one_line_from_south_west_to_north_east_of_a_believable_length():
    river = basemap.river()
    (west, south), (east, north) = river.coords[0], river.coords[-1]
    assert river.geom_type == "LineString"
    assert river.is_simple
    assert west < east
    assert south < north
    assert 150_000 < crs.length_m(river) < 190_000


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [
        pytest.param(116.303, 36.262, id="Aishan"),
        pytest.param(116.985, 36.734, id="Luokou"),
        pytest.param(117.079, 36.778, id="Fujiazhuang dyke works"),
        pytest.param(117.239, 37.041, id="Gedian water intake"),
    ],
)
def test_the_river_comes_within_a_kilometre_of_known_places_on_it(longitude, latitude):
    assert crs.distance_m(basemap.river(), shapely.Point(longitude, latitude)) < 1_000


def test_the_old_city_is_south_and_the_start_up_area_north_of_the_river():
    assert basemap.river().intersects(shapely.LineString([(117.01, 36.66), (117.01, 36.80)]))


@pytest.mark.parametrize(
    ("longitude", "latitude", "bank"),
    [
        pytest.param(116.9758, 36.7365, "north", id="Yueyaba"),
        pytest.param(116.9993, 36.7400, "north", id="Queshan Hill"),
        pytest.param(116.9338, 36.7449, "north", id="Dingkou"),
        pytest.param(117.0655, 36.7992, "north", id="Sanyi"),
        pytest.param(117.1100, 36.8361, "north", id="the exhibition centre"),
        pytest.param(116.8747, 36.7357, "south", id="Meili Lake"),
        pytest.param(116.9847, 36.7287, "south", id="the forest park at Luokou"),
        pytest.param(117.0306, 36.7467, "south", id="the flood-control workshop"),
        pytest.param(117.0790, 36.7757, "south", id="Fujiazhuang dyke works"),
        pytest.param(117.2102, 36.9077, "south", id="Xinhuang at Gaoguanzhai"),
    ],
)
def test_places_lie_on_the_right_bank(longitude, latitude, bank):
    to_the_east_station = shapely.LineString([(longitude, latitude), (117.1537, 36.7454)])
    crossings = shapely.get_coordinates(to_the_east_station.intersection(basemap.river()))
    assert len(crossings) % 2 == (1 if bank == "north" else 0)


def test_the_neighbours_are_named_outside_jinan_but_inside_the_view():
    view = basemap.view()
    assert [label.name_en for label in basemap.NEIGHBOURS] == ["Dezhou", "Binzhou", "Zibo", "Tai'an", "Liaocheng"]
    for label in basemap.NEIGHBOURS:
        assert boundaries.district_of(label.point) is None
        assert view.south < label.point.latitude < view.north
        assert view.west < label.point.longitude < view.east


def test_the_graticule_lies_on_whole_steps_inside_the_box():
    lines = basemap.graticule(0.1, box=BoundingBox(south=36.62, west=116.95, north=36.81, east=117.12))["features"]
    assert [line["properties"]["degrees"] for line in lines] == [117.0, 117.1, 36.7, 36.8]
    assert {line["properties"]["axis"] for line in lines} == {"longitude", "latitude"}


def test_a_graticule_without_a_step_is_refused():
    with pytest.raises(ValueError, match="step"):
        basemap.graticule(0)
