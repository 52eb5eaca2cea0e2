"""项目库: one page of the list, and the figures of all that the filter finds; never sums of a page."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from portfolio.domain.codes import Kind
from portfolio.domain.figures import Figures
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.lights import LightRule
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.services import register
from portfolio.storage import neighbours, queries, rules
from portfolio.storage.queries import Order
from portfolio.storage.rows import Neighbours, ProjectRow

PROJECTS = frozenset({Kind.PROJECT.value})
OTHERS = frozenset(kind.value for kind in Kind) - PROJECTS
"""What the plan names beside projects: programmes, platforms, zones … They have no month of their own."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page of the list shows."""

    rows: tuple[ProjectRow, ...]
    count: int
    page: int
    """1 for the first; the last one where more was asked for."""
    pages: int
    size: int
    figures: Figures
    bases: frozenset[str]
    """On what the plans and completions rest of all that the filter finds."""
    projects: int
    """What the same filter finds among projects …"""
    others: int
    """… and among the other things that the plan names."""
    rule: LightRule
    """By which the lights are judged in this month."""

    @property
    def first(self) -> int:
        """The number of the first row on this page."""
        return (self.page - 1) * self.size + 1


def read(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, order: Order, page: int, size: int
) -> Listing:
    """One page of what the filter finds. Asks for no more rows than it shows, however large the portfolio is."""
    count = queries.count(db, wanted, scope, month=month)
    pages = max(1, -(-count // size))
    shown = min(max(1, page), pages)
    return Listing(
        rows=tuple(
            queries.projects(db, wanted, scope, month=month, order=order, limit=size, offset=(shown - 1) * size)
        ),
        count=count,
        page=shown,
        pages=pages,
        size=size,
        figures=register.total(db, wanted, scope, month=month),
        bases=queries.bases(db, wanted, scope, month=month),
        projects=_count(db, wanted, scope, month, PROJECTS) if wanted.kinds != PROJECTS else count,
        rule=rules.in_force(db, month),
        others=_count(db, wanted, scope, month, OTHERS) if wanted.kinds != OTHERS else count,
    )


def beside(
    db: Session, code: str, wanted: ProjectFilter, scope: Scope, *, month: Month, order: Order
) -> Neighbours | None:
    """The project's place in the list and its neighbours; None where the filter leaves it out."""
    return neighbours.neighbours(db, code, wanted, scope, month=month, order=order)


def _count(db: Session, wanted: ProjectFilter, scope: Scope, month: Month, kinds: frozenset[str]) -> int:
    return queries.count(db, replace(wanted, kinds=kinds), scope, month=month)
