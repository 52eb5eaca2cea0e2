"""一张图: districts by an overlay, projects by their lights, and a card beside the map for whatever is clicked."""

import streamlit as st

from pages.ui import cached_map, chosen, map_export, map_panel, map_view, maps, session
from pages.ui.chosen import Chosen
from pages.ui.maps import MapEvent
from portfolio import settings
from portfolio.language import t
from portfolio.outputs import map_tints, overlays, project_map
from portfolio.outputs.overlays import Overlay

view = session.view()
chosen.adopt_link(view)


@st.fragment
def map_and_card() -> None:
    """The map is not built anew by a click: only this part of the page runs again."""
    with st.container(horizontal=True, vertical_alignment="center", key="map-tools"):
        key = f"overlay of {view.language}"
        st.session_state[key] = chosen.overlay(view)
        overlay = st.selectbox(
            t(view.language, "map_page.overlay"),
            overlays.OVERLAYS,
            key=key,
            format_func=lambda entry: t(
                view.language, "map_page.shaded_by", overlay=overlays.name(view.language, entry)
            ),
            on_change=chosen.choose_overlay,
            args=(key,),
            label_visibility="collapsed",
            width=260,
        )
        painting_switch()
        st.markdown(t(view.language, "map_page.hint"), width="content")
        st.space("stretch")
        map_export.button(view)
    selected = chosen.current(view)
    picture, panel = st.columns([7, 3], gap="small")
    with picture:
        draw(overlay, selected, height="max(480px, calc(100vh - 170px))")  # what the frame leaves of the window
    if chosen.month_was_turned():
        st.rerun(scope="app")
    with panel, st.container(key="map-panel"):
        map_panel.draw(view, overlay, selected)


def painting_switch() -> None:
    """By what lines and areas are coloured."""
    key = f"lines of {view.language}"
    st.session_state[key] = chosen.painting()
    st.segmented_control(
        t(view.language, "map_page.lines"),
        map_tints.WAYS,
        key=key,
        format_func=lambda way: t(view.language, f"map_page.lines_by_{way}"),
        on_change=chosen.choose_painting,
        args=(key,),
        label_visibility="collapsed",
        required=True,
    )


@st.fragment
def stage() -> None:
    """投屏: the map alone, as large as the screen."""
    draw(chosen.overlay(view), chosen.current(view), height="calc(100vh - 3.2vw)", zoom=2.55)


def draw(overlay: Overlay, selected: Chosen | None, *, height: str, zoom: float = 1) -> None:
    """The map itself; a click reruns the fragment that it is drawn in."""
    maps.show(
        lambda: project_map.document(view.language, tiles=settings.load().tiles, credits=map_view.credits(view)),
        cached_map.geometry(view),
        map_view.build(view, overlay, selected=None if selected is None else selected.id or selected.code),
        frames=lambda: map_view.frames(view, overlay),
        height=height,
        zoom=zoom,
        key="map",
        on_event=follow,
    )


def follow(event: MapEvent) -> None:
    """Note what was done on the map; the rerun that follows shows it."""
    chosen.remember(view, event)


if view.presenting:
    stage()
else:
    map_and_card()
