"""Of several places that bear a name, which is meant, and how well it is then known."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from geodata import boundaries, crs, divisions, gazetteer, names, naming, wording, writing
from geodata.candidates import TOLERANCE_M, Candidate, nowhere
from geodata.gazetteer import Township
from geodata.geometry import Point
from geodata.names import Bearer
from geodata.naming import Found

ONE_PLACE_M = 700
"""Bearers of a name that are nearer than this to each other are one place."""
BOUNDARY_M = 400
"""How far outside the stated district a place may lie: what 90 % of the boundary is good for (SOURCES.md)."""
TOWNSHIP_REACH_M = 9000
"""How far from its seat a township reaches."""

RANK = [
    "station",
    "metro",
    "sight",
    "park",
    "mountain",
    "reservoir",
    "township",
    "village",
    "zone",
    "bridge",
    "tunnel",
    "road_crossing",
    "school",
    "hospital",
    "facility",
    "industrial",
    "estate",
    "building",
    "other",
]
"""What a bare name means first, where several kinds of thing bear it."""
OUTRANKED = frozenset(["building", "estate", "facility", "industrial", "other"])

_WIDE = re.compile(
    r"(?:山|湖|大学|学院|风景区|景区|度假区|湿地|湿地公园|森林公园|林场|水库|古城|开发区|园区|产业园|工业园|科技园|新区|机场|陵园)$"
)
"""Names of things so large that two sources put their point more than 500 m apart."""
WIDE_KINDS = frozenset(["mountain", "reservoir", "village", "township", "zone", "river", "other"])


def metres_apart(one: Point, other: Point) -> float:
    """Metres between two points of Jinan, flat."""
    east = (one.longitude - other.longitude) * 111_320 * float(np.cos(np.radians(one.latitude)))
    return float(np.hypot(east, (one.latitude - other.latitude) * 110_980))


@cache
def _grown(code: str) -> object:
    found = boundaries.district(code)
    return crs.buffered(found.geometry, BOUNDARY_M) if found else None


def allowed(entry: Bearer, stated: divisions.Stated) -> bool:
    """Whether an entry lies in a district that the text allows, or so near that the boundary cannot tell."""
    if not stated.allowed or entry.district in stated.allowed or stated.allowed == divisions.ALL:
        return True
    if entry.point is None:
        return bool(set(boundaries.districts_of(entry.geometry)) & stated.allowed)
    shape = entry.point.shape()
    return any((area := _grown(code)) is not None and area.intersects(shape) for code in stated.allowed)  # type: ignore[attr-defined]


def chosen(found: Found, stated: divisions.Stated) -> Candidate | None:
    """Return the answer that the bearers of a name allow; None when none lies where the text says."""
    entries = [entry for entry in found.entries if entry.point is not None and allowed(entry, stated)]
    entries = _in_township(entries, found.township)
    if not entries:
        return None
    entries = _most_likely(entries, found)
    if _spread_m(entries) > ONE_PLACE_M or _has_namesakes(entries[0], found, stated):
        return ambiguous(entries, found, stated)
    return _answer(entries[0], found, stated)


def _in_township(entries: Sequence[Bearer], township: Township | None) -> list[Bearer]:
    """Drop those that cannot be in the stated township; without its seat nothing is known against them."""
    if township is None:
        return list(entries)
    entries = [entry for entry in entries if entry.district == township.district]
    if township.point is None:
        return entries
    seat = township.point
    return [entry for entry in entries if entry.point and metres_apart(entry.point, seat) <= TOWNSHIP_REACH_M]


def _most_likely(entries: Sequence[Bearer], found: Found) -> list[Bearer]:
    """The highest rank; lower ranks stay where they could be meant as well."""
    ranked = sorted(entries, key=lambda entry: RANK.index(entry.kind) if entry.kind in RANK else len(RANK))
    best = ranked[0].kind
    if best in OUTRANKED:
        return ranked
    return [entry for entry in ranked if entry.kind == best or entry.kind not in OUTRANKED]


def _spread_m(entries: Sequence[Bearer]) -> float:
    first = entries[0].point
    return max((metres_apart(first, entry.point) for entry in entries if first and entry.point), default=0.0)


def _has_namesakes(entry: Bearer, found: Found, stated: divisions.Stated) -> bool:
    """Whether others are known to bear the name, though the gazetteer has only this one."""
    precise = stated.district is not None or found.township is not None
    if entry.source in {"curated", "osm-derived"} and entry.kind not in {"village", "township"}:
        return False  # somebody looked at it: this is the one that is meant
    if wording.HILLS_AND_TEMPLES.match(found.name) or (wording.COMMON.match(found.name) and not precise):
        return True
    if entry.kind != "village":
        return False
    if not precise and wording.COMMON_VILLAGE.match(names.village_stem(entry.name)):
        return True
    codes = naming.homonyms(entry, stated, found.township)
    if len(codes) > 1:
        return True
    seats = [one.point for one in gazetteer.townships() if one.code in codes and one.point]
    return any(entry.point and metres_apart(entry.point, seat) > TOWNSHIP_REACH_M for seat in seats)


def ambiguous(entries: Sequence[Bearer], found: Found, stated: divisions.Stated) -> Candidate:
    """Return the district that all bearers share, or that is stated; none otherwise."""
    districts = {entry.district for entry in entries}
    known = stated.district or (found.township.district if found.township else None)
    if known is None and len(districts) == 1 and len(entries) > 1:
        known = None
    return nowhere(
        "ambiguous",
        precision="district" if known else "unknown",
        district=known,
        name=found.name,
        confidence=0.6 if known else 0.1,
        facts={"name": found.name, "count": str(len(entries))},
    )


def _answer(entry: Bearer, found: Found, stated: divisions.Stated) -> Candidate:
    precision = precision_of(entry, found)
    point = entry.point
    if point is None:
        raise ValueError("point")
    return Candidate(
        geometry=point.shape(),
        point=point,
        precision=precision,
        district=_district(entry, point, stated),
        name=entry.name,
        source=entry.source,
        confidence=confidence_of(entry, found, stated),
        reason=found.how if entry.kind != "township" or found.how == naming.BESIDE else "township_seat",
        facts={"name": entry.name, "text": found.name, "tail": found.tail, "township": entry.name},
        radius_m=radius_of(entry, precision),
        uses_osm=entry.osm,
    )


def _district(entry: Bearer, point: Point, stated: divisions.Stated) -> str | None:
    """The district that holds the point; the stated one where the boundary cannot tell them apart."""
    held = boundaries.district_of(point) or entry.district or None
    return held if stated.district is None or held == stated.district else stated.district


def precision_of(entry: Bearer, found: Found) -> str:
    """Return the class that can be defended: a large thing has no point good to 500 m, nor has what is beside one."""
    if found.how == naming.BESIDE or entry.kind in WIDE_KINDS or entry.precision == "street":
        return "street"
    if found.how == naming.SAME and entry.kind not in {"station", "metro"}:
        return "street"
    if _WIDE.search(writing.without_brackets(entry.name)) and entry.precision == "site":
        return "street"
    return entry.precision


def radius_of(entry: Bearer, precision: str) -> int:
    """Return the radius of uncertainty in metres: never less than the entry's own, never more than the class allows."""
    least = {"exact": 50, "site": 150, "street": 1000}[precision]
    return min(max(entry.radius_m, least), TOLERANCE_M[precision])


