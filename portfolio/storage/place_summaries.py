"""Sums by where projects lie: the second way to count, in which money is divided to the fen."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import CountBy, Light
from portfolio.domain.figures import Figures, apportioned
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage import catalogues, conditions, summaries
from portfolio.storage.derived_tables import MonthState
from portfolio.storage.place_tables import PlaceShare
from portfolio.storage.rows import SHARE_PARTS, Summary, SummaryRow
from portfolio.storage.states import figure_sums
from portfolio.storage.tables import Project

OUTSIDE, NO_PLACE = "outside", "no_place"
"""What lies outside Jinan, and what has no place: with the districts they add up to the city."""


def by_place(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> Summary:
    """Figures by the district in which projects lie, each divided by its shares.

    A project is counted in every area that it touches, so that numbers of projects do not add up to the total, which
    counts each once; amounts do, to the fen.
    """
    groups: dict[str, Figures] = {}
    for code, figures in _parts(db, wanted, scope, month):
        groups[code] = groups[code] + figures if code in groups else figures
    districts = [unit for unit in catalogues.units(db) if unit.code in catalogues.district_codes(db)]
    names = {unit.code: (unit.name, unit.name_en) for unit in districts}
    order = [*names, *sorted(groups.keys() - names.keys() - {OUTSIDE, NO_PLACE}), OUTSIDE, NO_PLACE]
    rows = tuple(SummaryRow(code, *names.get(code, (code, code)), groups[code]) for code in order if code in groups)
    total = summaries.by_month(db, wanted, scope, months=[month])[0]
    return Summary(month, "district", rows, total, CountBy.PLACE)


def _parts(db: Session, wanted: ProjectFilter, scope: Scope, month: Month) -> Iterable[tuple[str, Figures]]:
    found = (MonthState.month == month, *conditions.of_projects(wanted, scope, month))
    yield from _in_one_area(db, found, month)
    yield from _in_several(db, found, month)
    nowhere = Project.id.not_in(sa.select(PlaceShare.project_id))
    for light, *sums in db.execute(_sums(MonthState.light).where(*found, nowhere).group_by(MonthState.light)):
        yield NO_PLACE, summaries.figures_of(month, light, sums)


def _sums(*keys: Any) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*keys, *figure_sums()).join(Project, Project.id == MonthState.project_id)


def _in_one_area(db: Session, found: tuple[conditions.Condition, ...], month: Month) -> Iterable[tuple[str, Figures]]:
    """What lies in one area is summed by the database: that is nearly everything."""
    keys = (PlaceShare.area_code, MonthState.light)
    query = _sums(*keys).join(PlaceShare, PlaceShare.project_id == Project.id)
    for code, light, *sums in db.execute(query.where(PlaceShare.parts == SHARE_PARTS, *found).group_by(*keys)):
        yield code, summaries.figures_of(month, light, sums)


def _in_several(db: Session, found: tuple[conditions.Condition, ...], month: Month) -> Iterable[tuple[str, Figures]]:
    """The others one by one: their amounts are divided, and a division in SQL would lose fen."""
    divided = sa.select(PlaceShare.project_id).where(PlaceShare.parts < SHARE_PARTS)
    parts: dict[int, dict[str, int]] = defaultdict(dict)
    for id_, code, share in db.execute(
        sa.select(PlaceShare.project_id, PlaceShare.area_code, PlaceShare.parts).where(PlaceShare.parts < SHARE_PARTS)
    ):
        parts[id_][code] = share
    keys = (Project.id, MonthState.light)
    for id_, light, *sums in db.execute(_sums(*keys).where(Project.id.in_(divided), *found).group_by(*keys)):
        yield from apportioned(summaries.figures_of(month, Light(light), sums), parts[id_]).items()
