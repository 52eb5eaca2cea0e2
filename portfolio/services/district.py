"""区县: what the leader of one responsible unit wants to know in ten minutes."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from portfolio.domain.codes import CountBy, UnitKind
from portfolio.domain.figures import Figures
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.errors import NotAllowed, UnknownCode
from portfolio.outputs.district_page import DistrictPage
from portfolio.services import overview, register
from portfolio.storage import places, rules
from portfolio.storage.rows import ProjectRow


def read(db: Session, code: str, wanted: ProjectFilter, scope: Scope, *, month: Month) -> DistrictPage:
    """The page of the unit with this code.

    The page is about one unit, so the filter's own units and districts give way to it. Raises UnknownCode for a code
    that names no unit, and NotAllowed outside the scope.
    """
    known = register.catalogue(db)
    unit = known.unit(code)
    if unit is None:
        raise UnknownCode(parameter="district", value=code)
    if not scope.allows(code):
        raise NotAllowed(what=code)
    everywhere = replace(wanted, units=frozenset(), districts=frozenset())
    mine = everywhere.only(unit=code)
    series = tuple(register.curve(db, mine, scope, months=month.year_to_date()))
    own = register.projects(db, mine, scope, month=month).rows
    elsewhere = _elsewhere(db, code, everywhere, scope, month)
    place, place_before, ranked = _place(db, code, everywhere, scope, month)
    return DistrictPage(
        unit=unit,
        month=month,
        figures=series[-1][1],
        before=series[-2][1] if len(series) > 1 else None,
        city=register.total(db, everywhere, scope, month=month) if scope.units is None else None,
        place=place,
        place_before=place_before,
        ranked=ranked,
        own=own,
        elsewhere=elsewhere,
        shortfalls=overview.largest_shortfalls(db, mine, scope, month=month),
        series=series,
        by_place=_by_place(db, code, everywhere, month) if unit.kind == UnitKind.DISTRICT.value else None,
        places=tuple(places.of_projects(db, {row.id for row in (*own, *elsewhere)})),
        bases=_bases((*own, *elsewhere)),
        rule=rules.in_force(db, month),
        data_version=known.data_version,
    )


def _by_place(db: Session, code: str, everywhere: ProjectFilter, month: Month) -> Figures:
    """Sums of all that lies in the district, whoever answers: the scope has let the district through already."""
    found = register.summary(db, "district", everywhere, WHOLE_CITY, month=month, count_by=CountBy.PLACE).rows
    return next((row.figures for row in found if row.code == code), Figures(time_progress=month.time_progress))


def _elsewhere(db: Session, code: str, everywhere: ProjectFilter, scope: Scope, month: Month) -> tuple[ProjectRow, ...]:
    """What lies here and another unit answers for, as far as the filter finds it."""
    rows = register.located_elsewhere(db, code, scope, month=month)
    if everywhere.is_empty:
        return rows
    # The scope has let these rows through already; here the filter alone chooses among them.
    found = set(register.project_ids(db, replace(everywhere, districts=frozenset({code})), WHOLE_CITY, month=month))
    return tuple(row for row in rows if row.id in found)


def _place(
    db: Session, code: str, everywhere: ProjectFilter, scope: Scope, month: Month
) -> tuple[int | None, int | None, int]:
    """Place now, place before, and of how many; nothing where the scope hides the others: a first of one is no rank."""
    if scope.units is not None:
        return None, None, 0
    ranking = overview.ranking(db, everywhere, scope, month=month)
    ranked = sum(item.place is not None for item in ranking)
    found = next((item for item in ranking if item.row.code == code), None)
    return (None, None, ranked) if found is None else (found.place, found.place_before, ranked)


def _bases(rows: Iterable[ProjectRow]) -> frozenset[str]:
    return frozenset(
        basis
        for row in rows
        if row.figures is not None
        for basis in (row.figures.plan_basis, row.figures.completed_basis)
        if basis is not None
    )
