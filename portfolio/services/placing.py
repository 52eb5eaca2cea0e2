"""定位: a person looks at where a project is and says so. Every change is written down with who, when and from what."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata import boundaries, crs, geometry, soundness
from portfolio.domain.codes import DRAWN_PRECISIONS, Precision
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.errors import PlaceRefused, StaleVersion, UnknownCode
from portfolio.services import place_notes, place_shares
from portfolio.storage import catalogues, histories, place_changes, placing_queue
from portfolio.storage.histories import HistoryRow
from portfolio.storage.placing_queue import OPEN, PlacingSubject, QueueRow, Waiting
from portfolio.storage.rows import Named

__all__ = ["NO_PLACE_REASONS", "OPEN", "HistoryRow", "PlacingSubject", "QueueRow", "Waiting"]

NO_PLACE_REASONS = (
    *("not_yet_determined", "not_published", "district_only", "scattered", "networked"),
    *("virtual", "outside_jinan", "security"),
)
"""Why a project has no place on the map: 选址未定, 未公布, 只到区县, 多点, 管网, 无实体, 市外, 安全."""

CONFIRMED, PLACED, REMOVED, REVERTED = "place.confirmed", "place.set", "place.removed", "place.reverted"
_LONGEST_NAME = 100
_NEAR_LINE_M = 500
"""Stations stay with a line that a person redrew as long as each is still this near to it."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, and how many wait for each reason."""

    rows: tuple[QueueRow, ...]
    counts: Counter[Waiting]

    @property
    def open(self) -> int:
        return sum(self.counts[why] for why in OPEN)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place that a person chose, drew, pasted or uploaded: EPSG:4490, with what it rests on."""

    geometry: BaseGeometry
    precision: Precision
    radius_m: int | None
    reason: str
    """Why the precision is what it is: ``geocoded``, ``digitised``, ``surveyed``, ``admin_unit``."""
    method: str
    """How it came here: ``candidate``, ``moved``, ``drawn``, ``pasted``, ``uploaded`` or a method of the plan's."""
    source: str | None = None
    source_en: str | None = None
    source_crs: str = "EPSG:4490"
    uses_osm: bool = False
    outside_jinan: bool = False
    """Whether the person says that it lies outside Jinan."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, when, and on which version of the place; version 0 where there was none."""

    actor: str
    at: datetime
    version: int


def queue(
    db: Session,
    wanted: ProjectFilter,
    scope: Scope,
    *,
    month: Month,
    why: Collection[Waiting] = OPEN,
    limit: int | None = None,
) -> Queue:
    """Whose place nobody has confirmed, the largest plan first."""
    rows = placing_queue.waiting(db, wanted, scope, month=month, why=why, limit=limit)
    return Queue(rows=tuple(rows), counts=placing_queue.counts(db, wanted, scope, month=month))


def subject(db: Session, code: str, scope: Scope) -> PlacingSubject:
    """What a project is placed by, and its place. Raises UnknownCode also outside the scope."""
    found = placing_queue.subject(db, code, scope)
    if found is None:
        raise UnknownCode(parameter="id", value=code)
    return found


def history(db: Session, code: str, scope: Scope) -> list[HistoryRow]:
    """What was done to a project's place and its shares, newest first. Raises UnknownCode also outside the scope."""
    subject(db, code, scope)
    return histories.of_subject(db, code)


def on_the_same_point(db: Session, found: PlacingSubject, shape: BaseGeometry, scope: Scope) -> list[Named]:
    """Other projects of the scope that stand on exactly this point; a line or an area is none."""
    if shape.geom_type != "Point":
        return []
    return placing_queue.on_the_same_point(db, geometry.to_wkb(shape), but=found.id, scope=scope)


def confirm(db: Session, code: str, scope: Scope, act: Act) -> None:
    """Say that the place that stands is right, or that there is none for the reason that stands."""
    found = _to_change(db, code, scope, act)
    if found.version == 0 or (found.geometry is None and found.reason is None):
        raise PlaceRefused(reason="nothing_to_confirm")
    _change(db, found, act, CONFIRMED, {})


