"""One project with everything that is known of it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage import conditions, place_shares, queries, rules
from portfolio.storage.derived_tables import MonthState
from portfolio.storage.place_tables import Place
from portfolio.storage.rows import FactRow, MembershipRow, Named, PlaceRow, ProgressRow, ProjectDetail
from portfolio.storage.tables import (
    Fact,
    Membership,
    Progress,
    Project,
    ProjectAlias,
    ProjectDistrict,
    ProjectList,
    Sector,
    Unit,
)


def detail(db: Session, code: str, scope: Scope, *, month: Month) -> ProjectDetail | None:
    """The project with this code, or None where there is none or the scope does not reach it."""
    state = sa.and_(MonthState.project_id == Project.id, MonthState.month == month)
    found = db.execute(
        sa.select(Project, MonthState, Sector, Unit, Place.precision)
        .outerjoin(MonthState, state)
        .outerjoin(Sector, Sector.code == Project.sector_code)
        .outerjoin(Unit, Unit.code == Project.unit_code)
        .outerjoin(Place, Place.project_id == Project.id)
        .where(Project.code == code, *conditions.of_scope(scope))
    ).all()
    if not found:
        return None
    project: Project = found[0][0]
    return ProjectDetail(
        row=queries.rows_of(db, found, month)[0],
        aliases=_aliases(db, project.id),
        geometry_kind=project.geometry_kind,
        stage_basis=project.stage_basis,
        stage_since=project.stage_since,
        parent=next(iter(_named(db, scope, Project.id == project.parent_id)), None),
        parts=_named(db, scope, Project.parent_id == project.id),
        reporting_unit=_unit(db, project.reporting_unit_code),
        located_by=_located_by(db, project.id),
        memberships=_memberships(db, project.id),
        months=tuple(
            queries.month_figures(row)
            for row in db.scalars(
                sa.select(MonthState).where(MonthState.project_id == project.id).order_by(MonthState.month)
            )
        ),
        progress=_progress(db, project.id),
        place=_place(db, project.id),
        shares=place_shares.of_project(db, project.id),
        facts=_facts(db, project.id),
        rule=rules.in_force(db, month),
        version=project.version,
    )


def _aliases(db: Session, project_id: int) -> tuple[str, ...]:
    query = sa.select(ProjectAlias.alias).where(ProjectAlias.project_id == project_id).order_by(ProjectAlias.alias)
    return tuple(db.scalars(query))


def _named(db: Session, scope: Scope, condition: sa.ColumnElement[bool]) -> tuple[Named, ...]:
    """Codes and names as far as the scope reaches: whose part or parent another unit has is not told."""
    query = sa.select(Project.code, Project.name, Project.name_en).where(condition, *conditions.of_scope(scope))
    return tuple(Named(code, name, name_en or name) for code, name, name_en in db.execute(query.order_by(Project.id)))


def _unit(db: Session, code: str | None) -> Named | None:
    unit = None if code is None else db.get(Unit, code)
    return None if unit is None else Named(unit.code, unit.name, unit.name_en)


def _located_by(db: Session, project_id: int) -> tuple[tuple[str, str | None], ...]:
    rows = db.execute(
        sa.select(ProjectDistrict.district_code, ProjectDistrict.basis)
        .where(ProjectDistrict.project_id == project_id)
        .order_by(ProjectDistrict.district_code)
    )
    return tuple((code, basis) for code, basis in rows)


def _memberships(db: Session, project_id: int) -> tuple[MembershipRow, ...]:
    rows = db.execute(
        sa.select(Membership, ProjectList)
        .join(ProjectList, ProjectList.code == Membership.list_code)
        .where(Membership.project_id == project_id)
        .order_by(Membership.year, ProjectList.position, Membership.valid_from)
    )
    return tuple(
        MembershipRow(
            list=Named(listing.code, listing.name, listing.name_en),
            level=listing.level,
            year=member.year,
            category=member.category,
            list_type=member.list_type,
            original_plan_fen=member.original_plan_fen,
            adjusted_plan_fen=member.adjusted_plan_fen,
            plan_basis=member.plan_basis,
            plan_source=member.plan_source,
            valid_from=member.valid_from,
            valid_to=member.valid_to,
            source=member.source,
        )
        for member, listing in rows
    )


def _progress(db: Session, project_id: int) -> tuple[ProgressRow, ...]:
    rows = db.scalars(
        sa.select(Progress).where(Progress.project_id == project_id).order_by(Progress.month, Progress.revision)
    )
    return tuple(
        ProgressRow(
            month=row.month,
            revision=row.revision,
            month_fen=row.month_fen,
            cumulative_fen=row.cumulative_fen,
            statistical_fen=row.statistical_fen,
            physical_progress=row.physical_progress,
            problem=row.problem,
            coordination=row.coordination,
            basis=row.basis,
            source=row.source,
        )
        for row in rows
    )


def _place(db: Session, project_id: int) -> PlaceRow | None:
    place = db.get(Place, project_id)
    if place is None:
        return None
    columns = PlaceRow.__dataclass_fields__
    return PlaceRow(**{name: getattr(place, name) for name in columns})


def _facts(db: Session, project_id: int) -> tuple[FactRow, ...]:
    columns = FactRow.__dataclass_fields__
    rows = db.scalars(sa.select(Fact).where(Fact.project_id == project_id).order_by(Fact.id))
    return tuple(FactRow(**{name: getattr(row, name) for name in columns}) for row in rows)
