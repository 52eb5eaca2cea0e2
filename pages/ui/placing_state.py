"""What a person is about to say on the placing page: who they are, which project, and the place they have in hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from geodata import geometry
from geodata.geometry import GeometryError
from geodata.soundness import from_drawing
from pages.ui import placing_words
from portfolio.domain.codes import Precision
from portfolio.errors import PlaceRefused
from portfolio.language import Language
from portfolio.services.placing import PlacingSubject, Proposal
from portfolio.services.placing_search import GeoJson, Suggestion

_ACTOR, _DRAFT = "placing actor", "placing draft"
STANDING, DRAWN = 0, -1
"""Numbers in the list beside those of the candidates: the place that stands, and one that was drawn or given."""
_TEXT = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A place in hand for one version of one project's place."""

    code: str
    version: int
    chosen: int
    geometry: GeoJson
    precision: Precision
    radius_m: int | None
    reason: str
    method: str
    source: str | None = None
    source_en: str | None = None
    source_crs: str = "EPSG:4490"
    uses_osm: bool = False
    outside_jinan: bool = False
    as_it_stands: bool = False
    """Nothing was changed: to confirm it is to agree."""


def actor() -> str:
    """The name that the person gave in this session; empty until then."""
    return str(st.session_state.get(_ACTOR, ""))


def remember_actor(key: str) -> None:
    """Keep what the widget with this key says: a widget forgets when its page is left."""
    st.session_state[_ACTOR] = str(st.session_state[key]).strip()[:100]


def draft(subject: PlacingSubject) -> Draft | None:
    """The place in hand; before anything was chosen the one that stands, if any."""
    held: Draft | None = st.session_state.get(_DRAFT)
    if held is not None and (held.code, held.version) == (subject.code, subject.version):
        return held
    return standing(subject)


def standing(subject: PlacingSubject) -> Draft | None:
    """The place that stands as one in hand; None where there is none."""
    if subject.geometry is None:
        return None
    return Draft(
        code=subject.code,
        version=subject.version,
        chosen=STANDING,
        geometry=geometry.to_geojson(geometry.from_wkb(subject.geometry), decimals=8),
        precision=Precision(subject.precision),
        radius_m=subject.radius_m,
        reason=subject.reason or "digitised",
        method=subject.method or "drawn",
        source=subject.source,
        source_en=subject.source_en,
        source_crs=subject.source_crs or "EPSG:4490",
        uses_osm=subject.uses_osm,
        as_it_stands=True,
    )


def hold(held: Draft | None) -> None:
    """Take a place in hand, or none."""
    st.session_state[_DRAFT] = held


def choose(subject: PlacingSubject, suggestions: Sequence[Suggestion], number: int | None) -> None:
    """Take the candidate with this number in hand, or the place that stands."""
    picked = next((item for item in suggestions if item.number == number), None)
    if number == STANDING:
        hold(standing(subject))
    elif picked is not None:
        hold(
            Draft(
                code=subject.code,
                version=subject.version,
                chosen=picked.number,
                geometry=picked.geometry,
                precision=Precision(picked.precision),
                radius_m=picked.radius_m,
                reason="geocoded",
                method="candidate",
                source=_source(Language.CHINESE, picked),
                source_en=_source(Language.ENGLISH, picked),
                uses_osm=picked.uses_osm,
            )
        )


def _source(language: Language, picked: Suggestion) -> str:
    return f"{placing_words.source(language, picked.source)} · {picked.name}"[:_TEXT]


def draw(subject: PlacingSubject, shape: GeoJson, how: Literal["moved", "drawn"]) -> None:
    """Take what was moved or drawn on the map in hand; whether it can be a place is found when it is compared."""
    before = draft(subject)
    point = shape.get("type") in ("Point", "MultiPoint")
    if how == "moved" and before is not None:
        hold(replace(before, geometry=shape, method="moved", reason="digitised", as_it_stands=False))
        return
    give(subject, shape, method="drawn", precision=Precision.SITE if point else Precision.SCHEMATIC)


def give(
    subject: PlacingSubject,
    shape: GeoJson,
    *,
    method: str,
    precision: Precision,
    source: str | None = None,
    source_crs: str = "EPSG:4490",
) -> None:
    """Take in hand what came from elsewhere: drawn, pasted, uploaded."""
    hold(
        Draft(
            code=subject.code,
            version=subject.version,
            chosen=DRAWN,
            geometry=shape,
            precision=precision,
            radius_m=None if precision is Precision.EXACT else 500,
            reason="surveyed" if precision is Precision.EXACT else "digitised",
            method=method,
            source=source,
            source_crs=source_crs,
        )
    )


def grade(held: Draft, *, precision: Precision | None = None, radius_m: int | None = None) -> None:
    """The person says how well the place is known."""
    hold(replace(held, precision=precision or held.precision, radius_m=radius_m, as_it_stands=False))


def proposal(held: Draft) -> Proposal:
    """The place in hand as the service takes it. Raises PlaceRefused for what is no geometry."""
    try:
        shape = from_drawing(held.geometry)
    except GeometryError as fault:
        raise PlaceRefused(reason=fault.reason) from fault
    return Proposal(
        geometry=shape,
        precision=held.precision,
        radius_m=held.radius_m,
        reason=held.reason,
        method=held.method,
        source=held.source,
        source_en=held.source_en,
        source_crs=held.source_crs,
        uses_osm=held.uses_osm,
        outside_jinan=held.outside_jinan,
    )
