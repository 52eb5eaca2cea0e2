"""Where projects are, and how well that is known."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Kind, Precision
from portfolio.domain.people import Scope
from portfolio.storage import conditions
from portfolio.storage.place_tables import Place
from portfolio.storage.rows import MapRow, PlaceRow
from portfolio.storage.tables import Project

_AT_ONCE = 5_000
"""SQLite takes some 30,000 values in one statement."""


def map_rows(db: Session, scope: Scope) -> list[MapRow]:
    """Every project of the scope with its place, by id; one without a place row has precision ``unknown``."""
    return _rows(db, (*conditions.of_scope(scope), Project.kind == Kind.PROJECT.value))


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """An item of the register with its geometry (WKB, EPSG:4490) and the version of its place; 0 where it has none."""

    code: str
    name: str
    geometry: bytes | None
    version: int


def held(db: Session, scope: Scope) -> list[HeldPlace]:
    """Every item of the scope, of whatever kind, by id."""
    rows = db.execute(
        sa.select(Project.code, Project.name, Place.geometry, sa.func.coalesce(Place.version, 0))
        .outerjoin(Place, Place.project_id == Project.id)
        .where(*conditions.of_scope(scope))
        .order_by(Project.id)
    )
    return [HeldPlace(code, name, shape, version) for code, name, shape, version in rows]


def of_projects(db: Session, ids: Collection[int]) -> list[MapRow]:
    """The projects with these ids and their places, by id; one without a place row has precision ``unknown``."""
    ordered = sorted(ids)
    found: list[MapRow] = []
    for first in range(0, len(ordered), _AT_ONCE):
        found += _rows(db, [Project.id.in_(ordered[first : first + _AT_ONCE])])
    return found


def _rows(db: Session, wanted: Iterable[sa.ColumnElement[bool]]) -> list[MapRow]:
    # More columns than SQLAlchemy's types can follow.
    columns: tuple[Any, ...] = (
        Project.id,
        Project.code,
        Project.name,
        Project.name_en,
        Place.geometry,
        sa.func.coalesce(Place.precision, Precision.UNKNOWN.value),
        Place.reason,
        Place.radius_m,
        sa.func.coalesce(Place.uses_osm, sa.false()),
        Place.stops,
    )
    query = sa.select(*columns).outerjoin_from(Project, Place, Place.project_id == Project.id)
    return [MapRow(*row) for row in db.execute(query.where(*wanted).order_by(Project.id))]


def details(db: Session, ids: Collection[int]) -> dict[int, PlaceRow]:
    """Everything known of the places of these projects; one without a row of it is not among them."""
    ordered = sorted(ids)
    columns = [getattr(Place, name) for name in PlaceRow.__dataclass_fields__]
    found: dict[int, PlaceRow] = {}
    for first in range(0, len(ordered), _AT_ONCE):
        some = ordered[first : first + _AT_ONCE]
        rows = db.execute(sa.select(Place.project_id, *columns).where(Place.project_id.in_(some)))
        found |= {id_: PlaceRow(*values) for id_, *values in rows}
    return found
