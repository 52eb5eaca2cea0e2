"""Rows of projects: search, order, lists, revisions."""

import making
import pytest
from making import DISTRICT_LIST, MUNICIPAL, PROVINCIAL, YI, make_project, put_on_list, report
from sqlalchemy.orm import Session

from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.services import states
from portfolio.storage import details, queries, summaries
from portfolio.storage.queries import Order
from portfolio.storage.rows import ProjectRow

MARCH, JUNE = Month(2025, 3), Month(2025, 6)


def search(db: Session, words: str) -> set[str]:
    wanted, unknown = ProjectFilter.from_params({"search": [words]})
    assert not unknown
    return {row.code for row in queries.projects(db, wanted, WHOLE_CITY, month=MARCH)}


def row(db: Session, code: str, month: Month = JUNE) -> ProjectRow:
    return next(row for row in queries.projects(db, ProjectFilter(), WHOLE_CITY, month=month) if row.code == code)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("水库", {"A"}),
        ("库增", {"A"}),
        ("轨道 4号", {"B"}),
        ("4号　轨道", {"B"}),
        ("metro", {"B"}),
        ("METRO line", {"B"}),
        ("%", {"C"}),
        ("100%", {"C"}),
        ("_", {"D"}),
        ("A_B", {"D"}),
        ("/", {"E"}),
        ("\\", {"E"}),
        ("'; --", {"E"}),
        ("济南地铁", {"B"}),
        ("机场", set()),
        ("水\x00库", {"A"}),
    ],
    ids=[
        "two characters",
        "two characters from the middle",
        "two words",
        "words in another order, with a wide space",
        "an English word",
        "an English word in capitals",
        "a per cent sign is itself",
        "a per cent sign after a number",
        "an underline is itself",
        "an underline between letters",
        "the escape character",
        "a backslash",
        "an apostrophe is no SQL",
        "an alias",
        "nothing",
        "a character that no database takes",
    ],
)
def test_a_search_finds_the_words_as_they_are_written(db: Session, words: str, codes: set[str]) -> None:
    make_project(db, code="A", name="卧虎山水库增容")
    make_project(db, code="B", name="轨道交通4号线一期", aliases=["Metro Line 4", "济南地铁四号线"])
    make_project(db, code="C", name="绿电100%园区")
    make_project(db, code="D", name="A_B 厂房")
    make_project(db, code="E", name="甲/乙\\丙'; -- 丁")
    assert search(db, words) == codes


