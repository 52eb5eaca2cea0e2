"""Whose place nobody has confirmed yet, the largest plan first; and what there is to place one project by."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Light, Precision
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage import conditions, histories, queries
from portfolio.storage.derived_tables import MonthState
from portfolio.storage.place_tables import Place
from portfolio.storage.rows import Named
from portfolio.storage.tables import Project, ProjectAlias, ProjectDistrict


class Waiting(StrEnum):
    """Why a project waits for a person to look at its place; ``settled`` does not wait."""

    UNPLACED = "unplaced"
    MOVED = "moved"
    DOUBTFUL = "doubtful"
    UNCONFIRMED = "unconfirmed"
    SETTLED = "settled"


OPEN = (Waiting.UNPLACED, Waiting.MOVED, Waiting.DOUBTFUL, Waiting.UNCONFIRMED)
_SURE = (Precision.EXACT.value, Precision.SITE.value)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A project that waits, and why."""

    code: str
    name: str
    name_en: str | None
    waiting: Waiting
    precision: str
    light: str
    plan_fen: int | None


@dataclass(frozen=True, slots=True)
class PlacingSubject:
    """What a place is sought from, and the place that stands now (WKB, EPSG:4490); version 0 where none does."""

    id: int
    code: str
    name: str
    name_en: str | None
    kind: str
    geometry_kind: str | None
    location_text: str | None
    aliases: tuple[str, ...]
    districts: tuple[str, ...]
    geometry: bytes | None
    precision: str
    reason: str | None
    radius_m: int | None
    method: str | None
    source: str | None
    source_en: str | None
    source_crs: str | None
    uses_osm: bool
    confirmed_by: str | None
    confirmed_at: datetime | None
    version: int


def _waiting() -> sa.Case[str]:
    """In words of SQL: confirmed is settled; without geometry unplaced; changed since is moved; then by precision."""
    return sa.case(
        (Place.confirmed_by.is_not(None), Waiting.SETTLED.value),
        (Place.geometry.is_(None), Waiting.UNPLACED.value),
        (Place.edited, Waiting.MOVED.value),
        (Place.precision.not_in(_SURE), Waiting.DOUBTFUL.value),
        else_=Waiting.UNCONFIRMED.value,
    )


def _with_places(
    columns: Sequence[Any], wanted: ProjectFilter, scope: Scope, month: Month
) -> sa.Select[*tuple[Any, ...]]:
    return queries.selected(columns, wanted, scope, month).outerjoin(Place, Place.project_id == Project.id)


def waiting(
    db: Session,
    wanted: ProjectFilter,
    scope: Scope,
    *,
    month: Month,
    why: Collection[Waiting] = OPEN,
    limit: int | None = None,
) -> list[QueueRow]:
    """What waits for one of these reasons, the largest plan of the month first, then in the order of the plan."""
    reason = _waiting()
    columns = [
        Project.code,
        Project.name,
        Project.name_en,
        reason,
        sa.func.coalesce(Place.precision, Precision.UNKNOWN.value),
        sa.func.coalesce(MonthState.light, Light.NO_PLAN.value),
        MonthState.plan_fen,
    ]
    query = _with_places(columns, wanted, scope, month).where(reason.in_([item.value for item in why]))
    query = query.order_by(MonthState.plan_fen.desc().nulls_last(), Project.id).limit(limit)
    return [QueueRow(code, name, en, Waiting(why), *rest) for code, name, en, why, *rest in db.execute(query)]


def counts(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> Counter[Waiting]:
    """How many wait for each reason, and how many are settled."""
    reason = _waiting().label("waiting")
    query = _with_places([reason, sa.func.count()], wanted, scope, month).group_by(reason)
    return Counter({Waiting(why): number for why, number in db.execute(query)})


def subject(db: Session, code: str, scope: Scope) -> PlacingSubject | None:
    """The project with what it is placed by; None where there is none or the scope does not reach it."""
    row = db.execute(
        sa.select(Project, Place)
        .outerjoin(Place, Place.project_id == Project.id)
        .where(Project.code == code, *conditions.of_scope(scope))
    ).one_or_none()
    if row is None:
        return None
    project, place = row
    aliases = sa.select(ProjectAlias.alias).where(ProjectAlias.project_id == project.id).order_by(ProjectAlias.alias)
    lying = sa.select(ProjectDistrict.district_code).where(ProjectDistrict.project_id == project.id)
    return PlacingSubject(
        id=project.id,
        code=project.code,
        name=project.name,
        name_en=project.name_en,
        kind=project.kind,
        geometry_kind=project.geometry_kind,
        location_text=project.location_text,
        aliases=tuple(db.scalars(aliases)),
        districts=tuple(db.scalars(lying.order_by(ProjectDistrict.district_code))),
        geometry=None if place is None else place.geometry,
        precision=Precision.UNKNOWN.value if place is None else place.precision,
        reason=None if place is None else place.reason,
        radius_m=None if place is None else place.radius_m,
        method=None if place is None else place.method,
        source=None if place is None else place.source,
        source_en=None if place is None else place.source_en,
        source_crs=None if place is None else place.source_crs,
        uses_osm=place is not None and place.uses_osm,
        confirmed_by=None if place is None else place.confirmed_by,
        confirmed_at=None if place is None else histories.aware(place.confirmed_at),
        version=0 if place is None else place.version,
    )


def on_the_same_point(db: Session, geometry: bytes, *, but: int, scope: Scope) -> list[Named]:
    """Other projects of the scope whose place is the very same: a sign of a stand-in."""
    rows = db.execute(
        sa.select(Project.code, Project.name, Project.name_en)
        .join(Place, Place.project_id == Project.id)
        .where(Place.geometry == geometry, Project.id != but, *conditions.of_scope(scope))
        .order_by(Project.id)
        .limit(20)
    )
    return [Named(code, name, name_en or name) for code, name, name_en in rows]