def confidence_of(entry: Bearer, found: Found, stated: divisions.Stated) -> float:
    """Return a share of such answers that is safe to count on: `python -m benchmarks.places` measures more."""
    base = {naming.NAME: 0.9, naming.SAME: 0.85, naming.BESIDE: 0.75}[found.how]
    if stated.district is None and found.township is None:
        base -= 0.05
    if entry.kind in OUTRANKED or len(found.name) <= 2:
        base -= 0.05
    return round(base, 2)


def in_township(township: Township, name: str, *, reason: str) -> Candidate:
    """Return what is known of something in a township: its seat where the township is small, else its district."""
    small = township.district in {"370102", "370103", "370104", "370105"} and (township.radius_m or 9999) <= 1500
    facts = {"name": name, "township": township.name}
    if township.point is None or not small:
        return nowhere(reason, precision="district", district=township.district, name=name, confidence=0.8, facts=facts)
    return Candidate(
        geometry=township.point.shape(),
        point=township.point,
        precision="street",
        district=township.district,
        name=name,
        source="township",
        confidence=0.75,
        reason=reason,
        facts=facts,
        radius_m=max(township.radius_m or 0, 2000),
    )


def seat_of(township: Township) -> Candidate:
    """Return the township itself: its seat, or its district where the seat is not known."""
    facts = {"name": township.name, "township": township.name}
    if township.point is None:
        return nowhere(
            "township_district",
            precision="district",
            district=township.district,
            name=township.name,
            confidence=0.9,
            facts=facts,
        )
    return replace(
        in_township(township, township.name, reason="township_seat"),
        geometry=township.point.shape(),
        point=township.point,
        precision="street",
        source="township",
        confidence=0.85,
        radius_m=max(township.radius_m or 0, 1500),
    )


def each(found: Found, stated: divisions.Stated) -> list[Candidate]:
    """Return every bearer of an ambiguous name, for a person to choose from; none can be defended alone."""
    entries = [entry for entry in found.entries if entry.point is not None and allowed(entry, stated)]
    share = round(0.5 / max(1, len(entries)), 2)
    return [replace(_answer(entry, found, stated), confidence=share, reason="one_of_several") for entry in entries]


def near_seat(township: Township, text: str) -> Candidate:
    """Return something that bears a township's name and lies where the people are: its school, clinic or station."""
    seat = seat_of(township)
    return replace(seat, reason="near_seat" if seat.point else "in_township", confidence=0.7, name=text)


_SEAT_WORDS = re.compile(r"(?:县城|县城区|城区|老城区|县城驻地|政府驻地|区政府驻地|县政府驻地)$")
_SEATS = {
    "370113": "文昌街道",
    "370114": "明水街道",
    "370115": "济阳街道",
    "370116": "凤城街道",
    "370117": "艾山街道",
    "370124": "榆山街道",
    "370126": "许商街道",
}
"""The township that a district outside the city proper is governed from."""


def county_seat(text: str, stated: divisions.Stated) -> Candidate | None:
    """Return the town that a district is governed from, where a text says no more than that: 商河县城."""
    if not _SEAT_WORDS.search(text) or len(text) > 12 or stated.district not in _SEATS:
        return None
    seats = [
        one for one in gazetteer.townships() if one.district == stated.district and one.name == _SEATS[stated.district]
    ]
    return seat_of(seats[0]) if seats else None
