"""项目: everything that is known of one project, each with its basis; and addresses that name none."""

from base64 import b64decode
from html import escape
from xml.etree import ElementTree

import pytest
from hostile import NAMES, rename
from opening import markup, open_page, text
from sqlalchemy.orm import Session

from portfolio.domain.codes import Precision
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.lights import SHIPPED_RULES
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import Language, amount, percent, words
from portfolio.seed import places
from portfolio.services import register
from portfolio.services.register import Order
from portfolio.storage import rules
from portfolio.storage.session import open_engine, writing
from portfolio.storage.tables import LightRuleRow

OCTOBER = Month(2025, 10)
AIRPORT, PACKAGE, UNPLACED, DISTRICT_ONLY = "JN25-005", "JN25-009", "JN25-003", "JN25-002"


def pictures(body: str) -> list[str]:
    """The drawings on the page; each is whole XML."""
    found = [piece.split('"')[0] for piece in body.split("data:image/svg+xml;base64,")[1:]]
    drawings = [b64decode(piece).decode() for piece in found]
    for drawing in drawings:
        ElementTree.fromstring(drawing)
    return drawings


def test_the_page_says_what_is_known_with_its_basis(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, "project", id=AIRPORT)
    shown = text(app)
    for words_ in (
        "机场二期改扩建工程", "Jinan Airport Phase II", "济南机场二期改扩建", "基础设施 （规划原文）", "改扩建",
        "历城区 （公开资料）", "济政发〔2025〕4号 三(一)一; 一(四)二", "700.00 亿元 公开发布 · A 权责单位自行发布",
        "总投资（机场工程） 439亿元 (B)", "总投资（全口径） 近700亿元 (A)", "市级重点项目", "演示数据",
        "1280亿元÷326个×规模系数3.0", "未经证实的转载，不列地址", "示意位置", "约2公里",
    ):  # fmt: skip
        assert words_ in shown, words_
    assert "http://news.ijntv.cn/jn/jnms/2023-07-20/892833.html" in shown
    assert 'href="http' not in markup(app)
    assert len(pictures(markup(app))) == 2
    assert 'href="/map?id=JN25-005"' in markup(app)


def test_the_figures_and_the_light_are_those_of_the_register(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"month": OCTOBER, "order": Order.SHORTFALL, "limit": 1}
    worst = register.projects(plan_db, ProjectFilter(), WHOLE_CITY, **asked).rows[0]
    figures = worst.figures
    assert figures is not None
    shown = text(open_page(monkeypatch, plan_database, "project", id=worst.code))
    for fen in (figures.plan_fen, figures.month_fen, figures.completed_fen, figures.shortfall_fen):
        assert amount(fen, MoneyUnit.YI) in shown
    assert percent(figures.rate) in shown
    assert "为什么是“红灯”" in shown
    assert f"年度计划 {amount(figures.plan_fen, MoneyUnit.YI)} × 10/12" in shown
    assert "红灯 低于 80.0%" in shown
    assert "2025年1月起生效；本系统默认规则" in shown
    assert f"连续{figures.red_months}个月红灯" in shown


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("rule", SHIPPED_RULES, ids=lambda rule: rule.code)
def test_each_rule_explains_itself(
    plan_database: str, monkeypatch: pytest.MonkeyPatch, rule: object, language: Language
) -> None:
    engine = open_engine(plan_database)
    with writing(engine) as db:
        for row in db.query(LightRuleRow):
            row.active = row.code == getattr(rule, "code", "")
    with writing(engine) as db:
        assert rules.in_force(db, OCTOBER) == rule
    engine.dispose()
    shown = text(open_page(monkeypatch, plan_database, "project", id=AIRPORT, lang=language.value))
    assert words(language)[f"project.rule_{getattr(rule, 'code', '')}"] in shown
    assert words(language)["project.light_formula"] in shown


def test_a_package_and_its_parts_lead_to_each_other(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = markup(open_page(monkeypatch, plan_database, "project", id=PACKAGE))
    assert "轨道交通4号线" in package
    assert "/project?id=JN25-010" in package
    assert "较序时进度" not in package
    part = markup(open_page(monkeypatch, plan_database, "project", id="JN25-010"))
    assert "/project?id=JN25-009" in part


def test_what_is_not_on_the_map_says_why(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, "project", id=UNPLACED)
    assert "未落图原因 未公布选址" in text(app)
    assert "/map?id=" not in markup(app)
    assert len(pictures(markup(app))) == 1
    district = open_page(monkeypatch, plan_database, "project", id=DISTRICT_ONLY)
    assert "仅知区县 — 只知所在区县，不落点" in text(district)
    assert "<circle" not in pictures(markup(district))[1]


@pytest.mark.parametrize("language", list(Language))
def test_every_code_of_a_place_has_words(language: Language) -> None:
    known = words(language)
    for place in places.places():
        assert place.reason is None or f"project.place_reason_{place.reason}" in known, place.reason
        assert place.method is None or f"project.place_method_{place.method}" in known, place.method
    assert {f"project.precision_means_{precision.value}" for precision in Precision} <= set(known)


@pytest.mark.parametrize("area", ["project", "projects"])
def test_both_languages_say_the_same_things(area: str) -> None:
    keys = [{key for key in words(language) if key.startswith(f"{area}.")} for language in Language]
    assert keys[0] == keys[1]


def test_without_plans_the_page_still_makes_sense(facts_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_page(monkeypatch, facts_database, "project", id=AIRPORT))
    assert "没有年度计划，也没有月报。" in shown
    assert "700.00 亿元" in shown
    assert "演示数据" not in shown


@pytest.mark.parametrize("id_", ["JN25-999", "<b>x</b>", "![x](http://evil.invalid/x.png)", "{{7*7}}"])
def test_an_unknown_code_says_so_and_leads_on(plan_database: str, monkeypatch: pytest.MonkeyPatch, id_: str) -> None:
    body = markup(open_page(monkeypatch, plan_database, "project", id=id_))
    assert escape(id_) in body
    assert "打开项目库" in body
    assert "基本情况" not in body


def test_without_a_code_the_page_leads_to_the_list(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "还没有选择项目" in text(open_page(monkeypatch, plan_database, "project"))


def test_a_project_outside_the_scope_is_as_unknown_as_any_other(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTFOLIO_SCOPE_UNITS", "370112")
    shown = text(open_page(monkeypatch, plan_database, "project", id=DISTRICT_ONLY))
    assert "没有编号为“JN25-002”的项目，或不在您的查看范围内" in shown
    assert "非凡启航" not in shown


@pytest.mark.parametrize("language", list(Language))
def test_names_are_only_text(plan_database: str, monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    for name, code in zip(NAMES, rename(plan_database, NAMES), strict=True):
        body = markup(open_page(monkeypatch, plan_database, "project", id=code, lang=language.value))
        assert escape(name) in body
        assert "<script" not in body
        assert "<svg" not in body
        assert body.count("<img") == len(pictures(body))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", ["projects", "project"])
def test_a_presentation_is_one_slide(
    plan_database: str, monkeypatch: pytest.MonkeyPatch, page: str, language: Language
) -> None:
    app = open_page(monkeypatch, plan_database, page, id=AIRPORT, present="1", lang=language.value)
    assert markup(app).count('class="slide"') == 1
    assert not app.selectbox
