"""What officials ask of the register of projects. Every answer is bounded by a Scope; nothing here changes data."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import CountBy, UnitKind
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN, ProjectFilter, UnknownValue
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.errors import NoFigures, NotAllowed, UnknownCode
from portfolio.storage import catalogues, details, place_summaries, places, queries, schema, summaries
from portfolio.storage.place_summaries import NO_PLACE, OUTSIDE
from portfolio.storage.queries import Order
from portfolio.storage.rows import MapRow, Named, ProjectDetail, ProjectRow, Summary, TargetRow, UnitRow
from portfolio.storage.summaries import ELSEWHERE, GROUPINGS, Grouping

__all__ = ["ELSEWHERE", "GROUPINGS", "NO_PLACE", "OUTSIDE", "Catalogue", "Grouping", "Order", "ProjectList"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What there is to choose from, and the version of the data that all of it was read from."""

    data_version: int
    layer: str | None
    """``illustrative`` where 演示数据 was loaded, ``facts`` where not, None before anything was."""
    units: tuple[UnitRow, ...]
    sectors: tuple[Named, ...]
    lists: tuple[Named, ...]
    months: tuple[Month, ...]
    last_reported: Month | None

    @property
    def default_month(self) -> Month | None:
        """The last month with reports; before any report the first month that can be shown; None where nothing is."""
        return self.last_reported or next(iter(self.months), None)

    @property
    def districts(self) -> tuple[UnitRow, ...]:
        return tuple(unit for unit in self.units if unit.kind == UnitKind.DISTRICT.value)

    def unit(self, code: str) -> UnitRow | None:
        """The unit with this code, if there is one."""
        return next((unit for unit in self.units if unit.code == code), None)


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A page of projects with the figures of all that the filter finds."""

    rows: tuple[ProjectRow, ...]
    count: int
    of: int
    """How many projects the scope holds at all."""


def check(engine: sa.Engine, db: Session) -> None:
    """Raise DatabaseMissing or DatabaseOutdated unless the database is of this program's version."""
    schema.check(engine, db.connection())


def catalogue(db: Session) -> Catalogue:
    """Read once per data version; pages, command line and outputs choose from it."""
    in_use = catalogues.sectors_in_use(db)
    return Catalogue(
        data_version=catalogues.data_version(db),
        layer=catalogues.loaded_layer(db),
        units=tuple(catalogues.units(db)),
        sectors=tuple(sector for sector in catalogues.sectors(db) if sector.code in in_use),
        lists=tuple(catalogues.lists(db)),
        months=tuple(catalogues.months(db)),
        last_reported=catalogues.last_reported_month(db),
    )


def data_version(db: Session) -> int:
    """Counts every change: the key of whatever is cached."""
    return catalogues.data_version(db)


def kinds(db: Session) -> dict[str, int]:
    """How many items of each kind the register holds."""
    return catalogues.count_kinds(db)


def unknown_values(known: Catalogue, wanted: ProjectFilter) -> list[UnknownValue]:
    """Units, districts, sectors and lists in the filter that name nothing."""
    return [
        UnknownValue(parameter, code)
        for parameter, asked, codes in (
            ("unit", wanted.units, {unit.code for unit in known.units}),
            ("district", wanted.districts, {unit.code for unit in known.districts}),
            ("sector", wanted.sectors, {sector.code for sector in known.sectors}),
            ("list", wanted.lists, {listing.code for listing in known.lists}),
        )
        for code in sorted(asked - codes - {UNKNOWN})
    ]


def month_or_last(known: Catalogue, asked: Month | None) -> Month:
    """The month asked for, or the default. Raises NoFigures where there is none, naming the last one there is."""
    month = asked or known.default_month
    if month is None or month not in known.months:
        raise NoFigures(month=asked, last=known.default_month)
    return month


def summary(
    db: Session,
    by: Grouping,
    wanted: ProjectFilter,
    scope: Scope,
    *,
    month: Month,
    count_by: CountBy = CountBy.UNIT,
) -> Summary:
    """Figures by group and in total. Only districts can be counted by place."""
    if by == "district" and count_by is CountBy.PLACE:
        return place_summaries.by_place(db, wanted, scope, month=month)
    return summaries.summary(db, by, wanted, scope, month=month)


def total(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> Figures:
    """The figures of all that the filter finds."""
    return summaries.by_month(db, wanted, scope, months=[month])[0]


def curve(db: Session, wanted: ProjectFilter, scope: Scope, *, months: Sequence[Month]) -> list[tuple[Month, Figures]]:
    """The figures of several months."""
    return list(zip(months, summaries.by_month(db, wanted, scope, months=months), strict=True))


def projects(
    db: Session,
    wanted: ProjectFilter,
    scope: Scope,
    *,
    month: Month,
    order: Order = Order.PLAN_ORDER,
    limit: int | None = None,
    offset: int = 0,
) -> ProjectList:
    """The projects that the filter finds, how many they are, and of how many."""
    rows = queries.projects(db, wanted, scope, month=month, order=order, limit=limit, offset=offset)
    all_found = limit is None and offset == 0
    return ProjectList(
        rows=tuple(rows),
        count=len(rows) if all_found else queries.count(db, wanted, scope, month=month),
        of=queries.count(db, ProjectFilter(kinds=wanted.kinds), scope, month=month),
    )


def count(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> tuple[int, int]:
    """How many the filter finds, of how many in the scope."""
    everything = ProjectFilter(kinds=wanted.kinds)
    return queries.count(db, wanted, scope, month=month), queries.count(db, everything, scope, month=month)


def project(db: Session, code: str, scope: Scope, *, month: Month) -> ProjectDetail:
    """Everything known of a project. Raises UnknownCode also outside the scope: a refusal tells nothing."""
    found = details.detail(db, code, scope, month=month)
    if found is None:
        raise UnknownCode(parameter="id", value=code)
    return found


def located_elsewhere(db: Session, district: str, scope: Scope, *, month: Month) -> tuple[ProjectRow, ...]:
    """在我辖区的: what lies in the district and is answered for elsewhere. Raises NotAllowed outside the scope."""
    if not scope.allows(district):
        raise NotAllowed(what=district)
    return tuple(queries.located_elsewhere(db, district, month=month))


def map_rows(db: Session, scope: Scope) -> list[MapRow]:
    """Every project of the scope with its place, by id."""
    return places.map_rows(db, scope)


def map_states(db: Session, scope: Scope, *, month: Month) -> list[tuple[int, str, int | None, int | None]]:
    """(id, light, plan, completed in fen) of the same projects in a month, by id."""
    return queries.map_states(db, scope, month=month)


def project_ids(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> list[int]:
    """The ids of what the filter finds, ascending."""
    return queries.ids(db, wanted, scope, month=month)


def bases(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> frozenset[str]:
    """On what the plans and completions rest of what the filter finds."""
    return queries.bases(db, wanted, scope, month=month)


def floors(db: Session, year: int) -> list[TargetRow]:
    """The plan's investment targets of the year."""
    return catalogues.floors(db, year)
