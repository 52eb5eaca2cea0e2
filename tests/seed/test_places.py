"""Where the plan's works are said to be: complete, inside the right districts, and never more precise than is known."""

import csv
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import shapely

from geodata import basemap, boundaries, crs
from geodata.geometry import Point, from_geojson
from portfolio.seed import places, places_table

SEED = files("portfolio.seed")
CJK = re.compile("[\u3400-\u9fff]")
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
MARGIN_M = 2_000
"""How far a line may go on beyond the edge of Jinan."""

CROSSINGS = ["JN25-008", "JN25-014", "JN25-015", "JN25-016", "JN25-217", "JN25-218", "JN25-227", "JN25-231", "JN25-232"]
RIVER_OTHERS = ["JN25-105", "JN25-106", "JN25-210"]
BANKS = {
    "JN25-014": ("370105", "370105"),
    "JN25-015": ("370114", "370115"),
    "JN25-016": ("370114", "370115"),
    "JN25-217": ("370112", "370105"),
    "JN25-218": ("370104", "370105"),
    "JN25-232": ("370114", "370115"),
}
"""The districts on the right and on the left bank that a crossing joins; Tianqiao lies on both."""
UNPLACED = {
    "district_only",
    "networked",
    "no_outline",
    "not_published",
    "outside_jinan",
    "programme",
    "scattered",
    "virtual",
}
REASONS = {"surveyed", "digitised", "geocoded", "admin_unit"}
RADIUS_M = {"exact": (0, 100), "site": (200, 500), "street": (800, 3_000), "schematic": (400, 6_000)}
TOWNSHIP_M = 5_000
"""How large a township or a functional area may be where nothing finer is known."""


def _features():
    return json.loads(SEED.joinpath("places.geojson").read_text("utf-8"))["features"]


PLACED = {feature["properties"]["code"]: feature for feature in _features()}
SHAPES = {code: from_geojson(feature["geometry"]) for code, feature in PLACED.items()}
WITHOUT = {row["code"]: row for row in csv.DictReader(SEED.joinpath("unplaced.csv").read_text("utf-8").splitlines())}
ROWS = {row["code"]: row for row in csv.DictReader(SEED.joinpath("projects.csv").read_text("utf-8").splitlines())}
WORKS = {code: row for code, row in ROWS.items() if row["kind"] == "project"}
FACTS = list(csv.DictReader(SEED.joinpath("facts.csv").read_text("utf-8").splitlines()))
PINS = sorted(code for code, shape in SHAPES.items() if shape.geom_type == "Point")
DRAWN = sorted(set(SHAPES) - set(PINS))
MEASURED = sorted(code for code, feature in PLACED.items() if "published_km" in feature["properties"])
WITH_STOPS = sorted(code for code, feature in PLACED.items() if "stops" in feature["properties"])


def _districts(code):
    return {district for district in ROWS[code]["located_in"].split(";") if district}


def test_each_row_is_either_placed_or_listed_with_a_reason():
    assert len(WORKS) == 150
    assert not set(PLACED) & set(WITHOUT)
    assert set(PLACED) | set(WITHOUT) == set(ROWS)
    assert len(_features()) == len(PLACED)
    assert len(set(PLACED) & set(WORKS)) >= 90


def test_what_is_not_on_the_ground_has_no_place():
    for code, row in ROWS.items():
        if row["kind"] in ("programme", "portfolio", "product"):
            assert code in WITHOUT, code


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


@pytest.mark.parametrize("code", BANKS)
def test_a_crossing_goes_once_from_land_in_one_district_to_land_in_the_other(code):
    right, left = BANKS[code]
    ends = [Point(latitude=y, longitude=x) for x, y in shapely.get_coordinates(SHAPES[code])[[0, -1]]]
    assert {boundaries.district_of(end) for end in ends} == {right, left}
    assert all(crs.distance_m(end.shape(), basemap.river()) > 500 for end in ends)
    assert SHAPES[code].intersection(basemap.river()).geom_type == "Point"


