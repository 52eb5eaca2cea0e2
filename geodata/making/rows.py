"""Rows of the gazetteer while it is built: sources in, one clean list out. Needs no network."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import shapely

from geodata import crs
from geodata.making import rules

Villages = Mapping[str, Mapping[str, Sequence["Village"]]]
"""District → name of a village without 村 or 社区 → those of that name."""

SAME_PLACE_M = 700
"""Features of one name that are nearer than this to each other are one place."""

TWO_MAPPERS_M = 20
"""Features of one name that are nearer than this are one feature copied."""

DERIVED_RADIUS_M = 1500
TOWNSHIP_M = 12_000
"""No village is farther than this from the seat of its township."""

HELD_OUT_SEED = "jinan-places-1"
"""Changing it draws other names for the truth file."""

EASY_TO_KNOW = frozenset({"station", "park", "sight", "village", "mountain", "reservoir", "hospital", "school"})


@dataclass(frozen=True, slots=True)
class Row:
    """One place: WGS 84, its precision class, and where that is known from."""

    name: str
    kind: str
    longitude: float
    latitude: float
    precision: str
    radius_m: int
    district: str
    source: str
    osm: bool
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community as listed: `community` is a 社区 of a town, with no village of its own."""

    township: str
    community: bool


@dataclass(frozen=True, slots=True)
class Feature:
    """A named point of OpenStreetMap in a district of Jinan."""

    name: str
    source_class: str
    longitude: float
    latitude: float
    district: str


def distance_m(one: Row | Feature, other: Row | Feature) -> float:
    """Metres between two places, flat: nothing here is farther than a district apart."""
    east = (one.longitude - other.longitude) * 111_320 * float(np.cos(np.radians(one.latitude)))
    return float(np.hypot(east, (one.latitude - other.latitude) * 110_950))


def from_osm(features: Iterable[Feature], villages: Villages, known: Collection[str]) -> list[Row]:
    """Rows of the features that say where, several of one name and place made one; `known` names are always kept."""
    grouped: dict[tuple[str, str], list[tuple[Feature, str]]] = defaultdict(list)
    for feature in features:
        for name in rules.names_in(rules.plain(feature.name)):
            kind = rules.kind_of(name, feature.source_class, known=name in known)
            if kind is None or not (name in known or rules.says_where(name)):
                continue
            if kind == "estate" and _is_village(name, villages[feature.district]):
                kind = "village"
            grouped[(name, feature.district)].append((feature, kind))
    return [row for (name, _), found in sorted(grouped.items()) for row in _clusters(name, found)]


def _is_village(name: str, villages: Mapping[str, Sequence[Village]]) -> bool:
    listed = villages.get(rules.village_base(name), ())
    if rules.sounds_like_a_village(name):
        return True
    return bool(listed) and (name.endswith(("村", "社区")) or not all(village.community for village in listed))


def _clusters(name: str, found: Sequence[tuple[Feature, str]]) -> list[Row]:
    """One row for each group of features that lie together, at their median."""
    left = sorted(found, key=lambda pair: (pair[0].longitude, pair[0].latitude, pair[1]))
    rows = []
    while left:
        first = left[0][0]
        near = [pair for pair in left if distance_m(first, pair[0]) <= SAME_PLACE_M]
        left = [pair for pair in left if pair not in near]
        kind = max(sorted({kind for _, kind in near}), key=lambda one: sum(kind == one for _, kind in near))
        rows.append(_osm_row(name, kind, [feature for feature, _ in near]))
    return rows


def _osm_row(name: str, kind: str, features: Sequence[Feature]) -> Row:
    radius = rules.radius_of(name, kind)
    longitude = median(feature.longitude for feature in features)
    latitude = median(feature.latitude for feature in features)
    aliases = set(rules.also_called(name))
    if kind == "village":
        base = rules.village_base(name)
        aliases |= {base, base if base.endswith("村") else f"{base}村", f"{base}社区"} - {name}
    return Row(
        name=name,
        kind=kind,
        longitude=round(longitude, 5),
        latitude=round(latitude, 5),
        precision="site" if radius <= 500 else "street",
        radius_m=radius,
        district=features[0].district,
        source="osm",
        osm=True,
        aliases=tuple(sorted(aliases)),
    )


def villages_from_neighbours(rows: Sequence[Row], villages: Villages) -> list[Row]:
    """«X小学» lies in or beside the village X: a row for each village that is only known so, as street level."""
    known = {(row.district, rules.village_base(row.name)) for row in rows if row.kind == "village"}
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        base = rules.village_named_in(row.name, villages[row.district])
        if base and (row.district, base) not in known and len(villages[row.district][base]) == 1:
            found[(row.district, base)].append(row)
    return [
        _village(base, near, community=villages[district][base][0].community)
        for (district, base), near in sorted(found.items())
        if _together(near)
    ]


