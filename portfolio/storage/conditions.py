"""A ProjectFilter and a Scope as SQL conditions: the only place where they become one."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.storage.derived_tables import MonthState, MonthSummary
from portfolio.storage.tables import Membership, Project, ProjectDistrict

Condition = sa.ColumnElement[bool]


def of_projects(wanted: ProjectFilter, scope: Scope, month: Month) -> list[Condition]:
    """Conditions on ``project`` joined with ``month_state``; a project is on the lists that hold it in the month."""
    conditions = [*of_scope(scope), Project.kind.in_(sorted(wanted.kinds))]
    conditions += _among(Project.unit_code, wanted.units)
    conditions += _among(Project.class_code, wanted.classes)
    conditions += _among(Project.sector_code, wanted.sectors)
    conditions += _among(Project.stage, wanted.stages)
    conditions += _among(MonthState.light, wanted.lights)
    conditions += _among(MonthState.plan_basis, wanted.bases)
    if wanted.districts:
        conditions.append(_lies_in(wanted.districts))
    if wanted.lists:
        on_lists = sa.select(Membership.project_id).where(Membership.list_code.in_(sorted(wanted.lists)))
        conditions.append(Project.id.in_(on_lists.where(*in_force(month))))
    if wanted.min_plan_fen is not None:
        conditions.append(MonthState.plan_fen >= wanted.min_plan_fen)
    conditions += [Project.search_text.contains(word.lower(), autoescape=True) for word in wanted.search.split()]
    return conditions


def of_sums(wanted: ProjectFilter, scope: Scope) -> list[Condition] | None:
    """Conditions on ``month_summary``, or None where its keys cannot answer the filter."""
    answerable = ProjectFilter(units=wanted.units, classes=wanted.classes, sectors=wanted.sectors, lights=wanted.lights)
    if wanted != answerable:
        return None
    conditions: list[Condition] = []
    if scope.units is not None:
        # UNKNOWN stands in the sums for «no unit», which no scope but the whole city reaches.
        conditions.append(MonthSummary.unit_code.in_(sorted(scope.units - {UNKNOWN})))
    for column, values in (
        (MonthSummary.unit_code, wanted.units),
        (MonthSummary.class_code, wanted.classes),
        (MonthSummary.sector_code, wanted.sectors),
        (MonthSummary.light, wanted.lights),
    ):
        if values:
            conditions.append(column.in_(sorted(values)))
    return conditions


def in_force(month: Month) -> list[Condition]:
    """The memberships that hold in a month: lists are adjusted in mid-year."""
    return [
        Membership.year == month.year,
        Membership.valid_from <= month,
        sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= month),
    ]


def of_scope(scope: Scope) -> list[Condition]:
    """The projects whose responsible unit the scope reaches; no condition for the whole city."""
    return [] if scope.units is None else [Project.unit_code.in_(sorted(scope.units))]


def _among(column: InstrumentedAttribute[Any], values: Iterable[str]) -> list[Condition]:
    """One of the values, where UNKNOWN stands for NULL; no condition for none."""
    chosen = sorted(values)
    if not chosen:
        return []
    known = column.in_([value for value in chosen if value != UNKNOWN])
    return [sa.or_(known, column.is_(None)) if UNKNOWN in chosen else known]


def _lies_in(districts: Iterable[str]) -> Condition:
    lying = sa.select(ProjectDistrict.project_id)
    known = Project.id.in_(lying.where(ProjectDistrict.district_code.in_(sorted(districts))))
    return sa.or_(known, Project.id.not_in(lying)) if UNKNOWN in districts else known
