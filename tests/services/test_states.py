"""Keeping states true: anew from a month on is the same as anew from the start."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from making import YI, make_project, put_on_list, report
from sqlalchemy.orm import Session

from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.services import states
from portfolio.storage import queries
from portfolio.storage.derived_tables import MonthState, MonthSummary
from portfolio.storage.tables import Progress, Project

MARCH = Month(2025, 3)


def held(db: Session) -> list[object]:
    """All states and sums."""
    found: list[object] = []
    for table in (MonthState.__table__, MonthSummary.__table__):
        found.append(db.execute(sa.select(table).order_by(*table.primary_key.columns)).all())
    return found


def withdraw_last_reports(db: Session, project: Project) -> None:
    db.execute(sa.delete(Progress).where(Progress.month >= MARCH))


CHANGES: dict[str, Callable[[Session, Project], object]] = {
    "a new report": lambda db, project: report(db, project, 5, 9 * YI),
    "a correction": lambda db, project: report(db, project, 3, 1 * YI, revision=2),
    "a list from mid-year on": lambda db, project: put_on_list(
        db, project, listing="provincial", plan=30 * YI, since=3
    ),
    "the last reports are taken back": withdraw_last_reports,
    "the first report of the next year": lambda db, project: report(db, project, "2026-03", YI),
}


@pytest.mark.parametrize("change", CHANGES)
def test_refreshing_from_the_month_of_a_change_is_the_same_as_refreshing_everything(db: Session, change: str) -> None:
    project = make_project(db, months={1: YI, 2: YI, 3: 2 * YI})
    make_project(db, months={1: 3 * YI, 4: 5 * YI})
    states.refresh(db)
    CHANGES[change](db, project)
    states.refresh(db, since=MARCH)
    in_part = held(db)
    states.refresh(db)
    assert in_part == held(db)


def test_the_first_report_of_a_year_takes_away_the_months_that_only_showed_plans(db: Session) -> None:
    project = make_project(db)
    states.refresh(db)
    assert len(states.states.months_of_states(db)) == 12
    report(db, project, 1, YI)
    states.refresh(db, since=Month(2025, 1))
    assert states.states.months_of_states(db) == {Month(2025, 1)}


def test_red_months_are_counted_in_a_row(db: Session) -> None:
    make_project(db, code="A", months={1: 0, 2: 0, 3: 12 * YI, 4: 12 * YI - 11 * YI, 5: YI})
    states.refresh(db)
    found = {
        number: queries.projects(db, ProjectFilter(), WHOLE_CITY, month=Month(2025, number))[0].figures
        for number in range(1, 6)
    }
    assert [figures.red_months for figures in found.values() if figures] == [1, 2, 0, 1, 2]


@pytest.mark.parametrize(
    ("columns", "reports", "started"),
    [
        ({"actual_start": Month(2025, 3)}, {}, True),
        ({"actual_start": Month(2025, 4)}, {3: YI}, False),
        ({"stage": None}, {3: YI}, True),
        ({"stage": "preparation", "planned_start": Month(2025, 6)}, {}, False),
        ({"stage": "construction"}, {}, True),
        ({"stage": "suspended"}, {}, True),
        ({"stage": "preparation"}, {}, False),
        ({"stage": None}, {}, None),
        ({"stage": "construction", "stage_since": Month(2025, 3)}, {}, True),
        ({"stage": "construction", "stage_since": Month(2025, 4)}, {}, False),
        ({"stage": "completed", "stage_since": Month(2025, 4)}, {}, None),
    ],
    ids=[
        "an actual start in the month",
        "an actual start after the month, whatever was spent",
        "money was spent",
        "the planned start lies ahead",
        "under construction",
        "suspended works had started",
        "in preparation",
        "nobody says",
        "under construction since this month",
        "under construction only from next month on",
        "completed next month: the start lies at an unknown time before",
    ],
)
def test_whether_works_have_started(
    db: Session, columns: dict[str, object], reports: dict[int | str, int], started: bool | None
) -> None:
    make_project(db, code="A", months={**reports}, **columns)
    make_project(db, code="B", months={3: YI})
    states.refresh(db)
    figures = queries.projects(db, ProjectFilter(), WHOLE_CITY, month=MARCH)[0].figures
    assert figures is not None
    assert figures.started is started


def test_who_is_not_due_halted_or_done_owes_nothing(db: Session) -> None:
    make_project(db, stage="suspended", months={3: 0})
    make_project(db, stage="completed", months={3: 0})
    make_project(db, stage="preparation", planned_start=Month(2025, 9))
    make_project(db, plan=None, months={3: 0})
    states.refresh(db)
    rows = queries.projects(db, ProjectFilter(), WHOLE_CITY, month=MARCH)
    assert [row.figures.shortfall_fen for row in rows if row.figures] == [None] * 4