@pytest.mark.parametrize("code", sorted(set(DRAWN) - set(CROSSINGS) - set(RIVER_OTHERS) - {"JN25-154"}))
def test_nothing_else_crosses_the_yellow_river(code):
    assert not SHAPES[code].intersects(basemap.river())


@pytest.mark.parametrize("code", PINS)
def test_no_pin_stands_in_the_yellow_river(code):
    assert crs.distance_m(SHAPES[code], basemap.river()) > 500


def test_every_line_and_area_is_marked_as_schematic_and_no_pin_is():
    assert {PLACED[code]["properties"]["precision"] for code in DRAWN} == {"schematic"}
    assert {PLACED[code]["properties"]["precision"] for code in PINS} <= {"exact", "site", "street"}


def test_no_place_claims_more_than_its_radius_allows():
    for code, feature in PLACED.items():
        said = feature["properties"]
        low, high = RADIUS_M[said["precision"]]
        if said["reason"] == "admin_unit":
            assert said["precision"] == "street", code
            high = TOWNSHIP_M
        assert isinstance(said["radius_m"], int)
        assert low <= said["radius_m"] <= high, code


def test_rows_on_the_very_same_point_say_so():
    together: dict[tuple[float, float], list[str]] = {}
    for code in PINS:
        together.setdefault((SHAPES[code].x, SHAPES[code].y), []).append(code)
    shared = {code for codes in together.values() if len(codes) > 1 for code in codes}
    saying = {code for code in PINS if "同用一个" in PLACED[code]["properties"]["note"]}
    assert shared == saying
    assert all("share" in PLACED[code]["properties"]["note_en"] for code in shared)


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


@pytest.mark.parametrize("code", MEASURED)
def test_a_line_is_about_as_long_as_published(code):
    said = PLACED[code]["properties"]
    measured = crs.length_m(SHAPES[code]) / 1_000
    if said["whole"]:
        assert measured == pytest.approx(said["published_km"], rel=0.15)
    else:
        assert 2 < measured < said["published_km"] * 0.9


@pytest.mark.parametrize("code", sorted(set(MEASURED) - {"JN25-238"}))
def test_a_published_length_is_among_the_facts(code):
    said = {
        float(fact["number"]) / (1_000 if fact["number_unit"] == "m" else 1)
        for fact in FACTS
        if fact["project_code"] == code and fact["attribute"] == "length"
    }
    assert PLACED[code]["properties"]["published_km"] in said


@pytest.mark.parametrize("code", WITH_STOPS)
def test_stations_follow_the_line_in_order(code):
    stops = PLACED[code]["properties"]["stops"]
    assert all(stop["name"] and not CJK.search(stop["name_en"]) for stop in stops)
    assert len({stop["name"] for stop in stops}) == len(stops)
    assert all((stop["longitude"] is None) == (stop["latitude"] is None) for stop in stops)
    known = [shapely.Point(stop["longitude"], stop["latitude"]) for stop in stops if stop["longitude"] is not None]
    assert known
    assert all(crs.distance_m(stop, SHAPES[code]) < 200 for stop in known)
    along = [SHAPES[code].project(stop) for stop in known]
    assert along == sorted(along)


def test_stations_reach_the_register():
    by_code = {place.code: places.columns(place) for place in places.places()}
    stops = by_code["JN25-012"]["stops"]
    assert [stop["name"] for stop in stops] == ["滩头", "曲家庄", "川流", "临港北路", "临空", "机场南"]
    assert stops[1] == {"name": "曲家庄", "name_en": "Qujiazhuang", "longitude": None, "latitude": None}
    assert by_code["JN25-005"]["stops"] is None


def test_the_table_in_the_documentation_is_the_one_that_is_shipped():
    written = Path(__file__).parents[2].joinpath("docs", "places.md").read_text("utf-8")
    assert written == places_table.table()
