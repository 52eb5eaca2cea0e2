"""GeoPackage from strangers: SQLite in memory, plain tables only, each blob's header read here."""

import sqlite3
from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.upload_limits import MAX_FEATURES, MAX_FIELDS, MAX_VERTICES, Read, UploadRefused

MAX_BLOB = 8_000_000
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def read(content: bytes) -> list[Read]:
    """All features of all feature tables. Raises `UploadRefused`."""
    if not content.startswith(b"SQLite format 3\0"):
        raise UploadRefused("not_gpkg")
    db = sqlite3.connect(":memory:")
    try:
        # In memory a database cannot be in WAL mode: the two bytes say how it was written, not what is in it.
        db.deserialize(content[:18] + b"\x01\x01" + content[20:])
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BLOB)
        db.execute("PRAGMA trusted_schema=OFF")
        db.execute("PRAGMA query_only=ON")
        return _all(db)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise UploadRefused("broken_gpkg") from error
    finally:
        db.close()


def _all(db: sqlite3.Connection) -> list[Read]:
    systems = {
        number: f"{authority}:{code}".upper()
        for number, authority, code in db.execute(
            "SELECT srs_id, organization, organization_coordsys_id FROM gpkg_spatial_ref_sys"
        )
    }
    layers = db.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g JOIN gpkg_contents c"
        " ON c.table_name = g.table_name WHERE c.data_type = 'features' ORDER BY g.table_name LIMIT 101"
    ).fetchall()
    found: list[Read] = []
    vertices = 0
    for table, column, number in layers:
        for row in _rows(db, table):
            geometry = blob_geometry(row.get(column), len(found) + 1)
            if geometry is None:
                continue
            vertices += int(shapely.get_num_coordinates(geometry))
            if vertices > MAX_VERTICES:
                raise UploadRefused("too_many_vertices", limit=MAX_VERTICES)
            if len(found) >= MAX_FEATURES:
                raise UploadRefused("too_many_features", limit=MAX_FEATURES)
            properties = {name: value for name, value in row.items() if name != column}
            found.append(Read(geometry, properties, layer=table, crs=systems.get(number)))
    return found


def _rows(db: sqlite3.Connection, table: object) -> list[Mapping[str, object]]:
    """Rows of a plain table; a view or a virtual table could compute for ever or call functions."""
    kind = db.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    if kind is None or kind[0] != "table" or "VIRTUAL" in str(kind[1]).upper().split("(", maxsplit=1)[0]:
        raise UploadRefused("not_a_table", table=str(table)[:80])
    quoted = '"' + str(table).replace('"', '""') + '"'
    cursor = db.execute(f"SELECT * FROM {quoted} LIMIT {MAX_FEATURES + 1}")  # noqa: S608 - quoted, a table of the file's
    names = [str(item[0]) for item in cursor.description]
    if len(names) > MAX_FIELDS:
        raise UploadRefused("too_many_fields", limit=MAX_FIELDS)
    return [dict(zip(names, row, strict=True)) for row in cursor]


def blob_geometry(blob: object, number: int) -> BaseGeometry | None:
    """The geometry of a GeoPackage blob; None where it is null or empty."""
    if blob is None:
        return None
    try:
        if not isinstance(blob, bytes) or blob[:2] != b"GP" or blob[3] & 0b0010_0000:
            raise UploadRefused("unreadable_feature", feature=number)
        start = 8 + _ENVELOPES[blob[3] >> 1 & 0b111]
        geometry: BaseGeometry = shapely.from_wkb(blob[start:])
    except (IndexError, KeyError, shapely.errors.ShapelyError) as error:
        raise UploadRefused("unreadable_feature", feature=number) from error
    return None if geometry is None or geometry.is_empty else geometry
