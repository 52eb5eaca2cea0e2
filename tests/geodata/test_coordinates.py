"""Coordinates in a text: whatever way they are written, they come out as the same place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import coordinates, crs
from geodata.choosing import metres_apart
from geodata.geocoding import find
from geodata.geometry import Point

PLACE = Point(longitude=117.014228, latitude=36.652205)
"""A building in 历下区; 高德 shows it at 117.02013, 36.652502."""

EXACT = {
    "高德 marker": "https://uri.amap.com/marker?position=117.02013,36.652502&name=楼",
    "高德 page": "https://www.amap.com/regeo?lng=117.02013&lat=36.652502",
    "高德 escaped": "见 https://uri.amap.com/marker?position=117.02013%2C36.652502",
    "百度 marker": "http://api.map.baidu.com/marker?location=36.658677,117.026583&title=楼&output=html",
    "腾讯": "https://apis.map.qq.com/uri/v1/marker?marker=coord:36.652502,117.02013;title:楼",
    "天地图": "https://map.tianditu.gov.cn/?lng=117.014228&lat=36.652205",
}


@pytest.mark.parametrize("text", EXACT.values(), ids=EXACT.keys())
def test_a_link_says_which_system_its_numbers_are_in(text):
    best = find(text)[0]
    assert (best.precision, best.reason, best.district) == ("exact", "coordinates", "370102")
    assert metres_apart(best.point, PLACE) < 5


def test_the_mercator_of_baidu_is_read():
    """百度's own example: 12958175, 4825923.77 is 116.404, 39.915 in BD-09."""
    written = coordinates.read("https://map.baidu.com/poi/@12958175,4825923.77,19z")
    assert written.system == "bd09"
    assert written.x == pytest.approx(116.404, abs=1e-4)
    assert written.y == pytest.approx(39.915, abs=1e-4)


PAIRS = {
    "longitude first": "117.014228,36.652205",
    "latitude first": "36.652205, 117.014228",
    "full width": "（１１７.０１４２２８，３６.６５２２０５）",
    "with words": "位于经十路旁，坐标：东经117.014228、北纬36.652205",
    "semicolon": "经度:117.014228;纬度:36.652205",
    "degrees and minutes": "东经117°0.85368′，北纬36°39.1323′",
    "degrees, minutes and seconds": "北纬36°39′07.94″ 东经117°00′51.22″",
    "ascii signs": "36°39'07.94\"N, 117°00'51.22\"E",
    "chinese units": "北纬36度39分07.94秒，东经117度0分51.22秒",
}


@pytest.mark.parametrize("text", PAIRS.values(), ids=PAIRS.keys())
def test_a_pair_without_a_system_is_taken_with_doubt(text):
    best = find(text)[0]
    assert (best.precision, best.reason) == ("street", "coordinates_assumed")
    assert metres_apart(best.point, PLACE) < 2


@pytest.mark.parametrize("system", ["wgs84", "gcj02", "bd09"])
def test_a_pair_with_a_told_system_is_exact(system):
    there = {"wgs84": lambda x, y: (x, y), "gcj02": crs.to_gcj02, "bd09": crs.to_bd09}[system]
    x, y = there(PLACE.longitude, PLACE.latitude)
    best = find(f"{float(x):.7f} {float(y):.7f}", crs=system)[0]
    assert best.precision == "exact"
    assert metres_apart(best.point, PLACE) < 0.1


@pytest.mark.parametrize("text", ["500000.0, 4060000.0", "Y=39500000 X=4060000", "4060000.00 500000.00"])
def test_metres_of_a_plan_are_read_in_either_order(text):
    best = find(text, crs="4548")[0]
    assert best.precision == "exact"
    assert best.point.longitude == pytest.approx(117, abs=1e-6)
    assert find(text)[0].precision == "site"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("116.397128,39.916527", "coordinates_outside"),
        ("长清区 117.014228,36.652205", "coordinates_elsewhere"),
    ],
    ids=["Beijing", "another district"],
)
def test_numbers_that_contradict_are_no_place(text, reason):
    best = find(text)[0]
    assert (best.point, best.reason) == (None, reason)


@pytest.mark.parametrize(
    "text",
    [
        "总投资117.5亿元，建筑面积36.6万平方米",
        "电话0531-86012345",
        "2×66万千瓦机组",
        "https://example.org/117.014228,36.652205",
    ],
)
def test_other_numbers_are_no_coordinates(text):
    assert coordinates.read(text) is None or find(text)[0].reason == "coordinates_outside"


def test_an_unknown_system_is_refused():
    with pytest.raises(ValueError, match="xian80"):
        coordinates.read("117.0,36.6", told="xian80")


@given(st.text(alphabet="0123456789.°′″'\"NE,， 东经北纬度分秒https:/amap.com?=&", max_size=300))
def test_no_text_of_digits_and_signs_breaks_it(text):
    found = find(text)
    assert found[0].point is None or found[0].district
