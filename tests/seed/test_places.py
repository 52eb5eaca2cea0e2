"""Where the plan's works are said to be: complete, inside the right districts, and never more precise than is known."""

import csv
import json
import re
from importlib.resources import files

import pytest
import shapely

from geodata import basemap, boundaries, crs
from geodata.geometry import Point, from_geojson

SEED = files("portfolio.seed")
CJK = re.compile("[\u3400-\u9fff]")
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
MARGIN_M = 2_000
"""How far a line may go on beyond the edge of Jinan."""

CROSSINGS = ["JN25-008", "JN25-014", "JN25-015", "JN25-016", "JN25-217", "JN25-218", "JN25-227", "JN25-231", "JN25-232"]
RIVER_OTHERS = ["JN25-105", "JN25-106", "JN25-210"]
UNPLACED = {"outside_jinan", "not_published", "scattered", "networked", "virtual", "district_only"}
REASONS = {"surveyed", "digitised", "geocoded", "admin_unit"}
PUBLISHED_KM = {
    "JN25-008": (23.999, 0.15),
    "JN25-010": (40.3, 0.1),
    "JN25-011": (25.5, 0.1),
    "JN25-012": (12.2, 0.2),
    "JN25-013": (30.55, 0.15),
    "JN25-014": (5.8, 0.1),
    "JN25-016": (9.675, 0.1),
    "JN25-017": (8.2, 0.1),
    "JN25-217": (7.748, 0.1),
    "JN25-218": (6.742, 0.1),
    "JN25-227": (90.521, 0.1),
    "JN25-230": (76.7, 0.1),
    "JN25-232": (5.837, 0.1),
    "JN25-238": (6.6, 0.1),
}
"""Published length in Jinan and the share by which a sketch may miss it."""


def _features():
    return json.loads(SEED.joinpath("places.geojson").read_text("utf-8"))["features"]


PLACED = {feature["properties"]["code"]: feature for feature in _features()}
SHAPES = {code: from_geojson(feature["geometry"]) for code, feature in PLACED.items()}
WITHOUT = {row["code"]: row for row in csv.DictReader(SEED.joinpath("unplaced.csv").read_text("utf-8").splitlines())}
WORKS = {
    row["code"]: row
    for row in csv.DictReader(SEED.joinpath("projects.csv").read_text("utf-8").splitlines())
    if row["kind"] == "project"
}
PINS = sorted(code for code, shape in SHAPES.items() if shape.geom_type == "Point")
DRAWN = sorted(set(SHAPES) - set(PINS))


def _districts(code):
    return {district for district in WORKS[code]["located_in"].split(";") if district}


def test_each_of_the_150_works_is_either_placed_or_listed_with_a_reason():
    assert len(WORKS) == 150
    assert not set(PLACED) & set(WITHOUT)
    assert set(PLACED) | set(WITHOUT) == set(WORKS)
    assert len(_features()) == len(PLACED)
    assert len(PLACED) >= 90


@pytest.mark.parametrize("code", PINS)
def test_a_pin_lies_in_a_district_where_the_work_is_said_to_be(code):
    pin = SHAPES[code]
    district = boundaries.district_of(Point(latitude=pin.y, longitude=pin.x))
    assert district is not None
    assert district in _districts(code) or not _districts(code)


@pytest.mark.parametrize("code", DRAWN)
def test_a_line_or_area_touches_every_district_where_the_work_is_said_to_be(code):
    assert _districts(code) <= set(boundaries.districts_of(SHAPES[code]))


def test_nothing_lies_outside_jinan_but_the_ends_of_lines():
    frame = crs.buffered(boundaries.city(), MARGIN_M + 5)
    for code, shape in SHAPES.items():
        assert shapely.covers(frame, shape), code
        assert "Line" in shape.geom_type or boundaries.city().covers(shape), code


def test_no_pin_stands_where_a_district_is_labelled():
    labels = [district.label.shape() for district in boundaries.districts()]
    for code in PINS:
        assert min(crs.distance_m(SHAPES[code], label) for label in labels) > 100, code


