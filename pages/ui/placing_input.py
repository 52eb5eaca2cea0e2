"""A place that comes from elsewhere: coordinates pasted in the system that they are in."""

import streamlit as st

from geodata import geometry
from pages.ui import placing_acts, placing_state
from pages.ui.placing_choice import Work
from pages.ui.session import View
from portfolio.domain.codes import Precision
from portfolio.errors import PlaceRefused
from portfolio.language import t
from portfolio.services import placing_paste

_SHORT = 200


def coordinates(view: View, work: Work) -> None:
    """Paste pairs, say in which system they are, and see them on the map."""
    language, key = view.language, f"placing paste {work.key}"
    with st.expander(t(language, "placing.paste")), st.form(key, border=False):
        st.text_area(
            t(language, "placing.paste_text"),
            key=f"{key} text",
            placeholder=t(language, "placing.paste_example"),
            height=90,
        )
        st.selectbox(
            t(language, "placing.paste_system"),
            placing_paste.SYSTEMS,
            format_func=lambda system: t(language, f"placing.system_{system}"),
            key=f"{key} system",
        )
        st.segmented_control(
            t(language, "placing.paste_shape"),
            placing_paste.SHAPES,
            default="point",
            format_func=lambda shape: t(language, f"placing_map.{shape}"),
            key=f"{key} shape",
        )
        st.form_submit_button(t(language, "placing.paste_show"), on_click=_paste, args=(work, key))


def _paste(work: Work, key: str) -> None:
    said = str(st.session_state[f"{key} text"])
    shape: placing_paste.Shape = st.session_state[f"{key} shape"] or "point"
    try:
        found = placing_paste.read(said, system=st.session_state[f"{key} system"], shape=shape)
    except PlaceRefused as refusal:
        placing_acts.refuse(refusal)
        return
    placing_state.give(
        work.subject,
        geometry.to_geojson(found.geometry, decimals=9),
        method="pasted",
        precision=Precision.SITE if shape == "point" else Precision.SCHEMATIC,
        source=" ".join(said.split())[:_SHORT],
        source_crs=found.system,
    )
