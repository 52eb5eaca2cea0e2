"""The map as one self-contained document: folium and Leaflet, our layer, and no request to any network.

In the application the document stays as it is; places and views come to it as messages (``pages/ui/maps.py``). The file
that leaves holds its data inside. This is the only module that imports folium and branca.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import branca.element
import folium
from folium.template import Template

from geodata import basemap, boundaries
from portfolio.domain.codes import Precision
from portfolio.language import Language, named, t, words
from portfolio.outputs import escaping, map_data
from portfolio.outputs.map_data import MapView
from portfolio.outputs.map_geometry import PackedGeometry

escaping.render_literally(branca.element)

_SCRIPTS = (
    "packing.js",
    "symbols.js",
    "surface.js",
    "ground.js",
    "labels.js",
    "places.js",
    "hits.js",
    "map_layer.js",
    "panels.js",
    "exchange.js",
    "file.js",
)
_OUTLINE_TOLERANCE_M = 20

# A second wall: even if a text became markup, the document could load nothing and send nothing.
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class MapCard:
    """What the exported file shows of a project. ``facts`` are label and value; ``monthly`` has one row for each
    month of the slider, its values in the order of the labels given to ``export_html``. All words are ready."""

    id: int
    facts: tuple[tuple[str, str], ...]
    monthly: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A project that is not on the map, and why not."""

    id: int
    name: str
    reason: str


