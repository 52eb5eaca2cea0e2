"""A whole file at once: what each feature would change, and one click that takes all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from geodata.uploads import UploadedFeature
from pages.ui import messages, placing_acts, placing_state, session
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.codes import Precision
from portfolio.errors import PlaceRefused, PortfolioError
from portfolio.language import NOT_KNOWN, t
from portfolio.services import databases, place_import
from portfolio.services.place_import import Fate, Planned, Preview

_WRITTEN = "placing many written"
_LISTED = 200
_CLASSES = (None, Precision.EXACT, Precision.SITE, Precision.STREET, Precision.SCHEMATIC)


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file as it was read."""

    features: Sequence[UploadedFeature]
    name: str
    crs: str
    content: bytes


def tell(view: View) -> None:
    """Say once how many places were written."""
    written = st.session_state.pop(_WRITTEN, None)
    if written is not None:
        messages.show(t(view.language, "placing.many_written", count=written), "note")


def draw(view: View, file: File, *, key: str) -> None:
    """The preview and its button. Precision and radius are asked for what the file does not say."""
    language = view.language
    with st.expander(t(language, "placing.many", count=f"{len(file.features):,}")):
        precision = st.selectbox(
            t(language, "placing.many_precision"),
            _CLASSES,
            format_func=lambda found: t(language, f"codes.precision_{found}" if found else "placing.many_as_said"),
            key=f"{key} many precision",
        )
        radius = st.number_input(
            t(language, "placing.many_radius"), min_value=0, value=None, step=50, key=f"{key} many radius"
        )
        with session.reading() as db:
            planned = place_import.preview(
                db,
                view.scope,
                file.features,
                content=file.content,
                file=file.name[:200],
                source_crs=file.crs[:20],
                precision=precision,
                radius_m=None if radius is None else int(radius),
            )
        counts = {fate.value: f"{planned.counts[fate]:,}" for fate in Fate}
        st.html(tag("p", t(language, "placing.many_counts", read=f"{len(planned.rows):,}", **counts)))
        st.html(_table(view, [row for row in planned.rows if row.fate is not Fate.UNCHANGED]))
        st.button(
            t(language, "placing.many_apply", count=f"{len(planned.to_apply):,}"),
            key="placing many",
            disabled=not planned.to_apply,
            on_click=_apply,
            args=(planned,),
            type="primary",
        )


def _apply(planned: Preview) -> None:
    actor = placing_state.actor()
    try:
        if not actor:
            raise PlaceRefused(reason="no_actor")
        with databases.writing(session.database()) as db:
            at = datetime.now(UTC).replace(microsecond=0)
            written = place_import.apply(db, session.view().scope, planned, actor=actor, at=at)
    except PortfolioError as error:
        placing_acts.refuse(error)
        return
    st.session_state[_WRITTEN] = written
    placing_acts.go_to(st.query_params.get("id"))


def _table(view: View, rows: Sequence[Planned]) -> Html:
    language = view.language
    lines = [
        tag(
            "tr",
            tag("td", t(language, f"geofiles.fate_{row.fate}")),
            tag("td", row.code or row.key or NOT_KNOWN),
            tag("td", row.name or NOT_KNOWN),
            tag("td", _why(view, row), cls="quiet"),
        )
        for row in rows[:_LISTED]
    ]
    more = t(language, "placing.many_more", count=f"{len(rows) - _LISTED:,}") if len(rows) > _LISTED else ""
    return tag("div", tag("table", tag("tbody", *lines)), tag("p", more, cls="quiet"), cls="placing-many")


def _why(view: View, row: Planned) -> str:
    if row.reason is not None:
        return t(view.language, f"geofiles.reason_{row.reason}")
    if row.moved_m is None:
        return ""
    return t(view.language, "geofiles.moved", metres=f"{row.moved_m:,.0f}")
