"""投屏: a page full screen without chrome. The frame sets the stage; a page puts one slide on it.

A page that has no slide of its own stands on the stage as it is, in larger type.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui import basis, cached, filters
from pages.ui.markup import tag
from pages.ui.session import View
from portfolio.domain.codes import Basis, CountBy
from portfolio.language import month_name, t

_FOLDER = Path(__file__).parent
_KEY = "presentation"


def stage(view: View) -> None:
    """Hide the frame and listen to the keys. The frame calls it instead of drawing the bar."""
    filters.hold()
    st.html(_FOLDER / "presentation.css")
    order: list[str | None] = [None, *units(view)]
    now = current(view)
    position = t(view.language, "presentation.position", number=order.index(now) + 1, of=len(order))
    said = {word: t(view.language, f"presentation.{word}") for word in ("before", "after", "full", "leave")}
    _keys()(
        key=_KEY,
        data={"units": order, "current": now, "words": {**said, "position": position}},
        on_go_change=_go,
        on_left_change=filters.leave_presentation,
    )


def units(view: View) -> list[str]:
    """The units that ← and → go through after the whole city: in their order, those that have projects."""
    if view.scope.units is not None and len(view.scope.units) == 1:
        return []
    found = {unit.row.code for unit in cached.overview(replace(view, count_by=CountBy.UNIT)).units}
    return [unit.code for unit in view.catalogue.units if unit.code in found]


def current(view: View) -> str | None:
    """The one unit that is shown, or None for all that the reader may see."""
    wanted = next(iter(view.filter.units)) if len(view.filter.units) == 1 else view.selected
    return wanted if wanted in units(view) else None


def slide(view: View, title: str, *blocks: str, bases: frozenset[str] = frozenset()) -> None:
    """One slide: title, month and badge on top, the blocks below. Type below 24 px (1920×1080) has no place on it."""
    made = Basis.ILLUSTRATIVE.value in bases
    head = tag(
        "div",
        tag("h1", title),
        tag("span", month_name(view.language, view.month), cls="month num"),
        basis.badge(view) if made else "",
        cls="slide-head",
    )
    note = t(view.language, "frame.illustrative_text") if made else basis.coverage(view)
    st.html(tag("div", head, tag("p", note, cls="slide-note"), *blocks, cls="slide"))


def _go() -> None:
    """Show another unit: by the filter, and on a page that is about one unit by its address too."""
    sent = st.session_state.get(_KEY)
    asked = sent.get("go") if isinstance(sent, Mapping) else None
    if not isinstance(asked, Mapping):
        return
    unit = asked.get("unit")
    if unit is None or isinstance(unit, str):
        filters.narrow_to_unit(unit)
        filters.choose_page_unit(unit)


@cache
def _keys() -> Any:  # Streamlit's own type of a mounted component is not public
    script = (_FOLDER / "presentation.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "presentation_keys", html='<div class="presentation-hint"></div>', js=script, isolate_styles=False
    )
