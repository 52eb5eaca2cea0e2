"""What stands before and after a project in a filtered list."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage import queries
from portfolio.storage.queries import Order
from portfolio.storage.rows import Named, Neighbours
from portfolio.storage.tables import Project, Unit


def neighbours(
    db: Session, code: str, wanted: ProjectFilter, scope: Scope, *, month: Month, order: Order
) -> Neighbours | None:
    """The neighbours of a project among what the filter finds, or None where the filter leaves the project out."""
    sequence = [*queries.ordering(order), Project.id]
    numbered = (
        queries.selected([Project.id, sa.func.row_number().over(order_by=sequence).label("at")], wanted, scope, month)
        .outerjoin(Unit, Unit.code == Project.unit_code)
        .cte("numbered")
    )
    own = (
        sa.select(numbered.c.at)
        .join(Project, Project.id == numbered.c.id)
        .where(Project.code == code)
        .scalar_subquery()
    )
    rows = db.execute(
        sa.select(
            numbered.c.at,
            Project.code,
            Project.name,
            Project.name_en,
            sa.select(sa.func.count()).select_from(numbered).scalar_subquery(),
            own,
        )
        .join(Project, Project.id == numbered.c.id)
        .where(numbered.c.at.between(own - 1, own + 1))
    ).all()
    if not rows:
        return None
    beside = {at - position: Named(found, name, name_en or name) for at, found, name, name_en, _, position in rows}
    return Neighbours(position=rows[0][5], count=rows[0][4], previous=beside.get(-1), following=beside.get(1))