class _OfflineMap(folium.Map):
    """folium's map without the scripts and styles that it loads from content networks."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  folium's own declaration
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class _ProjectLayer(folium.MacroElement):
    """Leaflet and our layer as text inside the document. ``content`` is base64, or empty in the application."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            {% for style in this.styles %}<style>{{ style }}</style>{% endfor %}
            {% for script in this.scripts %}<script>{{ script }}</script>{% endfor %}
        {% endmacro %}
        {% macro html(this, kwargs) %}
            {% if this.content %}<script type="text/plain" id="pm-content">{{ this.content }}</script>{% endif %}
        {% endmacro %}
        {% macro script(this, kwargs) %}
            const projectMap = ProjectMap.start({{ this._parent.get_name() }}, {{ this.setup }});
        {% endmacro %}
        """
    )

    def __init__(self, *, setup: str, content: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is not typed
        self._name = "ProjectLayer"
        self._id = "projects"
        self.setup = setup
        self.content = content
        self.styles = (_asset("vendor/leaflet/leaflet.css"), _asset("browser/map.css"))
        self.scripts = (_asset("vendor/leaflet/leaflet.js"), *(_asset(f"browser/{name}") for name in _SCRIPTS))


@cache
def _asset(path: str) -> str:
    text = files("portfolio.outputs").joinpath(path).read_text(encoding="utf-8")
    if "</script" in text or "</style" in text:
        raise ValueError(f"{path} would end its element")
    return text.replace("//# sourceMappingURL=leaflet.js.map", "")


@cache
def document(language: Language, *, approval_number: str | None = None, credits: tuple[str, ...] = ()) -> str:
    """The map document of the application: complete, without data, the same for every view and every person.

    ``approval_number`` is the 审图号 of the base map; without one the map says 内部使用. ``credits`` are lines such as
    «© OpenStreetMap contributors»; name only what is drawn.
    """
    return _rendered(language, approval_number=approval_number, credits=credits, title=t(language, "map.region"))


def export_html(
    geometry: PackedGeometry,
    views: Sequence[MapView],
    *,
    title: str,
    cards: Sequence[MapCard] = (),
    monthly: Sequence[str] = (),
    unplaced: Sequence[Unplaced] = (),
    month: str | None = None,
    approval_number: str | None = None,
    credits: tuple[str, ...] = (),
) -> str:
    """One HTML file that opens without any network.

    ``views`` holds every month of every overlay that the file offers; overlays appear in the order in which they
    come first. ``month`` (YYYY-MM) is shown first, by default the last. Raises ValueError without any view.
    """
    if not views:
        raise ValueError("a map file needs at least one view")
    beside: Mapping[str, object] = {
        "title": title,
        "month": month or str(max(view.month for view in views)),
        "cards": [{"id": card.id, "facts": card.facts, "monthly": card.monthly} for card in cards],
        "monthly": list(monthly),
        "unplaced": [{"id": entry.id, "name": entry.name, "reason": entry.reason} for entry in unplaced],
    }
    content = map_data.frames(views, beside=beside, contents={"geometry": geometry.content})
    return _rendered(
        geometry.language,
        approval_number=approval_number,
        credits=credits,
        title=title,
        content=base64.b64encode(content).decode("ascii"),
    )


def _rendered(
    language: Language, *, approval_number: str | None, credits: tuple[str, ...], title: str, content: str = ""
) -> str:
    setup = {
        "words": {key.removeprefix("map."): text for key, text in words(language).items() if key.startswith("map.")},
        "settings": _settings(language, approval_number, credits),
        "base": _base(language),
    }
    figure = branca.element.Figure(title=escaping.text(title))
    policy = branca.element.Element(f'<meta http-equiv="Content-Security-Policy" content="{_CONTENT_POLICY}">')
    figure.header.add_child(policy, name="policy", index=0)
    drawn = _empty_map()
    drawn.add_to(figure)
    _ProjectLayer(setup=escaping.script_json(setup), content=content).add_to(drawn)
    html: str = figure.render()
    return html.replace("<html>", f'<html lang="{language.tag}">', 1)


def _empty_map() -> folium.Map:
    """A folium map without tiles and without controls of its own; our layer brings them with words."""
    box = basemap.view()
    drawn = _OfflineMap(
        location=[(box.south + box.north) / 2, (box.west + box.east) / 2],
        zoom_start=9,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.125,
        zoom_delta=0.75,
        wheel_px_per_zoom_level=110,
    )
    drawn._id = "projects"
    # Wider than the widest screen shows, else Leaflet refuses to move the map at all.
    roam = box.grown(5)
    drawn.options.update(min_zoom=7.5, max_zoom=17, max_bounds=[[roam.south, roam.west], [roam.north, roam.east]])
    return drawn


def _settings(language: Language, approval_number: str | None, credits: tuple[str, ...]) -> dict[str, object]:
    law = t(language, "map.internal_use")
    if approval_number:
        law = t(language, "map.approval", number=approval_number)
    return {
        "lightNames": map_data.class_names(),
        "precisions": [precision.value for precision in Precision],
        "sizes": map_data.size_words(language),
        "districts": len(boundaries.districts()),
        "law": law,
        "credits": " · ".join(credits),
    }


@cache
def _base(language: Language) -> dict[str, Any]:
    """Geometry of the base map in degrees, EPSG:4490, longitude first, with names in one language."""
    box = basemap.view()
    districts = [
        {
            "code": feature["properties"]["code"],
            "name": named(language, zh=feature["properties"]["name"], en=feature["properties"]["name_en"]),
            "label": feature["properties"]["label"],
            "rings": _paths(feature["geometry"]),
        }
        for feature in boundaries.outlines(tolerance_m=_OUTLINE_TOLERANCE_M)["features"]
    ]
    return {
        "box": [[box.south, box.west], [box.north, box.east]],
        "districts": districts,
        "outline": _paths(boundaries.city_outline(tolerance_m=_OUTLINE_TOLERANCE_M)["geometry"]),
        "river": _paths(basemap.river_feature()["geometry"]),
        "riverName": _label(language, basemap.RIVER_LABEL),
        "neighbours": [_label(language, label) for label in basemap.NEIGHBOURS],
    }


def _label(language: Language, label: basemap.Label) -> dict[str, object]:
    name = named(language, zh=label.name, en=label.name_en)
    return {"name": name, "at": [label.point.longitude, label.point.latitude]}


def _paths(geometry: Mapping[str, Any]) -> list[Any]:
    """All rings or lines of a GeoJSON geometry, one list of positions each."""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "LineString":
            return [coordinates]
        case "Polygon" | "MultiLineString":
            return list(coordinates)
        case "MultiPolygon":
            return [ring for polygon in coordinates for ring in polygon]
        case other:
            raise ValueError(f"not drawn on the base map: {other}")


# The editor of places (``placing_map``) stands on the same ground, behind the same wall.
CONTENT_POLICY, asset, base = _CONTENT_POLICY, _asset, _base
