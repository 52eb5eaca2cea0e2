"""What there is to choose from: units, sectors, lists, months; and the version of the data."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import UnitKind
from portfolio.domain.periods import Month
from portfolio.storage.derived_tables import MonthState
from portfolio.storage.rows import Named, TargetRow, UnitRow
from portfolio.storage.tables import DataVersion, Progress, Project, ProjectList, Sector, Target, Unit


def units(db: Session) -> list[UnitRow]:
    """All responsible units in their usual order, districts first."""
    return [
        UnitRow(row.code, row.name, row.name_en, row.short_name, row.short_name_en, row.kind, row.ranked)
        for row in db.scalars(sa.select(Unit).order_by(Unit.position))
    ]


def district_codes(db: Session) -> frozenset[str]:
    """Codes of the units that are districts or counties."""
    return frozenset(db.scalars(sa.select(Unit.code).where(Unit.kind == UnitKind.DISTRICT.value)))


def sectors(db: Session) -> list[Named]:
    """All sectors in their usual order."""
    return _named(db, Sector)


def sectors_in_use(db: Session) -> frozenset[str]:
    """Codes of the sectors that some item has."""
    return frozenset(code for code in db.scalars(sa.select(Project.sector_code).distinct()) if code)


def lists(db: Session) -> list[Named]:
    """All lists; the first one that gives a project a plan carries it."""
    return _named(db, ProjectList)


def months(db: Session) -> list[Month]:
    """Every month that can be shown, oldest first."""
    return list(db.scalars(sa.select(MonthState.month).distinct().order_by(MonthState.month)))


def last_reported_month(db: Session) -> Month | None:
    """The last month for which anything was reported."""
    return db.scalar(sa.select(sa.func.max(Progress.month, type_=Progress.month.type)))


def data_version(db: Session) -> int:
    """Counts every change of the data; 0 before the first."""
    return db.scalar(sa.select(DataVersion.version)) or 0


def loaded_layer(db: Session) -> str | None:
    """Which layer of the plan was loaded: ``illustrative``, ``facts``, or None for none."""
    return db.scalar(sa.select(DataVersion.layer))


def loaded_edition(db: Session) -> str | None:
    """Which edition of the plan's tables was loaded; None before any, or by a program that did not say so yet."""
    return db.scalar(sa.select(DataVersion.plan_edition))


def bump_data_version(db: Session) -> None:
    """Say that the data changed: everything cached from before is stale."""
    if db.execute(sa.update(DataVersion).values(version=DataVersion.version + 1)).rowcount == 0:  # type: ignore[attr-defined]  # a CursorResult
        db.execute(sa.insert(DataVersion).values(id=1, version=1))


def floors(db: Session, year: int) -> list[TargetRow]:
    """The plan's investment targets of a year: the number of key projects, the headline and one floor a class."""
    codes = db.scalars(sa.select(Target).where(Target.year == year, Target.domain == "重点项目").order_by(Target.code))
    return [
        TargetRow(
            row.code,
            row.year,
            row.kind,
            row.indicator,
            row.indicator_en,
            row.comparator,
            row.value,
            row.unit,
            row.unit_en,
            row.class_code,
            row.paragraph,
            row.source,
        )
        for row in codes
    ]


def count_kinds(db: Session) -> dict[str, int]:
    """How many items of each kind there are."""
    rows = db.execute(sa.select(Project.kind, sa.func.count()).group_by(Project.kind).order_by(Project.kind))
    return {str(kind): int(number) for kind, number in rows}


def _named(db: Session, table: type[Sector] | type[ProjectList]) -> list[Named]:
    rows = db.execute(sa.select(table.code, table.name, table.name_en).order_by(table.position))
    return [Named(*row) for row in rows]
