"""The small map says no more than is known, and the chart draws what was reported."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from shapely import LineString, Point, Polygon, box, to_wkb
from sqlalchemy.orm import Session

from geodata import boundaries
from portfolio.domain.codes import Precision
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs import locator, progress_chart
from portfolio.seed import places
from portfolio.services import explaining, register

OCTOBER = Month(2025, 10)
SPOT = to_wkb(Point(117.05, 36.67))
LINE = to_wkb(LineString([(116.9, 36.6), (117.2, 36.75)]))
AREA = to_wkb(box(117.0, 36.6, 117.05, 36.65))


def drawn(wkb: bytes | None, precision: Precision, **more: object) -> str:
    asked: dict[str, object] = {"radius_m": None, "districts": (), "uses_osm": False, "language": Language.CHINESE}
    svg = locator.svg(wkb, precision=precision, **{**asked, **more})  # type: ignore[arg-type]
    assert svg is not None
    ElementTree.fromstring(svg)
    return svg


def test_a_known_place_is_a_full_symbol_and_a_rough_one_is_open() -> None:
    assert re.search(r'<circle [^>]*fill="#1d4e89"', drawn(SPOT, Precision.SITE))
    assert re.search(r'<circle [^>]*fill="#ffffff"', drawn(SPOT, Precision.STREET))


@pytest.mark.parametrize("wkb", [LINE, AREA], ids=["line", "area"])
def test_what_is_schematic_is_dashed(wkb: bytes) -> None:
    assert 'stroke-dasharray="5 3"' in drawn(wkb, Precision.SCHEMATIC)
    assert 'stroke-dasharray="5 3"' not in drawn(wkb, Precision.EXACT)


def test_the_uncertainty_is_drawn_to_scale() -> None:
    near, far = (drawn(SPOT, Precision.STREET, radius_m=metres) for metres in (2_000, 5_000))
    assert 'stroke-dasharray="2 2.4"' in near
    assert 'stroke-dasharray="2 2.4"' in far
    assert 'stroke-dasharray="2 2.4"' not in drawn(SPOT, Precision.STREET, radius_m=100)


@pytest.mark.parametrize("precision", [Precision.DISTRICT, Precision.CITY, Precision.UNKNOWN])
def test_a_guess_is_never_a_symbol(precision: Precision) -> None:
    svg = drawn(SPOT, precision, districts=["370116"])
    assert "<circle" not in svg
    assert "#dce7f3" in svg
    assert "莱芜区" in svg


def test_without_place_and_district_there_is_no_map() -> None:
    nowhere = {"precision": Precision.UNKNOWN, "radius_m": None, "districts": ["nowhere"]}
    assert locator.svg(None, **nowhere, uses_osm=False, language=Language.ENGLISH) is None  # type: ignore[arg-type]


def test_the_map_says_what_it_rests_on() -> None:
    plain, with_osm = (drawn(SPOT, Precision.SITE, uses_osm=uses) for uses in (False, True))
    assert "内部使用" in plain
    assert "OpenStreetMap" not in plain
    assert "© OpenStreetMap 贡献者（ODbL）" in with_osm
    assert "5 公里" in plain
    assert "Internal use only" in drawn(SPOT, Precision.SITE, language=Language.ENGLISH)


def test_a_place_far_outside_is_drawn_too() -> None:
    abroad = to_wkb(Polygon([(-99.2, 19.3), (-99.1, 19.3), (-99.1, 19.4)]))
    assert "<path" in drawn(abroad, Precision.SITE)


@pytest.mark.parametrize("language", list(Language))
def test_every_place_of_the_seed_is_drawn(language: Language) -> None:
    for place in places.places():
        if place.wkb is not None:
            svg = drawn(
                place.wkb,
                place.precision,
                radius_m=place.radius_m,
                districts=[district.code for district in boundaries.districts()][:1],
                uses_osm=place.uses_osm,
                language=language,
            )
            assert len(svg) < 60_000, place.code


def test_the_chart_shows_the_months_that_are_known(plan_db: Session) -> None:
    detail = register.project(plan_db, "JN25-010", WHOLE_CITY, month=OCTOBER)
    months = explaining.year_to_date(detail, OCTOBER)
    svg = progress_chart.svg(months, language=Language.CHINESE, unit=MoneyUnit.YI)
    assert svg is not None
    ElementTree.fromstring(svg)
    assert svg.count("<rect") == 10
    assert svg.count("<circle") == 10
    assert "11.61" in svg


def test_a_correction_below_zero_and_a_month_without_report_can_be_drawn(plan_db: Session) -> None:
    detail = register.project(plan_db, "JN25-010", WHOLE_CITY, month=OCTOBER)
    months = list(explaining.year_to_date(detail, OCTOBER))
    months[4] = replace(months[4], month_fen=-500_000_000)
    months[9] = replace(months[9], month_fen=None, reported=False, light="not_reported")
    svg = progress_chart.svg(months, language=Language.ENGLISH, unit=MoneyUnit.WAN)
    assert svg is not None
    ElementTree.fromstring(svg)
    assert svg.count("<rect") == 9
    assert 'fill="#ffffff" stroke="#1d4e89"' in svg


def test_without_plan_and_report_there_is_no_chart(plan_db: Session) -> None:
    detail = register.project(plan_db, "JN25-002", WHOLE_CITY, month=OCTOBER)
    bare = [replace(figures, plan_fen=None, completed_fen=None, month_fen=None) for figures in detail.months]
    assert progress_chart.svg(bare, language=Language.CHINESE, unit=MoneyUnit.YI) is None
    assert progress_chart.svg([], language=Language.CHINESE, unit=MoneyUnit.YI) is None
