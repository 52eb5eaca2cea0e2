"""Places from a geographic file: what each would change is shown first, then all of it is taken or nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata import boundaries, crs, geometry, soundness, uploads
from geodata.uploads import Upload, UploadRefused
from portfolio.domain.codes import DRAWN_PRECISIONS, Precision
from portfolio.domain.people import Scope
from portfolio.errors import FileRefused, PlaceRefused
from portfolio.language import Language
from portfolio.outputs.geofile_columns import field_name
from portfolio.services import placing
from portfolio.services.placing import Act, Proposal
from portfolio.storage import places
from portfolio.storage.places import HeldPlace

SAME_DEGREES = 1e-8
"""Two geometries whose corners are nearer than this are the same: to the millimetre."""
METHOD = "uploaded"
_ALSO = {
    "code": ("编码", "CODE", "id"),
    "name": ("名称", "NAME", "Name", "title"),
}
"""Under which names other people's files keep a project's code and name."""


def read(content: bytes, file: str, *, source_crs: str | None) -> Upload:
    """The features of a file, read in a process of its own. Raises FileRefused."""
    try:
        return uploads.read(content, file, crs=source_crs)
    except UploadRefused as refused:
        raise FileRefused(file=file, reason=refused.reason, **refused.facts) from refused


class Fate(StrEnum):
    """What becomes of a feature of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