def in_their_township(found: Iterable[Row], seats: Mapping[str, Row], villages: Villages) -> list[Row]:
    """Without the villages that would lie too far from the seat of their township: those bear the name by chance."""
    kept = []
    for row in found:
        listed = villages[row.district].get(rules.village_base(row.name), ())
        seat = seats.get(listed[0].township) if listed else None
        if seat is None or distance_m(seat, row) <= TOWNSHIP_M:
            kept.append(row)
    return kept


def _together(rows: Sequence[Row]) -> bool:
    return all(distance_m(rows[0], row) <= 2 * DERIVED_RADIUS_M for row in rows)


def _village(base: str, near: Sequence[Row], *, community: bool) -> Row:
    name = f"{base}社区" if community else base if base.endswith("村") else f"{base}村"
    others = {f"{base}居委会" if community else f"{base}社区"}
    if not community or (len(base) > 2 and not rules.is_like_a_road(base)):
        others.add(base)
    return replace(
        near[0],
        name=name,
        kind="village",
        longitude=round(median(row.longitude for row in near), 4),
        latitude=round(median(row.latitude for row in near), 4),
        precision="street",
        radius_m=DERIVED_RADIUS_M,
        source="osm-derived",
        aliases=tuple(sorted(others - {name})),
    )


def held_out(rows: Sequence[Row], spared: Collection[str]) -> list[Row]:
    """The rows that are kept away from the gazetteer to measure it by; names in `spared` are never drawn.

    Drawn by a hash of the name, so that the choice does not move when other rows come or go: four in ten of those whose
    neighbour bears part of the name (what a geocoder can find out by itself), fifteen in a thousand of the other
    places that people name, four in a thousand of the rest (where «unknown» is the right answer).
    """
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    chosen = []
    for row in rows:
        share = 400 if has_namesake(row, by_name) else 15 if row.kind in EASY_TO_KNOW else 4
        if row.name not in spared and draw(row.name) % 1000 < share:
            chosen.append(row)
    return chosen


def second_mentions(features: Sequence[Feature]) -> list[Feature]:
    """One of the features of each place that was mapped twice: two mappers, two positions."""
    grouped: dict[tuple[str, str], list[Feature]] = defaultdict(list)
    for feature in features:
        name = rules.plain(feature.name)
        if rules.says_where(name) and rules.kind_of(name, feature.source_class) is not None:
            grouped[(name, feature.district)].append(feature)
    chosen = []
    for _, found in sorted(grouped.items()):
        apart = distance_m(found[0], found[-1])
        if len(found) > 1 and TWO_MAPPERS_M <= apart <= SAME_PLACE_M:
            chosen.append(found[-1])
    return chosen


def draw(name: str) -> int:
    """A number that looks random and is always the same for a name."""
    return int(hashlib.sha256(f"{HELD_OUT_SEED}:{name}".encode()).hexdigest()[:8], 16)


def has_namesake(row: Row, by_name: Mapping[str, Sequence[Row]]) -> bool:
    """Whether another place nearby bears a part (three characters or more) of this name."""
    parts = {row.name[i:j] for i in range(len(row.name)) for j in range(i + 3, len(row.name) + 1)} - {row.name}
    return any(distance_m(row, one) <= 1000 for part in parts for one in by_name.get(part, ()))


def merged(first: Sequence[Row], *others: Sequence[Row]) -> list[Row]:
    """All rows, the earlier list winning where a later one names the same place (name or alias, same place)."""
    rows = list(first)
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for name in (row.name, *row.aliases):
            named[name].append(row)
    for more in others:
        for row in more:
            if not any(distance_m(row, one) <= max(SAME_PLACE_M, one.radius_m) for one in named[row.name]):
                rows.append(row)
                named[row.name].append(row)
    return sorted(rows, key=lambda row: (row.name, row.district, row.longitude, row.latitude, row.kind, row.source))


def located(rows: Iterable[Row], districts: Mapping[str, shapely.Geometry]) -> list[Row]:
    """The rows with the district in which each lies. Raises `ValueError` for one that is not in Jinan."""
    found = []
    for row in rows:
        point = shapely.Point(row.longitude, row.latitude)
        code = next((code for code, area in districts.items() if area.intersects(point)), None)
        if code is None:
            raise ValueError(f"{row.name} lies outside Jinan")
        found.append(replace(row, district=code))
    return found


def inside(rows: Iterable[Row], districts: Mapping[str, shapely.Geometry], *, slack_m: float = 500) -> None:
    """Refuse a row that lies farther than `slack_m` from the district it names. Raises `ValueError`."""
    metric = {code: crs.to_metric(area) for code, area in districts.items()}
    for row in rows:
        point = crs.to_metric(shapely.Point(row.longitude, row.latitude))
        if metric[row.district].distance(point) > slack_m:
            raise ValueError(f"{row.name} lies outside {row.district}")
