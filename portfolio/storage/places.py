"""Where projects are."""

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Kind, Precision
from portfolio.domain.people import Scope
from portfolio.storage import conditions
from portfolio.storage.place_tables import Place
from portfolio.storage.rows import MapRow
from portfolio.storage.tables import Project

_AT_ONCE = 5_000
"""SQLite takes some 30,000 values in one statement."""


def map_rows(db: Session, scope: Scope) -> list[MapRow]:
    """Every project of the scope with its place, by id; one without a place row has precision ``unknown``."""
    return _rows(db, (*conditions.of_scope(scope), Project.kind == Kind.PROJECT.value))


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
