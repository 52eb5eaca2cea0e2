"""Reads one uploaded file in a process of its own, with limits: ``python -m geodata.upload_child``.

It says ``ready``, takes the file on standard input, and answers with one line of JSON; before it repairs a geometry it
says ``repair``, so that whoever has to end it knows why.
"""

import json
import resource
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from geodata import offsets, upload_archives, upload_gpkg, upload_json, upload_kml, upload_shapefile
from geodata.upload_limits import (
    MAX_FEATURES,
    MAX_FIELDS,
    MAX_MEMORY,
    MAX_TEXT,
    MAX_VERTICES,
    Read,
    UploadRefused,
)

_OFFSETS = {"GCJ-02": offsets.from_gcj02, "BD-09": offsets.from_bd09}
_MAX_WKT = 20_000


def main(suffix: str, crs: str, seconds: float) -> None:
    """Read the file on standard input and answer on standard output."""
    _limit(seconds)
    _say("ready")
    try:
        answer = answered(sys.stdin.buffer.read(), suffix, crs or None)
    except UploadRefused as refused:
        answer = {"refused": refused.reason, "facts": dict(refused.facts)}
    except MemoryError:
        answer = {"refused": "too_large", "facts": {}}
    _say(json.dumps(answer))


def answered(content: bytes, suffix: str, crs: str | None) -> dict[str, Any]:
    """What the file holds, in EPSG:4490. Raises `UploadRefused`."""
    found = _parsed(content, suffix)
    if not found:
        raise UploadRefused("no_features")
    if len(found) > MAX_FEATURES:
        raise UploadRefused("too_many_features", limit=MAX_FEATURES)
    if sum(int(shapely.get_num_coordinates(item.geometry)) for item in found) > MAX_VERTICES:
        raise UploadRefused("too_many_vertices", limit=MAX_VERTICES)
    notes: set[str] = set()
    rows = [_row(number, item, crs, notes) for number, item in enumerate(found, start=1)]
    systems = sorted({crs or item.crs or "" for item in found})
    return {"features": rows, "crs": "; ".join(systems), "notes": sorted(notes)}


def _parsed(content: bytes, suffix: str) -> list[Read]:
    if suffix in (".geojson", ".json"):
        return upload_json.read(content)
    if suffix == ".kml":
        return upload_kml.read(content)
    if suffix == ".gpkg":
        return upload_gpkg.read(content)
    files = upload_archives.members(content)
    if suffix == ".zip":
        return upload_shapefile.read(files)
    documents = [name for name in files if name.endswith(".kml")]
    if not documents:
        raise UploadRefused("not_kml", line=1)
    return upload_kml.read(files["doc.kml" if "doc.kml" in files else documents[0]])


def _row(number: int, item: Read, crs: str | None, notes: set[str]) -> dict[str, Any]:
    if item.geometry.has_z:
        notes.add("height_dropped")
    flat = shapely.force_2d(item.geometry)
    if flat.is_empty:
        raise UploadRefused("empty_feature", feature=number)
    _finite(flat, "not_finite", number, crs or item.crs)
    placed = _placed(flat, crs or item.crs)
    _finite(placed, "out_of_range", number, crs or item.crs)
    west, south, east, north = placed.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise UploadRefused("out_of_range", feature=number, crs=(crs or item.crs or "")[:80])
    if not placed.is_valid:
        _say("repair")
        placed = shapely.make_valid(placed)
        notes.add("repaired")
    return {
        "wkb": shapely.to_wkb(placed, hex=True, byte_order=1),
        "properties": _properties(item, notes),
        "layer": item.layer,
        "position": number,
    }


def _finite(shape: BaseGeometry, reason: str, number: int, crs: str | None) -> None:
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise UploadRefused(reason, feature=number, crs=(crs or "")[:80])


def _properties(item: Read, notes: set[str]) -> dict[str, str]:
    if len(item.properties) > MAX_FIELDS:
        raise UploadRefused("too_many_fields", limit=MAX_FIELDS)
    found = {str(name)[:MAX_TEXT]: str(value) for name, value in item.properties.items() if value is not None}
    if any(len(value) > MAX_TEXT for value in found.values()):
        notes.add("text_shortened")
    return {name: value[:MAX_TEXT] for name, value in found.items()}


def _placed(shape: BaseGeometry, crs: str | None) -> BaseGeometry:
    if crs is None:
        raise UploadRefused("no_crs")
    if crs in _OFFSETS:
        turn = _OFFSETS[crs]
        return _moved(shape, lambda xy: np.column_stack(turn(xy[:, 0], xy[:, 1])))
    if crs in ("EPSG:4490", "EPSG:4326"):
        return shape
    transformer = _transformer(crs)
    return _moved(shape, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))


def _moved(shape: BaseGeometry, by: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> BaseGeometry:
    moved: BaseGeometry = shapely.transform(shape, by)
    return moved


_known: dict[str, Transformer] = {}


def _transformer(crs: str) -> Transformer:
    if crs not in _known:
        try:
            if len(crs) > _MAX_WKT:
                raise UploadRefused("unknown_crs", crs=crs[:80])
            system = CRS.from_epsg(int(crs[5:])) if crs.startswith("EPSG:") else CRS.from_wkt(crs)
            _known[crs] = Transformer.from_crs(system, CRS.from_epsg(4490), always_xy=True)
        except (CRSError, ProjError, ValueError) as error:
            raise UploadRefused("unknown_crs", crs=crs[:80]) from error
    return _known[crs]


def _limit(seconds: float) -> None:
    """No file, no core, no more memory and processor time than one upload may take."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    until = int(spent.ru_utime + spent.ru_stime + seconds) + 1
    for what, most in (
        (resource.RLIMIT_CPU, until),
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
