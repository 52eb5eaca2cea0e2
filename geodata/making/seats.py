"""Where the seat of a street or town is, as far as it is known."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from geodata.making.curated import DISTRICT_NAMES, lines
from geodata.making.rows import Row, Village, Villages, distance_m
from geodata.making.rules import COMMON_WORDS, is_like_a_road, village_base

COMMUNITY_M = 2500
"""How far a community may lie from the centre of its street in the old town."""

RENAMED = {
    "文东街道": "文化东路街道",
    "建新街道": "建筑新村街道",
    "甸柳街道": "甸柳新村街道",
    "二七街道": "二七新村街道",
    "北村街道": "工人新村北村街道",
    "南村街道": "工人新村南村街道",
    "宝华街道": "宝华街街道",
}
"""Short names in the statistics' list of streets → the full names in use."""

_OFFICE = r"(人民)?(政府|街道办事处|办事处)"
_SERVICE = (
    r"(派出所|人民法庭|法庭|卫生院|中心卫生院|医院|中心小学|中心中学|中学|实验中学|初级中学|第一中学|完全小学|供电所|中学操场|中心幼儿园|"
    r"街道(办事处)?(中心小学|中学|第一中学|中心卫生院|卫生院|派出所|人民法庭))"
)
_PREFIX = (
    r"(济南市|国网山东)?(公安局)?((历下|市中|槐荫|天桥|历城|长清|章丘|济阳|莱芜|钢城|平阴|商河).{0,2}?[区县市]?)?"
    r"(公安)?(分局)?(供电公司)?(人民政府)?"
)


@dataclass(frozen=True, slots=True)
class Township:
    """A street, town or township, as listed."""

    code: str
    name: str
    district: str

    @property
    def short(self) -> str:
        """The name without what it is: 万德 of 万德街道."""
        return re.sub(r"(街道|镇|乡)$", "", self.name)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a township's centre is; no position where that is not known."""

    township: Township
    longitude: float | None = None
    latitude: float | None = None
    radius_m: int | None = None
    source: str = ""

    def cells(self) -> tuple[str, ...]:
        """The row of `townships.csv`."""
        town = self.township
        if self.longitude is None or self.latitude is None:
            return (town.code, town.name, town.district, "", "", "", "")
        place = f"{self.longitude:.4f}", f"{self.latitude:.4f}", str(self.radius_m)
        return (town.code, town.name, town.district, *place, self.source)


def townships(towns: Sequence[Township], rows: Sequence[Row], villages: Villages) -> list[Seat]:
    """The seat of each: its office on the map, else what we know, else its school or clinic, else its villages."""
    ours = {(row["district"], row["name"]): row for row in lines("townships.csv")}
    found = []
    for town in towns:
        near = [row for row in rows if row.district == town.district]
        found.append(
            _by_name(town, near, _OFFICE, 1500)
            or _known(town, ours.get((town.district, town.name)))
            or _by_name(town, near, _SERVICE, 2500)
            or _by_villages(town, near, villages[town.district])
            or Seat(town)
        )
    return found


def _by_name(town: Township, rows: Sequence[Row], ending: str, radius_m: int) -> Seat | None:
    """The median of the features that bear the township's name and are what a seat has."""
    wanted = re.compile(rf"{_PREFIX}{re.escape(town.short)}(街道|镇|乡)?{ending}")
    return _median(town, [row for row in rows if wanted.fullmatch(row.name)], radius_m)


def _by_villages(town: Township, rows: Sequence[Row], villages: Mapping[str, Sequence[Village]]) -> Seat | None:
    """The middle of at least five known villages of the township, if they lie close together."""
    mine = [
        row
        for row in rows
        if row.kind == "village"
        and [village.township for village in villages.get(village_base(row.name), ())] == [town.code]
    ]
    return _median(town, mine, 3000) if len(mine) >= 5 else None


def _median(town: Township, rows: Sequence[Row], radius_m: int) -> Seat | None:
    if not rows:
        return None
    east, north = median(row.longitude for row in rows), median(row.latitude for row in rows)
    middle = replace(rows[0], longitude=east, latitude=north)
    far = sum(distance_m(middle, row) > radius_m for row in rows)
    return Seat(town, round(east, 4), round(north, 4), radius_m, "osm-derived") if far <= len(rows) // 10 else None


def _known(town: Township, row: Mapping[str, str] | None) -> Seat | None:
    if row is None:
        return None
    return Seat(town, float(row["longitude"]), float(row["latitude"]), int(row["radius_m"]), "curated")


def seat_rows(seats: Iterable[Seat], villages: Villages) -> list[Row]:
    """Gazetteer rows of the townships whose seat is known: never better than street level.

    «崔寨» alone means the township; «官庄» alone does not, because too many villages are called so.
    """
    districts = {name[:-1] for name in DISTRICT_NAMES.values()}
    count = Counter(base for listed in villages.values() for base, found in listed.items() for _ in found)
    rows = []
    for row in by_code(seats).values():
        short = Township("", row.name, "").short
        taken = short in districts or short in COMMON_WORDS or is_like_a_road(short)
        alone = len(short) >= 2 and count[short] <= 2 and not taken
        rows.append(replace(row, aliases=tuple(sorted({*row.aliases, short}))) if alone else row)
    return rows


def by_code(seats: Iterable[Seat]) -> dict[str, Row]:
    """The same by the township's code."""
    rows = {}
    for seat in seats:
        town = seat.township
        if seat.longitude is None or seat.latitude is None or seat.radius_m is None:
            continue
        offices = {f"{town.name}办事处"} if town.name.endswith("街道") else {f"{town.name}政府", f"{town.name}人民政府"}
        others = {town.short + ending for ending in ("街道", "镇") if not town.short.endswith("镇")}
        rows[town.code] = Row(
            name=town.name,
            kind="township",
            longitude=seat.longitude,
            latitude=seat.latitude,
            precision="street",
            radius_m=seat.radius_m,
            district=town.district,
            source=seat.source,
            osm=seat.source == "osm-derived",
            aliases=tuple(sorted((offices | others) - {town.name})),
        )
    return rows


def communities(seats: Sequence[Seat], listed: Iterable[tuple[str, str]]) -> list[Row]:
    """The communities of the streets of the old town, at the street's centre: such a street is hardly 3 km across.

    Only under their full name («后坡街社区»): what is left without 社区 is often a road.
    """
    compact = {row["name"] for row in lines("townships.csv") if row["compact"] == "1"}
    near = {row.name: row for row in by_code(seat for seat in seats if seat.township.name in compact).values()}
    codes = {seat.township.code: seat.township.name for seat in seats if seat.township.name in compact}
    found = {}
    for name, code in listed:
        base = village_base(name)
        if codes.get(code) in near and "社区" in name and len(base) >= 2:
            row = replace(near[codes[code]], name=f"{base}社区", kind="village", radius_m=COMMUNITY_M)
            found[(base, code)] = replace(row, aliases=(f"{base}社区居委会",), source="township", osm=False)
    return list(found.values())
