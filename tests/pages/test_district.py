"""区县: a unit's page, all units to choose from, and nobody beyond a scope."""

import pytest
from opening import markup, open_page, text
from sqlalchemy.orm import Session

from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import amount, percent
from portfolio.services import district

OCTOBER = Month(2025, 10)


def test_the_page_shows_the_unit_against_the_city(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = district.read(plan_db, "370112", ProjectFilter(), WHOLE_CITY, month=OCTOBER)
    shown = text(open_page(monkeypatch, plan_database, "district", code="370112"))
    assert page.city is not None
    assert f"历城区 区县 第 {page.place} 位 / {page.ranked}" in shown
    assert amount(page.figures.completed_fen, MoneyUnit.YI) in shown
    assert f"全市 {percent(page.city.rate)}" in shown


def test_two_lists_say_what_a_leader_answers_for_and_what_lies_in_the_district(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = district.read(plan_db, "370112", ProjectFilter(), WHOLE_CITY, month=OCTOBER)
    shown = text(open_page(monkeypatch, plan_database, "district", code="370112"))
    mine, lying = shown.split("在我辖区的")
    assert all(row.name in mine for row in page.own)
    assert page.elsewhere
    assert all(row.name in lying for row in page.elsewhere)


def test_paper_workbook_and_map_can_be_taken_from_the_page(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, "district", code="370112")
    assert {button.proto.label for button in app.get("download_button")} == {"一页纸 PDF", "导出 Excel"}
    assert 'href="/map?unit=370112"' in markup(app)


def test_without_a_code_all_units_are_there_to_choose(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = markup(open_page(monkeypatch, plan_database, "district"))
    assert body.count("/district?code=") == 18


def test_a_code_that_names_nothing_is_said_and_never_becomes_markup(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, plan_database, "district", code="<b>9</b>")
    assert "没有代码为“<b>9</b>”的责任单位" in text(app)
    assert "<b>9</b>" not in markup(app)


def test_a_leader_comes_to_the_own_unit_and_sees_no_city(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_page(monkeypatch, plan_database, "district", **{"as": "370112"}))
    assert shown.startswith("历城区")
    assert "全市" not in shown
    assert "位 /" not in shown


def test_a_leader_is_not_shown_another_unit(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, "district", code="370102", **{"as": "370112"})
    assert "370102" in text(app)
    assert "历下区" not in text(app)


def test_what_others_answer_for_is_no_link_for_a_leader(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = district.read(plan_db, "370112", ProjectFilter(), WHOLE_CITY, month=OCTOBER)
    body = markup(open_page(monkeypatch, plan_database, "district", **{"as": "370112"}))
    assert all(f"id={row.code}" in body for row in page.own)
    assert not any(f"id={row.code}" in body for row in page.elsewhere)


def test_facts_only_still_tell_which_projects_there_are(facts_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_page(monkeypatch, facts_database, "district", code="370112"))
    assert "我负责的 9 个项目" in shown
    assert "0.00" not in shown


@pytest.mark.parametrize("page", ["dashboard", "district"])
def test_a_presentation_is_one_slide_without_the_bar(
    plan_database: str, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    app = open_page(monkeypatch, plan_database, page, present="1", unit="370112")
    assert len(app.selectbox) == 0
    body = markup(app)
    assert body.count('class="slide"') == 1
    assert "历城区" in body
    assert "演示数据" in body
