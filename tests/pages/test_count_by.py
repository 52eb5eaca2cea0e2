"""计数口径: a switch in the bar and in the address; whatever shows money by place says so."""

import base64
import re

import pytest
from opening import markup, open_page, text
from sqlalchemy.orm import Session

from portfolio.domain.codes import CountBy
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import Language, percent
from portfolio.outputs import map_packing
from portfolio.services import map_files, register

OCTOBER = Month(2025, 10)
BY_PLACE = "区县排名（按落点分摊）"


def test_the_overview_compares_districts_by_what_lies_in_them(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = register.summary(plan_db, "district", ProjectFilter(), WHOLE_CITY, month=OCTOBER, count_by=CountBy.PLACE)
    app = open_page(monkeypatch, plan_database, count="place")
    shown = text(app)
    assert BY_PLACE in shown
    assert "count=place" in markup(app)
    for name, row in zip(["济南市外", "无落点"], found.rows[-2:], strict=True):
        assert f"{name} {percent(row.figures.rate)}" in shown
    assert BY_PLACE not in text(open_page(monkeypatch, plan_database))


def test_the_switch_in_the_bar_changes_the_address_and_back(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, plan_database)
    assert "count" not in app.query_params
    for way, shown in ((CountBy.PLACE, True), (CountBy.UNIT, False)):
        next(group for group in app.button_group if group.label == "计数口径").set_value(way).run()
        assert ("count" in app.query_params) is shown
        assert (BY_PLACE in text(app)) is shown


def test_a_word_that_is_no_way_to_count_is_left_out(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, count="weight")
    assert BY_PLACE not in text(app)
    assert "count" not in app.query_params


def test_counted_by_place_no_unit_is_said_to_have_no_projects(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, plan_database, "district", count="place")
    shown = text(app)
    assert BY_PLACE in shown
    assert "其他责任单位（没有区县边界，不按落点统计）： " in shown
    assert "没有项目" not in shown
    assert "/district?code=start-up-area" in markup(app)


def test_the_map_says_how_it_is_shaded_and_what_lies_in_no_district(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = text(open_page(monkeypatch, plan_database, "map", count="place"))
    assert "区县以外的部分" in shown
    assert "济南市外" in shown
    assert "没有边界的责任单位" not in shown


@pytest.mark.parametrize("page", ["dashboard", "district", "map"])
def test_in_english_too(page: str, plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_page(monkeypatch, plan_database, page, count="place", lang="en"))
    assert "ounted by place" in shown
    assert "Outside Jinan" in shown


@pytest.mark.parametrize(("way", "said"), [(CountBy.UNIT, "按责任单位统计"), (CountBy.PLACE, "按落点分摊统计")])
def test_the_map_s_file_counts_as_the_page_does(plan_db: Session, way: CountBy, said: str) -> None:
    wanted = ProjectFilter(search="轨道交通")
    asked = map_files.Asked(wanted, WHOLE_CITY, OCTOBER, Language.CHINESE, MoneyUnit.YI, way)
    content = re.search(r'id="pm-content">([A-Za-z0-9+/=]+)</script>', map_files.html(plan_db, asked))
    assert content is not None
    meta, _ = map_packing.unpack(base64.b64decode(content[1]))
    assert all(f"区县底色{said}" in view["captions"] for view in meta["views"])
