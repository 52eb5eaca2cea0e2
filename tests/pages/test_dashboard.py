"""总览: the services' numbers on the screen, and a page that makes sense with less."""

import pytest
import sqlalchemy as sa
from opening import markup, open_page, text
from sqlalchemy.orm import Session

from portfolio.domain.codes import Light
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.language import NOT_KNOWN, amount, percent, points
from portfolio.services import overview, states
from portfolio.storage.session import open_engine, writing

OCTOBER = Month(2025, 10)
EVERYTHING = ProjectFilter()


def test_the_first_screen_shows_the_numbers_of_the_summary(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = overview.read(plan_db, EVERYTHING, WHOLE_CITY, month=OCTOBER)
    figures = found.figures
    shown = text(open_page(monkeypatch, plan_database))
    plan, completed = amount(figures.plan_fen, MoneyUnit.YI), amount(figures.completed_fen, MoneyUnit.YI)
    assert f"{completed} / {plan} 亿元 {percent(figures.rate)}" in shown
    assert f"本月已报 {figures.reported} / {figures.with_plan}" in shown
    assert f"{points(figures.gap_points)} 个百分点 {amount(figures.shortfall_fen, MoneyUnit.YI)} 亿元" in shown
    assert f"开工率 {figures.started} / {figures.start_known}" in shown
    assert f"另有 {figures.projects - figures.start_known} 个情况不明" in shown
    assert f"红灯 {figures.lights[Light.RED]}" in shown


def test_what_is_made_up_is_said_with_its_coverage(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_page(monkeypatch, plan_database))
    assert "演示数据 年度计划与各月完成额为按公开规则生成的演示数据" in shown
    assert "规划列名 150 个工程；2025年市级重点项目名单共 550 个" in shown


def test_units_are_ranked_by_rate_and_who_is_not_stands_below(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranking = [item for item in overview.ranking(plan_db, EVERYTHING, WHOLE_CITY, month=OCTOBER) if item.place]
    body = markup(open_page(monkeypatch, plan_database))
    table, below = body.split('class="divider"')
    places = [table.index(f"code={item.row.code}") for item in ranking]
    assert places == sorted(places)
    assert "责任单位不明" in below
    assert "国际医学中心" in below.split("</table>")[0]


def test_the_largest_shortfalls_say_why_by_the_rule_and_who_answers(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    worst = overview.largest_shortfalls(plan_db, EVERYTHING, WHOLE_CITY, month=OCTOBER)
    shown = text(open_page(monkeypatch, plan_database))
    places = [shown.index(row.name) for row in worst]
    assert len(worst) == overview.LARGEST
    assert places == sorted(places)
    assert "完成应完成额的" in shown
    assert "个月红灯" in shown


def test_the_floors_stand_beside_the_classes_with_what_no_class_carries(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = text(open_page(monkeypatch, plan_database))
    assert "对应名单全部 550 个项目，不作完成率分母" in shown
    assert "产业 600 基础设施 480 民生保障 240 房地产 560 未分解到类别 120 合计 2,000" in shown


def test_a_light_leads_to_the_list_of_its_projects(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = markup(open_page(monkeypatch, plan_database))
    assert 'href="/projects?light=red"' in body


def test_without_plans_nothing_is_a_zero_that_nobody_reported(
    facts_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = text(open_page(monkeypatch, facts_database))
    assert "演示数据 " not in shown
    assert "尚无计划与完成数据" in shown
    assert f"本月已报 {NOT_KNOWN} 没有年度计划投资 150 个项目" in shown
    assert f"红灯 {NOT_KNOWN}" in shown
    assert "0.00" not in shown
    assert "没有年度计划，按阶段统计" in shown
    assert "合计 2,000" in shown


def test_before_any_report_plans_are_shown_and_completions_are_not_known(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(plan_database)
    with writing(engine) as db:
        db.execute(sa.text("DELETE FROM progress"))
        states.refresh(db)
    engine.dispose()
    shown = text(open_page(monkeypatch, plan_database))
    assert "本月已报 0 / 105" in shown
    assert f"{NOT_KNOWN} / 382.33 亿元" in shown
    assert "尚无月报，按阶段统计" in shown


def test_an_empty_register_says_what_to_do(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "load-plan" in text(open_page(monkeypatch, empty_database))


def test_a_filter_that_finds_nothing_says_so(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, q="没有这样的项目", search="没有这样的项目")
    assert "没有符合条件的项目" in text(app)


def test_one_unit_in_the_filter_is_compared_with_all(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = markup(open_page(monkeypatch, plan_database, unit="370112"))
    assert body.count('class="chosen"') == 1
    assert "code=370102" in body


def test_the_leader_of_a_unit_sees_neither_others_nor_a_place(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = overview.read(plan_db, EVERYTHING, Scope(frozenset({"370112"})), month=OCTOBER)
    assert all(item.place is None for item in found.units)
    body = markup(open_page(monkeypatch, plan_database, **{"as": "370112"}))
    assert "code=370112" in body
    assert "code=370102" not in body
    assert "unit=unknown" not in body


def test_every_word_is_there_in_english(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_page(monkeypatch, plan_database, lang="en"))
    assert "Reported this month" in shown
    assert "Targets of the plan" in shown
    chinese = [character for character in shown.replace("济政发〔2025〕4号", "") if "\u4e00" <= character <= "\u9fff"]
    assert chinese == []
