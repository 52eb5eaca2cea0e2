"""The place in hand: candidates to choose from, how well it is known, what would change, and the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.ui import placing_acts, placing_state, placing_words
from pages.ui.markup import tag
from pages.ui.placing_state import DRAWN, STANDING, Draft
from pages.ui.session import View
from portfolio.domain.codes import Precision
from portfolio.language import Language, t, words
from portfolio.services import placing_search
from portfolio.services.placing import NO_PLACE_REASONS, PlacingSubject, QueueRow
from portfolio.services.placing_search import Suggestion

_PRECISIONS = (Precision.EXACT, Precision.SITE, Precision.STREET, Precision.SCHEMATIC)
_LONGEST_RADIUS = 50_000
_SHOWN = "placing choice shown"


@dataclass(frozen=True, slots=True)
class Work:
    """One project at work: its text, its candidates, and the queue that it stands in."""

    subject: PlacingSubject
    suggestions: Sequence[Suggestion]
    rows: Sequence[QueueRow]

    @property
    def key(self) -> str:
        """For widgets: another project, or another version of its place, is another widget."""
        return f"{self.subject.code} {self.subject.version}"


def _choice_key(work: Work) -> str:
    return f"placing choice {work.key}"


def in_hand(work: Work) -> Draft | None:
    """The place in hand now, also while a choice of the list is still on its way: the last click counts."""
    key = _choice_key(work)
    if key in st.session_state and st.session_state[key] != st.session_state.get(_SHOWN):
        placing_state.choose(work.subject, work.suggestions, st.session_state[key])
        st.session_state[_SHOWN] = st.session_state[key]
    return placing_state.draft(work.subject)


def _take_in_hand(work: Work) -> None:
    in_hand(work)


def confirm(work: Work) -> None:
    """Say that the place in hand is right, and go on."""
    placing_acts.save(work.subject, in_hand(work), work.rows)


def candidates(view: View, work: Work, held: Draft | None) -> None:
    """Choose one: one click."""
    language = view.language
    by_number = {item.number: item for item in work.suggestions}
    options = [*([STANDING] if work.subject.geometry is not None else []), *by_number]
    if held is not None and held.chosen == DRAWN:
        options.append(DRAWN)
    if not work.suggestions:
        why = placing_words.reason(language, *placing_search.why_none(work.subject)).rstrip("。.")
        st.html(tag("p", t(language, "placing.no_candidates", reason=why), cls="quiet placing-none"))
    if not options:
        return
    key = _choice_key(work)
    st.session_state[key] = st.session_state[_SHOWN] = None if held is None else held.chosen

    def name(number: int) -> str:
        if number in by_number:
            return f"**{number}** {placing_words.label(by_number[number].name)}"
        return t(language, "placing.standing" if number == STANDING else "placing.given")

    def caption(number: int) -> str:
        if number in by_number:
            item = by_number[number]
            said = f"{placing_words.why(language, item)} · {placing_words.source(language, item.source)}"
            return placing_words.label(said)
        return placing_words.label(_standing(language, work.subject) if number == STANDING else _given(language, held))

    st.radio(
        t(language, "placing.candidates"),
        options,
        format_func=name,
        captions=[caption(number) for number in options],
        key=key,
        on_change=_take_in_hand,
        args=(work,),
    )


def _standing(language: Language, subject: PlacingSubject) -> str:
    known = t(language, f"codes.precision_{subject.precision}")
    key = f"project.place_method_{subject.method}"
    return f"{known} · {words(language).get(key, subject.method or '')}".removesuffix(" · ")


def _given(language: Language, held: Draft | None) -> str:
    return "" if held is None else words(language).get(f"project.place_method_{held.method}", held.method)


def grading(view: View, work: Work, held: Draft) -> None:
    """How well the place is known: the person says so."""
    language = view.language
    precision_key, radius_key = f"placing precision {work.key}", f"placing radius {work.key}"
    offered = [item for item in _PRECISIONS if item is not Precision.SCHEMATIC or not _is_point(held)]
    st.session_state[precision_key] = held.precision if held.precision in offered else None
    st.session_state[radius_key] = held.radius_m

    def graded() -> None:
        radius: int | None = st.session_state[radius_key]
        now = in_hand(work)
        if now is not None:
            placing_state.grade(now, precision=st.session_state[precision_key], radius_m=radius)

    left, right = st.columns([5, 3], gap="small", vertical_alignment="bottom")
    with left:
        st.segmented_control(
            t(language, "placing.precision"),
            offered,
            format_func=lambda item: t(language, f"placing.precision_{item}"),
            key=precision_key,
            on_change=graded,
        )
    with right:
        st.number_input(
            t(language, "placing.radius"),
            min_value=0,
            max_value=_LONGEST_RADIUS,
            step=50,
            key=radius_key,
            on_change=graded,
            placeholder="—",
        )


def _is_point(held: Draft) -> bool:
    return str(held.geometry.get("type")).endswith("Point")


def buttons(view: View, work: Work, held: Draft | None) -> None:
    """Back, confirm, on: each one click."""
    language, subject = view.language, work.subject
    nobody = not placing_state.actor()
    nothing = held is None and (subject.version == 0 or subject.reason is None)
    with st.container(horizontal=True, key="placing-buttons"):
        st.button(
            t(language, "placing.previous"),
            key="placing previous",
            on_click=placing_acts.turn,
            args=(subject.code, work.rows, -1),
        )
        st.button(
            t(language, "placing.confirm" if held is not None else "placing.confirm_none"),
            key="placing confirm",
            type="primary",
            width="stretch",
            disabled=nobody or nothing,
            on_click=confirm,
            args=(work,),
        )
        st.button(
            t(language, "placing.next"),
            key="placing next",
            on_click=placing_acts.turn,
            args=(subject.code, work.rows, 1),
        )
    if nobody:
        st.html(tag("p", t(language, "placing.who_first"), cls="message warning placing-who-missing", role="status"))


def without_place(view: View, work: Work) -> None:
    """«No place», for a reason: one click."""
    language = view.language
    key = f"placing no place {work.key}"
    st.pills(
        t(language, "placing.no_place"),
        NO_PLACE_REASONS,
        format_func=lambda reason: t(language, f"map_page.reason_{reason}"),
        key=key,
        disabled=not placing_state.actor(),
        on_change=lambda: placing_acts.unplace(work.subject, st.session_state[key], work.rows),
    )
