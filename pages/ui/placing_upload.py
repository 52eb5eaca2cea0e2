"""A place from a file (GeoJSON, KML, GeoPackage, zipped Shapefile): read apart and looked at before it is confirmed."""

import streamlit as st

from geodata import geometry, uploads
from geodata.uploads import UploadedFeature, UploadRefused
from pages.ui import messages, placing_many, placing_state, placing_words
from pages.ui.placing_choice import Work
from pages.ui.session import View
from portfolio.domain.codes import Precision
from portfolio.language import t
from portfolio.services import place_import

_SYSTEMS = (None, "EPSG:4490", "EPSG:4548", "EPSG:4547", "EPSG:4549", "EPSG:3857", "GCJ-02", "BD-09")
_READ, _SAID = "placing upload read", "placing upload said"
_LONGEST = 60


def draw(view: View, work: Work) -> None:
    """Choose a file, say in which system it is where the file does not, and take one of its features in hand."""
    language, key = view.language, f"placing upload {work.key}"
    held = st.session_state.get(_READ)
    with st.expander(t(language, "placing.upload"), expanded=held is not None and held[0] == key):
        with st.form(key, border=False):
            st.file_uploader(
                t(language, "placing.upload_file"), type=[suffix[1:] for suffix in uploads.FORMATS], key=f"{key} file"
            )
            st.selectbox(
                t(language, "placing.paste_system"),
                _SYSTEMS,
                format_func=lambda system: t(language, "placing.upload_own_system") if system is None else system,
                key=f"{key} system",
            )
            st.form_submit_button(t(language, "placing.paste_show"), on_click=_read, args=(view, work, key))
        said = st.session_state.pop(_SAID, None)
        if said:
            messages.show(said, "error")
        _features(view, work, key)


def _features(view: View, work: Work, key: str) -> None:
    """Where a file holds several, the person says which is this project's."""
    held: tuple[str, tuple[UploadedFeature, ...], str, str, bytes] | None = st.session_state.get(_READ)
    if held is None or held[0] != key or len(held[1]) < 2:
        return
    _, features, name, crs, content = held
    chosen = st.selectbox(
        t(view.language, "placing.upload_which", count=f"{len(features):,}"),
        features,
        index=None,
        format_func=_label,
        key=f"{key} feature",
        on_change=lambda: _take(work, st.session_state[f"{key} feature"], name, crs),
    )
    del chosen
    placing_many.draw(view, placing_many.File(features, name, crs, content), key=key)


def _read(view: View, work: Work, key: str) -> None:
    file = st.session_state[f"{key} file"]
    if file is None:
        st.session_state[_SAID] = t(view.language, "placing.upload_none")
        return
    try:
        found = uploads.read(file.getvalue(), file.name, crs=st.session_state[f"{key} system"])
    except UploadRefused as refused:
        st.session_state[_SAID] = placing_words.refusal(view.language, refused.reason, refused.facts)
        return
    st.session_state[_READ] = key, found.features, file.name, found.crs, file.getvalue()
    own = [
        feature
        for feature in found.features
        if place_import.speaks_of(feature, code=work.subject.code, name=work.subject.name)
    ]
    if len(found.features) == 1 or len(own) == 1:
        _take(work, (own or found.features)[0], file.name, found.crs)


def _take(work: Work, feature: UploadedFeature | None, name: str, crs: str) -> None:
    if feature is None:
        return
    point = feature.geometry.geom_type.endswith("Point")
    placing_state.give(
        work.subject,
        geometry.to_geojson(feature.geometry, decimals=9),
        method="uploaded",
        precision=Precision.SITE if point else Precision.SCHEMATIC,
        source=name[:200],
        source_crs=crs[:20],
    )


def _label(feature: UploadedFeature) -> str:
    """A choice in a list is plain text, not Markdown."""
    found = next((value for value in feature.properties.values() if value), "")
    return f"{feature.position} {found} {feature.geometry.geom_type}"[:_LONGEST]
