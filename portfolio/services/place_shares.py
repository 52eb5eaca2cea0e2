"""Keeps shares true to places: how much of each project lies in which district."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from geodata import boundaries, geometry
from geodata.shares import OUTSIDE, WHOLE, Shares, shares_of
from portfolio.domain import apportioning
from portfolio.domain.people import Scope
from portfolio.errors import PlaceRefused, StaleVersion, UnknownCode
from portfolio.storage import catalogues, histories, place_shares, placing_queue
from portfolio.storage.place_shares import Held, Located
from portfolio.storage.rows import ShareRow

MANUAL, STATED = "manual", "stated"
"""Set by hand with a reason; and where nothing but the one district is known."""
SET_BY_HAND, MEASURED_AGAIN = "shares.set", "shares.measured"
_OUTSIDE_JINAN = "outside_jinan"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What measuring again did: of how many projects shares changed, and which hold shares set by hand on a place
    that has changed since: somebody should look at those."""

    changed: int
    doubtful: tuple[int, ...]


def refresh(db: Session, project_ids: Sequence[int] | None = None) -> Refreshed:
    """Measure the shares of these projects anew, or of all. Shares set by hand stay."""
    version = boundaries.version()
    held = place_shares.held(db, project_ids)
    doubtful, stale = [], []
    for project in place_shares.located(db, project_ids):
        old = held.get(project.id)
        same = old is not None and (old.place_version, old.boundaries_version) == (project.version, version)
        if old is not None and old.method == MANUAL:
            doubtful += [] if same else [project.id]
        elif not same or (old is not None and old.method == STATED):
            stale.append(project)
    changed = {id_: new for id_, new in _measured(stale, version).items() if new != held.get(id_)}
    if changed:
        place_shares.replace(db, changed)
    moved = sum(_parts(held.get(id_)) != _parts(new) for id_, new in changed.items())
    return Refreshed(moved, tuple(doubtful))


def is_doubtful(shares: Sequence[ShareRow]) -> bool:
    """Whether a project's shares were set by hand for another place, or for other outlines, than there are now."""
    version = boundaries.version()
    return any(each.method == MANUAL and (each.place_moved or each.boundaries_version != version) for each in shares)


def of_project(db: Session, code: str, scope: Scope) -> tuple[ShareRow, ...]:
    """A project's shares, the largest first. Raises UnknownCode also outside the scope."""
    return place_shares.of_project(db, _project_id(db, code, scope))


def outdated(db: Session) -> bool:
    """Whether any share was measured on other outlines than those in use."""
    return bool(place_shares.versions(db) - {boundaries.version()})


def set_by_hand(
    db: Session,
    code: str,
    scope: Scope,
    *,
    shares: Mapping[str, Fraction],
    reason: str,
    actor: str,
    at: datetime,
    version: int,
) -> None:
    """Set a project's shares by district code or ``outside``, because somebody knows better than the measure.

    Raises PlaceRefused unless they are positive, name districts, add up to exactly 1 and have a reason and a name;
    StaleVersion where the place is not the one that the person saw; UnknownCode outside the scope.
    """
    project_id = _project_id(db, code, scope)
    known = {district.code for district in boundaries.districts()} | {OUTSIDE}
    if not shares or min(shares.values()) <= 0 or sum(shares.values()) != 1 or not known >= shares.keys():
        raise PlaceRefused(reason="shares_not_whole")
    if not reason.strip():
        raise PlaceRefused(reason="shares_without_reason")
    if not actor.strip():
        raise PlaceRefused(reason="no_actor")
    place = place_shares.located(db, [project_id])[0]
    if place.version != version:
        raise StaleVersion(what=code, found=place.version, expected=version)
    whole = math.lcm(*(share.denominator for share in shares.values()))
    parts = apportioning.split(WHOLE, {area: int(share * whole) for area, share in shares.items()})
    before = place_shares.held(db, [project_id]).get(project_id)
    new = Held(parts, MANUAL, reason.strip(), place.version, boundaries.version())
    _record(db, code, before, new, SET_BY_HAND, actor=actor.strip(), at=at)
    place_shares.replace(db, {project_id: new})
    catalogues.bump_data_version(db)


def measure_again(db: Session, code: str, scope: Scope, *, actor: str, at: datetime) -> None:
    """Take back what was set by hand: the measure counts again. Raises UnknownCode outside the scope."""
    project_id = _project_id(db, code, scope)
    if not actor.strip():
        raise PlaceRefused(reason="no_actor")
    before = place_shares.held(db, [project_id]).get(project_id)
    new = _measured(place_shares.located(db, [project_id]), boundaries.version())[project_id]
    _record(db, code, before, new, MEASURED_AGAIN, actor=actor.strip(), at=at)
    place_shares.replace(db, {project_id: new})
    catalogues.bump_data_version(db)


def _project_id(db: Session, code: str, scope: Scope) -> int:
    found = placing_queue.subject(db, code, scope)
    if found is None:
        raise UnknownCode(parameter="id", value=code)
    return found.id


def _measured(projects: Sequence[Located], version: str) -> dict[int, Held | None]:
    drawn = [project for project in projects if project.geometry is not None]
    measured = shares_of([geometry.from_wkb(project.geometry or b"") for project in drawn])
    found = dict(zip((project.id for project in drawn), measured, strict=True))
    return {project.id: _held(project, found.get(project.id), version) for project in projects}


def _held(project: Located, measured: Shares | None, version: str) -> Held | None:
    """By the geometry, else by what is stated, else none."""
    if measured is not None:
        return Held(measured.parts, measured.method, None, project.version, version)
    if project.reason == _OUTSIDE_JINAN:
        return Held({OUTSIDE: WHOLE}, STATED, None, project.version, version)
    if len(project.districts) == 1:
        return Held({project.districts[0]: WHOLE}, STATED, None, project.version, version)
    return None


def _parts(shares: Held | None) -> Mapping[str, int]:
    return {} if shares is None else shares.parts


def _record(
    db: Session, code: str, before: Held | None, after: Held | None, action: str, *, actor: str, at: datetime
) -> None:
    noted = [
        None if held is None else {"shares": dict(held.parts), "method": held.method, "reason": held.reason}
        for held in (before, after)
    ]
    histories.record(db, at=at, actor=actor, action=action, subject=code, before=noted[0], after=noted[1])
