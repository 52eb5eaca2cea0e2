"""The editor of one place on a page: a sandboxed frame that stays while projects come and go in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from portfolio.language import Language, t
from portfolio.outputs import placing_map
from portfolio.services.placing_search import GeoJson, Suggestion

_FOLDER = Path(__file__).parent
_STYLE = """
.map-root {
    position: relative; width: 100%; min-height: 320px; overflow: hidden; border-radius: 8px; background: #e7eae6;
}
.map-root iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; display: block; }
"""
_SEQUENCE = count(1)
_KINDS = frozenset({"choose", "geometry", "confirm", "previous", "next"})


@dataclass(frozen=True, slots=True)
class PlacingEvent:
    """What a person did on the map or by a key. ``geometry`` is GeoJSON as the browser sent it: not yet checked."""

    kind: Literal["choose", "geometry", "confirm", "previous", "next"]
    code: str | None = None
    number: int | None = None
    how: Literal["moved", "drawn"] = "drawn"
    geometry: GeoJson | None = None


@dataclass(frozen=True, slots=True)
class PlacingState:
    """What the editor shows. ``before`` stands in the register, ``proposal`` may be moved."""

    code: str
    before: GeoJson | None
    before_radius: int | None
    proposal: GeoJson | None
    radius: int | None
    chosen: int | None
    candidates: Sequence[Suggestion]
    districts: Sequence[str]
    credits: str

    def to_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "before": self.before,
            "beforeRadius": self.before_radius,
            "proposal": self.proposal,
            "radius": self.radius,
            "chosen": self.chosen,
            "districts": list(self.districts),
            "credits": self.credits,
            "candidates": [
                {
                    "number": item.number,
                    "name": item.name,
                    "geometry": item.geometry,
                    "point": [item.longitude, item.latitude],
                }
                for item in self.candidates
            ],
        }


def show(
    state: PlacingState,
    *,
    language: Language,
    height: str,
    key: str = "placing map",
    on_event: Callable[[PlacingEvent], None],
) -> None:
    """Draw the editor; ``on_event`` runs before the script runs again."""

    def tell() -> None:
        event = _event(_mapping(st.session_state.get(key)).get("event"))
        if event is not None:
            on_event(event)

    before = _mapping(st.session_state.get(key))
    document = placing_map.document(language)
    version = _version(document)
    data: dict[str, object] = {
        "version": version,
        "state": state.to_json(),
        "sequence": next(_SEQUENCE),
        "height": height,
        "title": t(language, "placing_map.region"),
    }
    if before.get("has") != version or "ask" in before:
        data["document"] = document
    _component()(
        key=key, data=data, height="content", on_event_change=tell, on_ask_change=_nothing, on_has_change=_nothing
    )


@cache
def _component() -> Any:  # Streamlit's own type of a mounted component is not public
    script = (_FOLDER / "placing_frame.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "portfolio_placing", html='<div class="map-root" aria-busy="true"></div>', css=_STYLE, js=script
    )


@lru_cache(maxsize=4)
def _version(document: str) -> str:
    return blake2b(document.encode(), digest_size=12).hexdigest()


def _nothing() -> None:
    """Streamlit only returns values that have a callback."""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _event(sent: object) -> PlacingEvent | None:
    """What the browser says, as far as it makes sense here."""
    event = _mapping(sent)
    kind, number, geometry = event.get("kind"), event.get("number"), event.get("geometry")
    if kind not in _KINDS:
        return None
    return PlacingEvent(
        kind=kind,
        code=event["code"] if isinstance(event.get("code"), str) else None,
        number=number if isinstance(number, int) else None,
        how="moved" if event.get("how") == "moved" else "drawn",
        geometry=geometry if isinstance(geometry, Mapping) else None,
    )
