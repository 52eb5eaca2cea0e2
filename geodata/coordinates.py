"""Coordinates written in a text: numbers in any order, degrees and minutes, metres of a plan, links of web maps."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import islice
from urllib.parse import unquote

import shapely

from geodata import boundaries, crs, map_links, offsets
from geodata.candidates import Candidate, nowhere
from geodata.geometry import GeometryError, Point
from geodata.pairs import Written, decimals_of, ordered

LONGEST_READ = 2000
WEST, EAST, SOUTH, NORTH = 115.5, 118.5, 35.5, 38.0
"""Jinan with a wide margin: which of two numbers is the longitude is told by their size."""
METRES_EAST, METRES_NORTH = (380_000.0, 620_000.0), (3_900_000.0, 4_250_000.0)
ZONE_39 = 39_000_000.0
"""An easting in zone 39 (3 degrees, 117° E) may carry the zone's number in front."""

PLAN = "4548"
SYSTEMS = (offsets.WGS84, offsets.GCJ02, offsets.BD09, PLAN)
EXACT_DECIMALS = 4
"""Decimals of a degree from which a pair is good to 100 m."""

_NUMBER = r"(?<![\d.])(\d{1,3}\.\d{2,15})(?![\d.])"
_PAIR = re.compile(rf"{_NUMBER}[°度]?[eenn东北经纬]*\s{{0,3}}[,,;;、/|\s\\]{{1,4}}[^\d]{{0,12}}?{_NUMBER}")
_ANGLE = re.compile(
    r"(?P<before>北纬|东经|纬度|经度|[ne])?[::\s]{0,3}(?<![\d.])(?P<degrees>\d{2,3}(?:\.\d+)?)\s{0,2}[°º度]\s{0,2}"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s{0,2}['′’分]\s{0,2})?(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s{0,2}(?:[\"″”秒]|''|′′)\s{0,2})?"
    r"(?P<after>[ne])?",
    re.IGNORECASE,
)
_METRES = re.compile(r"(?<![\d.])(\d{6,8}(?:\.\d+)?)(?![\d.])[^\d]{1,8}?(?<![\d.])(\d{6,8}(?:\.\d+)?)(?![\d.])")
_LINK = re.compile(
    r"https?://[^\s一-鿿]{4,800}|\b(?:uri\.amap|www\.amap|map\.baidu|apis\.map\.qq|map\.tianditu)[^\s一-鿿]{4,800}",
    re.IGNORECASE,
)


def read(text: str, *, told: str | None = None) -> Written | None:
    """Return the first coordinates in a text; None when it has none. Raises `ValueError` for an unknown `told`."""
    if told is not None and told not in SYSTEMS:
        raise ValueError(told)
    plain = unicodedata.normalize("NFKC", text[:LONGEST_READ])
    if not any(sign.isdigit() for sign in plain):
        return None
    link = _LINK.search(text[:LONGEST_READ])
    if link is not None:
        return map_links.read(unquote(link[0]))
    return _from_angles(plain, told) or _from_pair(plain, told) or _from_metres(plain, told)


def _from_angles(text: str, told: str | None) -> Written | None:
    found = list(islice(_ANGLE.finditer(text), 2))
    if len(found) < 2:
        return None
    one, other = (_degrees(match) for match in found)
    fine = all(match["seconds"] or "." in (match["minutes"] or match["degrees"]) for match in found)
    return ordered(one, other, told or offsets.WGS84, "degrees", assumed=told is None, decimals=5 if fine else 2)


def _degrees(match: re.Match[str]) -> float:
    return float(match["degrees"]) + float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600


def _from_pair(text: str, told: str | None) -> Written | None:
    for match in _PAIR.finditer(text):
        system = told if told not in (None, PLAN) else offsets.WGS84
        written = ordered(
            float(match[1]),
            float(match[2]),
            system or "",
            "pair",
            assumed=told is None,
            decimals=decimals_of(match[1], match[2]),
        )
        if written is not None:
            return written
    return None


def _from_metres(text: str, told: str | None) -> Written | None:
    """A pair of metres as a drawing has it: easting and northing in either order, with or without the zone's number."""
    for match in _METRES.finditer(text):
        pair = [float(match[1]), float(match[2])]
        for east, north in (pair, pair[::-1]):
            within = east - ZONE_39 if east > ZONE_39 else east
            if METRES_EAST[0] < within < METRES_EAST[1] and METRES_NORTH[0] < north < METRES_NORTH[1]:
                return Written(within, north, PLAN, "metres", assumed=told != PLAN)
    return None


def to_point(written: Written) -> Point:
    """Return where it is in WGS 84. Raises `GeometryError`."""
    if written.system == PLAN:
        shape = crs.to_storage(shapely.Point(written.x, written.y))
        return Point(latitude=shape.y, longitude=shape.x)
    turn = {offsets.GCJ02: offsets.from_gcj02, offsets.BD09: offsets.from_bd09}.get(written.system)
    longitude, latitude = turn(written.x, written.y) if turn else (written.x, written.y)
    return Point(latitude=float(latitude), longitude=float(longitude))


def candidates(text: str, *, told: str | None, allowed: Collection[str]) -> Iterator[Candidate]:
    """Yield the place that the numbers in a text give: no more than a finding where it is not where the text says."""
    written = read(text, told=told)
    if written is None:
        return
    try:
        point = to_point(written)
    except GeometryError:
        return
    facts = {
        "system": written.system,
        "how": written.how,
        "longitude": f"{point.longitude:.6f}",
        "latitude": f"{point.latitude:.6f}",
    }
    district = boundaries.district_of(point)
    if district is None:
        yield nowhere("coordinates_outside", confidence=0.9, facts=facts)
        return
    if district not in allowed:
        yield nowhere("coordinates_elsewhere", confidence=0.2, facts=facts)
        return
    yield _candidate(written, point, district, facts)


def _candidate(written: Written, point: Point, district: str, facts: dict[str, str]) -> Candidate:
    """Return the place. Degrees of which nobody said the system may be 1.4 km off; metres of an older datum, 0.2 km."""
    doubtful = written.assumed
    coarse = written.decimals < EXACT_DECIMALS or doubtful
    precision = (
        "street" if written.decimals < 3 or (doubtful and written.how != "metres") else "site" if coarse else "exact"
    )
    return Candidate(
        geometry=point.shape(),
        point=point,
        precision=precision,
        district=district,
        name="",
        source="text",
        confidence=0.8 if doubtful else 0.97,
        reason="coordinates_assumed" if doubtful else "coordinates",
        facts=facts,
        radius_m={"exact": 50, "site": 300, "street": 1500}[precision],
    )
