"""Where given projects are."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Precision
from portfolio.storage.place_tables import Place
from portfolio.storage.rows import MapRow
from portfolio.storage.tables import Project

_AT_ONCE = 5_000
"""SQLite takes some 30,000 values in one statement."""


def of_projects(db: Session, ids: Collection[int]) -> list[MapRow]:
    """The projects with these ids and their places, by id; one without a place row has precision ``unknown``."""
    ordered = sorted(ids)
    found: list[MapRow] = []
    for first in range(0, len(ordered), _AT_ONCE):
        rows = db.execute(
            sa.select(
                Project.id,
                Project.code,
                Project.name,
                Project.name_en,
                Place.geometry,
                sa.func.coalesce(Place.precision, Precision.UNKNOWN.value),
                Place.reason,
                Place.radius_m,
                sa.func.coalesce(Place.uses_osm, sa.false()),
            )
            .outerjoin(Place, Place.project_id == Project.id)
            .where(Project.id.in_(ordered[first : first + _AT_ONCE]))
            .order_by(Project.id)
        )
        found += [MapRow(*row) for row in rows]
    return found
