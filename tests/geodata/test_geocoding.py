"""What texts mean: tables of cases on the carried gazetteer, and the promises that hold for any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import boundaries, reasons, words
from geodata.candidates import TOLERANCE_M
from geodata.choosing import metres_apart
from geodata.geocoding import find
from geodata.geometry import Point


def best(text, district=None):
    return find(text, district=district, limit=1)[0]


NO_POINT = [
    # text, column, precision, district, reason
    ("高青至商河高速公路", None, "district", "370126", "line_ends_in"),
    ("南部山区", None, "city", None, "zone_stated"),
    ("市中区", None, "district", "370103", "district_stated"),
    ("济南市市中区", None, "district", "370103", "district_stated"),
    ("全市老旧小区改造", None, "unknown", None, "programme"),
    ("数字经济高质量发展项目（100个）", None, "unknown", None, "programme"),
    ("云麓墨西哥墨城海外仓", None, "unknown", None, "outside"),
    ("云丝路智利圣地亚哥海外仓", None, "unknown", None, "outside"),
    ("淄博市张店区柳泉路", None, "unknown", None, "outside"),
    ("四川省乐山市市中区", None, "unknown", None, "outside"),
    ("历下区某某大厦", "商河县", "unknown", None, "districts_disagree"),
    ("不存在的地方名字", None, "unknown", None, "not_found"),
    ("不存在的地方名字", "历下区", "district", "370102", "district_stated"),
    ("张庄村", None, "unknown", None, "ambiguous"),
    ("北五路以南、北康路以东", None, "unknown", None, "roads_not_known"),
    ("济阳区北五路以南、北康路以东", None, "district", "370115", "roads_not_known"),
    ("平阴站", None, "district", "370124", "district_stated"),
    ("", None, "unknown", None, "not_found"),
    ("惠民工程", None, "unknown", None, "not_found"),
    ("济南德国企业中心", None, "unknown", None, "not_found"),
    ("钢城新泰一体化高质量发展先行区", "钢城区", "district", "370117", "district_stated"),
    ("莱芜区、钢城区独立工矿区改造提升", None, "city", None, "several_districts"),
    ("地铁3号线二期", None, "unknown", None, "not_found"),
    ("惠民县李庄镇", None, "unknown", None, "outside"),
]


@pytest.mark.parametrize(
    ("text", "column", "precision", "district", "reason"), NO_POINT, ids=[row[0] for row in NO_POINT]
)
def test_no_more_is_claimed_than_is_known(text, column, precision, district, reason):
    found = best(text, column)
    assert (found.point, found.precision, found.district, found.reason) == (None, precision, district, reason)


POINTS = [
    # text, column, district, (longitude, latitude), metres
    ("大明湖", None, "370102", (117.019, 36.674), 1500),
    ("济南市历下区大明湖公园", None, "370102", (117.019, 36.674), 1500),
    ("千佛山", None, "370102", (117.030, 36.638), 2000),
    ("千佛山风景名胜区", "历下", "370102", (117.030, 36.638), 2000),
    ("济南西站", None, "370104", (116.886, 36.669), 1000),
    ("仲宫镇", None, "370112", (117.018, 36.497), 3000),
    ("济南市历城区仲宫街道办事处", None, "370112", (117.018, 36.497), 3000),
    ("仲宫小学", None, "370112", (117.018, 36.497), 3000),
    ("起步区崔寨片区", None, "370115", (117.087, 36.827), 3000),
    ("天桥区王炉北辛城中村安置房", None, "370105", (116.956, 36.695), 3000),
    ("章丘区龙山街道龙山小学", None, "370114", (117.373, 36.735), 3000),
    ("大明湖东侧", None, "370102", (117.019, 36.674), 3000),
    ("商河县城", None, "370126", (117.153, 37.306), 3000),
]


@pytest.mark.parametrize(("text", "column", "district", "place", "metres"), POINTS, ids=[row[0] for row in POINTS])
def test_a_known_place_is_found_where_it_is(text, column, district, place, metres):
    found = best(text, column)
    assert found.district == district
    assert found.precision in {"site", "street"}
    assert metres_apart(found.point, Point(longitude=place[0], latitude=place[1])) < metres


@pytest.mark.parametrize(
    ("text", "district"),
    [("长清区北大沙河河道治理工程", "370113"), ("黄河", None)],
)
def test_a_river_is_a_line_and_no_pin(text, district):
    found = best(text)
    assert (found.precision, found.point, found.district) == ("schematic", None, district)
    assert found.geometry.length > 0
    if district:
        assert found.geometry.within(boundaries.district(district).geometry.buffer(1e-6))


def test_a_match_in_another_district_is_not_an_answer():
    assert best("大明湖", "平阴县").point is None
    assert best("大明湖", "平阴县").district == "370124"


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("济南市中心医院", "370103"),  # 市中 is not 市中区 here
        ("济南大龙堂文化传播", None),
        ("华山论剑科技公司", None),
    ],
)
def test_a_short_name_inside_a_longer_unknown_one_is_no_match(text, never):
    found = best(text)
    assert found.district != never or found.precision == "unknown"


def test_several_bearers_of_a_name_are_offered_but_none_is_claimed():
    found = find("人民公园")
    assert found[0].point is None
    assert all(one.confidence <= 0.5 for one in found[1:])


def test_the_best_comes_first_and_nothing_comes_twice():
    for text in ("大明湖", "仲宫镇", "起步区崔寨片区", "千佛山"):
        found = find(text)
        sure = [one.confidence for one in found]
        assert sure[0] == max(sure)
        assert len({(one.name, one.point, one.precision) for one in found}) == len(found)
        assert find(text, limit=1) == found[:1]


def test_the_same_text_written_otherwise_is_the_same_place():
    one = best("济南市历下区大明湖公园")
    for text in (
        "济南市 历下区　大明湖公园",
        "山东省济南市历下区大明湖公园",
        "历下区“大明湖”公园",
        "位于历下区大明湖公园",
    ):
        assert (best(text).point, best(text).precision) == (one.point, one.precision)


HOSTILE = {
    "very long": "大明湖" * 100_000,
    "overlapping words": "旧村老旧旧城中心小学" * 5_000,
    "nul": "大明\0湖\0",
    "emoji": "🏞️大明湖👨‍👩‍👧‍👦" * 50,
    "patterns": r"((((((.*)*)+)?)[a-z]{1,99999}\d+$^|" * 20,
    "brackets": "(" * 5_000 + ")" * 5_000,
    "digits": "117." * 10_000,
    "degrees": "117°" * 10_000,
    "link": "https://uri.amap.com/" + "1," * 50_000,
    "roads": "路以南、" * 5_000,
    "marks": "\u202e\u200b\ufeff" * 1_000,
    "surrogate": "\ud800大明湖",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_costs_no_more_than_a_long_one(text):
    start = time.perf_counter()
    assert find(text)
    assert time.perf_counter() - start < 1


@given(st.text(max_size=80), st.sampled_from([None, "历下区", "高新区", "370126", "天桥", "?"]))
def test_any_text_gets_an_answer_that_can_be_defended(text, district):
    found = find(text, district=district)
    assert found
    for one in found:
        assert one.point is None or one.precision in TOLERANCE_M
        assert one.point is None or boundaries.district_of(one.point)
        assert one.radius_m is None or one.precision not in TOLERANCE_M or one.radius_m <= TOLERANCE_M[one.precision]
        assert reasons.sentence(one)
        assert reasons.sentence(one, language="en")


def test_every_reason_has_words_in_both_languages():
    chinese, english = (words.words(language) for language in words.LANGUAGES)
    assert {code for code in chinese if code.startswith(reasons.PREFIX)}
    assert set(chinese) == set(english)
    for text, column, *_ in (*NO_POINT, *POINTS):
        for one in find(text, district=column):
            assert reasons.sentence(one)
            assert reasons.sentence(one, language="en")


def test_nothing_is_asked_of_a_network_by_default(monkeypatch):
    import socket

    def refused(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    for name in ("GEODATA_TIANDITU_KEY", "GEODATA_AMAP_KEY", "GEODATA_NOMINATIM_URL"):
        monkeypatch.delenv(name, raising=False)
    assert find("一个谁也不知道的地方")[0].reason == "not_found"
