"""Puts rows so that putting them again changes nothing, and leaves alone what a person edited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Basis
from portfolio.domain.periods import Month
from portfolio.storage.tables import (
    Base,
    DataVersion,
    Membership,
    Progress,
    Project,
    ProjectAlias,
    ProjectDistrict,
)

Values = Mapping[str, object]


@dataclass(slots=True)
class Outcome:
    """Counts what putting changed, and what it left alone because a person had edited it."""

    changed: int = 0
    kept: int = 0
    held: dict[object, dict[Any, Any]] = field(default_factory=dict, repr=False, compare=False)
    """What stood in each table when it was first put into, and was put since: one SELECT a table, not one a row."""


def project_ids(db: Session) -> dict[str, int]:
    """Id by code."""
    return {code: id_ for id_, code in db.execute(sa.select(Project.id, Project.code))}


def put(
    db: Session,
    table: type[Base],
    key: Values,
    values: Values,
    outcome: Outcome,
    *,
    unless_edited: bool = False,
) -> bool:
    """Make the row with this key have these values. False where a person edited it and it was left alone."""
    rows = _rows(db, table, tuple(key), outcome)
    row = rows.get(tuple(key.values()))
    if row is None:
        rows[tuple(key.values())] = row = table(**key, **values)
        db.add(row)
        outcome.changed += 1
        return True
    if unless_edited and row.edited:
        outcome.kept += 1
        return False
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    outcome.changed += bool(changes)
    return True


def _rows(db: Session, table: type[Base], names: tuple[str, ...], outcome: Outcome) -> dict[Any, Any]:
    """All rows of a table by these columns; read, after a flush of what was put before, on the first call only."""
    if (table, names) not in outcome.held:
        found = db.scalars(sa.select(table))
        outcome.held[table, names] = {tuple(getattr(row, name) for name in names): row for row in found}
    return outcome.held[table, names]


def put_all(db: Session, table: type[Base], rows: Sequence[Values], outcome: Outcome) -> None:
    """Make the table hold exactly these rows, in this order; nothing is written where it does already."""
    columns = [column for column in table.__table__.columns if column.name != "id"]
    held = db.execute(sa.select(*columns).order_by(table.__table__.c.id)).all()
    wanted = [tuple(row[column.name] for column in columns) for row in rows]
    if [tuple(row) for row in held] != wanted:
        db.execute(sa.delete(table))
        db.execute(sa.insert(table), [dict(row) for row in rows])
        outcome.changed += len(rows)


def put_aliases(db: Session, project_id: int, aliases: Iterable[str], outcome: Outcome) -> None:
    """Make the project have exactly these aliases."""
    if ProjectAlias not in outcome.held:
        found = outcome.held[ProjectAlias] = {}
        for owner, alias in db.execute(sa.select(ProjectAlias.project_id, ProjectAlias.alias)):
            found.setdefault(owner, set()).add(alias)
    held, wanted = outcome.held[ProjectAlias].get(project_id, set()), set(aliases)
    if held != wanted:
        outcome.held[ProjectAlias][project_id] = wanted
        if held:
            db.execute(sa.delete(ProjectAlias).where(ProjectAlias.project_id == project_id))
        db.add_all(ProjectAlias(project_id=project_id, alias=alias) for alias in sorted(wanted))
        outcome.changed += 1


def put_districts(db: Session, project_id: int, districts: Mapping[str, str | None], outcome: Outcome) -> None:
    """Make the project lie in exactly these districts, each with its basis."""
    if ProjectDistrict not in outcome.held:
        found = outcome.held[ProjectDistrict] = {}
        columns = (ProjectDistrict.project_id, ProjectDistrict.district_code, ProjectDistrict.basis)
        for owner, code, basis in db.execute(sa.select(*columns)):
            found.setdefault(owner, {})[code] = basis
    held = outcome.held[ProjectDistrict].get(project_id, {})
    if held != dict(districts):
        outcome.held[ProjectDistrict][project_id] = dict(districts)
        if held:
            db.execute(sa.delete(ProjectDistrict).where(ProjectDistrict.project_id == project_id))
        db.add_all(
            ProjectDistrict(project_id=project_id, district_code=code, basis=basis) for code, basis in districts.items()
        )
        outcome.changed += 1


def put_membership(db: Session, key: Values, values: Values, amounts: Values, outcome: Outcome) -> None:
    """Put a membership; its plan only where none stands there or an illustrative one, never over a real one."""
    row = _rows(db, Membership, tuple(key), outcome).get(tuple(key.values()))
    if row is not None and row.plan_basis not in (None, Basis.ILLUSTRATIVE.value):
        outcome.kept += 1
        put(db, Membership, key, values, outcome)
    else:
        put(db, Membership, key, {**values, **amounts}, outcome)


def put_illustrative_starts(db: Session, starts: Mapping[int, Month], outcome: Outcome) -> None:
    """Make exactly these projects have an illustrative planned start; real starts stay."""
    basis = Basis.ILLUSTRATIVE.value
    for project in db.scalars(sa.select(Project).where(Project.planned_start_basis == basis)):
        if project.id not in starts and not project.edited:
            project.planned_start = project.planned_start_basis = None
            outcome.changed += 1
    for project in db.scalars(sa.select(Project).where(Project.id.in_(list(starts)))):
        free = project.planned_start is None or project.planned_start_basis == basis
        if free and not project.edited and project.planned_start != starts[project.id]:
            project.planned_start, project.planned_start_basis = starts[project.id], basis
            outcome.changed += 1


def put_illustrative_progress(db: Session, rows: Sequence[dict[str, Any]], outcome: Outcome) -> None:
    """Make the illustrative progress exactly this, except where a real report of that project and month stands."""
    basis = Basis.ILLUSTRATIVE.value
    reported = sa.select(Progress.project_id, Progress.month).where(Progress.basis != basis)
    real = {(project_id, month) for project_id, month in db.execute(reported)}
    wanted = {(row["project_id"], row["month"]): row for row in rows if (row["project_id"], row["month"]) not in real}
    held = {
        (row.project_id, row.month): (row.month_fen, row.cumulative_fen, row.source)
        for row in db.scalars(sa.select(Progress).where(Progress.basis == basis))
    }
    if held != {key: (row["month_fen"], row["cumulative_fen"], row["source"]) for key, row in wanted.items()}:
        db.execute(sa.delete(Progress).where(Progress.basis == basis))
        if wanted:
            db.execute(sa.insert(Progress), [{"revision": 1, **row} for row in wanted.values()])
        outcome.changed += max(1, len(wanted))


def set_layer(db: Session, layer: str, *, edition: str) -> int:
    """Note which layer and edition of the plan was loaded; 1 where the layer is another one, else 0."""
    version = db.get(DataVersion, 1)
    if version is None:
        db.add(DataVersion(id=1, version=0, layer=layer, plan_edition=edition))
        db.flush()
        return 1
    version.plan_edition = edition
    if version.layer == layer:
        db.flush()
        return 0
    version.layer = layer
    db.flush()
    return 1
