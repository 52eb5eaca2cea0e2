"""The names of Jinan that are known offline, and where they are: one index by name, nothing is ever scanned."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import basemap, boundaries, gazetteer, writing
from geodata.gazetteer import Township
from geodata.geometry import Point

SHORTEST, LONGEST = 2, 40


@dataclass(frozen=True, slots=True)
class Bearer:
    """One named place. `point` is None for a line and for a township whose seat is not known.

    `geometry` is EPSG:4490. `precision` and `radius_m` are the gazetteer's own claim about itself.
    """

    name: str
    kind: str
    precision: str
    radius_m: int
    district: str
    source: str
    osm: bool
    point: Point | None
    geometry: BaseGeometry | None
    names: tuple[str, ...]

    @property
    def is_line(self) -> bool:
        """Whether it is long: a river, a road, a metro line."""
        return self.point is None and self.geometry is not None


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at a place of a text."""

    start: int
    end: int
    name: str
    entries: tuple[Bearer, ...]


class Index:
    """Names → what bears them. Looking up costs the length of the text, not the size of the gazetteer."""

    def __init__(self, entries: Iterable[Bearer]) -> None:
        named: defaultdict[str, list[Bearer]] = defaultdict(list)
        stemmed: defaultdict[tuple[str, str], list[Bearer]] = defaultdict(list)
        for entry in entries:
            for name in entry.names:
                named[name].append(entry)
                for stem in writing.stems(name):
                    stemmed[stem].append(entry)
        self._named = {name: tuple(found) for name, found in named.items()}
        self._stemmed = {stem: tuple(dict.fromkeys(found)) for stem, found in stemmed.items()}
        self._lengths = _lengths_by_start(self._named)

    def named(self, name: str) -> tuple[Bearer, ...]:
        """Return everything that bears exactly this plain name."""
        return self._named.get(name, ())

    def stemmed(self, family: str, stem: str) -> tuple[Bearer, ...]:
        """Return everything whose name is this stem and an ending of the family."""
        return self._stemmed.get((family, stem), ())

    def matches(self, text: str) -> Iterator[Match]:
        """Yield every known name in a plain text, by start, the longest first at each."""
        for start in range(len(text) - SHORTEST + 1):
            for length in self._lengths.get(text[start : start + SHORTEST], ()):
                name = text[start : start + length]
                if len(name) == length and name in self._named:
                    yield Match(start, start + length, name, self._named[name])


def _lengths_by_start(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[:SHORTEST]].add(len(name))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


_NOT_ALONE = re.compile(r"(?:大桥|隧道|[东西南北]站|汽车站|总站|机场|大厦)$")
"""济南黄河大桥 is one of several 黄河大桥: without the city the name is no longer its own."""


def _says_enough(short: str) -> bool:
    return writing.chinese_length(short) >= 3 and _NOT_ALONE.search(short) is None


def names_of(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Every plain way to write a place that the index answers to."""
    found = {writing.plain(one) for one in (name, *aliases)}
    found |= {short for one in found if _says_enough(short := writing.without_city(one))}
    found |= {one.strip("()") for one in found} | {one.replace("(", "").replace(")", "") for one in found}
    return tuple(sorted(one for one in found if SHORTEST <= len(one) <= LONGEST and writing.chinese_length(one) >= 2))


def _of_entry(entry: gazetteer.Entry) -> Bearer:
    return Bearer(
        name=entry.name,
        kind=entry.kind,
        precision=entry.precision,
        radius_m=entry.radius_m,
        district=entry.district or boundaries.district_of(entry.point) or "",
        source=entry.source,
        osm=entry.osm,
        point=entry.point,
        geometry=entry.point.shape(),
        names=names_of(entry.name, entry.aliases),
    )


def _of_feature(feature: gazetteer.Feature) -> Bearer:
    """A point among the features is an area whose outline nobody published."""
    geometry = feature.geometry
    point = Point(latitude=geometry.y, longitude=geometry.x) if isinstance(geometry, shapely.Point) else None
    return Bearer(
        name=feature.name,
        kind=feature.kind,
        precision="schematic" if point is None else feature.precision,
        radius_m=feature.radius_m,
        district=(boundaries.district_of(point) or "") if point else "",
        source=feature.source,
        osm=feature.osm,
        point=point,
        geometry=geometry,
        names=names_of(feature.name, feature.aliases),
    )


def _river() -> Bearer:
    """The Yellow River has a file of its own."""
    return Bearer(
        name="黄河",
        kind="river",
        precision="schematic",
        radius_m=1500,
        district="",
        source="districts",
        osm=False,
        point=None,
        geometry=basemap.river(),
        names=("黄河",),
    )


@cache
def index() -> Index:
    """The index over all carried names, built once."""
    known = [*map(_of_entry, gazetteer.entries()), *map(_of_feature, gazetteer.features())]
    return Index(known if any(one.name == "黄河" for one in known) else [*known, _river()])


def short(township: Township) -> str:
    """The name without what it is: 张夏 of 张夏街道."""
    return next((stem for family, stem in writing.stems(township.name) if family == "township"), township.name)


@cache
def _villages() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for village in gazetteer.villages():
        found[village_stem(village.name)].append(village.township)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


def village_stem(name: str) -> str:
    """The name of a village without 村, 社区 or its committee."""
    stem = writing.plain(name)
    for _ in range(2):  # 李家庄村村民委员会
        stem = next((shorter for family, shorter in writing.stems(stem) if family == "village"), stem)
    return stem


def townships_with_village(stem: str) -> tuple[str, ...]:
    """Codes of the townships that list a village or community of this name (without 村), each once."""
    return _villages().get(stem, ())
