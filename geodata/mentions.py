"""Places whose names a text brings to mind: no answer where something is, but what a person may want to look at.

`geocoding.find` says only what can be defended. Here «崮云湖大街» recalls 崮云湖街道, the longest likeness first; each
is `street` at best, however well the place itself is known, because the text does not say that it is the place.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from geodata import boundaries, gazetteer
from geodata.candidates import Candidate
from geodata.gazetteer import Entry

_SHARED = 3
"""So many signs at the beginning of a name have to stand in the text; two for a township, whose names are short."""
_TOWNSHIP = "township"
_EACH = 2
"""At most so many places for one word of the text: the fifth namesake helps nobody."""
_LEAST_RADIUS_M, _MOST_RADIUS_M = 1_500, 3_000
_EVERYWHERE = ("济南市", "济南", "山东省", "山东")
_OF_NO_HELP = (*_EVERYWHERE, "经济开发区", "高新技术", "开发区", "高新区", "起步区", "互联网", "示范区")


def mentioned(text: str, *, districts: Collection[str] = (), limit: int = 5) -> list[Candidate]:
    """Return places that names in the text recall, in these districts (codes; anywhere for none), the likest first."""
    plain = _without_districts(text)
    likeness: dict[Entry, str] = {}
    for start in range(len(plain)):
        for shared, entry in _recalled(plain[start:]):
            if (not districts or entry.district in districts) and len(shared) > len(likeness.get(entry, "")):
                likeness[entry] = shared
    ranked = sorted(likeness.items(), key=lambda pair: (-len(pair[1]), pair[0].kind != _TOWNSHIP, pair[0].name))
    seen: Counter[str] = Counter()
    found = []
    for entry, shared in ranked:
        seen[shared] += 1
        if seen[shared] <= _EACH:
            found.append(_candidate(entry, shared))
    return found[:limit]


def _recalled(rest: str) -> Iterator[tuple[str, Entry]]:
    """Entries of which a name begins as the rest of a text does, with what they share."""
    for length in (_SHARED, 2):
        for name, entry in _by_beginning(length).get(rest[:length], ()):
            shared = length
            while shared < min(len(name), len(rest)) and name[shared] == rest[shared]:
                shared += 1
            yield rest[:shared], entry


@cache
def _by_beginning(length: int) -> Mapping[str, list[tuple[str, Entry]]]:
    found: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for entry in gazetteer.entries():
        if (entry.kind == _TOWNSHIP) != (length == 2):
            continue
        for name in (entry.name, *entry.aliases):
            if len(name) >= length and not name.startswith(_EVERYWHERE):
                found[name[:length]].append((name, entry))
    return found


def _without_districts(text: str) -> str:
    """The text with a gap where a district, the city or a zone is named: they are not what recalls a place."""
    names = [district.name for district in boundaries.districts()]
    for name in (*names, *(name.rstrip("区县") for name in names), *_OF_NO_HELP):
        text = text.replace(name, "\n")
    return text


def _candidate(entry: Entry, shared: str) -> Candidate:
    return Candidate(
        geometry=entry.point.shape(),
        point=entry.point,
        precision="street",
        district=entry.district,
        name=entry.name,
        source=entry.source,
        confidence=min(0.5, 0.1 + 0.05 * len(shared)),
        reason="mentioned",
        facts={"name": entry.name, "text": shared},
        radius_m=min(_MOST_RADIUS_M, max(_LEAST_RADIUS_M, entry.radius_m)),
        uses_osm=entry.osm,
    )
