"""Projects by filter and scope: the same rows for page, map, table and workbook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portfolio.domain.codes import Light
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage import conditions
from portfolio.storage.derived_tables import MonthState
from portfolio.storage.place_tables import Place
from portfolio.storage.rows import MonthFigures, Named, ProjectRow
from portfolio.storage.tables import (
    Membership,
    Progress,
    Project,
    ProjectDistrict,
    ProjectList,
    Sector,
    Unit,
)

Found = sa.Row[*tuple[Any, ...]]


class Order(StrEnum):
    """How a list of projects is ordered; each puts what matters most first and what is not known last."""

    PLAN_ORDER = "plan_order"
    SHORTFALL = "shortfall"
    PLAN = "plan"
    COMPLETED = "completed"
    RATE_LOW = "rate_low"
    RATE_HIGH = "rate_high"
    LIGHT = "light"
    UNIT = "unit"
    NAME = "name"


def ordering(order: Order) -> list[sa.ColumnElement[Any]]:
    """The order in SQL, over project, month_state and unit; whoever uses it lets Project.id decide between equals."""
    rate = sa.cast(MonthState.completed_fen, sa.Float) / sa.func.nullif(MonthState.plan_fen, 0)
    worst_first = sa.case({light.value: rank for rank, light in enumerate(Light)}, value=MonthState.light, else_=99)
    orders: dict[Order, list[sa.ColumnElement[Any]]] = {
        Order.PLAN_ORDER: [],
        Order.SHORTFALL: [MonthState.shortfall_fen.desc().nulls_last()],
        Order.PLAN: [MonthState.plan_fen.desc().nulls_last()],
        Order.COMPLETED: [MonthState.completed_fen.desc().nulls_last()],
        Order.RATE_LOW: [rate.asc().nulls_last()],
        Order.RATE_HIGH: [rate.desc().nulls_last()],
        Order.LIGHT: [worst_first, MonthState.shortfall_fen.desc().nulls_last()],
        Order.UNIT: [Unit.position.asc().nulls_last()],
        Order.NAME: [Project.name.asc()],
    }
    return orders[order]


def selected(columns: Sequence[Any], wanted: ProjectFilter, scope: Scope, month: Month) -> sa.Select[*tuple[Any, ...]]:
    """Projects with their state of the month; what has no months of its own comes without one."""
    state = sa.and_(MonthState.project_id == Project.id, MonthState.month == month)
    return (
        sa.select(*columns)
        .select_from(Project)
        .outerjoin(MonthState, state)
        .where(*conditions.of_projects(wanted, scope, month))
    )


def count(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> int:
    """How many projects the filter finds."""
    return db.scalar(selected([sa.func.count()], wanted, scope, month)) or 0


def ids(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> list[int]:
    """The ids of what the filter finds, ascending: what the map needs to know of a filter."""
    return list(db.scalars(selected([Project.id], wanted, scope, month).order_by(Project.id)))


def bases(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> frozenset[str]:
    """On what the plans and completions rest of what the filter finds."""
    columns = (MonthState.plan_basis, MonthState.completed_basis)
    rows = db.execute(selected(columns, wanted, scope, month).distinct())
    return frozenset(basis for row in rows for basis in row if basis is not None)


def map_states(db: Session, scope: Scope, *, month: Month) -> list[tuple[int, str, int | None, int | None]]:
    """(id, light, plan, completed in fen) of every project of the scope in a month, by id."""
    columns = (Project.id, MonthState.light, MonthState.plan_fen, MonthState.completed_fen)
    rows = db.execute(selected(columns, ProjectFilter(), scope, month).order_by(Project.id))
    return [(id_, light or Light.NO_PLAN.value, plan, completed) for id_, light, plan, completed in rows]


def projects(
    db: Session,
    wanted: ProjectFilter,
    scope: Scope,
    *,
    month: Month,
    order: Order = Order.PLAN_ORDER,
    limit: int | None = None,
    offset: int = 0,
) -> list[ProjectRow]:
    """The rows that the filter finds, in order; ties stand in the order of the plan."""
    columns = (Project, MonthState, Sector, Unit, Place.precision)
    query = selected(columns, wanted, scope, month)
    query = query.outerjoin(Sector, Sector.code == Project.sector_code)
    query = query.outerjoin(Unit, Unit.code == Project.unit_code)
    query = query.outerjoin(Place, Place.project_id == Project.id)
    query = query.order_by(*ordering(order), Project.id)
    if limit is not None or offset:
        query = query.where(Project.id.in_(_page(wanted, scope, month, order=order, limit=limit, offset=offset)))
    return rows_of(db, db.execute(query).all(), month)


def _page(
    wanted: ProjectFilter, scope: Scope, month: Month, *, order: Order, limit: int | None, offset: int
) -> sa.ScalarSelect[int]:
    """Ids of one page: everything is sorted by narrow rows, only what is shown is read in full."""
    query = selected([Project.id], wanted, scope, month).outerjoin(Unit, Unit.code == Project.unit_code)
    return query.order_by(*ordering(order), Project.id).limit(limit).offset(offset or None).scalar_subquery()


def located_elsewhere(db: Session, district: str, *, month: Month, limit: int | None = None) -> list[ProjectRow]:
    """在我辖区的: projects that lie in the district while another unit answers for them, or nobody says who does."""
    columns = (Project, MonthState, Sector, Unit, Place.precision)
    lying = sa.select(ProjectDistrict.project_id).where(ProjectDistrict.district_code == district)
    query = selected(columns, ProjectFilter(), Scope(), month)
    query = query.outerjoin(Sector, Sector.code == Project.sector_code)
    query = query.outerjoin(Unit, Unit.code == Project.unit_code)
    query = query.outerjoin(Place, Place.project_id == Project.id)
    answers_elsewhere = sa.func.coalesce(Project.unit_code, "") != district
    query = query.where(Project.id.in_(lying), answers_elsewhere).order_by(Project.id).limit(limit)
    return rows_of(db, db.execute(query).all(), month)


def rows_of(db: Session, found: Sequence[Found], month: Month) -> list[ProjectRow]:
    """Put together what stands in other tables: districts, lists and the words of the month's report."""
    narrow = [project.id for project, *_ in found] if len(found) <= _NARROW else None
    districts = _districts(db, narrow)
    lists, members = _memberships(db, month, narrow)
    reports = _reports(db, month, narrow)
    return [
        _row(
            project,
            state,
            sector=sector,
            unit=unit,
            precision=precision,
            districts=tuple(districts.get(project.id, ())),
            lists=tuple(lists.get(project.id, ())),
            member=members.get(project.id),
            report=reports.get(project.id),
        )
        for project, state, sector, unit, precision in found
    ]


