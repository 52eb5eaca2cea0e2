"""总览: what an official wants to know before the meeting, on one screen."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from portfolio.domain.codes import Light
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.money import MoneyUnit, from_unit
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.services import register
from portfolio.storage import queries
from portfolio.storage.queries import Order
from portfolio.storage.rows import ProjectRow, SummaryRow, TargetRow

LARGEST = 10


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit in the ranking by completion rate; what is not ranked or has no rate has no place."""

    row: SummaryRow
    place: int | None
    place_before: int | None

    @property
    def climbed(self) -> int | None:
        """Places won (positive) or lost since the month before."""
        return None if self.place is None or self.place_before is None else self.place_before - self.place


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class with the plan's floor for the whole list, of which the register holds only a part."""

    row: SummaryRow
    floor_fen: int | None
    floor_source: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first screen."""

    month: Month
    figures: Figures
    before: Figures | None
    """The month before; None in January."""
    units: tuple[Ranked, ...]
    shortfalls: tuple[ProjectRow, ...]
    classes: tuple[ClassLine, ...]
    headline_floor_fen: int | None
    listed_projects: int | None
    """How many projects the year's list has; the register names some of them."""
    bases: frozenset[str]
    """On what the plans and completions rest that are summed here."""

    def light_change(self, light: Light) -> int | None:
        """More or fewer projects of this light than in the month before."""
        if self.before is None:
            return None
        return self.figures.lights.get(light, 0) - self.before.lights.get(light, 0)


def read(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> Overview:
    """The overview of what the filter finds."""
    previous = month.previous()
    by_class = register.summary(db, "class", wanted, scope, month=month)
    floors = register.floors(db, month.year)
    return Overview(
        month=month,
        figures=by_class.total,
        before=None if previous is None else register.total(db, wanted, scope, month=previous),
        units=ranking(db, wanted, scope, month=month),
        shortfalls=largest_shortfalls(db, wanted, scope, month=month),
        classes=tuple(_class_line(row, floors) for row in by_class.rows),
        headline_floor_fen=_headline(floors),
        listed_projects=listed_projects(floors),
        bases=queries.bases(db, wanted, scope, month=month),
    )


def ranking(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> tuple[Ranked, ...]:
    """Units by completion rate, best first, with last month's place; unranked ones and those without a rate last."""
    now = register.summary(db, "unit", wanted, scope, month=month).rows
    previous = month.previous()
    before = () if previous is None else register.summary(db, "unit", wanted, scope, month=previous).rows
    ranked = {unit.code for unit in register.catalogue(db).units if unit.ranked}
    places, places_before = _places(now, ranked), _places(before, ranked)
    found = [Ranked(row, places.get(row.code), places_before.get(row.code)) for row in now]
    return tuple(sorted(found, key=lambda item: (item.place is None, item.place or 0, item.row.code == UNKNOWN)))


def largest_shortfalls(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, number: int = LARGEST
) -> tuple[ProjectRow, ...]:
    """The projects that hold the year back, the largest shortfall first."""
    rows = register.projects(db, wanted, scope, month=month, order=Order.SHORTFALL, limit=number).rows
    return tuple(row for row in rows if row.figures is not None and row.figures.shortfall_fen)


def _places(rows: tuple[SummaryRow, ...], ranked: set[str]) -> dict[str, int]:
    """Place by code: 1 is best, and equal rates share a place."""
    rates = {row.code: row.figures.rate for row in rows if row.code in ranked}
    known = {code: rate for code, rate in rates.items() if rate is not None}
    return {code: 1 + sum(other > rate for other in known.values()) for code, rate in known.items()}


def _class_line(row: SummaryRow, floors: list[TargetRow]) -> ClassLine:
    floor = next((item for item in floors if item.class_code == row.code and item.unit == "亿元"), None)
    return ClassLine(row, _fen(floor), None if floor is None else floor.source)


def _headline(floors: list[TargetRow]) -> int | None:
    headline = (item for item in floors if item.class_code is None and item.unit == "亿元" and item.kind == "target")
    return _fen(next(headline, None))


def listed_projects(floors: list[TargetRow]) -> int | None:
    """How many projects the year's list has, by the plan; None where it does not say."""
    counts = (item for item in floors if item.class_code is None and item.unit == "个" and item.kind == "target")
    found = next(counts, None)
    return None if found is None or found.value is None else int(found.value)


def _fen(target: TargetRow | None) -> int | None:
    if target is None or target.value is None:
        return None
    return from_unit(Decimal(target.value), MoneyUnit.YI)
