"""Reads what a light needs to know, writes what came of it, and sums it up: one month at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Kind
from portfolio.domain.filters import UNKNOWN
from portfolio.domain.periods import Month
from portfolio.storage import conditions
from portfolio.storage.derived_tables import MonthState, MonthSummary
from portfolio.storage.tables import Membership, Progress, Project, ProjectList


@dataclass(frozen=True, slots=True)
class Plan:
    """The annual plan in force, in fen."""

    fen: int
    basis: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures that count for a project and month: the highest revision. In fen."""

    month_fen: int | None
    cumulative_fen: int
    basis: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a project does not change with the month."""

    stage: str | None
    stage_since: Month | None
    planned_start: Month | None
    actual_start: Month | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What a month takes over from the month before."""

    completed_fen: int | None
    completed_basis: str | None
    red_months: int


@dataclass(frozen=True, slots=True)
class State:
    """One row of month_state."""

    project_id: int
    plan_fen: int | None
    plan_basis: str | None
    completed_fen: int | None
    completed_basis: str | None
    month_fen: int | None
    reported: bool
    started: bool | None
    light: str
    red_months: int
    shortfall_fen: int | None


def months_of_progress(db: Session) -> list[Month]:
    """Every month in which anything was reported, oldest first."""
    return list(db.scalars(sa.select(Progress.month).distinct().order_by(Progress.month)))


def years_of_plans(db: Session) -> list[int]:
    """Every year in which a project stands on a list."""
    return list(db.scalars(sa.select(Membership.year).distinct().order_by(Membership.year)))


def standings(db: Session) -> dict[int, Standing]:
    """All projects that count, by id. Programmes and the like have no month of their own."""
    rows = db.execute(
        sa.select(Project.id, Project.stage, Project.stage_since, Project.planned_start, Project.actual_start).where(
            Project.kind == Kind.PROJECT.value
        )
    )
    return {row.id: Standing(row.stage, row.stage_since, row.planned_start, row.actual_start) for row in rows}


def plans(db: Session, month: Month) -> dict[int, Plan]:
    """The plan in force by project: adjusted before original, of the first list that gives one in this month."""
    plan_fen = sa.func.coalesce(Membership.adjusted_plan_fen, Membership.original_plan_fen)
    rows = db.execute(
        sa.select(Membership.project_id, plan_fen, Membership.plan_basis)
        .join(ProjectList, ProjectList.code == Membership.list_code)
        .where(plan_fen.is_not(None), *conditions.in_force(month))
        .order_by(ProjectList.position.desc(), Membership.valid_from)
    )
    return {project_id: Plan(fen, basis) for project_id, fen, basis in rows}


def reports(db: Session, month: Month) -> dict[int, Report]:
    """What was reported for the month, by project; a later revision takes the place of an earlier one."""
    rows = db.execute(
        sa.select(Progress.project_id, Progress.month_fen, Progress.cumulative_fen, Progress.basis)
        .where(Progress.month == month)
        .order_by(Progress.revision)
    )
    return {row.project_id: Report(row.month_fen, row.cumulative_fen, row.basis) for row in rows}


def carried(db: Session, month: Month | None) -> dict[int, Carried]:
    """What the given month hands on, by project; nothing for None (January starts anew)."""
    if month is None:
        return {}
    rows = db.execute(
        sa.select(
            MonthState.project_id, MonthState.completed_fen, MonthState.completed_basis, MonthState.red_months
        ).where(MonthState.month == month)
    )
    return {row.project_id: Carried(row.completed_fen, row.completed_basis, row.red_months) for row in rows}


def replace_month(db: Session, month: Month, states: Iterable[State]) -> None:
    """Put these states in the place of the month's old ones, and its sums anew from them."""
    db.execute(sa.delete(MonthState).where(MonthState.month == month))
    rows = [dict(zip(_COLUMNS, (month, *_values(state)), strict=True)) for state in states]
    if rows:
        db.execute(sa.insert(MonthState.__table__), rows)  # type: ignore[arg-type]  # a Table, typed as FromClause
    _sum_up(db, month)


def months_of_states(db: Session) -> set[Month]:
    """Every month for which there are states."""
    return set(db.scalars(sa.select(MonthState.month).distinct()))


_FIELDS = tuple(State.__dataclass_fields__)
_COLUMNS = ("month", *_FIELDS)
_values = attrgetter(*_FIELDS)  # dataclasses.asdict copies deeply: ten times as slow for nothing


def clear(db: Session, *, since: Month | None = None) -> None:
    """Forget the states and sums of the month ``since`` and of every later one, all of them for None."""
    for table in (MonthState, MonthSummary):
        db.execute(sa.delete(table).where(sa.true() if since is None else table.month >= since))


def _sum_up(db: Session, month: Month) -> None:
    db.execute(sa.delete(MonthSummary).where(MonthSummary.month == month))
    keys = (
        MonthState.month,
        sa.func.coalesce(Project.unit_code, UNKNOWN),
        sa.func.coalesce(Project.class_code, UNKNOWN),
        sa.func.coalesce(Project.sector_code, UNKNOWN),
        MonthState.light,
    )
    sums = sa.select(*keys, *figure_sums()).join(Project, Project.id == MonthState.project_id)
    sums = sums.where(MonthState.month == month).group_by(*keys)
    columns = ["month", "unit_code", "class_code", "sector_code", "light", *FIGURE_COLUMNS]
    db.execute(sa.insert(MonthSummary).from_select(columns, sums))


FIGURE_COLUMNS = (
    "projects",
    "with_plan",
    "plan_fen",
    "completed_fen",
    "completed_month_fen",
    "without_plan_completed_fen",
    "lagging_fen",
    "reported",
    "started",
    "start_known",
)


def figure_sums() -> tuple[sa.ColumnElement[int], ...]:
    """The sums of Figures over month_state, in the order of FIGURE_COLUMNS."""
    planned = MonthState.plan_fen > 0

    def total(value: sa.ColumnElement[int], condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        # SUM of BIGINT is NUMERIC on PostgreSQL; the sums of a city stay far below 2^63 fen.
        return sa.cast(sa.func.coalesce(sa.func.sum(sa.case((condition, value), else_=0)), 0), sa.BigInteger)

    one = sa.literal_column("1", sa.Integer)
    return (
        sa.func.count(),
        total(one, planned),
        total(sa.func.coalesce(MonthState.plan_fen, 0), planned),
        total(sa.func.coalesce(MonthState.completed_fen, 0), planned),
        total(sa.func.coalesce(MonthState.month_fen, 0), planned),
        total(sa.func.coalesce(MonthState.completed_fen, 0), sa.not_(sa.func.coalesce(planned, sa.false()))),
        total(sa.func.coalesce(MonthState.shortfall_fen, 0), sa.true()),
        total(one, sa.and_(planned, MonthState.reported)),
        total(one, MonthState.started.is_(sa.true())),
        total(one, MonthState.started.is_not(None)),
    )
