"""Zipped Shapefile from strangers: points, lines and areas read here, `.prj` and `.cpg` honoured."""

import codecs
import struct

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.upload_limits import MAX_FEATURES, MAX_FIELDS, MAX_VERTICES, Read, UploadRefused

_POINT, _LINE, _AREA, _POINTS = 1, 3, 5, 8


def read(files: dict[str, bytes]) -> list[Read]:
    """The one layer of an archive. Raises `UploadRefused`."""
    shapes = [name for name in files if name.endswith(".shp") and not name.startswith("__macosx/")]
    if len(shapes) != 1:
        raise UploadRefused("not_one_shapefile", count=len(shapes))
    stem = shapes[0][:-4]
    try:
        geometries = _geometries(files[shapes[0]])
        rows = _table(files.get(stem + ".dbf", b""), files.get(stem + ".cpg", b""))
    except (struct.error, ValueError, IndexError, LookupError, shapely.errors.ShapelyError) as error:
        if isinstance(error, UploadRefused):
            raise
        raise UploadRefused("broken_shapefile") from error
    if rows and len(rows) != len(geometries):
        raise UploadRefused("broken_shapefile")
    said = files.get(stem + ".prj", b"").decode("utf-8", "replace").strip() or None
    properties = rows or [{} for _ in geometries]
    layer = stem.rpartition("/")[2]
    pairs = zip(geometries, properties, strict=True)
    return [Read(shape, row, layer=layer, crs=said) for shape, row in pairs if shape is not None]


def _geometries(content: bytes) -> list[BaseGeometry | None]:
    if len(content) < 100 or struct.unpack(">i", content[:4])[0] != 9994:
        raise UploadRefused("broken_shapefile")
    found: list[BaseGeometry | None] = []
    at, vertices = 100, 0
    while at < len(content):
        length = 2 * struct.unpack(">i", content[at + 4 : at + 8])[0]
        record = content[at + 8 : at + 8 + length]
        if length < 4 or len(record) < length:
            raise UploadRefused("broken_shapefile")
        if len(found) >= MAX_FEATURES:
            raise UploadRefused("too_many_features", limit=MAX_FEATURES)
        found.append(_shape(record))
        vertices += 0 if found[-1] is None else int(shapely.get_num_coordinates(found[-1]))
        if vertices > MAX_VERTICES:
            raise UploadRefused("too_many_vertices", limit=MAX_VERTICES)
        at += 8 + length
    return found


def _shape(record: bytes) -> BaseGeometry | None:
    kind = struct.unpack("<i", record[:4])[0] % 10  # 11 and 21 are points with height or measure, and so on
    if kind == 0:
        return None
    if kind == _POINT:
        return shapely.Point(struct.unpack("<2d", record[4:20]))
    if kind == _POINTS:
        count = struct.unpack("<i", record[36:40])[0]
        return shapely.MultiPoint(_pairs(record, 40, count))
    if kind not in (_LINE, _AREA):
        raise UploadRefused("unknown_shape", kind=kind)
    parts, count = struct.unpack("<2i", record[36:44])
    if not 0 < parts <= count:
        raise UploadRefused("broken_shapefile")
    starts = struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts])
    pieces = np.split(_pairs(record, 44 + 4 * parts, count), starts[1:])
    if kind == _LINE:
        return shapely.MultiLineString(pieces) if parts > 1 else shapely.LineString(pieces[0])
    return _area([shapely.LinearRing(piece) for piece in pieces])


def _pairs(record: bytes, at: int, count: int) -> np.ndarray:
    if count < 1 or at + 16 * count > len(record):
        raise UploadRefused("broken_shapefile")
    return np.frombuffer(record, dtype="<f8", count=2 * count, offset=at).reshape(-1, 2)


def _area(rings: list[BaseGeometry]) -> BaseGeometry:
    """Clockwise rings are outer ones; each hole belongs to the smallest outer ring around its first vertex."""
    outer = [ring for ring in rings if not shapely.is_ccw(ring)] or rings[:1]
    shells = sorted((shapely.Polygon(ring) for ring in outer), key=lambda shell: float(shell.area))
    holes: list[list[BaseGeometry]] = [[] for _ in shells]
    for ring in rings:
        if any(ring is other for other in outer):
            continue
        first = shapely.Point(ring.coords[0])
        around = next((place for place, shell in enumerate(shells) if shell.intersects(first)), None)
        if around is None:
            raise UploadRefused("broken_shapefile")
        holes[around].append(ring)
    made = [shapely.Polygon(shell.exterior, inner) for shell, inner in zip(shells, holes, strict=True)]
    return made[0] if len(made) == 1 else shapely.MultiPolygon(made)


def _is_utf8(content: bytes) -> bool:
    """Where nobody says the encoding: Chinese in GBK is hardly ever valid UTF-8 as well."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _table(content: bytes, code_page: bytes) -> list[dict[str, object]]:
    if not content:
        return []
    count, start, width = struct.unpack("<IHH", content[4:12])
    if count > MAX_FEATURES:
        raise UploadRefused("too_many_features", limit=MAX_FEATURES)
    said = code_page.decode("ascii", "replace").strip()[:40]
    usual = ("gb18030", "utf-8")[_is_utf8(content[start:])]
    encoding = codecs.lookup({"65001": "utf-8", "936": "gb18030"}.get(said, said or usual)).name
    fields = [content[at : at + 32] for at in range(32, start - 1, 32)]
    if len(fields) > MAX_FIELDS or not width:
        raise UploadRefused("too_many_fields", limit=MAX_FIELDS)
    names = [field[:11].split(b"\0")[0].decode(encoding, "replace") for field in fields]
    rows = []
    for number in range(count):
        record = content[start + number * width : start + (number + 1) * width]
        if len(record) < width:
            raise UploadRefused("broken_shapefile")
        at, row = 1, {}
        for name, field in zip(names, fields, strict=True):
            row[name] = record[at : at + field[16]].decode(encoding, "replace").strip(" \0")
            at += field[16]
        rows.append(dict[str, object](row))
    return rows
