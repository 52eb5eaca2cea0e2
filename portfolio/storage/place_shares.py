"""Reads what a project's shares rest on, and writes them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import DRAWN_PRECISIONS
from portfolio.storage.place_tables import Place, PlaceShare
from portfolio.storage.rows import ShareRow
from portfolio.storage.tables import Project, ProjectDistrict

_AT_ONCE = 5_000
"""SQLite takes some 30,000 values in one statement."""

_DRAWN = sorted(precision.value for precision in DRAWN_PRECISIONS)
"""A geometry that says no more than the district or the city is not measured."""


@dataclass(frozen=True, slots=True)
class Located:
    """What is known of where a project is: its geometry, or at least the districts that are stated."""

    id: int
    geometry: bytes | None
    reason: str | None
    version: int
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The shares of a project as they stand, and of which place and outlines they were measured."""

    parts: Mapping[str, int]
    method: str
    reason: str | None
    place_version: int
    boundaries_version: str


def located(db: Session, ids: Sequence[int] | None) -> list[Located]:
    """The projects with these ids, or all of them, by id."""
    districts: dict[int, list[str]] = defaultdict(list)
    found: list[Located] = []
    drawn = sa.case((Place.precision.in_(_DRAWN), Place.geometry))
    for some in _chunks(ids):
        stated = sa.select(ProjectDistrict.project_id, ProjectDistrict.district_code)
        for id_, code in db.execute(stated.where(*_among(ProjectDistrict.project_id, some))):
            districts[id_].append(code)
        rows = db.execute(
            sa.select(Project.id, drawn, Place.reason, sa.func.coalesce(Place.version, 0))
            .outerjoin(Place, Place.project_id == Project.id)
            .where(*_among(Project.id, some))
            .order_by(Project.id)
        )
        found += [
            Located(id_, shape, reason, version, tuple(sorted(districts[id_]))) for id_, shape, reason, version in rows
        ]
    return found


def held(db: Session, ids: Sequence[int] | None) -> dict[int, Held]:
    """The shares of the projects with these ids, or of all."""
    rows: dict[int, list[PlaceShare]] = defaultdict(list)
    for some in _chunks(ids):
        query = sa.select(PlaceShare).where(*_among(PlaceShare.project_id, some))
        for row in db.scalars(query.order_by(PlaceShare.project_id, PlaceShare.area_code)):
            rows[row.project_id].append(row)
    return {
        id_: Held(
            {row.area_code: row.parts for row in shares},
            shares[0].method,
            shares[0].reason,
            shares[0].place_version,
            shares[0].boundaries_version,
        )
        for id_, shares in rows.items()
    }


def replace(db: Session, shares: Mapping[int, Held | None]) -> None:
    """Put these shares in the place of the old ones; None takes them away."""
    for some in _chunks(sorted(shares)):
        db.execute(sa.delete(PlaceShare).where(*_among(PlaceShare.project_id, some)))
    rows = [
        {
            "project_id": id_,
            "area_code": code,
            "parts": part,
            "method": new.method,
            "reason": new.reason,
            "place_version": new.place_version,
            "boundaries_version": new.boundaries_version,
        }
        for id_, new in shares.items()
        if new is not None
        for code, part in new.parts.items()
    ]
    if rows:
        db.execute(sa.insert(PlaceShare), rows)
    db.expire_all()


def of_project(db: Session, project_id: int) -> tuple[ShareRow, ...]:
    """A project's shares, the largest first."""
    return tuple(of_projects(db, [project_id]).get(project_id, ()))


def of_projects(db: Session, ids: Sequence[int]) -> dict[int, list[ShareRow]]:
    """The shares of these projects, each project's largest first."""
    moved = PlaceShare.place_version != sa.func.coalesce(Place.version, 0)
    columns = (PlaceShare.area_code, PlaceShare.parts, PlaceShare.method, PlaceShare.reason)
    found: dict[int, list[ShareRow]] = defaultdict(list)
    for some in _chunks(ids):
        query = sa.select(PlaceShare.project_id, *columns, moved, PlaceShare.boundaries_version)
        query = query.outerjoin(Place, Place.project_id == PlaceShare.project_id)
        query = query.where(*_among(PlaceShare.project_id, some))
        for row in db.execute(query.order_by(PlaceShare.parts.desc(), PlaceShare.area_code)):
            found[row[0]].append(ShareRow(*row[1:]))
    return found


def versions(db: Session) -> set[str]:
    """Of which outlines the shares were measured, those set by hand left aside."""
    query = sa.select(PlaceShare.boundaries_version).where(PlaceShare.method != "manual").distinct()
    return set(db.scalars(query))


def _chunks(ids: Sequence[int] | None) -> Iterable[Sequence[int] | None]:
    if ids is None:
        return [None]
    return [ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE)]


def _among(column: sa.orm.InstrumentedAttribute[int], ids: Sequence[int] | None) -> list[sa.ColumnElement[bool]]:
    return [] if ids is None else [column.in_(ids)]
