"""What a text says of districts, functional areas and other cities: Jinan's own names first, longest first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from geodata import boundaries, vocabulary, writing

ALL: Final = frozenset(
    [
        "370102",
        "370103",
        "370104",
        "370105",
        "370112",
        "370113",
        "370114",
        "370115",
        "370116",
        "370117",
        "370124",
        "370126",
    ]
)

DISTRICT_WORDS: Final[Mapping[str, str]] = {
    "历下区": "370102",
    "市中区": "370103",
    "槐荫区": "370104",
    "天桥区": "370105",
    "历城区": "370112",
    "历城县": "370112",
    "长清区": "370113",
    "长清县": "370113",
    "章丘区": "370114",
    "章丘市": "370114",
    "章丘县": "370114",
    "济阳区": "370115",
    "济阳县": "370115",
    "莱芜区": "370116",
    "莱城区": "370116",
    "钢城区": "370117",
    "平阴县": "370124",
    "商河县": "370126",
}
"""Today's names and those before 2019, with what they are; 市中区 is Jinan's, whatever other city has one."""

SHORT_WORDS: Final[Mapping[str, str]] = {
    "历下": "370102",
    "槐荫": "370104",
    "历城": "370112",
    "长清": "370113",
    "章丘": "370114",
    "济阳": "370115",
    "莱芜": "370116",
    "钢城": "370117",
    "平阴": "370124",
    "商河": "370126",
}
"""Without 区 or 县, in front of a name. 市中 and 天桥 are also ordinary words and stay out."""

STARTING_AREA: Final = frozenset({"370105", "370112", "370114", "370115"})
"""The starting area reaches from 大桥 in 天桥 over 崔寨 in 济阳 and 遥墙 in 历城 to 高官寨 in 章丘."""
HIGH_TECH: Final = frozenset({"370102", "370112", "370113", "370114"})
"""The high-tech zone has parts in four districts (创新谷 in 长清)."""

ZONES: Final[Mapping[str, frozenset[str]]] = {
    "新旧动能转换起步区": STARTING_AREA,
    "起步区": STARTING_AREA,
    "先行区": STARTING_AREA,
    "莱芜高新技术产业开发区": frozenset({"370116"}),
    "莱芜高新区": frozenset({"370116"}),
    "高新技术产业开发区": HIGH_TECH,
    "高新东区": frozenset({"370112", "370114"}),
    "高新区": HIGH_TECH,
    "市南部山区": frozenset({"370103", "370112", "370113"}),
    "南部山区": frozenset({"370103", "370112", "370113"}),
    "南山管委会": frozenset({"370103", "370112", "370113"}),
    "国际医学中心": frozenset({"370104"}),
    "中央商务区": frozenset({"370102"}),
    "综合保税区": HIGH_TECH,
    "综保区": HIGH_TECH,
}
"""Functional areas and the districts that they lie in: none has a published outline."""

_STREET_AFTER: Final = r"(?!.{0,2}(?:路|街|巷|道|大厦|饭店|宾馆|酒店|银行|园|里|村|庄|楼))"
_ABROAD = re.compile("|".join(vocabulary.words("overseas")))
_ELSEWHERE = re.compile(
    rf"^(?:中国)?(?:山东省?)?(?P<name>{'|'.join(vocabulary.words('outside'))})"
    rf"(?:(?P<unit>[省市县区])|(?<=[省市县区])|{_STREET_AFTER})"
)
_FULL = re.compile(rf"(?<![城都])(?:{'|'.join(DISTRICT_WORDS)})")
_ZONE = re.compile("|".join(sorted((zone for zone in ZONES if zone != "先行区"), key=len, reverse=True)) + "|^先行区")
_SHORT = re.compile(rf"(?:{'|'.join(SHORT_WORDS)})(?!.?(?:路|街|桥|湖|巷))")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text, or a column beside it, says about the district: codes that it allows, and in which words."""

    allowed: frozenset[str]
    words: str
    zone: str | None = None

    @property
    def district(self) -> str | None:
        """The one district that is stated; None where several are possible."""
        return next(iter(self.allowed)) if len(self.allowed) == 1 else None


ANYWHERE = Stated(ALL, "")


def stated_in(text: str) -> Stated:
    """What a plain text says: districts written out, else a functional area, else a short name in front."""
    old_city = "莱芜市" in text and "莱芜市莱城区" not in text and "莱芜市钢城区" not in text
    full = [*_FULL.findall(text), *(["莱芜市"] if old_city else [])]
    codes = {code for word in full for code in _codes(word)}
    if codes:
        return Stated(frozenset(codes), "、".join(dict.fromkeys(full)))
    zone = _ZONE.search(text)
    if zone:
        short = _SHORT.match(writing.without_city(text))
        allowed = ZONES[zone[0]]
        if short and SHORT_WORDS[short[0]] in allowed:
            allowed = frozenset({SHORT_WORDS[short[0]]})
        return Stated(allowed, zone[0], zone=zone[0])
    short = _SHORT.match(writing.without_city(text))
    return (
        Stated(_codes("莱芜市") if short[0] == "莱芜" else frozenset({SHORT_WORDS[short[0]]}), short[0])
        if short
        else ANYWHERE
    )


def _codes(word: str) -> frozenset[str]:
    return frozenset({"370116", "370117"}) if word == "莱芜市" else frozenset({DISTRICT_WORDS[word]})


def stated_as(column: str) -> Stated | None:
    """What the column beside a name says: a code, a name, a short name or a functional area; None for none of these."""
    text = writing.plain(column)
    if not text:
        return ANYWHERE
    if text in ALL:
        return Stated(frozenset({text}), text)
    words = {**SHORT_WORDS, "市中": "370103", "天桥": "370105"}
    short = words.get(text) or words.get(writing.without_city(text))
    if short:
        return Stated(frozenset({short}), column.strip())
    found = stated_in(text)
    if found is not ANYWHERE:
        return found
    return ANYWHERE if re.fullmatch(r"(山东省)?(济南市?|全市|市级|市直|市属)?", text) else None


def elsewhere(text: str) -> str | None:
    """The place outside Jinan that a plain text names as where something is; None when it names none."""
    abroad = _ABROAD.search(text)
    if "济南" in text and not (abroad and re.search("海外仓|境外|海外", text)):
        return None
    if abroad and re.match(r"^.{0,6}$|.*(?:仓|海外|境外|市|城|国|园区|产业园|基地|中心)", text[: abroad.end() + 12]):
        return abroad[0]
    found = _ELSEWHERE.match(text)
    return found["name"] + (found["unit"] or "") if found else None


@cache
def district_name(code: str) -> str:
    """Chinese name of a district."""
    found = boundaries.district(code)
    return found.name if found else ""


def both(own: Stated, column: Stated) -> Stated | None:
    """Return what a text and the column beside it say together; None where they contradict each other.

    A functional area has no outline: where it and a district seem to disagree, the district counts.
    """
    allowed = own.allowed & column.allowed
    if not allowed and (own.zone or column.zone):
        allowed = (column if own.zone else own).allowed
    if not allowed:
        return None
    narrow = own if len(own.allowed) <= len(column.allowed) else column
    return Stated(allowed, narrow.words, zone=own.zone or column.zone)
