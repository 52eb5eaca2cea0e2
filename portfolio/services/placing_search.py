"""What a person may choose from: candidates for a place, found in words; and what a choice would change."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import boundaries, crs, geocoding, geometry, mentions
from geodata.geocoding import Candidate
from portfolio.domain.codes import DRAWN_PRECISIONS
from portfolio.storage.placing_queue import PlacingSubject

GeoJson = Mapping[str, Any]
MOST = 6
_SHORTEST = 3
_BETWEEN = re.compile(
    r"[，。；、：:,;（）()“”\"—–~～/]|以[东南西北]|之间|方向|经过|途经|[东南西北]端|[东南西北]口|[至到与和接跨沿经]"
)
_AROUND = re.compile(
    r"^(?:起点|终点|位于|起于|止于|近|起|止|在|[东南西北]至)+|(?:附近|一带|路口|交叉口|驻地|片区内|[东南西北]侧|上游.*|下游.*)+$"
)
_SAME_M = 30
"""Two answers this near to each other with the same name are one."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with the number under which it stands in the list and on the map."""

    number: int
    name: str
    geometry: GeoJson
    longitude: float
    latitude: float
    """Where its number goes."""
    precision: str
    district: str | None
    source: str
    confidence: float
    reason: str
    facts: Mapping[str, str]
    radius_m: int | None
    uses_osm: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The place that stands beside the one proposed; district codes, metres, square kilometres."""

    moved_m: float | None
    """The farthest that any part of it moves; None where there was no place."""
    districts_before: tuple[str, ...]
    districts_after: tuple[str, ...]
    length_m: float
    area_km2: float


def suggestions(subject: PlacingSubject) -> list[Suggestion]:
    """Candidates that can be drawn, best first: what whole texts mean, then what parts of them name.

    A part, such as one end of a road, is only a hint where the project is; it comes after every whole answer, and after
    it places whose names are merely like a word of the text.
    """
    district = subject.districts[0] if len(subject.districts) == 1 else None
    whole = list(_texts(subject))
    parts = [part for text in whole for part in _parts(text) if part not in whole]
    recalled = [
        (candidate, candidate.geometry)
        for text in whole
        for candidate in mentions.mentioned(text, districts=subject.districts, limit=MOST)
        if candidate.geometry is not None
    ]
    recalled.sort(key=lambda pair: -pair[0].confidence)
    answers = [*_answers(whole, district), *_answers(dict.fromkeys(parts), district), *recalled]
    found: list[tuple[Candidate, BaseGeometry]] = []
    for candidate, shape in answers:
        if len(found) < MOST and not any(_same(candidate, shape, *other) for other in found):
            found.append((candidate, shape))
    return [_suggestion(number, *pair) for number, pair in enumerate(found, start=1)]


def why_none(subject: PlacingSubject) -> tuple[str, Mapping[str, str]]:
    """Why the words give no place that can be drawn: a code with its facts, in the words of `geodata`."""
    district = subject.districts[0] if len(subject.districts) == 1 else None
    best = geocoding.find(next(_texts(subject), subject.name), district=district, limit=1)[0]
    return best.reason, dict(best.facts)


def _answers(texts: Iterable[str], district: str | None) -> list[tuple[Candidate, BaseGeometry]]:
    """What can be drawn of the answers, the surest first."""
    found = []
    for text in texts:
        for candidate in geocoding.find(text, district=district, limit=MOST):
            shape = candidate.geometry or (candidate.point and candidate.point.shape())
            if shape is not None and candidate.precision in DRAWN_PRECISIONS:
                found.append((candidate, shape))
    return sorted(found, key=lambda pair: -pair[0].confidence)


def compare(subject: PlacingSubject, proposed: BaseGeometry) -> Comparison:
    """What changes on the ground when the project is put there."""
    before = None if subject.geometry is None else geometry.from_wkb(subject.geometry)
    moved = None
    if before is not None:
        moved = float(shapely.hausdorff_distance(crs.to_metric(before), crs.to_metric(proposed)))
    return Comparison(
        moved_m=moved,
        districts_before=() if before is None else boundaries.districts_of(before),
        districts_after=boundaries.districts_of(proposed),
        length_m=crs.length_m(proposed) if proposed.geom_type.endswith("LineString") else 0,
        area_km2=crs.area_km2(proposed),
    )


def _texts(subject: PlacingSubject) -> Iterator[str]:
    seen: set[str] = set()
    for text in (*(subject.location_text or "").split("；"), subject.name, *subject.aliases):
        if text.strip() and text not in seen:
            seen.add(text)
            yield text.strip()


def _parts(text: str) -> Iterator[str]:
    """The places that a text strings together: «南端蓝翔中路，北端龙湖湿地公园» names two."""
    for part in _BETWEEN.split(text):
        bare = _AROUND.sub("", part.strip())
        if len(bare) >= _SHORTEST:
            yield bare


def _same(one: Candidate, shape: BaseGeometry, other: Candidate, other_shape: BaseGeometry) -> bool:
    if shape.equals(other_shape):
        return True
    return one.name == other.name and crs.distance_m(shape, other_shape) < _SAME_M


def _suggestion(number: int, candidate: Candidate, shape: BaseGeometry) -> Suggestion:
    at = candidate.point.shape() if candidate.point is not None else shape.representative_point()
    return Suggestion(
        number=number,
        name=candidate.name,
        geometry=geometry.to_geojson(shape, decimals=7),
        longitude=at.x,
        latitude=at.y,
        precision=str(candidate.precision),
        district=candidate.district,
        source=candidate.source,
        confidence=candidate.confidence,
        reason=candidate.reason,
        facts=dict(candidate.facts),
        radius_m=candidate.radius_m,
        uses_osm=candidate.uses_osm,
    )
