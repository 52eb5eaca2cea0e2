"""The editor of one place as one self-contained document: Leaflet, the same ground as the map, tools to draw with.

It holds no project: what is shown comes to it as messages (``pages/ui/placing_frame.js``), what is done goes back the
same way. Texts arrive as JSON and stay text.
"""

import re
from functools import cache

import shapely

from geodata import gazetteer
from portfolio.language import Language, t, words
from portfolio.outputs import escaping, project_map

_SCRIPTS = (
    "vendor/leaflet/leaflet.js",
    "vendor/geoman/leaflet-geoman.min.js",
    "browser/packing.js",
    "browser/sizing.js",
    "browser/ground.js",
    "browser/labels.js",
    "browser/hits.js",
    "browser/panels.js",
    "browser/placing_ground.js",
    "browser/placing_editor.js",
    "browser/placing_tools.js",
)
_RANK = {"township": 0, "zone": 0, "station": 1, "sight": 1, "park": 1, "hospital": 1, "village": 2, "mountain": 2}
_LEAST = 3
_LONGEST_NAME = 14
_STYLES = (
    "vendor/leaflet/leaflet.css",
    "vendor/geoman/leaflet-geoman.css",
    "browser/map.css",
    "browser/placing.css",
)
_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>{styles}{scripts}</head>
<body><div id="map"></div><script>ProjectMap.startPlacing({setup});</script></body></html>"""


@cache
def document(language: Language, *, approval_number: str | None = None) -> str:
    """The editor, the same for every project and every person. Without a 审图号 it says 内部使用."""
    law = t(language, "map.internal_use")
    if approval_number:
        law = t(language, "map.approval", number=approval_number)
    setup = {
        "words": {
            key.removeprefix("placing_map."): text
            for key, text in words(language).items()
            if key.startswith("placing_map.")
        },
        "settings": {"law": law},
        "base": project_map.base(language),
        "known": _known(),
    }
    return _PAGE.format(
        language=language.tag,
        policy=project_map.CONTENT_POLICY,
        title=escaping.text(t(language, "placing_map.region")),
        styles="".join(f"<style>{_asset(name)}</style>" for name in _STYLES),
        scripts="".join(f"<script>{_asset(name)}</script>" for name in _SCRIPTS),
        setup=escaping.script_json(setup),
    )


def _known() -> dict[str, object]:
    """What is known by name, to find one's way by: lines, and places as longitude, latitude, name; in Chinese only."""
    lines = [
        {
            "name": feature.name,
            "kind": feature.kind,
            "paths": [
                [[round(x, 5), round(y, 5)] for x, y in part.coords]
                for part in shapely.get_parts(feature.geometry)
                if part.geom_type == "LineString"
            ],
        }
        for feature in gazetteer.features()
        if feature.geometry.geom_type.endswith("LineString")
    ]
    ordered = sorted(gazetteer.entries(), key=lambda entry: (_RANK.get(entry.kind, _LEAST), len(entry.name)))
    places = [
        [round(entry.point.longitude, 5), round(entry.point.latitude, 5), entry.name, _RANK.get(entry.kind, _LEAST)]
        for entry in ordered
        if len(entry.name) <= _LONGEST_NAME
    ]
    return {"lines": lines, "places": places}


def _asset(name: str) -> str:
    return re.sub(r"(//|/\*)# sourceMappingURL=\S+( \*/)?", "", project_map.asset(name))
