"""Texts that mean a line, or a place between lines: rivers, «from A to B», crossings, «south of X road»."""

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import boundaries, divisions, names, wording, writing
from geodata.candidates import Candidate, nowhere
from geodata.geometry import Point
from geodata.names import Bearer
from geodata.naming import Heading

CROSSING_RADIUS_M = 1500
"""Curated lines are drawn by hand: where two of them cross is known no better."""


def line(heads: list[Heading], stated: divisions.Stated) -> Candidate | None:
    """Return a known line that the text names, cut to the stated district; None when it names none."""
    for head in heads:
        for match in names.index().matches(head.rest):
            entry = next((one for one in match.entries if one.is_line), None)
            if (
                entry is None
                or len(match.name) < 2
                or not _means_line(head.rest[: match.start], head.rest[match.end :])
            ):
                continue
            return _schematic(entry, stated)
    return None


def _means_line(before: str, after: str) -> bool:
    if wording.ANOTHER_PART.match(after):
        return False
    introduced = not before or wording.only_work(before) or before.endswith(("至", "于", "的"))
    return introduced and wording.ALONG.fullmatch(after) is not None


def _schematic(entry: Bearer, stated: divisions.Stated) -> Candidate | None:
    geometry = entry.geometry
    if geometry is None:
        return None
    if stated.district:
        geometry = _within(geometry, stated.district)
        if geometry is None:
            return None
    districts = boundaries.districts_of(geometry)
    return Candidate(
        geometry=geometry,
        point=None,
        precision="schematic",
        district=stated.district or (districts[0] if len(districts) == 1 else None),
        name=entry.name,
        source=entry.source,
        confidence=0.8,
        reason="line",
        facts={"name": entry.name},
        radius_m=entry.radius_m or None,
        uses_osm=entry.osm,
    )


def _within(geometry: BaseGeometry, code: str) -> BaseGeometry | None:
    """The part of a line in a district, one piece or several; None where it does not reach it."""
    district = boundaries.district(code)
    part = geometry.intersection(district.geometry) if district else geometry
    return None if part.is_empty or part.geom_type == "Point" else part


def route(text: str) -> Candidate | None:
    """Return «from A to B» as a line that ends somewhere: at most the district of an end in Jinan is known."""
    found = wording.ROUTE.search(writing.without_city(text)) or wording.ROUTE.search(text)
    if found is None:
        return None
    ends = [found["from"], found["to"]]
    inside = [code for end in ends if (code := _district_of_end(end))]
    facts = {"from": ends[0], "to": ends[1]}
    if len(set(inside)) == 1:
        return nowhere(
            "line_ends_in", precision="district", district=inside[0], name=found[0], confidence=0.6, facts=facts
        )
    known = bool(inside) or "济南" in text
    precision, confidence = ("city", 0.6) if known else ("unknown", 0.1)
    return nowhere("line_without_course", precision=precision, name=found[0], confidence=confidence, facts=facts)


def _district_of_end(end: str) -> str | None:
    stated = divisions.stated_in(end)
    if stated.district:
        return stated.district
    found = {one.district for one in names.index().named(end) if one.district}
    return divisions.SHORT_WORDS.get(end) or (found.pop() if len(found) == 1 else None)


def crossing(text: str, stated: divisions.Stated) -> Candidate | None:
    """Return where two known roads cross: «A路与B路交叉口», «A路以南、B路以东»; None when it is not about two."""
    pair = wording.CROSSING.search(text)
    if pair is not None:
        return _crossing(pair["one"], pair["other"], stated, reason="crossing")
    sides = list(wording.BETWEEN_ROADS.finditer(text))
    if len(sides) < 2:
        return None
    return _crossing(sides[0]["road"], sides[1]["road"], stated, reason="between_roads")


def _crossing(one: str, other: str, stated: divisions.Stated, *, reason: str) -> Candidate:
    facts = {"one": one, "other": other}
    for entry in (*_named_crossings(one, other), *_crossings_of_lines(one, other)):
        district = boundaries.district_of(entry)
        if district and district in stated.allowed:
            return Candidate(
                geometry=entry.shape(),
                point=entry,
                precision="street",
                district=district,
                name=f"{one}、{other}",
                source="curated",
                confidence=0.7,
                reason=reason,
                facts=facts,
                radius_m=CROSSING_RADIUS_M,
            )
    precision = "district" if stated.district else "unknown"
    return nowhere(
        "roads_not_known",
        precision=precision,
        district=stated.district,
        confidence=0.8 if stated.district else 0.1,
        facts=facts,
    )


def _named_crossings(one: str, other: str) -> Iterator[Point]:
    for first, second in ((one, other), (other, one)):
        for joint in ("与", "和", "", "-"):
            for entry in names.index().named(writing.plain(f"{first}{joint}{second}交叉口")):
                if entry.point:
                    yield entry.point


def _crossings_of_lines(one: str, other: str) -> Iterator[Point]:
    """Yield the one point in which two known lines meet; two lines that meet more often say nothing."""
    for first in _roads(one):
        for second in _roads(other):
            meeting = first.intersection(second)
            if isinstance(meeting, shapely.Point) and not meeting.is_empty:
                yield Point(latitude=meeting.y, longitude=meeting.x)


def _roads(name: str) -> Iterator[BaseGeometry]:
    for start in range(max(1, len(name) - 1)):
        found = [one.geometry for one in names.index().named(name[start:]) if one.is_line and one.geometry is not None]
        if found:
            yield from found
            return