ORDERS = {
    Order.SHORTFALL: ["far-behind", "behind", "ahead"],
    Order.PLAN: ["far-behind", "behind", "ahead"],
    Order.COMPLETED: ["ahead", "behind", "far-behind"],
    Order.RATE_LOW: ["far-behind", "behind", "ahead"],
    Order.RATE_HIGH: ["ahead", "behind", "far-behind"],
}


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_not_known_stands_last_in_every_order(db: Session, order: Order) -> None:
    make_project(db, code="unknown", plan=None)
    make_project(db, code="unknown-zone", kind="zone", plan=None, lists=())
    make_project(db, code="ahead", plan=YI, months={3: YI})
    make_project(db, code="far-behind", plan=9 * YI, months={3: 0})
    make_project(db, code="behind", plan=4 * YI, months={3: YI // 2})
    states.refresh(db)
    wanted = ProjectFilter(kinds=frozenset({"project", "zone"}))
    codes = [row.code for row in queries.projects(db, wanted, WHOLE_CITY, month=MARCH, order=order)]
    assert codes == [*ORDERS[order], "unknown", "unknown-zone"]


def test_lights_are_ordered_worst_first_and_what_has_none_stands_last(db: Session) -> None:
    make_project(db, code="zone", kind="zone", plan=None, lists=())
    make_project(db, code="green", months={3: 12 * YI})
    make_project(db, code="silent")
    make_project(db, code="red", months={3: 0})
    make_project(db, code="redder", plan=20 * YI, months={3: 0})
    states.refresh(db)
    wanted = ProjectFilter(kinds=frozenset({"project", "zone"}))
    rows = queries.projects(db, wanted, WHOLE_CITY, month=MARCH, order=Order.LIGHT)
    assert [row.code for row in rows] == ["redder", "red", "green", "silent", "zone"]


def test_units_are_ordered_as_they_always_stand_and_nobody_last(db: Session) -> None:
    for unit in (None, making.METRO, making.LICHENG):
        make_project(db, code=f"of {unit}", unit=unit)
    rows = queries.projects(db, ProjectFilter(), WHOLE_CITY, month=MARCH, order=Order.UNIT)
    assert [row.code for row in rows] == [f"of {making.LICHENG}", f"of {making.METRO}", "of None"]


@pytest.mark.parametrize("order", Order)
def test_pages_of_a_list_hold_every_project_once(db: Session, order: Order) -> None:
    codes = {make_project(db, months={3: YI if index % 3 else 0}).code for index in range(11)}
    states.refresh(db)
    pages = [
        queries.projects(db, ProjectFilter(), WHOLE_CITY, month=MARCH, order=order, limit=4, offset=offset)
        for offset in (0, 4, 8)
    ]
    found = [row.code for page in pages for row in page]
    assert len(found) == len(codes)
    assert set(found) == codes
    everything = queries.projects(db, ProjectFilter(), WHOLE_CITY, month=MARCH, order=order)
    assert [row.code for row in everything] == found
    rest = queries.projects(db, ProjectFilter(), WHOLE_CITY, month=MARCH, order=order, offset=4)
    assert [row.code for row in rest] == found[4:]


def test_the_highest_revision_counts_in_whatever_order_it_came(db: Session) -> None:
    project = make_project(db, code="A")
    report(db, project, 3, 3 * YI, revision=2, physical_progress="主体封顶", problem="无")
    report(db, project, 3, 1 * YI, revision=1, physical_progress="基础施工", problem="征地")
    states.refresh(db)
    found = row(db, "A", MARCH)
    assert found.figures is not None
    assert (found.figures.completed_fen, found.physical_progress, found.problem) == (3 * YI, "主体封顶", "无")


def test_a_negative_month_is_kept(db: Session) -> None:
    make_project(db, code="A", months={2: 5 * YI, 3: 3 * YI})
    states.refresh(db)
    figures = row(db, "A", MARCH).figures
    assert figures is not None
    assert (figures.month_fen, figures.completed_fen) == (-2 * YI, 3 * YI)
    assert summaries.by_month(db, ProjectFilter(), WHOLE_CITY, months=[MARCH])[0].completed_month_fen == -2 * YI


def test_an_unreported_month_carries_the_cumulative_figure_and_says_that_nothing_was_reported(db: Session) -> None:
    make_project(db, code="A", months={1: 2 * YI})
    make_project(db, code="B", months={6: YI})
    states.refresh(db)
    figures = row(db, "A").figures
    assert figures is not None
    assert (figures.completed_fen, figures.month_fen, figures.reported, figures.light) == (
        2 * YI,
        None,
        False,
        "not_reported",
    )
    assert figures.shortfall_fen == 4 * YI


def test_january_starts_anew(db: Session) -> None:
    project = make_project(db, code="A", months={12: 11 * YI})
    put_on_list(db, project, year=2026, since="2026-01")
    other = make_project(db, code="B")
    report(db, other, "2026-01", YI)
    states.refresh(db)
    figures = row(db, "A", Month(2026, 1)).figures
    assert figures is not None
    assert (figures.completed_fen, figures.red_months, figures.light) == (None, 0, "not_reported")


def test_an_adjusted_plan_takes_the_place_of_the_original(db: Session) -> None:
    project = make_project(db, code="A", lists=(), months={6: 3 * YI})
    put_on_list(db, project, plan=12 * YI, adjusted_plan_fen=6 * YI)
    states.refresh(db)
    figures = row(db, "A").figures
    assert figures is not None
    assert (figures.plan_fen, figures.light) == (6 * YI, "green")


def test_a_project_added_in_mid_year_has_a_plan_from_then_on(db: Session) -> None:
    project = make_project(db, code="A", lists=(), months={6: 3 * YI})
    put_on_list(db, project, since=5)
    states.refresh(db)
    plans = {month: row(db, "A", Month(2025, month)) for month in (4, 5, 6)}
    assert [found.figures.plan_fen for found in plans.values() if found.figures] == [None, 12 * YI, 12 * YI]
    assert [[item.code for item in found.lists] for found in plans.values()] == [[], [MUNICIPAL], [MUNICIPAL]]


def test_a_project_that_left_the_list_has_no_plan_after_that_and_is_not_found_on_it(db: Session) -> None:
    project = make_project(db, code="A", lists=(), months={6: 3 * YI})
    put_on_list(db, project, until=4)
    states.refresh(db)
    wanted = ProjectFilter(lists=frozenset({MUNICIPAL}))
    found = {number: queries.count(db, wanted, WHOLE_CITY, month=Month(2025, number)) for number in (4, 5)}
    assert found == {4: 1, 5: 0}
    assert summaries.by_month(db, ProjectFilter(), WHOLE_CITY, months=[Month(2025, 4), JUNE])[0].with_plan == 1
    june = summaries.by_month(db, ProjectFilter(), WHOLE_CITY, months=[JUNE])[0]
    assert (june.with_plan, june.without_plan_completed_fen) == (0, 3 * YI)


def test_a_membership_that_was_renewed_counts_once_with_its_newest_plan(db: Session) -> None:
    project = make_project(db, code="A", lists=(), months={6: 3 * YI})
    put_on_list(db, project, plan=10 * YI, list_type="new_start")
    put_on_list(db, project, plan=20 * YI, since=5, list_type="continued")
    states.refresh(db)
    found = row(db, "A")
    assert found.figures is not None
    assert ([item.code for item in found.lists], found.figures.plan_fen, found.list_type) == (
        [MUNICIPAL],
        20 * YI,
        "continued",
    )


def test_a_project_on_two_lists_counts_once_with_the_plan_of_the_first(db: Session) -> None:
    project = make_project(db, code="A", lists=(), months={6: 3 * YI})
    put_on_list(db, project, listing=DISTRICT_LIST, plan=30 * YI)
    put_on_list(db, project, listing=MUNICIPAL, plan=20 * YI)
    put_on_list(db, project, listing=PROVINCIAL, plan=None)
    states.refresh(db)
    total = summaries.by_month(db, ProjectFilter(), WHOLE_CITY, months=[JUNE])[0]
    assert (total.projects, total.plan_fen, total.completed_fen) == (1, 20 * YI, 3 * YI)
    assert [item.code for item in row(db, "A").lists] == [PROVINCIAL, MUNICIPAL, DISTRICT_LIST]
    both = ProjectFilter(lists=frozenset({MUNICIPAL, DISTRICT_LIST}))
    assert queries.count(db, both, WHOLE_CITY, month=JUNE) == 1
    assert summaries.by_month(db, both, WHOLE_CITY, months=[JUNE])[0].plan_fen == 20 * YI


def test_a_project_that_lies_in_two_districts_counts_once(db: Session) -> None:
    make_project(db, code="A", districts=["370112", "370114"], months={6: YI})
    states.refresh(db)
    both = ProjectFilter(districts=frozenset({"370112", "370114"}))
    assert queries.count(db, both, WHOLE_CITY, month=JUNE) == 1
    assert summaries.by_month(db, both, WHOLE_CITY, months=[JUNE])[0].projects == 1


def test_who_withdraws_in_mid_year_counts_until_then(db: Session) -> None:
    make_project(db, code="A", stage="withdrawn", stage_since=Month(2025, 5), months={3: YI})
    make_project(db, code="B", months={6: YI})
    states.refresh(db)
    curve = summaries.by_month(db, ProjectFilter(), WHOLE_CITY, months=[Month(2025, 4), Month(2025, 5)])
    assert [figures.projects for figures in curve] == [2, 1]


def test_the_passport_of_a_project_tells_everything_that_is_known(db: Session) -> None:
    parent = make_project(db, code="WHOLE")
    project = make_project(
        db, code="A", aliases=["别名"], districts=["370112"], parent_id=parent.id, months={3: YI}, precision="city"
    )
    make_project(db, code="PART", parent_id=project.id)
    report(db, project, 3, 2 * YI, revision=2)
    states.refresh(db)
    found = details.detail(db, "A", WHOLE_CITY, month=MARCH)
    assert found is not None
    assert found.parent is not None
    assert (found.parent.code, [part.code for part in found.parts], found.aliases) == ("WHOLE", ["PART"], ("别名",))
    assert found.located_by == (("370112", None),)
    assert [(member.list.code, member.original_plan_fen) for member in found.memberships] == [(MUNICIPAL, 12 * YI)]
    assert [(item.month, item.revision) for item in found.progress] == [(MARCH, 1), (MARCH, 2)]
    assert [item.month.month for item in found.months] == [1, 2, 3]
    assert found.place is not None
    assert found.place.precision == "city"
    assert found.row == row(db, "A", MARCH)
