"""The map as one self-contained document: folium and Leaflet, our layer, and no request to any network.

In the application the document stays as it is; places and views come to it as messages (``pages/ui/maps.py``). The file
that leaves holds its data inside. This is the only module that imports folium and branca.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import branca.element
import folium
from folium.template import Template

from geodata import basemap, boundaries
from geodata.tiles import NO_TILES, Tiles
from portfolio.domain.codes import Precision
from portfolio.language import Language, t, words
from portfolio.outputs import escaping, map_base, map_data
from portfolio.outputs.map_data import MapView
from portfolio.outputs.map_geometry import PackedGeometry

escaping.render_literally(branca.element)

_SCRIPTS = (
    "packing.js",
    "sizing.js",
    "symbols.js",
    "surface.js",
    "ground.js",
    "labels.js",
    "places.js",
    "paths.js",
    "spots.js",
    "stops.js",
    "hits.js",
    "map_layer.js",
    "signs.js",
    "panels.js",
    "tiles.js",
    "keys.js",
    "exchange.js",
    "file.js",
)

# A second wall: even if a text became markup, the document could load nothing and send nothing. Pictures may come from
# the tile server that the installation chose, and from nowhere else.
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src {pictures}; "
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
    district: str | None = None
    """Code of the one district in which it is known to lie."""


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
def document(language: Language, *, tiles: Tiles = NO_TILES, credits: tuple[str, ...] = ()) -> str:
    """The map document of the application: complete, without data, the same for every view and every person.

    Without a 审图号 in ``tiles`` the map says 内部使用. ``credits`` are lines such as «© OpenStreetMap contributors»;
    name only what is drawn.
    """
    named = tuple(line for line in (tiles.attribution, *credits) if line)
    return _rendered(language, tiles=tiles, credits=named, title=t(language, "map.region"))


def export_html(
    geometry: PackedGeometry,
    views: Sequence[MapView],
    *,
    title: str,
    cards: Sequence[MapCard] = (),
    monthly: Sequence[str] = (),
    unplaced: Sequence[Unplaced] = (),
    month: str | None = None,
    tiles: Tiles = NO_TILES,
    credits: tuple[str, ...] = (),
) -> str:
    """One HTML file that opens without any network. It never holds tiles; where the installation has some, it says so.

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
        "unplaced": [
            {"id": entry.id, "name": entry.name, "reason": entry.reason, "district": entry.district}
            for entry in unplaced
        ],
    }
    content = map_data.frames(views, beside=beside, contents={"geometry": geometry.content})
    return _rendered(
        geometry.language,
        tiles=NO_TILES if tiles.addresses else tiles,
        credits=(*credits, *_left_out(geometry.language, tiles)),
        title=title,
        content=base64.b64encode(content).decode("ascii"),
    )


def _left_out(language: Language, tiles: Tiles) -> tuple[str, ...]:
    """What the reader of a file is told of the tiles that are not in it, with whose they are and their 审图号."""
    if not tiles.addresses:
        return ()
    number = t(language, "map.approval", number=tiles.approval_number) if tiles.approval_number else ""
    named = " · ".join(part for part in (tiles.attribution, number) if part)
    return (t(language, "map.without_tiles_of", tiles=named) if named else t(language, "map.without_tiles"),)


def _rendered(language: Language, *, tiles: Tiles, credits: tuple[str, ...], title: str, content: str = "") -> str:
    setup = {
        "words": {key.removeprefix("map."): text for key, text in words(language).items() if key.startswith("map.")},
        "settings": _settings(language, tiles, credits),
        "base": map_base.base(language, shifted=tiles.shifted),
    }
    figure = branca.element.Figure(title=escaping.text(title))
    rules = _CONTENT_POLICY.format(pictures=" ".join(("data:", *tiles.origins)))
    policy = branca.element.Element(f'<meta http-equiv="Content-Security-Policy" content="{rules}">')
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


def _settings(language: Language, tiles: Tiles, credits: tuple[str, ...]) -> dict[str, object]:
    law = t(language, "map.internal_use")
    if tiles.approval_number:
        law = t(language, "map.approval", number=tiles.approval_number)
    return {
        "lightNames": map_data.class_names(),
        "precisions": [precision.value for precision in Precision],
        "sizes": map_data.size_words(language),
        "districts": len(boundaries.districts()),
        "law": law,
        "credits": " · ".join(credits),
        "tiles": {"addresses": tiles.addresses, "subdomains": tiles.subdomains, "shifted": tiles.shifted},
    }


# The editor of places (``placing_map``) stands on the same ground, behind the same wall.
CONTENT_POLICY, asset, base = _CONTENT_POLICY.format(pictures="data:"), _asset, map_base.base
