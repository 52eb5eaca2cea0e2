"""Where projects are on the ground, as far as the map cannot draw it."""

from collections import Counter, defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import DRAWN_PRECISIONS, Light, Precision
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage import conditions
from portfolio.storage.derived_tables import MonthState
from portfolio.storage.place_tables import Place
from portfolio.storage.rows import NotDrawn
from portfolio.storage.tables import Project, ProjectDistrict

_DRAWN = sorted(precision.value for precision in DRAWN_PRECISIONS)


def _missing(wanted: ProjectFilter, scope: Scope, month: Month) -> list[sa.ColumnElement[bool]]:
    drawn = sa.and_(Place.geometry.is_not(None), Place.precision.in_(_DRAWN))
    return [sa.not_(sa.func.coalesce(drawn, sa.false())), *conditions.of_projects(wanted, scope, month)]


def not_drawn(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, limit: int | None = None
) -> list[NotDrawn]:
    """What the filter finds and the map cannot draw, with the reason why."""
    state = sa.and_(MonthState.project_id == Project.id, MonthState.month == month)
    rows = db.execute(
        sa.select(
            Project.id,
            Project.code,
            Project.name,
            Project.name_en,
            sa.func.coalesce(Place.precision, Precision.UNKNOWN.value),
            Place.reason,
            sa.func.coalesce(MonthState.light, Light.NO_PLAN.value),
        )
        .outerjoin(Place, Place.project_id == Project.id)
        .outerjoin(MonthState, state)
        .where(*_missing(wanted, scope, month))
        .order_by(Project.id)
        .limit(limit)
    ).all()
    districts = _districts(db, [row[0] for row in rows])
    return [NotDrawn(*row, districts=tuple(districts.get(row[0], ()))) for row in rows]


def known_by_district_only(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> Counter[str]:
    """How many of them are known to lie in just one district, by its code: a badge on the district, never a pin."""
    found = not_drawn(db, wanted, scope, month=month)
    return Counter(row.districts[0] for row in found if len(row.districts) == 1)


def _districts(db: Session, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    if len(ids) > 500:  # beyond that many parameters one pass over all is quicker, and some databases refuse more
        query = sa.select(ProjectDistrict.project_id, ProjectDistrict.district_code)
    else:
        query = sa.select(ProjectDistrict.project_id, ProjectDistrict.district_code).where(
            ProjectDistrict.project_id.in_(ids)
        )
    for project_id, code in db.execute(query.order_by(ProjectDistrict.district_code)):
        found[project_id].append(code)
    return found
