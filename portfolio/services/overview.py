"""总览: what an official wants to know before the meeting, on one screen."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from portfolio.domain.codes import CountBy, Light, ProjectClass, Stage
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.lights import LightRule
from portfolio.domain.money import MoneyUnit, from_unit
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.services import register
from portfolio.services.register import Grouping
from portfolio.storage import queries, rules, summaries
from portfolio.storage.queries import Order
from portfolio.storage.rows import ProjectRow, SummaryRow, TargetRow

LARGEST = 10
PLAN_LISTS = frozenset({"plan-named", "result-2024"})
"""The lists of what the plan names; together they are its works."""


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
    """All units that the scope reaches, also those that the filter leaves out: a first of one is no rank."""
    shortfalls: tuple[ProjectRow, ...]
    classes: tuple[ClassLine, ...]
    headline_floor_fen: int | None
    bases: frozenset[str]
    """On what the plans and completions rest that are summed here."""
    rule: LightRule
    """By which the lights are judged in this month."""

    @property
    def unassigned_floor_fen(self) -> int | None:
        """What of the headline no class carries; None where a floor is missing."""
        floors = [line.floor_fen for line in self.classes if line.row.code != UNKNOWN]
        if self.headline_floor_fen is None or None in floors:
            return None
        return self.headline_floor_fen - sum(floor or 0 for floor in floors)

    def light_change(self, light: Light) -> int | None:
        """More or fewer projects of this light than in the month before."""
        if self.before is None:
            return None
        return self.figures.lights.get(light, 0) - self.before.lights.get(light, 0)


def read(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, count_by: CountBy = CountBy.UNIT
) -> Overview:
    """The overview of what the filter finds."""
    previous = month.previous()
    by_class = register.summary(db, "class", wanted, scope, month=month)
    floors = register.floors(db, month.year)
    return Overview(
        month=month,
        figures=by_class.total,
        before=None if previous is None else register.total(db, wanted, scope, month=previous),
        units=ranking(db, replace(wanted, units=frozenset()), scope, month=month, count_by=count_by),
        shortfalls=largest_shortfalls(db, wanted, scope, month=month),
        classes=_class_lines(by_class.rows, floors, month),
        headline_floor_fen=_headline(floors),
        bases=register.bases(db, wanted, scope, month=month),
        rule=rules.in_force(db, month),
    )


def coverage(db: Session, *, month: Month) -> tuple[int, int | None]:
    """How many works the plan names, and how many projects the year's list has, whatever filter and scope."""
    named = queries.count(db, ProjectFilter(lists=PLAN_LISTS), WHOLE_CITY, month=month)
    return named, listed_projects(register.floors(db, month.year))


def ranking(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, count_by: CountBy = CountBy.UNIT
) -> tuple[Ranked, ...]:
    """Units by completion rate, best first, with last month's place; unranked ones and those without a rate last.

    Counted by place they are the districts, with outside and no place below. A scope of some units sees no places: it
    would compare them with themselves.
    """
    by: Grouping = "district" if count_by is CountBy.PLACE else "unit"
    previous = month.previous()
    now, before = (
        () if at is None else register.summary(db, by, wanted, scope, month=at, count_by=count_by).rows
        for at in (month, previous)
    )
    ranked = {unit.code for unit in register.catalogue(db).units if unit.ranked and scope.units is None}
    places, places_before = _places(now, ranked), _places(before, ranked)
    found = [Ranked(row, places.get(row.code), places_before.get(row.code)) for row in now]
    return tuple(sorted(found, key=lambda item: (item.place is None, item.place or 0, item.row.code == UNKNOWN)))


def largest_shortfalls(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, number: int = LARGEST
) -> tuple[ProjectRow, ...]:
    """The projects that hold the year back, the largest shortfall first."""
    rows = register.projects(db, wanted, scope, month=month, order=Order.SHORTFALL, limit=number).rows
    return tuple(row for row in rows if row.figures is not None and row.figures.shortfall_fen)


def stages(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> dict[str, int]:
    """How many projects stand at each stage, in the order of a project's life; UNKNOWN last."""
    found = summaries.stages(db, wanted, scope, month=month)
    return {code: found[code] for code in (*(stage.value for stage in Stage), UNKNOWN) if code in found}


def _places(rows: tuple[SummaryRow, ...], ranked: set[str]) -> dict[str, int]:
    """Place by code: 1 is best, and equal rates share a place."""
    rates = {row.code: row.figures.rate for row in rows if row.code in ranked}
    known = {code: rate for code, rate in rates.items() if rate is not None}
    return {code: 1 + sum(other > rate for other in known.values()) for code, rate in known.items()}


def _class_lines(rows: tuple[SummaryRow, ...], floors: list[TargetRow], month: Month) -> tuple[ClassLine, ...]:
    """Every class of the plan, also one of which the filter finds no project, and what has no class last."""
    found = {row.code: row for row in rows}
    empty = Figures(time_progress=month.time_progress)
    codes = [*(code.value for code in ProjectClass), *(code for code in found if code == UNKNOWN)]
    return tuple(_class_line(found.get(code) or SummaryRow(code, code, code, empty), floors) for code in codes)


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
