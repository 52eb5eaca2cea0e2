"""Shares of a project that crosses districts: measured, or set by hand with the reason why."""

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction

import streamlit as st

from geodata import boundaries
from geodata.shares import OUTSIDE
from pages.ui import placing_acts, placing_state, session, share_words
from pages.ui.markup import tag
from pages.ui.placing_choice import Work
from pages.ui.session import View
from portfolio.domain.apportioning import split
from portfolio.errors import PlaceRefused, PortfolioError
from portfolio.language import t
from portfolio.services import databases, place_shares
from portfolio.storage.rows import SHARE_PARTS, ShareRow

_HUNDREDTHS = 10_000
"""Of a percent there are two decimals to type."""


def draw(view: View, work: Work) -> None:
    """What stands, and a form to set it: areas, percentages that add up to 100, and why."""
    language, key = view.language, f"placing shares {work.key}"
    with session.reading() as db:
        held = place_shares.of_project(db, work.subject.code, view.scope)
    with st.expander(t(language, "project.shares")):
        if held:
            st.html(tag("p", share_words.in_words(view, held)))
        usual = _percents(held)
        areas = st.multiselect(
            t(language, "placing.shares_areas"),
            [*(district.code for district in boundaries.districts()), OUTSIDE],
            default=list(usual),
            format_func=lambda code: share_words.area_name(view, code),
            key=f"{key} areas",
            placeholder="",
        )
        for code in areas:
            # A label is Markdown, in which a name could fetch a picture: it stands beside its number as text.
            st.html(tag("span", share_words.area_name(view, code)))
            st.number_input(
                t(language, "placing.shares_percent"),
                label_visibility="collapsed",
                min_value=0.0,
                max_value=100.0,
                value=usual.get(code, 0.0),
                step=0.01,
                format="%.2f",
                key=f"{key} {code}",
            )
        st.text_input(t(language, "placing.shares_reason"), key=f"{key} reason", max_chars=500)
        _buttons(view, work, key, tuple(areas), by_hand=bool(held) and held[0].method == place_shares.MANUAL)


def _buttons(view: View, work: Work, key: str, areas: tuple[str, ...], *, by_hand: bool) -> None:
    with st.container(horizontal=True):
        st.button(
            t(view.language, "placing.shares_set"),
            key="placing shares set",
            disabled=not areas,
            on_click=_set,
            args=(work, key, areas),
        )
        st.button(
            t(view.language, "placing.shares_measure"),
            key="placing shares measure",
            disabled=not by_hand,
            on_click=_measure,
            args=(work,),
            type="tertiary",
        )


def _percents(held: tuple[ShareRow, ...]) -> dict[str, float]:
    """Measured shares as hundredths of a percent that add up to 100."""
    if not held:
        return {}
    parts = split(_HUNDREDTHS, {share.area_code: share.parts for share in held})
    assert sum(share.parts for share in held) == SHARE_PARTS
    return {code: part / 100 for code, part in sorted(parts.items(), key=lambda item: -item[1])}


def _set(work: Work, key: str, areas: tuple[str, ...]) -> None:
    percents = {code: Fraction(str(st.session_state[f"{key} {code}"])) for code in areas}
    reason = str(st.session_state[f"{key} reason"])
    scope = session.view().scope

    def change(db: databases.Reading, actor: str, at: datetime) -> None:
        shares = {code: percent / 100 for code, percent in percents.items()}
        version = work.subject.version
        place_shares.set_by_hand(
            db, work.subject.code, scope, shares=shares, reason=reason, actor=actor, at=at, version=version
        )

    _do(work, change)


def _measure(work: Work) -> None:
    scope = session.view().scope
    _do(work, lambda db, actor, at: place_shares.measure_again(db, work.subject.code, scope, actor=actor, at=at))


def _do(work: Work, change: Callable[[databases.Reading, str, datetime], None]) -> None:
    try:
        if not placing_state.actor():
            raise PlaceRefused(reason="no_actor")
        with databases.writing(session.database()) as db:
            change(db, placing_state.actor(), datetime.now(UTC).replace(microsecond=0))
    except PortfolioError as error:
        placing_acts.refuse(error)
        return
    placing_acts.go_to(work.subject.code)