_NARROW = 500
"""Up to so many rows the side tables are asked for just these ids; beyond, one pass over all is quicker."""


def _of(column: Any, narrow: Sequence[int] | None) -> list[sa.ColumnElement[bool]]:
    return [] if narrow is None else [column.in_(narrow)]


def _districts(db: Session, narrow: Sequence[int] | None) -> Mapping[int, list[Named]]:
    district = aliased(Unit)
    found: dict[int, list[Named]] = defaultdict(list)
    for id_, *named in db.execute(
        sa.select(ProjectDistrict.project_id, district.code, district.name, district.name_en)
        .join(district, district.code == ProjectDistrict.district_code)
        .where(*_of(ProjectDistrict.project_id, narrow))
        .order_by(district.position)
    ):
        found[id_].append(Named(*named))
    return found


def _memberships(
    db: Session, month: Month, narrow: Sequence[int] | None
) -> tuple[Mapping[int, list[Named]], Mapping[int, tuple[str | None, str | None]]]:
    """Lists that hold the project in the month, and (category, list type) as the first of them says."""
    lists: dict[int, list[Named]] = defaultdict(list)
    members: dict[int, tuple[str | None, str | None]] = {}
    query = (
        sa.select(
            Membership.project_id,
            Membership.category,
            Membership.list_type,
            ProjectList.code,
            ProjectList.name,
            ProjectList.name_en,
        )
        .join(ProjectList, ProjectList.code == Membership.list_code)
        .where(*conditions.in_force(month), *_of(Membership.project_id, narrow))
        .order_by(ProjectList.position, Membership.valid_from.desc())
    )
    for id_, category, list_type, *named in db.execute(query):
        if (listing := Named(*named)) not in lists[id_]:
            lists[id_].append(listing)
        members.setdefault(id_, (category, list_type))
    return lists, members


def _reports(db: Session, month: Month, narrow: Sequence[int] | None) -> Mapping[int, Found]:
    rows = db.execute(
        sa.select(
            Progress.project_id,
            Progress.physical_progress,
            Progress.problem,
            Progress.coordination,
            Progress.statistical_fen,
        )
        .where(Progress.month == month, *_of(Progress.project_id, narrow))
        .order_by(Progress.revision)
    )
    return {row.project_id: row for row in rows}


def _row(
    project: Project,
    state: MonthState | None,
    *,
    sector: Sector | None,
    unit: Unit | None,
    precision: str | None,
    districts: tuple[Named, ...],
    lists: tuple[Named, ...],
    member: tuple[str | None, str | None] | None,
    report: Found | None,
) -> ProjectRow:
    category, list_type = member or (None, None)
    return ProjectRow(
        **{name: getattr(project, name) for name in _OWN_COLUMNS},
        sector=None if sector is None else Named(sector.code, sector.name, sector.name_en),
        sector_group=None if sector is None else sector.group_name,
        sector_group_en=None if sector is None else sector.group_name_en,
        unit=None if unit is None else Named(unit.code, unit.name, unit.name_en),
        districts=districts,
        lists=lists,
        list_type=list_type,
        list_category=category,
        precision=precision,
        physical_progress=None if report is None else report.physical_progress,
        problem=None if report is None else report.problem,
        coordination=None if report is None else report.coordination,
        statistical_fen=None if report is None else report.statistical_fen,
        figures=None if state is None else month_figures(state),
    )


_OWN_COLUMNS = (
    *("id", "code", "name", "name_en", "kind", "class_code", "class_basis", "stage", "nature", "unit_basis"),
    *("official_code", "total_investment_fen", "total_investment_basis", "total_investment_source"),
    *("planned_start", "planned_start_basis", "actual_start", "paragraphs", "brings", "brings_en", "note", "note_en"),
)


def month_figures(state: MonthState) -> MonthFigures:
    """The figures of a state."""
    return MonthFigures(
        month=state.month,
        plan_fen=state.plan_fen,
        plan_basis=state.plan_basis,
        completed_fen=state.completed_fen,
        completed_basis=state.completed_basis,
        month_fen=state.month_fen,
        reported=state.reported,
        started=state.started,
        light=state.light,
        red_months=state.red_months,
        shortfall_fen=state.shortfall_fen,
    )
