"""What we know of the city ourselves, in `curation/`, and how it meets the names of OpenStreetMap."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import shapely

from geodata.geometry import to_geojson
from geodata.making import rules
from geodata.making.rows import Feature, Row, distance_m, has_namesake
from geodata.making.rules import CURATION

DISTRICT_NAMES = {
    "370102": "历下区",
    "370103": "市中区",
    "370104": "槐荫区",
    "370105": "天桥区",
    "370112": "历城区",
    "370113": "长清区",
    "370114": "章丘区",
    "370115": "济阳区",
    "370116": "莱芜区",
    "370117": "钢城区",
    "370124": "平阴县",
    "370126": "商河县",
}

DATA = Path(__file__).parents[1] / "data"

ANCHOR_M = 3000
"""How far from where we say that it is the feature may lie whose position a curated place takes over."""

STATION_KINDS = frozenset({"building", "facility"})
STATION_M = 400
"""The same for a metro station: a building of the station's name farther off is not the station."""


def lines(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file in `curation/`."""
    with CURATION.joinpath(name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def places(rows: Sequence[Row]) -> list[Row]:
    """Curated places and metro stations, each at the position of its OpenStreetMap feature where it has one."""
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named[row.name].append(row)
    found = [_place(row, named) for row in lines("places.csv")]
    return found + _stations(named)


def _place(row: Mapping[str, str], named: Mapping[str, Sequence[Row]]) -> Row:
    place = _curated(row)
    anchor = _anchor(place, [one for name in row["anchor"].split(";") for one in named.get(name, ())])
    if anchor is None:
        return place
    return replace(place, longitude=anchor.longitude, latitude=anchor.latitude, source="osm-derived", osm=True)


def _curated(row: Mapping[str, str]) -> Row:
    radius = int(row["radius_m"])
    return Row(
        name=row["name"],
        kind=row["kind"],
        longitude=float(row["longitude"]),
        latitude=float(row["latitude"]),
        precision="site" if radius <= 500 else "street",
        radius_m=radius,
        district="",
        source="curated",
        osm=False,
        aliases=tuple(sorted(filter(None, row["aliases"].split(";")))),
    )


def _anchor(place: Row, candidates: Sequence[Row], limit_m: float = ANCHOR_M) -> Row | None:
    """The nearest of the features with the right name, if it is not suspiciously far away."""
    nearest = min(candidates, key=lambda one: distance_m(place, one), default=None)
    return nearest if nearest is not None and distance_m(place, nearest) <= limit_m else None


def _stations(named: Mapping[str, Sequence[Row]]) -> list[Row]:
    """One row for each metro station; its lines are in the aliases."""
    served: dict[str, list[str]] = defaultdict(list)
    where: dict[str, dict[str, str]] = {}
    for row in lines("metro.csv"):
        served[row["station"]].append(row["line"])
        where.setdefault(row["station"], row)
    found = []
    for name, row in where.items():
        if name.endswith("站"):
            continue  # a railway station, which is in places.csv
        short = name
        others = {f"{short}地铁站", f"地铁{short}站", f"轨道交通{short}站", f"地铁站{short}"}
        others |= {f"{number}{short}站" for line in served[name] for number in (f"轨道交通{line}", f"地铁{line}")}
        place = _curated({**row, "name": f"{short}站", "kind": "metro", "aliases": ";".join(others)})
        anchor = _anchor(place, [one for one in named.get(name, ()) if one.kind in STATION_KINDS], STATION_M)
        if anchor is not None:
            place = replace(
                place,
                longitude=anchor.longitude,
                latitude=anchor.latitude,
                precision="site",
                radius_m=200,
                source="osm-derived",
                osm=True,
            )
        found.append(place)
    return found


def station_buildings(rows: Sequence[Row]) -> list[Row]:
    """Buildings that are metro stations and bear the name of a road or village: not what that name means."""
    stations = {row.name: row for row in _stations({})}
    return [
        row
        for row in rows
        if row.kind == "building"
        and f"{row.name}站" in stations
        and distance_m(row, stations[f"{row.name}站"]) <= STATION_M
    ]


def features(stations: Sequence[Row]) -> str:
    """The curated lines, the metro lines through their stations and the Yellow River as GeoJSON, one feature a line."""
    found = [_line(row, row["path"]) for row in json.loads(CURATION.joinpath("lines.json").read_text(encoding="utf-8"))]
    found += _metro_lines({row.name: row for row in stations})
    river = json.loads(DATA.joinpath("yellow_river.geojson").read_text(encoding="utf-8"))["features"][0]
    found.append(_line({"name": "黄河", "aliases": [], "kind": "river"}, river["geometry"]["coordinates"]))
    text = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in found)
    return f'{{"type":"FeatureCollection","features":[\n{text}\n]}}\n'


def _metro_lines(stations: Mapping[str, Row]) -> Iterator[dict[str, Any]]:
    stops: dict[str, list[str]] = defaultdict(list)
    for row in lines("metro.csv"):
        stops[row["line"]].append(row["station"])
    for line, names in stops.items():
        found = [stations[name if name.endswith("站") else f"{name}站"] for name in names]
        properties = {
            "name": f"轨道交通{line}",
            "aliases": [f"地铁{line}", f"济南地铁{line}", f"济南轨道交通{line}", f"轨道交通{line}线"],
            "kind": "metro",
            "radius_m": 1000,
            "osm": int(any(row.osm for row in found)),
            "stops": [row.name for row in found],
        }
        yield _line(properties, [(row.longitude, row.latitude) for row in found])


def _line(given: Mapping[str, Any], path: Sequence[Sequence[float]]) -> dict[str, Any]:
    """A feature with the seven properties, in order; coordinates as rough as the knowledge is."""
    usual = {"precision": "schematic", "radius_m": 1500, "source": "curated", "osm": 0, "stops": []}
    names = ("name", "aliases", "kind", "precision", "radius_m", "source", "osm", "stops")
    properties = {name: {**usual, **given}[name] for name in names}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": to_geojson(shapely.LineString(path), decimals=4),
    }


def spared() -> set[str]:
    """Names that the curation rests on: they are never held out."""
    found = {name for row in lines("places.csv") for name in (row["name"], *row["anchor"].split(";"))}
    return found | {row["station"] for row in lines("metro.csv")}


def truth(hidden: Sequence[Row], second: Sequence[Feature], rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The rows of the truth file: what was held out, second mentions of places, and the seats that GeoNames gives."""
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for name in (row.name, *row.aliases):
            named[name].append(row)
    found = [
        _truth_row(row, has_namesake(row, named)) for row in hidden if sum(row.name == one.name for one in hidden) == 1
    ]
    found += [_second_row(feature) for feature in second]
    seats = [
        (row["name"], row["district"], row["longitude"], row["latitude"], row["tolerance_m"], "town", row["source"])
        for row in lines("seats_elsewhere.csv")
    ]
    return sorted(found) + seats


def _second_row(feature: Feature) -> tuple[str, ...]:
    name = rules.plain(feature.name)
    kind = rules.kind_of(name, feature.source_class) or "other"
    place = f"{feature.longitude:.5f}", f"{feature.latitude:.5f}", str(max(rules.radius_of(name, kind), 200))
    return (name, DISTRICT_NAMES[feature.district], *place, kind, "osm-second")


def _truth_row(row: Row, related: bool) -> tuple[str, ...]:
    source = "osm-related" if related else "osm-unseen"
    place = f"{row.longitude:.5f}", f"{row.latitude:.5f}", str(max(row.radius_m, 200))
    return (row.name, DISTRICT_NAMES[row.district], *place, row.kind, source)
