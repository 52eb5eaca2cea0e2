"""Reads an official layer by its declared format: GeoJSON, GeoPackage or a zipped Shapefile. Nothing is guessed."""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import geopandas
import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from geodata import crs
from geodata.geometry import GeometryError, shape_of
from geodata.installed import LayerError

MAX_BYTES: Final = 200_000_000
MAX_VERTICES: Final = 3_000_000
PARTS_OF_SHAPEFILE: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
DRIVERS: Final = {".gpkg": "GPKG", ".zip": "ESRI Shapefile"}


@dataclass(frozen=True, slots=True)
class LayerFeature:
    """One feature as delivered; `number` counts from 1 in the file's order."""

    number: int
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Layer:
    """All features of a file, in the file's own coordinates, easting or longitude first; and their system."""

    features: tuple[LayerFeature, ...]
    crs: CRS


def read(path: Path, *, told_crs: str | None = None) -> Layer:
    """Read a layer; `told_crs` (such as `EPSG:4527`) takes precedence over what the file says. Raises `LayerError`."""
    if not path.is_file():
        raise LayerError("no_file", file=path)
    if path.stat().st_size > MAX_BYTES:
        raise LayerError("too_large", file=path, megabytes=MAX_BYTES // 1_000_000)
    kind = path.suffix.lower()
    said: str | None
    if kind in (".geojson", ".json"):
        features, said = _geojson(path)
    elif kind == ".gpkg":
        features, said = _driven(path, DRIVERS[kind], path)
    elif kind == ".zip":
        with tempfile.TemporaryDirectory() as place:
            features, said = _driven(_unpacked(path, Path(place)), DRIVERS[kind], path)
    else:
        raise LayerError("unknown_format", file=path)
    vertices = sum(int(shapely.get_num_coordinates(item.geometry)) for item in features)
    if vertices > MAX_VERTICES:
        raise LayerError("too_many_vertices", file=path, vertices=vertices, limit=MAX_VERTICES)
    return Layer(tuple(features), _system(told_crs or said, path))


def to_storage(geometry: BaseGeometry, system: CRS) -> BaseGeometry:
    """Coordinates of a system → EPSG:4490. What the system cannot hold becomes infinite."""
    if system.to_epsg() in (crs.STORAGE, 4326) or system == CRS("OGC:CRS84"):
        return geometry
    try:
        transformer = Transformer.from_crs(system, CRS.from_epsg(crs.STORAGE), always_xy=True)
    except ProjError as error:
        raise LayerError("unknown_crs", crs=system.name) from error

    def apply(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Transform an (n, 2) array of x, y."""
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    moved: BaseGeometry = shapely.transform(geometry, apply)
    return moved


def _system(said: str | None, path: Path) -> CRS:
    if not said:
        raise LayerError("no_crs", file=path)
    try:
        return CRS.from_user_input(said)
    except CRSError as error:
        raise LayerError("unknown_crs", crs=said) from error


def _geojson(path: Path) -> tuple[list[LayerFeature], str]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
        rows = [dict(row) for row in whole["features"]]
        said = whole.get("crs")
        system = "OGC:CRS84" if said is None else str(said["properties"]["name"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LayerError("unreadable", file=path) from error
    return [_feature(number, row) for number, row in enumerate(rows, start=1)], system


def _feature(number: int, row: Mapping[str, Any]) -> LayerFeature:
    properties, geometry = row.get("properties"), row.get("geometry")
    try:
        found = None if geometry is None else shape_of(geometry)
    except GeometryError as error:
        raise LayerError("unreadable_feature", feature=number) from error
    return LayerFeature(number, dict(properties) if isinstance(properties, Mapping) else {}, found)


def _driven(path: Path, driver: str, delivered: Path) -> tuple[list[LayerFeature], str | None]:
    """Read through GDAL, after the file's first bytes and GDAL agree on the one driver that the name declares."""
    try:
        if not _begins_as(path, driver):
            raise LayerError("unreadable", file=delivered)
        layers = [name for name, kind in pyogrio.list_layers(path) if kind is not None]
        if len(layers) != 1:
            raise LayerError("not_one_layer", file=delivered, layers=", ".join(map(str, layers)) or "0")
        if pyogrio.read_info(path, layer=layers[0])["driver"] != driver:
            raise LayerError("unreadable", file=delivered)
        frame = geopandas.read_file(path, layer=layers[0], engine="pyogrio")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeError) as error:
        raise LayerError("unreadable", file=delivered) from error
    names = [name for name in frame.columns if name != frame.geometry.name]
    rows = zip(frame[names].to_dict("records"), frame.geometry, strict=True)
    features = [
        LayerFeature(number, row, None if shape is None else shapely.force_2d(shape))
        for number, (row, shape) in enumerate(rows, start=1)
    ]
    return features, None if frame.crs is None else frame.crs.to_wkt()


def _begins_as(path: Path, driver: str) -> bool:
    with path.open("rb") as file:
        head = file.read(72)
    if driver == "GPKG":
        return head.startswith(b"SQLite format 3\0") and head[68:72] == b"GPKG"
    return head[:4] == (9994).to_bytes(4, "big")


def _unpacked(path: Path, place: Path) -> Path:
    """The one Shapefile of an archive, written under names of our own."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [item for item in archive.infolist() if item.filename.lower().endswith(PARTS_OF_SHAPEFILE)]
            shapes = [item.filename for item in names if item.filename.lower().endswith(".shp")]
            if len(shapes) != 1:
                raise LayerError("not_one_layer", file=path, layers=", ".join(shapes) or "0")
            stem = PurePosixPath(shapes[0]).with_suffix("")
            parts = [item for item in names if PurePosixPath(item.filename).with_suffix("") == stem]
            if sum(item.file_size for item in parts) > MAX_BYTES:
                raise LayerError("too_large", file=path, megabytes=MAX_BYTES // 1_000_000)
            for item in parts:
                suffix = PurePosixPath(item.filename).suffix.lower()
                (place / f"layer{suffix}").write_bytes(archive.read(item))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise LayerError("unreadable", file=path) from error
    return place / "layer.shp"
