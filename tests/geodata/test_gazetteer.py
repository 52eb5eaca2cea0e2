"""The gazetteer as it is carried: each row where it says, no finer than it can know, none of the truth."""

import csv
import re
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata import boundaries, crs, gazetteer
from geodata.making.rules import KINDS

DATA = files("geodata").joinpath("data")
TRUTH = Path(__file__).parents[2] / "benchmarks" / "places_truth.csv"
LIMIT_M = {"exact": 100, "site": 500, "street": 3000}


def test_every_entry_lies_in_the_district_it_names_or_within_500_metres_of_it():
    by_district = defaultdict(list)
    for entry in gazetteer.entries():
        by_district[entry.district].append(entry)
    for code, entries in by_district.items():
        district = boundaries.district(code)
        assert district is not None, code
        points = crs.to_metric(shapely.MultiPoint([entry.point.shape() for entry in entries]))
        distances = shapely.distance(crs.to_metric(district.geometry), shapely.get_parts(points))
        far = [entry.name for entry, distance in zip(entries, distances, strict=True) if distance > 500]
        assert far == []


def test_no_coordinates_are_swapped_or_outside_jinan():
    places = np.array([(entry.point.longitude, entry.point.latitude) for entry in gazetteer.entries()])
    box = boundaries.city_box().grown(0.01)
    assert ((places > (box.west, box.south)) & (places < (box.east, box.north))).all()


def test_a_precision_never_claims_more_than_its_radius():
    wrong = [one.name for one in gazetteer.entries() if not 0 < one.radius_m <= LIMIT_M[one.precision]]
    assert wrong == []


def test_kinds_are_from_the_closed_list_and_names_are_clean():
    for entry in gazetteer.entries():
        assert entry.kind in KINDS
        assert entry.name == entry.name.strip()
        assert len(entry.name) >= 2
        assert entry.name not in entry.aliases
        assert len(set(entry.aliases)) == len(entry.aliases)


def test_no_place_is_there_twice():
    pairs = Counter((entry.name, entry.point) for entry in gazetteer.entries())
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_sources_are_explained_and_openstreetmap_is_credited_where_it_is_used():
    text = DATA.joinpath("SOURCES.md").read_text("utf-8")
    sources = {entry.source for entry in gazetteer.entries()} | {feature.source for feature in gazetteer.features()}
    assert sources | {one.source for one in gazetteer.townships()} - {""} <= set(
        re.findall(r"^- `([a-z-]+)`", text, re.M)
    )
    assert {entry.source for entry in gazetteer.entries() if entry.osm} == {"osm", "osm-derived"}
    assert not [entry.name for entry in gazetteer.entries() if entry.source in {"osm", "osm-derived"} and not entry.osm]


def test_nothing_of_the_truth_file_is_in_the_gazetteer():
    with TRUTH.open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    known = {(entry.name, entry.point.longitude, entry.point.latitude) for entry in gazetteer.entries()}
    held_out = [row for row in truth if row["source"].startswith("osm")]
    assert len(held_out) > 80
    assert [row for row in held_out if (row["name"], float(row["longitude"]), float(row["latitude"])) in known] == []


def test_the_truth_lies_in_its_districts():
    named = {district.name: district.geometry for district in boundaries.districts()}
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = shapely.Point(float(row["longitude"]), float(row["latitude"]))
            assert named[row["district"]].distance(point) < 0.005, row["name"]
            assert int(row["tolerance_m"]) > 0


def test_townships_are_the_161_each_in_its_district():
    townships = gazetteer.townships()
    assert len(townships) == 161
    assert len({township.code for township in townships}) == 161
    assert all(township.code.startswith(township.district) for township in townships)
    placed = [township for township in townships if township.point is not None]
    assert len(placed) >= 115
    for township in placed:
        district = boundaries.district(township.district)
        assert district is not None
        assert crs.distance_m(district.geometry, township.point.shape()) < 500, township.name


def test_a_township_is_never_better_than_street_level():
    assert {entry.precision for entry in gazetteer.entries() if entry.kind == "township"} == {"street"}


def test_every_village_belongs_to_a_township():
    codes = {township.code for township in gazetteer.townships()}
    villages = gazetteer.villages()
    assert len(villages) > 5000
    assert {village.township for village in villages} <= codes


def test_lines_lie_in_jinan_and_say_that_they_are_schematic():
    city = boundaries.city()
    for feature in gazetteer.features():
        assert feature.precision == "schematic"
        assert feature.kind in KINDS
        assert feature.radius_m >= 800
        inside = crs.length_m(feature.geometry.intersection(city)) / crs.length_m(feature.geometry)
        assert inside > (0.7 if feature.name == "黄河" else 0.75), feature.name


@pytest.mark.parametrize(("line", "stops"), [("轨道交通1号线", 11), ("轨道交通2号线", 19), ("轨道交通3号线", 13)])
def test_a_metro_line_passes_its_stations_in_order(line, stops):
    feature = next(one for one in gazetteer.features() if one.name == line)
    stations = {entry.name: entry for entry in gazetteer.entries() if entry.kind in {"metro", "station"}}
    assert len(feature.stops) == stops
    along = [feature.geometry.project(stations[name].point.shape()) for name in feature.stops]
    assert along == sorted(along)


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("趵突泉", "370102"),
        ("灵岩寺", "370113"),
        ("济南遥墙国际机场", "370112"),
        ("雪野湖", "370116"),
        ("章丘北站", "370114"),
        ("八涧堡站", "370102"),
        ("万德街道", "370113"),
        ("济泺路隧道", "370105"),
        ("王炉社区", "370105"),
        ("王炉", "370105"),
        ("市第五人民医院", "370104"),
    ],
)
def test_what_officials_write_is_known(name, district):
    found = {entry.district for entry in gazetteer.entries() if name in (entry.name, *entry.aliases)}
    assert district in found


def test_every_stop_of_a_line_is_a_known_station_near_it():
    stations = {entry.name: entry for entry in gazetteer.entries() if entry.kind in {"metro", "station"}}
    for feature in gazetteer.features():
        for name in feature.stops:
            assert crs.distance_m(feature.geometry, stations[name].point.shape()) <= feature.radius_m, (
                feature.name,
                name,
            )
