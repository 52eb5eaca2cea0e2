"""GeoJSON from strangers: `json` and shapely alone, counted before it is built."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from geodata.geometry import GeometryError, shape_of
from geodata.upload_limits import MAX_FEATURES, MAX_VERTICES, Read, UploadRefused


def read(content: bytes) -> list[Read]:
    """All features that have a geometry. Raises `UploadRefused`."""
    if content.count(b'"Feature"') > MAX_FEATURES:
        raise UploadRefused("too_many_features", limit=MAX_FEATURES)
    if content.count(b"[") > MAX_VERTICES + 10 * MAX_FEATURES:
        raise UploadRefused("too_many_vertices", limit=MAX_VERTICES)
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_not_a_number)
    except RecursionError as error:
        raise UploadRefused("too_deep") from error
    except UploadRefused:
        raise
    except ValueError as error:
        raise UploadRefused("not_geojson") from error
    if not isinstance(whole, Mapping):
        raise UploadRefused("not_geojson")
    said = _crs(whole)
    return [_read(number, row, said) for number, row in enumerate(_features(whole), start=1) if row.get("geometry")]


def _not_a_number(word: str) -> float:
    raise UploadRefused("not_finite", value=word)


def _crs(whole: Mapping[str, Any]) -> str:
    said = whole.get("crs")
    if said is None:
        return "EPSG:4326"
    try:
        name = str(said["properties"]["name"])
    except (KeyError, TypeError) as error:
        raise UploadRefused("unknown_crs", crs=str(said)[:80]) from error
    return "EPSG:4326" if name.endswith("CRS84") else "EPSG:" + name.rpartition(":")[2]


def _features(whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    kind = whole.get("type")
    rows = whole.get("features") if kind == "FeatureCollection" else [whole]
    if not isinstance(rows, list) or not isinstance(kind, str):
        raise UploadRefused("not_geojson")
    for row in rows:
        if not isinstance(row, Mapping):
            raise UploadRefused("not_geojson")
        yield row if row.get("type") == "Feature" else {"geometry": row}


def _read(number: int, row: Mapping[str, Any], said: str) -> Read:
    properties = row.get("properties")
    try:
        found = shape_of(row["geometry"])
    except (GeometryError, RecursionError, OverflowError) as error:
        raise UploadRefused("unreadable_feature", feature=number) from error
    return Read(found, properties if isinstance(properties, Mapping) else {}, crs=said)