@pytest.mark.parametrize("code", CROSSINGS + RIVER_OTHERS)
def test_what_crosses_the_yellow_river_crosses_the_river_that_is_drawn(code):
    assert SHAPES[code].crosses(basemap.river())


def test_crossings_in_the_city_begin_south_and_end_north_of_the_river():
    for code in ("JN25-014", "JN25-217", "JN25-218"):
        ends = shapely.get_coordinates(SHAPES[code])[[0, -1]]
        south, north = sorted(float(latitude) for _, latitude in ends)
        middle = float(shapely.get_coordinates(SHAPES[code].intersection(basemap.river()))[0, 1])
        assert south + 0.01 < middle < north - 0.01


def test_every_line_and_area_is_marked_as_schematic_and_no_pin_is():
    assert {PLACED[code]["properties"]["precision"] for code in DRAWN} == {"schematic"}
    assert {PLACED[code]["properties"]["precision"] for code in PINS} <= {"exact", "site", "street"}


def test_every_place_says_how_far_it_may_be_off():
    by_precision = {"exact": (0, 50), "site": (300, 2_500), "street": (1_500, 5_000), "schematic": (400, 6_000)}
    for code, feature in PLACED.items():
        radius = feature["properties"]["radius_m"]
        low, high = by_precision[feature["properties"]["precision"]]
        assert isinstance(radius, int)
        assert low <= radius <= high, code


def test_every_place_says_how_and_from_what_it_was_made():
    for code, feature in PLACED.items():
        said = feature["properties"]
        assert feature["id"] == code
        assert said["reason"] in REASONS
        assert CODE.fullmatch(said["method"])
        assert said["source_crs"] == "EPSG:4326"
        assert said["source"]
        assert said["source_en"]


def test_what_comes_from_openstreetmap_says_so():
    for code, feature in PLACED.items():
        said = feature["properties"]
        if said["method"] == "gazetteer-osm":
            assert said["osm"], code
        assert said["osm"] == bool(said["osm_id"])
        assert not said["osm"] or ("ODbL" in said["source"] and "ODbL" in said["source_en"]), code
    collection = json.loads(SEED.joinpath("places.geojson").read_text("utf-8"))
    assert "OpenStreetMap contributors" in collection["attribution"]


def test_notes_are_in_both_languages():
    for row in [feature["properties"] for feature in PLACED.values()] + list(WITHOUT.values()):
        assert bool(row["note"]) == bool(row["note_en"]), row["code"]
        assert not CJK.search(row["note_en"] + row["source_en"]), row["code"]


def test_a_work_without_a_place_gives_a_known_reason():
    for code, row in WITHOUT.items():
        assert row["reason"] in UNPLACED, code
        assert row["note"], code
        codes = {district for district in row["district_codes"].split(";") if district}
        assert all(boundaries.district(district) for district in codes), code
        assert row["reason"] != "district_only" or codes, code
        assert codes <= _districts(code) or row["reason"] == "not_published", code


def test_the_overseas_warehouses_are_not_drawn():
    abroad = {code for code, row in WORKS.items() if row["outside_jinan"] == "1"}
    assert abroad == {code for code, row in WITHOUT.items() if row["reason"] == "outside_jinan"}


def test_coordinates_have_at_most_six_decimals_and_are_longitude_first():
    for code, shape in SHAPES.items():
        coordinates = shapely.get_coordinates(shape)
        assert (abs(coordinates.round(6) - coordinates) < 1e-12).all(), code
        assert (coordinates[:, 0] > 100).all(), code


@pytest.mark.parametrize("code", PUBLISHED_KM)
def test_a_sketched_line_is_about_as_long_as_published(code):
    kilometres, share = PUBLISHED_KM[code]
    assert crs.length_m(SHAPES[code]) / 1_000 == pytest.approx(kilometres, rel=share)
