"""Sums by group: read from month_summary where its keys can answer, from month_state where not; the same numbers."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Light, ProjectClass, UnitKind
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage import catalogues, conditions
from portfolio.storage.derived_tables import MonthState, MonthSummary
from portfolio.storage.rows import Summary, SummaryRow
from portfolio.storage.states import FIGURE_COLUMNS, figure_sums
from portfolio.storage.tables import Project

Grouping = Literal["unit", "district", "class", "sector", "light"]
GROUPINGS: tuple[Grouping, ...] = ("unit", "district", "class", "sector", "light")
ELSEWHERE = "elsewhere"
"""In a summary by district: the projects of units that are no district."""

_SUM_KEYS = {
    "unit": MonthSummary.unit_code,
    "class": MonthSummary.class_code,
    "sector": MonthSummary.sector_code,
    "light": MonthSummary.light,
}


def summary(db: Session, by: Grouping, wanted: ProjectFilter, scope: Scope, *, month: Month) -> Summary:
    """Figures by group and in total. Money by district is money of the projects for which the district answers."""
    key = "unit" if by == "district" else by
    groups = _groups(db, key, wanted, scope, month)
    names = _names(db, key)
    if by == "district":
        groups = _districts_of(groups, catalogues.district_codes(db))
        names = {**names, ELSEWHERE: (ELSEWHERE, ELSEWHERE)}
    order = {code: position for position, code in enumerate(names)}
    rows = tuple(
        SummaryRow(code, *names.get(code, (code, code)), groups[code])
        for code in sorted(groups, key=lambda code: order.get(code, len(order)))
    )
    return Summary(month, by, rows, _total(month, [row.figures for row in rows]))


def by_month(db: Session, wanted: ProjectFilter, scope: Scope, *, months: Sequence[Month]) -> list[Figures]:
    """Totals of several months, for a curve."""
    return [_total(month, list(_groups(db, "light", wanted, scope, month).values())) for month in months]


def stages(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> dict[str, int]:
    """How many projects stand at each stage; UNKNOWN where nobody says."""
    stage = sa.func.coalesce(Project.stage, UNKNOWN)
    found = sa.select(stage, sa.func.count()).join(MonthState, MonthState.project_id == Project.id)
    found = found.where(MonthState.month == month, *conditions.of_projects(wanted, scope, month)).group_by(stage)
    return {code: int(number) for code, number in db.execute(found)}


def _groups(db: Session, key: str, wanted: ProjectFilter, scope: Scope, month: Month) -> dict[str, Figures]:
    of_sums = conditions.of_sums(wanted, scope)
    if of_sums is None:
        rows = db.execute(_from_states(key, wanted, scope, month))
    else:
        rows = db.execute(_from_sums(key, of_sums, month))
    groups: dict[str, Figures] = {}
    for code, light, *sums in rows:
        figures = figures_of(month, light, sums)
        groups[code] = groups[code] + figures if code in groups else figures
    return groups


def _from_sums(key: str, of_sums: Sequence[conditions.Condition], month: Month) -> sa.Select[*tuple[Any, ...]]:
    columns = [getattr(MonthSummary, name) for name in FIGURE_COLUMNS]
    sums = [sa.cast(sa.func.sum(column), sa.BigInteger) for column in columns]
    keys = (_SUM_KEYS[key], MonthSummary.light)
    return sa.select(*keys, *sums).where(MonthSummary.month == month, *of_sums).group_by(*keys)


def _from_states(key: str, wanted: ProjectFilter, scope: Scope, month: Month) -> sa.Select[*tuple[Any, ...]]:
    column: sa.ColumnElement[str] = {
        "unit": sa.func.coalesce(Project.unit_code, UNKNOWN),
        "class": sa.func.coalesce(Project.class_code, UNKNOWN),
        "sector": sa.func.coalesce(Project.sector_code, UNKNOWN),
        "light": MonthState.light,
    }[key].label("group_code")
    return (
        sa.select(column, MonthState.light, *figure_sums())
        .join(Project, Project.id == MonthState.project_id)
        .where(MonthState.month == month, *conditions.of_projects(wanted, scope, month))
        .group_by(column, MonthState.light)
    )


def figures_of(month: Month, light: str, sums: Sequence[int]) -> Figures:
    """The sums of ``figure_sums`` over projects of one light."""
    values = dict(zip(FIGURE_COLUMNS, (int(value) for value in sums), strict=True))
    return Figures(time_progress=month.time_progress, lights={Light(light): values["projects"]}, **values)


def _districts_of(groups: Mapping[str, Figures], districts: frozenset[str]) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for code, figures in groups.items():
        target = code if code in districts or code == UNKNOWN else ELSEWHERE
        found[target] = found[target] + figures if target in found else figures
    return found


def _total(month: Month, parts: Sequence[Figures]) -> Figures:
    total = Figures(time_progress=month.time_progress, lights=dict.fromkeys(Light, 0))
    for part in parts:
        total = total + part
    return total


def _names(db: Session, key: str) -> dict[str, tuple[str, str]]:
    """Names by code in their usual order. Closed sets have words in the locale instead: their code stands here."""
    if key == "unit":
        units = catalogues.units(db)
        ordered = [unit for unit in units if unit.kind == UnitKind.DISTRICT.value]
        ordered += [unit for unit in units if unit.kind != UnitKind.DISTRICT.value]
        return {unit.code: (unit.name, unit.name_en) for unit in ordered}
    if key == "sector":
        return {sector.code: (sector.name, sector.name_en) for sector in catalogues.sectors(db)}
    codes = [item.value for item in (ProjectClass if key == "class" else Light)]
    return {code: (code, code) for code in codes}
