"""项目库: totals of all that is filtered, an order, pages, columns, and names that are only text."""

import re
from html import escape
from io import BytesIO

import openpyxl
import pytest
from hostile import NAMES, rename
from opening import markup, open_page, text
from sqlalchemy.orm import Session

from pages.ui import list_export, project_columns
from pages.ui.project_columns import COLUMNS, columns_for, usual_columns
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import Language, amount, percent, words
from portfolio.services import listing, register
from portfolio.services.register import Order

OCTOBER = Month(2025, 10)


def rows(shown: str) -> list[str]:
    """Codes of the projects in the table, from top to bottom."""
    table = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r"/project\?id=([^&\"]+)", table)


def test_the_totals_are_those_of_the_summary_and_not_of_the_page(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = register.total(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER)
    app = open_page(monkeypatch, plan_database, "projects", size="50")
    body = markup(app)
    assert len(rows(body)) == 50
    total = text(app).split("合计（全部150项）")[1]
    for fen in (figures.plan_fen, figures.completed_month_fen, figures.completed_fen, figures.shortfall_fen):
        assert amount(fen, MoneyUnit.YI) in total[:120]
    assert percent(figures.rate) in total[:120]
    assert "演示数据" in text(app)
    assert "2025年市级重点项目名单共 550 个" in text(app)


def test_the_list_stands_in_the_order_of_the_address_and_pages_go_on(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"month": OCTOBER, "order": Order.SHORTFALL}
    wanted = [row.code for row in register.projects(plan_db, ProjectFilter(), WHOLE_CITY, **asked).rows]
    first = open_page(monkeypatch, plan_database, "projects", sort="shortfall", size="50")
    last = open_page(monkeypatch, plan_database, "projects", sort="shortfall", size="50", p="99")
    assert rows(markup(first)) == wanted[:50]
    assert rows(markup(last)) == wanted[100:]
    assert "第101—150项，共150项" in text(last)
    assert 'aria-sort="descending"' in markup(first)


def test_what_the_address_says_wrongly_is_left_out(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, "projects", sort="<b>", size="7", p="x")
    assert len(rows(markup(app))) == 100


def test_another_filter_starts_at_the_first_page(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, "projects", size="50", p="2")
    assert "第51—100项" in text(app)
    app.text_input[0].set_value("医院").run()
    assert "第1—" in text(app)


def test_each_cell_says_what_the_row_says(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = register.project(plan_db, "JN25-002", WHOLE_CITY, month=OCTOBER).row
    shown = text(open_page(monkeypatch, plan_database, "projects", search="非凡启航"))
    assert row.figures is not None
    said = shown.split(row.name)[1]
    for word in ("莱芜", "推定", "产业", "在建", "仅知区县", percent(row.figures.rate)):
        assert word in said


def test_other_things_than_projects_have_no_amounts_and_say_what_2025_brings(
    plan_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    projects = markup(open_page(monkeypatch, plan_database, "projects"))
    assert "规划中的其他事项 102" in projects
    app = open_page(monkeypatch, plan_database, "projects", kind="portfolio")
    shown = text(app)
    assert "市级重点项目（2025年550个）" in shown
    assert "550个项目，年度投资2000亿元以上" in shown
    assert "三(一)一" in shown
    assert "较序时进度" not in shown
    assert "合计" not in shown


def test_without_plans_the_list_still_makes_sense(facts_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = text(open_page(monkeypatch, facts_database, "projects"))
    assert "演示数据 年度计划" not in shown
    assert "合计（全部150项） — — — — — —" in shown
    assert "1月完成 亿元 累计完成 亿元" in shown
    assert " 0.00 " not in shown


def test_nothing_found_says_what_to_do(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, plan_database, "projects", search="没有这样的项目")
    assert "没有符合条件的项目" in text(app)
    assert "<tbody>" not in markup(app)


@pytest.mark.parametrize("language", list(Language))
def test_names_are_only_text(plan_database: str, monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    rename(plan_database, NAMES)
    body = markup(open_page(monkeypatch, plan_database, "projects", lang=language.value, sort="plan_order"))
    for name in NAMES:
        assert escape(name) in body
    assert "<script" not in body
    assert "<img" not in body
    assert "<svg" not in body


@pytest.mark.parametrize("language", list(Language))
def test_every_column_has_words_and_answers_for_everything_that_the_plan_names(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    known = words(language)
    assert {f"projects.column_{column.code}" for column in COLUMNS} <= set(known)
    assert {f"projects.order_{order.value}" for order in Order} <= set(known)
    every = [column.code for column in columns_for("mixed") if not column.always]
    monkeypatch.setattr(project_columns, "usual_columns", lambda sort: tuple(every))
    monkeypatch.setattr("pages.ui.list_options.usual_columns", lambda sort: tuple(every))
    body = markup(open_page(monkeypatch, plan_database, "projects", lang=language.value, size="200"))
    assert body.count('scope="col"') == len(columns_for("projects")) + 1
    assert len(rows(body)) == 150


def test_orders_that_a_heading_gives_are_all_there() -> None:
    assert {order for column in COLUMNS for order in column.sorts} == set(Order)
    assert set(usual_columns("projects")) > {"light", "name", "plan", "rate"}


def test_one_page_reads_the_rows_of_that_page_only(plan_db: Session) -> None:
    asked = {"month": OCTOBER, "order": Order.NAME, "size": 40}
    found = listing.read(plan_db, ProjectFilter(), WHOLE_CITY, page=4, **asked)
    everything = register.projects(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER, order=Order.NAME).rows
    assert (found.page, found.pages, found.first, found.count) == (4, 4, 121, 150)
    assert found.rows == everything[120:]
    assert found.others == 102


def test_the_workbook_holds_all_pages_in_the_order_of_the_list(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: dict[str, object] = {}

    def button(_label: str, data: object, *, file_name: str, **_more: object) -> None:
        made.update(data=data, name=file_name)

    monkeypatch.setattr(list_export.st, "download_button", button)
    open_page(monkeypatch, plan_database, "projects", sort="shortfall", size="50", **{"class": "industry"})
    assert callable(made["data"])
    content = made["data"]()
    wanted = ProjectFilter(classes=frozenset({"industry"}))
    found = register.projects(plan_db, wanted, WHOLE_CITY, month=OCTOBER, order=Order.SHORTFALL).rows
    with pytest.warns(UserWarning, match="not supported"):
        sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    names = [value for (value,) in sheet.iter_rows(min_col=2, max_col=2, values_only=True)]
    assert [name for name in names if name in {row.name for row in found}] == [row.name for row in found]
    assert made["name"] == f"济南市2025年重点项目1—10月进展情况表（{len(found)}项）.xlsx"
