"""What is chosen on the map: remembered over reruns and kept in the address, so that a link opens the same card."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import streamlit as st

from pages.ui import cached_map, filters
from pages.ui.maps import MapEvent
from pages.ui.session import View
from portfolio.outputs import map_tints, overlays
from portfolio.outputs.overlays import Overlay
from portfolio.storage.rows import MapRow

_KEY, _OVERLAY, _PAINTING, _TURNED = "map chosen", "overlay", "lines", "map month turned"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A project (its code and id) or a district (its code)."""

    kind: Literal["project", "district"]
    code: str
    id: int | None = None


def current(view: View) -> Chosen | None:
    """What is chosen, as far as the filter still shows it: a card must not outlive its project."""
    chosen: Chosen | None = st.session_state.get(_KEY)
    if chosen is None or chosen.kind == "district":
        return chosen
    places = np.flatnonzero(cached_map.geometry(view).ids == chosen.id)
    visible = bool(cached_map.mask(view, view.month)[places].any())
    return chosen if visible else None


def adopt_link(view: View) -> None:
    """Take over a project or district that the address names."""
    if view.selected is None:
        return
    if any(unit.code == view.selected for unit in view.catalogue.districts):
        st.session_state[_KEY] = Chosen("district", view.selected)
        return
    row = _row(view, code=view.selected)
    if row is not None:
        st.session_state[_KEY] = Chosen("project", row.code, row.id)


def remember(view: View, event: MapEvent) -> None:
    """Note what was done on the map, before the script runs again."""
    if event.month is not None:
        filters.choose_month(event.month)
        st.session_state[_TURNED] = True
    elif event.district is not None:
        _choose(Chosen("district", event.district))
    elif event.project is not None:
        row = _row(view, id_=event.project)
        if row is not None:
            _choose(Chosen("project", row.code, row.id))


def month_was_turned() -> bool:
    """Whether the slider chose another month since the last look: then the whole page is of another month."""
    return bool(st.session_state.pop(_TURNED, False))


def overlay(view: View) -> Overlay:
    """What districts are shaded by: as the address says, else the first of the catalogue that has something to show.

    Without plans that is the number of projects: a map without any shade would look broken.
    """
    asked = st.session_state.get(_OVERLAY) or st.query_params.get(_OVERLAY)
    if asked in overlays.OVERLAYS_BY_CODE:
        return overlays.OVERLAYS_BY_CODE[asked]
    figures = cached_map.districts(view, view.month).values()
    telling = (entry for entry in overlays.OVERLAYS if any(entry.value(each) is not None for each in figures))
    return next(telling, overlays.OVERLAYS[0])


def choose_overlay(key: str) -> None:
    """Shade by what the widget with this key says; a callback."""
    picked: Overlay = st.session_state[key]
    st.session_state[_OVERLAY] = st.query_params[_OVERLAY] = picked.code


def painting() -> str:
    """By what lines and areas are coloured: one of ``map_tints.WAYS``, as the address says, else by light."""
    asked = st.session_state.get(_PAINTING) or st.query_params.get(_PAINTING)
    return asked if asked in map_tints.WAYS else map_tints.BY_LIGHT


def choose_painting(key: str) -> None:
    """Colour lines and areas by what the widget with this key says; a callback."""
    picked = st.session_state[key] or map_tints.BY_LIGHT
    st.session_state[_PAINTING] = st.query_params[_PAINTING] = picked


def forget() -> None:
    """Close the card."""
    st.session_state.pop(_KEY, None)
    for name in ("id", "code"):
        st.query_params.pop(name, None)


def _choose(chosen: Chosen) -> None:
    st.session_state[_KEY] = chosen
    used, other = ("id", "code") if chosen.kind == "project" else ("code", "id")
    st.query_params[used] = chosen.code
    st.query_params.pop(other, None)


def _row(view: View, *, code: str | None = None, id_: int | None = None) -> MapRow | None:
    rows = cached_map.rows(view)
    return next((row for row in rows if row.code == code or row.id == id_), None)