def place(db: Session, code: str, scope: Scope, act: Act, proposal: Proposal) -> None:
    """Put the project where the person says, and call that confirmed.

    Raises PlaceRefused for what cannot be a place, and for what lies outside Jinan unless the person says that it does.
    """
    found = _to_change(db, code, scope, act)
    check(proposal)
    _change(
        db,
        found,
        act,
        PLACED,
        {
            **place_notes.geometry_columns(proposal.geometry),
            "precision": proposal.precision.value,
            "reason": proposal.reason,
            "radius_m": proposal.radius_m,
            "method": proposal.method,
            "source": proposal.source,
            "source_en": proposal.source_en,
            "source_crs": proposal.source_crs,
            "uses_osm": proposal.uses_osm,
            **dict.fromkeys(("note", "note_en")),  # they explained the place that stood before
            "stops": _stops_still_on(db, found, proposal.geometry),
        },
    )


def unplace(db: Session, code: str, scope: Scope, act: Act, *, reason: str) -> None:
    """Say that the project has no place on the map, and why. Raises PlaceRefused for a reason that is none of ours."""
    found = _to_change(db, code, scope, act)
    if reason not in NO_PLACE_REASONS:
        raise PlaceRefused(reason="no_such_reason")
    only_district = reason == "district_only" and bool(found.districts)
    _change(
        db,
        found,
        act,
        REMOVED,
        {
            **place_notes.geometry_columns(None),
            "precision": (Precision.DISTRICT if only_district else Precision.UNKNOWN).value,
            "reason": reason,
            **dict.fromkeys(("radius_m", "method", "source", "source_en", "source_crs", "stops", "note", "note_en")),
            "uses_osm": False,
        },
    )


def check(proposal: Proposal) -> None:
    """Raise PlaceRefused for what cannot be taken. What is merely odd is a finding, not a refusal."""
    shape = proposal.geometry
    if proposal.precision not in DRAWN_PRECISIONS:
        raise PlaceRefused(reason="no_such_precision")
    fault = soundness.fault(shape)
    if fault is not None:
        raise PlaceRefused(reason=fault)
    if not boundaries.districts_of(shape) and not proposal.outside_jinan:
        raise PlaceRefused(reason="outside_jinan")
    if proposal.radius_m is not None and proposal.radius_m < 0:
        raise PlaceRefused(reason="negative_radius")


def undo(db: Session, code: str, scope: Scope, act: Act) -> None:
    """Put back what stood before the last change, which is a change like any other.

    Raises PlaceRefused where there is none, or where that one was such a step back itself.
    """
    found = _to_change(db, code, scope, act)
    last = next(iter(histories.of_subject(db, code, actions="place.")), None)
    if last is None or last.action == REVERTED:
        raise PlaceRefused(reason="nothing_to_undo")
    _change(db, found, act, REVERTED, place_notes.restored(last.before))


def _to_change(db: Session, code: str, scope: Scope, act: Act) -> PlacingSubject:
    """The project, found to be as the person saw it."""
    found = subject(db, code, scope)
    if not act.actor.strip() or len(act.actor.strip()) > _LONGEST_NAME:
        raise PlaceRefused(reason="no_actor")
    if found.version != act.version:
        raise StaleVersion(what=code, found=found.version, expected=act.version)
    return found


def _change(db: Session, found: PlacingSubject, act: Act, action: str, values: Mapping[str, object]) -> None:
    actor = act.actor.strip()
    before = place_notes.noted(place_changes.values(db, found.id))
    signed = {"edited": True, "confirmed_by": actor, "confirmed_at": act.at}
    place_changes.put(db, found.id, {**signed, **values})
    after = place_notes.noted(place_changes.values(db, found.id))
    histories.record(db, at=act.at, actor=actor, action=action, subject=found.code, before=before, after=after)
    place_shares.refresh(db, [found.id])
    catalogues.bump_data_version(db)


def _stops_still_on(db: Session, found: PlacingSubject, shape: BaseGeometry) -> list[dict[str, Any]] | None:
    stops: list[dict[str, Any]] | None = (place_changes.values(db, found.id) or {}).get("stops")
    near = all(
        crs.distance_m(geometry.Point(latitude=stop["latitude"], longitude=stop["longitude"]).shape(), shape)
        <= _NEAR_LINE_M
        for stop in stops or ()
        if stop["latitude"] is not None and stop["longitude"] is not None  # of some only the name is known
    )
    return stops if near and shape.geom_type.endswith("LineString") else None