class Offered(Protocol):
    """A feature as a reader gives it: geometry in EPSG:4490, None where it has none, with its properties as text."""

    @property
    def geometry(self) -> BaseGeometry | None: ...
    @property
    def properties(self) -> Mapping[str, str]: ...
    @property
    def layer(self) -> str: ...
    @property
    def position(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Planned:
    """One feature with the project that it is for, and what would happen to it; ``reason`` says why it is rejected.

    Reasons: ``no_key`` (neither code nor name), ``not_found``, ``ambiguous`` (several of that name), ``twice``,
    ``no_geometry``, ``no_precision``, ``outside_jinan``, or a fault of ``geodata.soundness``.
    """

    layer: str
    position: int
    key: str
    fate: Fate
    reason: str | None = None
    code: str | None = None
    name: str | None = None
    before: BaseGeometry | None = None
    after: BaseGeometry | None = None
    moved_m: float | None = None
    """How far the middle moved."""
    precision: Precision | None = None
    radius_m: int | None = None
    outside: bool = False
    """Whether it lies outside Jinan, as it did before."""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """Every feature that was read, once: read = new + changed + unchanged + rejected."""

    rows: tuple[Planned, ...]
    file: str
    sha256: str
    source_crs: str

    @property
    def counts(self) -> Counter[Fate]:
        return Counter(row.fate for row in self.rows)

    @property
    def to_apply(self) -> tuple[Planned, ...]:
        return tuple(row for row in self.rows if row.fate in (Fate.NEW, Fate.CHANGED))


def preview(
    db: Session,
    scope: Scope,
    features: Sequence[Offered],
    *,
    content: bytes,
    file: str,
    source_crs: str,
    precision: Precision | None = None,
    radius_m: int | None = None,
) -> Preview:
    """What the features would change; nothing is written.

    A project is found by its code, else by its exact name, within the scope. Precision and radius come from the file
    where it says them, else they are what the person says: ``precision`` and ``radius_m``.
    """
    known = _Known(db, scope)
    # The districts of a file of ours are there to look at; they are nobody's place.
    meant = [feature for feature in features if _said(feature, "district_code") is None]
    rows = [_planned(known, feature, precision, radius_m) for feature in meant]
    often = Counter(row.code for row in rows if row.code is not None)
    rows = [_rejected(row, "twice") if row.code is not None and often[row.code] > 1 else row for row in rows]
    return Preview(tuple(rows), file, sha256(content).hexdigest(), source_crs)


def apply(db: Session, scope: Scope, planned: Preview, *, actor: str, at: datetime) -> int:
    """Write all new and changed places, each into the history with who, when and the file; gives their number.

    Raises StaleVersion where a place is no longer the one of the preview, PlaceRefused without a name: whoever holds
    the session rolls back, and nothing is written.
    """
    if not actor.strip():
        raise PlaceRefused(reason="no_actor")
    for row in planned.to_apply:
        assert row.code is not None
        assert row.after is not None
        assert row.precision is not None
        proposal = Proposal(
            geometry=row.after,
            precision=row.precision,
            radius_m=row.radius_m,
            reason="digitised",
            method=METHOD,
            source=f"{planned.file} (SHA-256 {planned.sha256[:16]})",
            source_crs=planned.source_crs,
            outside_jinan=row.outside,
        )
        placing.place(db, row.code, scope, Act(actor=actor, at=at, version=row.version), proposal)
    return len(planned.to_apply)


def speaks_of(feature: Offered, *, code: str, name: str) -> bool:
    """Whether the feature says that it is this project's."""
    return code == _said(feature, "code") or name == _said(feature, "name")


class _Known:
    """The projects of the scope by code and by name."""

    def __init__(self, db: Session, scope: Scope) -> None:
        held = places.held(db, scope)
        self.by_code = {found.code: found for found in held}
        self.by_name: dict[str, list[HeldPlace]] = {}
        for found in held:
            self.by_name.setdefault(found.name, []).append(found)


def _planned(known: _Known, feature: Offered, precision: Precision | None, radius_m: int | None) -> Planned:
    code, name = _said(feature, "code"), _said(feature, "name")
    row = Planned(feature.layer, feature.position, code or name or "", Fate.REJECTED)
    found = [known.by_code[code]] if code in known.by_code else known.by_name.get(name or "", [])
    if len(found) != 1:
        return _rejected(row, "ambiguous" if found else "not_found" if row.key else "no_key")
    project = found[0]
    before = None if project.geometry is None else geometry.from_wkb(project.geometry)
    row = replace(row, code=project.code, name=project.name, before=before, version=project.version)
    if feature.geometry is None:
        return replace(row, fate=Fate.UNCHANGED) if before is None else _rejected(row, "no_geometry")
    row = replace(row, after=_simple(feature.geometry))
    fault = soundness.fault(feature.geometry)
    if fault is not None:
        return _rejected(row, fault)
    said, radius = _precision(_said(feature, "precision_code")), _number(_said(feature, "radius_m"))
    return _placed(replace(row, precision=said or precision, radius_m=radius_m if radius is None else radius))


def _placed(row: Planned) -> Planned:
    """What becomes of a sound geometry for a project that was found."""
    before, after = row.before, row.after
    assert after is not None
    if before is not None and _same(before, after):
        return replace(row, fate=Fate.UNCHANGED, moved_m=0.0)
    if row.precision is None:
        return _rejected(row, "no_precision")
    outside = not boundaries.districts_of(after)
    if outside and (before is None or boundaries.districts_of(before)):
        return _rejected(row, "outside_jinan")
    moved = None if before is None else crs.distance_m(before.centroid, after.centroid)
    return replace(row, fate=Fate.NEW if before is None else Fate.CHANGED, moved_m=moved, outside=outside)


def _rejected(row: Planned, reason: str) -> Planned:
    return replace(row, fate=Fate.REJECTED, reason=reason)


def _said(feature: Offered, key: str) -> str | None:
    """A field by our name for it in either language, or by a usual one; None where it is not there or empty."""
    for name in (*(field_name(key, language) for language in Language), key, *_ALSO.get(key, ())):
        text = str(feature.properties.get(name) or "").strip()
        if text:
            return text
    return None


def _precision(text: str | None) -> Precision | None:
    return Precision(text) if text in {each.value for each in DRAWN_PRECISIONS} else None


def _number(text: str | None) -> int | None:
    try:
        return None if text is None else round(float(text))
    except (ValueError, OverflowError):
        return None


def _simple(shape: BaseGeometry) -> BaseGeometry:
    """A multi-part geometry of one part is that part: file formats make many of one without being asked."""
    flat = shapely.force_2d(shape)
    parts = shapely.get_parts(flat)
    return parts[0] if len(parts) == 1 else flat


def _same(one: BaseGeometry, other: BaseGeometry) -> bool:
    return bool(_simple(one).normalize().equals_exact(_simple(other).normalize(), tolerance=SAME_DEGREES))
