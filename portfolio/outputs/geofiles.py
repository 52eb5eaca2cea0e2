"""GeoPackage and GeoJSON of exactly what is filtered: with the fields of officials, a style for QGIS, and credits."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import geopandas
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import boundaries, crs, geometry
from portfolio.domain.periods import Month
from portfolio.language import Language, named, t
from portfolio.outputs import credits, geofile_styles
from portfolio.outputs.geofile_columns import FIELDS, Placed, field_name, value_of
from portfolio.storage.rows import SHARE_PARTS, ShareRow

Kind = Literal["gpkg", "geojson"]
KINDS: tuple[Kind, ...] = ("gpkg", "geojson")
DECIMALS = 9
"""Of a degree in GeoJSON: a tenth of a millimetre. A GeoPackage keeps the numbers as they are."""

_LAYERS = ("points", "lines", "areas")
_DTYPES: dict[type, Any] = {str: "str", int: "Int64", float: "Float64"}


@dataclass(frozen=True, slots=True)
class GeoContents:
    """What a file is made from: the projects that a filter finds in a month, with their places and shares."""

    projects: Sequence[Placed]
    shares: Sequence[tuple[str, ShareRow]]
    """Project code and one of its shares."""
    month: Month
    language: Language
    filter_words: str
    illustrative: bool
    uses_osm: bool
    made_at: datetime


def as_bytes(contents: GeoContents, kind: Kind) -> bytes:
    """The whole file."""
    return geojson(contents) if kind == "geojson" else geopackage(contents)


def geojson(contents: GeoContents) -> bytes:
    """One FeatureCollection (RFC 7946) in WGS 84, which CGCS2000 equals here; without a place there is no geometry."""
    features = [
        {
            "type": "Feature",
            "id": placed.row.code,
            "properties": _properties(placed, contents.language),
            "geometry": None if (shape := _shape(placed)) is None else geometry.to_geojson(shape, decimals=DECIMALS),
        }
        for placed in contents.projects
    ]
    document = {"type": "FeatureCollection", "name": _title(contents), **_about(contents), "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def geopackage(contents: GeoContents) -> bytes:
    """Projects by points, lines and areas, those without a place, districts, shares; QGIS opens it with a style."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "projects.gpkg"
        for dimension, layer in enumerate(_LAYERS):
            _write(target, contents, layer, _frame(contents, dimension))
        _write(target, contents, "unplaced", pd.DataFrame(_frame(contents, None)).drop(columns="geometry"))
        _write(target, contents, "districts", _districts(contents.language))
        _write(target, contents, "shares", _shares(contents))
        geofile_styles.add(
            target, {layer: layer_name(layer, contents.language) for layer in _LAYERS}, contents.language
        )
        return target.read_bytes()


def layer_name(layer: str, language: Language) -> str:
    """The name of a layer in a file of this language."""
    return t(language, f"geofiles.layer_{layer}")


def _shape(placed: Placed) -> BaseGeometry | None:
    wkb = None if placed.place is None else placed.place.geometry
    return None if wkb is None else geometry.from_wkb(wkb)


def _properties(placed: Placed, language: Language) -> dict[str, Any]:
    return {field_name(field.key, language): value_of(field, placed, language) for field in FIELDS}


def _frame(contents: GeoContents, dimension: int | None) -> geopandas.GeoDataFrame:
    """The projects whose geometry has so many dimensions; None: those without one."""
    shapes = [(placed, _shape(placed)) for placed in contents.projects]
    chosen = [
        (placed, shape)
        for placed, shape in shapes
        if (None if shape is None else int(shapely.get_dimensions(shape))) == dimension
    ]
    language = contents.language
    columns = {
        field_name(field.key, language): pd.array(
            [value_of(field, placed, language) for placed, _ in chosen], dtype=_DTYPES[field.kind]
        )
        for field in FIELDS
    }
    return geopandas.GeoDataFrame(columns, geometry=[shape for _, shape in chosen], crs=crs.STORAGE)


def _districts(language: Language) -> geopandas.GeoDataFrame:
    found = boundaries.districts()
    columns = {
        field_name("district_code", language): [each.code for each in found],
        field_name("district_name", language): [named(language, zh=each.name, en=each.name_en) for each in found],
    }
    return geopandas.GeoDataFrame(columns, geometry=[each.geometry for each in found], crs=crs.STORAGE)


def _shares(contents: GeoContents) -> pd.DataFrame:
    language = contents.language
    names = {each.code: named(language, zh=each.name, en=each.name_en) for each in boundaries.districts()}
    rows = contents.shares
    return pd.DataFrame(
        {
            field_name("code", language): pd.array([code for code, _ in rows], dtype="str"),
            field_name("area_code", language): pd.array([share.area_code for _, share in rows], dtype="str"),
            field_name("area_name", language): pd.array(
                [names.get(share.area_code) or t(language, "codes.district_outside") for _, share in rows], dtype="str"
            ),
            field_name("share", language): pd.array([share.parts / SHARE_PARTS for _, share in rows], dtype="Float64"),
            field_name("share_parts", language): pd.array([share.parts for _, share in rows], dtype="Int64"),
            field_name("share_method", language): pd.array([share.method for _, share in rows], dtype="str"),
        }
    )


def _write(target: Path, contents: GeoContents, layer: str, frame: pd.DataFrame) -> None:
    """One layer. The description says what the figures are: it travels with the layer wherever that is copied."""
    options: dict[str, Any] = {}
    if isinstance(frame, geopandas.GeoDataFrame):
        options["geometry_type"] = {"points": "Point", "lines": "MultiLineString"}.get(layer, "MultiPolygon")
        if layer == "points" and any(shape.geom_type == "MultiPoint" for shape in frame.geometry):
            options["geometry_type"] = "MultiPoint"
        options["promote_to_multi"] = options["geometry_type"].startswith("Multi")
    pyogrio.write_dataframe(
        frame,
        target,
        layer=layer_name(layer, contents.language),
        driver="GPKG",
        append=target.exists(),
        layer_options={"DESCRIPTION": _description(contents), "IDENTIFIER": layer_name(layer, contents.language)},
        **options,
    )


def _title(contents: GeoContents) -> str:
    return t(contents.language, "geofiles.title", month=str(contents.month))


def _about(contents: GeoContents) -> dict[str, object]:
    language = contents.language
    return {
        "month": str(contents.month),
        "filter": contents.filter_words,
        "basis": t(language, "geofiles.illustrative") if contents.illustrative else None,
        "use": t(language, "map.internal_use"),
        "credits": _credits(contents),
        # To the microsecond: Streamlit tells large files apart by their ends and middle, and this stands at the head.
        "made_at": contents.made_at.isoformat(timespec="microseconds"),
    }


def _credits(contents: GeoContents) -> str:
    osm = [t(contents.language, "map_page.credit_osm")] if contents.uses_osm else []
    return " · ".join([credits.outlines(contents.language), *osm])


def _description(contents: GeoContents) -> str:
    about = _about(contents)
    return " · ".join(
        [_title(contents), *(str(about[key]) for key in ("basis", "use", "filter", "credits", "made_at") if about[key])]
    )
