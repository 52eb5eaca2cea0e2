"""Which known names a text means: the whole of it, the same name written otherwise, or a thing beside a known place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from geodata import divisions, gazetteer, names, wording, writing
from geodata.gazetteer import Township
from geodata.names import Bearer, Match

NAME, SAME, BESIDE = "name", "same", "beside"
"""How a name was found: as it stands, with another ending of its family, as something at or beside a known place."""

PLACES = frozenset(["village", "township", "sight", "park", "mountain", "reservoir", "station", "metro"])
"""Kinds whose names of two characters count inside a longer text."""

_OTHER_NAME_OF_VILLAGE = frozenset({"village"})
_FAMILY_KINDS = {
    "village": _OTHER_NAME_OF_VILLAGE,
    "township": frozenset({"township"}),
    "station": frozenset({"station", "metro"}),
    "park": frozenset({"park", "sight", "mountain", "reservoir", "other"}),
}
_LANDFORM = re.compile(r".{2}[山湖泉河谷峪峡岭台洞潭]$")
"""大明湖 alone means the lake of 大明湖公园."""


_ALSO_A_WORD = re.compile(
    r"[山湖河泉寺路街桥]$|公园$|^(?:太平|平安|文昌|东风|兴隆|新市|大桥|和庄|东关|智远|临港|黄河|凤城|杨庄|高庄|辛庄|贾庄|官庄|董家|党家|张家洼|振兴街|艾山)$"
)
"""Short names of townships that mean something else where they stand alone: the lake, a street, any 杨庄."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A text without what stands in front of its name. `township` is the one that stood there, if any."""

    rest: str
    township: Township | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What bears the name; `name` is the part of the text that was understood, `how` says how."""

    name: str
    how: str
    entries: tuple[Bearer, ...]
    township: Township | None = None
    tail: str = ""


@cache
def _township_words() -> dict[str, tuple[Township, ...]]:
    """Every way to write a township → those meant; the short form of two characters too."""
    found: dict[str, tuple[Township, ...]] = {}
    for township in gazetteer.townships():
        name, bare = writing.plain(township.name), writing.plain(names.short(township))
        endings = ("街道办事处", "街道办", "办事处", "街道", "镇", "乡", "")
        for word in {name, *(bare + ending for ending in endings)}:
            if len(word) >= 2 and not (word == bare and _ALSO_A_WORD.search(word)):
                found[word] = (*found.get(word, ()), township)
    return found


def townships_named(word: str, stated: divisions.Stated) -> tuple[Township, ...]:
    """Return the townships that a word names, within the districts that are allowed.

    A short form that villages everywhere bear as well names one only where the district is stated: 郭店, but 郭店街道.
    """
    if stated.district is None and wording.COMMON_VILLAGE.match(word):
        return ()
    return tuple(one for one in _township_words().get(word, ()) if one.district in stated.allowed)


def named_after_seat(rest: str, township: Township) -> bool:
    """Whether what follows a township is its school, clinic or station, its name said again or not."""
    return wording.AT_SEAT.fullmatch(rest.removeprefix(names.short(township))) is not None


def headings(text: str, stated: divisions.Stated) -> list[Heading]:
    """Return the text as it is, then without city, district, area and township in front; each once, longest first."""
    found = [Heading(text)]
    for rest in _stripped(text):
        if rest and rest != found[-1].rest:
            found.append(Heading(rest))
    for start in tuple(found[-2:]):
        for township, rest in _after_township(start.rest, stated):
            found.append(Heading(rest, township))
    return list(dict.fromkeys(found))


_ADMIN_WORDS = sorted((*divisions.DISTRICT_WORDS, *divisions.ZONES, "莱芜市"), key=len, reverse=True)
_ADMIN = re.compile(rf"^(?:{'|'.join(_ADMIN_WORDS)})(?:管委会)?")
_SHORT_ADMIN = re.compile(rf"^(?:{'|'.join(divisions.SHORT_WORDS)})(?!$)")


def _stripped(text: str) -> Iterator[str]:
    bare = writing.without_brackets(text)
    yield bare
    rest = wording.LEAD.sub("", bare, count=1)
    yield rest
    if rest == bare:
        rest = writing.without_city(bare)
        yield rest
    for _ in range(4):
        shorter = _ADMIN.sub("", rest, count=1).lstrip(",、-:")
        if shorter == rest:
            shorter = writing.without_city(rest)
        if shorter == rest:
            break
        rest = shorter
        yield rest
    if _SHORT_ADMIN.match(rest):
        yield _SHORT_ADMIN.sub("", rest, count=1)


def _after_township(rest: str, stated: divisions.Stated) -> Iterator[tuple[Township, str]]:
    """Yield the township in front and what is left, the longest way to write it first."""
    for length in range(min(len(rest) - 1, 12), 1, -1):
        for township in townships_named(rest[:length], stated):
            yield township, rest[length:].lstrip(",、-:")


def exact(heads: Sequence[Heading]) -> Iterator[Found]:
    """Yield what bears the whole name, then what bears it with another ending of the same family."""
    index = names.index()
    for head in heads:
        entries = tuple(entry for entry in index.named(head.rest) if not _named_for_a_road(entry, head.rest))
        if entries:
            yield Found(head.rest, NAME, entries, head.township)
    for head in heads:
        yield from _same(head)


def _named_for_a_road(entry: Bearer, name: str) -> bool:
    """Whether a text means the road: a community that bears its name is only a part of it."""
    return entry.kind in {"village", "township"} and wording.ROAD.search(name) is not None


def _same(head: Heading) -> Iterator[Found]:
    index = names.index()
    for family, stem in writing.stems(head.rest):
        kinds = _FAMILY_KINDS[family]
        entries = (*index.stemmed(family, stem), *index.named(stem))
        meant = tuple(dict.fromkeys(entry for entry in entries if entry.kind in kinds))
        if meant:
            yield Found(head.rest, SAME, meant, head.township)
    if _LANDFORM.search(head.rest):
        meant = tuple(one for one in index.stemmed("park", head.rest) if one.kind in {"park", "sight"})
        if meant:
            yield Found(head.rest, SAME, meant, head.township)


def beside(heads: Sequence[Heading], stated: divisions.Stated) -> Iterator[Found]:
    """Yield known places that the text begins with and that all the rest is at or beside; the longest name first."""
    found = [one for head in heads for one in _beside(head, stated)]
    yield from sorted(found, key=lambda one: (-len(one.name), len(one.tail)))


def _beside(head: Heading, stated: divisions.Stated) -> Iterator[Found]:
    for match in names.index().matches(head.rest):
        if match.start > 0:
            return
        tail = head.rest[match.end :]
        if not tail or wording.BRANCH.match(tail):
            continue
        sure = stated.district is not None or head.township is not None
        entries = tuple(entry for entry in match.entries if follows(entry, match, tail, sure=sure))
        if entries:
            yield Found(match.name, BESIDE, entries, head.township, tail)


def follows(entry: Bearer, match: Match, tail: str, *, sure: bool) -> bool:
    """Whether what follows a name of this kind still lies there or beside it. `sure` when the district is stated."""
    if _named_for_a_road(entry, match.name):
        return False
    if not entry.point or (len(match.name) == 2 and entry.kind not in PLACES):
        return False
    if wording.BESIDE.match(tail):
        return True
    if sure and entry.kind == "village" and wording.NEIGHBOUR_REBUILT.match(tail):
        return True
    return _TAILS.get(entry.kind, wording.AT_VILLAGE).fullmatch(tail) is not None


_TAILS = {
    "township": wording.AT_SEAT,
    "zone": wording.ONLY_WORK,
    "other": wording.ONLY_WORK,
    "bridge": wording.AT_STOP,
    "tunnel": wording.AT_STOP,
    "mountain": wording.AT_SIGHT,
    "reservoir": wording.AT_SIGHT,
    "sight": wording.AT_SIGHT,
    "park": wording.AT_SIGHT,
    "station": wording.AT_SIGHT,
    "metro": wording.AT_SIGHT,
}
"""What may follow a kind of place; by default, what may follow a village."""


def listed_villages(heads: Sequence[Heading], stated: divisions.Stated) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield villages that the statistics list and the text names or begins with: the name, and codes of townships."""
    allowed = {one.code for one in gazetteer.townships() if one.district in stated.allowed}
    for head in heads:
        for name in _village_names(head, sure=stated.district is not None or head.township is not None):
            if wording.ROAD.search(name) or (stated.district is None and _LANDFORM.search(name)):
                continue
            codes = tuple(code for code in names.townships_with_village(names.village_stem(name)) if code in allowed)
            if head.township is not None:
                codes = tuple(code for code in codes if code == head.township.code)
            if codes:
                yield name, codes


def _village_names(head: Heading, *, sure: bool) -> Iterator[str]:
    """Yield the whole of it, then what stands before words for things that a village has; two characters if `sure`."""
    rest = head.rest
    if len(rest) >= 3 or sure:
        yield rest
    for length in range(min(len(rest) - 1, 8), 1 if sure else 2, -1):
        tail = rest[length:]
        if wording.AT_VILLAGE.fullmatch(tail) or (sure and wording.NEIGHBOUR_REBUILT.match(tail)):
            yield rest[:length]


def homonyms(entry: Bearer, stated: divisions.Stated, township: Township | None) -> tuple[str, ...]:
    """Codes of the townships in which the statistics list a village of this entry's name."""
    codes = names.townships_with_village(names.village_stem(entry.name))
    if township is not None:
        return tuple(code for code in codes if code == township.code)
    allowed = {one.code for one in gazetteer.townships() if one.district in stated.allowed}
    return tuple(code for code in codes if code in allowed)
