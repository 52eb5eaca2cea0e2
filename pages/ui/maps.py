"""The map on a page: a sandboxed frame that holds the map document and is sent only what changed.

Use it inside a fragment, so that a click reruns the map and its card and nothing else::

    @st.fragment
    def overview() -> None:
        def follow(event: MapEvent) -> None:          # runs before the rerun: the view is built once, already right
            chosen.remember(event)

        maps.show(
            lambda: project_map.document(language),     # built once in a process, sent once to a browser
            cached.geometry(filter, scope, version),    # map_geometry.pack(...)
            cached.view(month, overlay, ...),           # map_data.view(...).with_selected(chosen.id)
            frames=lambda: [cached.view(month, overlay, ...) for month in months],
            height=640,
            key="map",
            on_event=follow,
        )
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from portfolio.domain.periods import Month
from portfolio.language import t
from portfolio.outputs import map_data, map_packing
from portfolio.outputs.map_data import MapView
from portfolio.outputs.map_geometry import PackedGeometry

_FOLDER = Path(__file__).parent
_STYLE = """
.map-root {
    position: relative; width: 100%; min-height: 320px; overflow: hidden; border-radius: 8px; background: #e7eae6;
}
.map-root iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; display: block; }
"""
_SEQUENCE = count(1)


@dataclass(frozen=True, slots=True)
class MapEvent:
    """What a person did on the map: chose a project, a district, a month, or (``none``) took the choice back."""

    kind: Literal["project", "district", "month", "none"]
    project: int | None = None
    district: str | None = None
    month: Month | None = None


def show(
    document: Callable[[], str],
    geometry: PackedGeometry,
    view: MapView,
    *,
    frames: Callable[[], Sequence[MapView]] | None = None,
    height: int | str = 640,
    zoom: float = 1,
    key: str = "map",
    on_event: Callable[[MapEvent], None] | None = None,
) -> MapEvent | None:
    """Draw the map; return what was done on it since the last run, once.

    The document and the places travel only when the browser does not hold them; otherwise half a byte a project.
    ``frames`` gives all months of the view, asked for when somebody plays them; without it one chooses month by month.
    ``on_event`` is called before the script runs again: change the state there and the view needs no second run. Pass
    ``view.with_selected(...)`` to mark what is chosen. ``height`` is in CSS pixels, or any CSS
    length such as ``calc(100vh - 160px)``; ``zoom`` enlarges everything on a stage of 1920 pixels.
    """

    def tell() -> None:
        event = _event(_mapping(st.session_state.get(key)).get("event"), geometry, view)
        if event is not None and on_event is not None:
            on_event(event)

    before = _mapping(st.session_state.get(key))
    result = _component()(
        key=key,
        data=_message(document(), geometry, view, frames=frames, before=before, height=height, zoom=zoom),
        height=height if isinstance(height, int) else "content",
        on_event_change=tell,
        on_ask_change=_nothing,
        on_has_change=_nothing,
    )
    return _event(result.get("event"), geometry, view)


def _message(
    document: str,
    geometry: PackedGeometry,
    view: MapView,
    *,
    frames: Callable[[], Sequence[MapView]] | None,
    before: Mapping[str, Any],
    height: int | str,
    zoom: float,
) -> bytes:
    """The bytes of this run: the view, and whatever else the browser lacks or asked for."""
    held, asked = _mapping(before.get("has")), _mapping(before.get("ask"))
    version = _version(document)
    missing = "content" in asked
    parts: dict[str, map_packing.Part] = {"view": view.packed()}
    if missing or held.get("document") != version:
        parts["document"] = document.encode()
    if missing or held.get("geometry") != geometry.version:
        parts["geometry"] = geometry.content
    if "frames" in asked and frames is not None:
        parts["frames"] = map_data.frames(frames())
    meta = {
        "document": version,
        "geometry": geometry.version,
        "sequence": next(_SEQUENCE),
        "height": f"{height}px" if isinstance(height, int) else height,
        "zoom": zoom,
        "title": t(view.language, "map.region"),
    }
    return map_packing.pack(meta, parts)


@cache
def _component() -> Any:  # Streamlit's own type of a mounted component is not public
    script = (_FOLDER / "map_frame.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "portfolio_map", html='<div class="map-root" aria-busy="true"></div>', css=_STYLE, js=script
    )


@lru_cache(maxsize=16)
def _version(document: str) -> str:
    return blake2b(document.encode(), digest_size=12).hexdigest()


def _nothing() -> None:
    """Streamlit only returns values that have a callback."""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _event(sent: object, geometry: PackedGeometry, view: MapView) -> MapEvent | None:
    """What the browser says, as far as it makes sense here: a known project, a district, a month of the slider."""
    event = _mapping(sent)
    match event.get("kind"):
        case "project" if isinstance(event.get("id"), int) and bool((geometry.ids == event["id"]).any()):
            return MapEvent("project", project=event["id"])
        case "district" if event.get("code") in {fill.code for fill in view.districts}:
            return MapEvent("district", district=event["code"])
        case "month":
            found = [month for month in view.months if str(month) == event.get("month")]
            return MapEvent("month", month=found[0]) if found else None
        case "none":
            return MapEvent("none")
        case _:
            return None
