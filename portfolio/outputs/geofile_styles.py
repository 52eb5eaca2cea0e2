"""The style that a GeoPackage brings along: QGIS shows lights by colour and shape, open where a place is not a site."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as Xml

from portfolio.domain.codes import Light, Precision
from portfolio.language import Language, t
from portfolio.outputs.briefing_map import COLOURS
from portfolio.outputs.geofile_columns import field_name

_MARKERS: Mapping[Light, str] = {
    Light.RED: "triangle",
    Light.YELLOW: "square",
    Light.GREEN: "circle",
    Light.NOT_REPORTED: "circle",
    Light.NOT_DUE: "diamond",
    Light.HALTED: "cross2",
    Light.DONE: "pentagon",
    Light.NO_PLAN: "circle",
}
_SIZES: Mapping[Light, str] = {Light.RED: "4.2", Light.YELLOW: "3.6", Light.GREEN: "3.0", Light.NO_PLAN: "1.8"}
_CREATE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""
_REGISTER = """
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'layer_styles')
"""
_INSERT = """
INSERT INTO layer_styles
    (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, useAsDefault, description)
VALUES ('', '', ?, 'geom', ?, ?, 1, ?)
"""


def add(target: Path, layers: Mapping[str, str], language: Language) -> None:
    """Put QGIS's table of styles into a GeoPackage, one default style for each layer of projects (kind → its name)."""
    with closing(sqlite3.connect(target)) as file, file:
        file.execute(_CREATE)
        file.execute(_REGISTER)
        for kind, layer in layers.items():
            style = t(language, "geofiles.style")
            file.execute(_INSERT, (layer, style, qml(kind, language), t(language, "geofiles.style_about")))


def qml(kind: str, language: Language) -> str:
    """The style of a layer of ``points``, ``lines`` or ``areas`` in QGIS's own format."""
    root = Xml.Element("qgis", version="3.28.0", styleCategories="Symbology|Labeling")
    light, precision = (field_name(key, language) for key in ("light_code", "precision_code"))
    sure = ", ".join(f"'{each.value}'" for each in (Precision.EXACT, Precision.SITE))
    expression = f"\"{light}\" || CASE WHEN \"{precision}\" IN ({sure}) THEN '' ELSE '?' END"
    renderer = Xml.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=expression, symbollevels="0")
    categories, symbols = Xml.SubElement(renderer, "categories"), Xml.SubElement(renderer, "symbols")
    looks = [(each, sure_place) for each in Light for sure_place in (True, False)]
    for number, (each, sure_place) in enumerate(looks):
        words = t(language, f"codes.light_{each}")
        label = words if sure_place else t(language, "geofiles.not_exact", light=words)
        value = each.value if sure_place else f"{each.value}?"
        Xml.SubElement(
            categories, "category", value=value, symbol=str(number), label=label, render="true", type="string"
        )
        symbols.append(_symbol(kind, each, number=number, sure=sure_place))
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + Xml.tostring(root, encoding="unicode")


def _symbol(kind: str, light: Light, *, number: int, sure: bool) -> Xml.Element:
    symbol_type, layer_class, properties = {"points": _marker, "lines": _line, "areas": _fill}[kind](light, sure)
    symbol = Xml.Element("symbol", type=symbol_type, name=str(number), alpha="1", clip_to_extent="1")
    layer = Xml.SubElement(symbol, "layer", {"class": layer_class, "enabled": "1", "pass": "0", "locked": "0"})
    options = Xml.SubElement(layer, "Option", type="Map")
    for name, value in properties.items():
        Xml.SubElement(options, "Option", name=name, value=value, type="QString")
    return symbol


Look = tuple[str, str, dict[str, str]]


def _marker(light: Light, sure: bool) -> Look:
    """Solid where the place is a site, else open: the colour stands in the outline then."""
    colour = COLOURS[light]
    look = {
        "name": _MARKERS[light],
        "size": _SIZES.get(light, "2.6"),
        "size_unit": "MM",
        "color": _rgba(colour, 255) if sure else _rgba("#ffffff", 200),
        "outline_color": _rgba("#ffffff" if sure else colour, 255),
        "outline_width": "0.3" if sure else "0.6",
        "outline_width_unit": "MM",
    }
    return "marker", "SimpleMarker", look


def _line(light: Light, sure: bool) -> Look:
    look = {
        "line_color": _rgba(COLOURS[light], 255),
        "line_width": "0.9",
        "line_width_unit": "MM",
        "line_style": "solid" if sure else "dash",
        "capstyle": "round",
        "joinstyle": "round",
    }
    return "line", "SimpleLine", look


def _fill(light: Light, sure: bool) -> Look:
    look = {
        "color": _rgba(COLOURS[light], 90 if sure else 45),
        "style": "solid",
        "outline_color": _rgba(COLOURS[light], 255),
        "outline_style": "solid" if sure else "dash",
        "outline_width": "0.6",
        "outline_width_unit": "MM",
    }
    return "fill", "SimpleFill", look


def _rgba(colour: str, alpha: int) -> str:
    red, green, blue = (int(colour[first : first + 2], 16) for first in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
