"""Files that people upload, good and hostile, made when they are needed."""

import io
import json
import random
import sqlite3
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import geopandas
import shapely

HERE = (117.0123456789, 36.6512345678)


def collection(*geometries, **more):
    rows = [{"type": "Feature", "properties": {"name": "甲"}, "geometry": one} for one in geometries]
    return json.dumps({"type": "FeatureCollection", "features": rows, **more}).encode()


def point(x=HERE[0], y=HERE[1]):
    return {"type": "Point", "coordinates": [x, y]}


def kml(inside, head=""):
    return f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2">{inside}</kml>'.encode()


def archive(files, **links):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
        for name, target in links.items():
            link = zipfile.ZipInfo(name + ".shp")
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            made.writestr(link, target)
    return buffer.getvalue()


def written(shape, crs, driver):
    """A good file made by another writer than ours."""
    frame = geopandas.GeoDataFrame({"name": ["甲"]}, geometry=[shape], crs=4490).to_crs(crs)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / ("a.gpkg" if driver == "GPKG" else "a.shp")
        frame.to_file(path, driver=driver, encoding=None if driver == "GPKG" else "UTF-8")
        if driver == "GPKG":
            return path.read_bytes()
        return archive({item.name: item.read_bytes() for item in Path(place).iterdir()})


def tampered(gpkg, *statements):
    db = sqlite3.connect(":memory:")
    db.deserialize(gpkg[:18] + b"\x01\x01" + gpkg[20:])
    for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
        db.create_function(name, 1, lambda _: 0)
    for statement in statements:
        db.execute(statement)
    db.commit()
    content = db.serialize()
    db.close()
    return content


def tangle(vertices):
    random.seed(4)
    return [[HERE[0] + random.random() / 10, HERE[1] + random.random() / 10] for _ in range(vertices)]


def shp(kind, body):
    record = struct.pack("<i", kind) + body
    head = struct.pack(">i", 9994).ljust(100, b"\0")
    return archive({"a.shp": head + struct.pack(">2i", 1, len(record) // 2) + record, "a.prj": "x"})


def hostile():
    """Name of the case → (file name, content, the reasons it may be refused for)."""
    gpkg = written(shapely.Point(HERE), 4490, "GPKG")
    ring = tangle(500)
    tangled = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    deep = b'{"type":"Polygon","coordinates":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    million = b'{"type":"LineString","coordinates":[' + b"[117,36]," * 1_000_000 + b"[117,36]]}"
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    vrt = b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>"
    view = (
        "DROP TABLE a",
        "CREATE VIEW a AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT * FROM n",
    )
    blob = "UPDATE a SET geom = zeroblob(9000000)"
    return {
        "VRT as GeoJSON": ("a.geojson", vrt, "not_geojson"),
        "HTML as GeoJSON": ("a.geojson", b"<html></html>", "not_geojson"),
        "a list": ("a.geojson", b"[1, 2]", "not_geojson"),
        "not UTF-8": ("a.geojson", b'{"type": "\xff"}', "not_geojson"),
        "nested deeply": ("a.geojson", deep, "too_deep"),
        "a million vertices": ("a.geojson", million, "too_many_vertices"),
        "a hundred thousand features": ("a.geojson", collection(*[point()] * 100_000), "too_many_features"),
        "NaN": ("a.geojson", collection(point(float("nan"))), "not_finite"),
        "infinity": ("a.geojson", collection(point(float("inf"))), "not_finite"),
        "1e999": ("a.geojson", collection(point()).replace(b"117.0123456789", b"1e999"), "not_finite"),
        "huge values": ("a.geojson", collection(point(4e300, 1e300)), "out_of_range"),
        "metres said to be degrees": ("a.geojson", collection(point(500_000, 4_060_000)), "out_of_range"),
        "text for numbers": ("a.geojson", collection(point("a", "b")), "unreadable_feature"),
        "an unknown system": (
            "a.json",
            collection(point(), crs={"type": "name", "properties": {"name": "EPSG:99999"}}),
            "unknown_crs",
        ),
        "a tangle": ("a.geojson", collection(tangled), "too_tangled"),
        "nothing in it": ("a.geojson", collection(), "no_features"),
        "empty": ("a.geojson", b"", "empty_file"),
        "a wrong extension": ("a.exe", b"MZ", "unknown_format"),
        "too large": ("a.geojson", b" " * 20_000_001, "too_large"),
        "billion laughs": ("a.kml", kml("&b;", laughs), "xml_entities"),
        "outside entity": ("a.kml", kml("&x;", outside), "xml_entities"),
        "HTML as KML": ("a.kml", b"<html><p>x</p></html>", "not_kml"),
        "broken XML": ("a.kml", b"<kml><Placemark>", "not_kml"),
        "KML nested deeply": ("a.kml", kml("<Folder>" * 50_000), "too_deep"),
        "garbage as GeoPackage": ("a.gpkg", b"\0" * 5_000, "not_gpkg"),
        "half a GeoPackage": ("a.gpkg", gpkg[: len(gpkg) // 3], "broken_gpkg"),
        "garbage inside": ("a.gpkg", gpkg[:100] + b"\xff" * (len(gpkg) - 100), "broken_gpkg"),
        "an endless view": ("a.gpkg", tampered(gpkg, *view), "not_a_table"),
        "a huge blob": ("a.gpkg", tampered(gpkg, blob), "broken_gpkg"),
        "a blob of another kind": ("a.gpkg", tampered(gpkg, "UPDATE a SET geom = x'00'"), "unreadable_feature"),
        "not a zip": ("a.zip", b"PK\3\4 no", "broken_zip"),
        "a zip bomb": ("a.zip", archive({"a.shp": bytes(19_000_000)}), "zip_bomb"),
        "a KMZ bomb": ("a.kmz", archive({"doc.kml": bytes(19_000_000)}), "zip_bomb"),
        "a path out of the zip": ("a.zip", archive({"../../a.shp": b"x"}), "path_in_zip"),
        "a link in the zip": ("a.zip", archive({}, a="/etc/passwd"), "link_in_zip"),
        "no Shapefile": ("a.zip", archive({"a.txt": b"x"}), "not_one_shapefile"),
        "a billion vertices claimed": ("a.zip", shp(3, bytes(32) + struct.pack("<2i", 1, 10**9)), "broken_shapefile"),
        "a wrong .prj": ("a.zip", shp(1, struct.pack("<2d", *HERE)), "unknown_crs"),
    }
