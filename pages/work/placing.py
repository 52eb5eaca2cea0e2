"""定位: whose place nobody has confirmed, one after another: look, choose or draw, confirm, next."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import (
    cached_placing,
    messages,
    placing_acts,
    placing_change,
    placing_choice,
    placing_head,
    placing_input,
    placing_many,
    placing_map,
    placing_queue,
    placing_shares,
    placing_state,
    placing_text,
    placing_upload,
    session,
)
from pages.ui.placing_choice import Work
from pages.ui.placing_map import PlacingEvent, PlacingState
from pages.ui.placing_state import Draft
from portfolio.errors import UnknownCode
from portfolio.language import t
from portfolio.services.placing import QueueRow

view = session.view()
HEIGHT = "max(520px, calc(100vh - 200px))"  # what frame and head leave of the window


@st.fragment
def workplace() -> None:
    """List, map and text of one project; choosing runs only this part again."""
    if placing_acts.moved_on():
        st.rerun(scope="app")
    queue = placing_queue.read(view)
    code = view.selected or next((row.code for row in queue.rows), None)
    waiting, picture, deciding = st.columns([10, 25, 15], gap="small")
    with waiting, st.container(key="placing-queue"):
        st.html(placing_queue.listed(view, queue, code))
    with picture:
        work = taken_up(code, queue.rows)
        if work is None:
            return
        held = placing_state.draft(work.subject)
        draw(work, held)
    with deciding, st.container(key="placing-deciding"):
        refusal = placing_acts.refused()
        if refusal is not None:
            messages.show_error(refusal, view.language)
        placing_many.tell(view)
        st.html(placing_text.head(view, work.subject))
        placing_choice.buttons(view, work, held)
        placing_choice.candidates(view, work, held)
        if held is not None:
            placing_change.show(view, work, held)
            placing_choice.grading(view, work, held)
        placing_choice.without_place(view, work)
        placing_input.coordinates(view, work)
        placing_upload.draw(view, work)
        placing_shares.draw(view, work)
        st.html(placing_text.card(view, work.subject))


def taken_up(code: str | None, rows: Sequence[QueueRow]) -> Work | None:
    """The project with its candidates; None, and the reason said, where there is nothing to do."""
    if code is None:
        messages.show(t(view.language, "placing.all_done"), "note")
        return None
    try:
        return Work(cached_placing.subject(view, code), cached_placing.suggestions(view, code), rows)
    except UnknownCode as error:
        messages.show_error(error, view.language)
        return None


def draw(work: Work, held: Draft | None) -> None:
    """The map of the project at work."""
    standing = None if held is not None and held.as_it_stands else placing_state.standing(work.subject)
    placing_map.show(
        PlacingState(
            code=work.subject.code,
            before=None if standing is None else standing.geometry,
            before_radius=work.subject.radius_m,
            proposal=None if held is None else held.geometry,
            radius=None if held is None else held.radius_m,
            chosen=None if held is None else held.chosen,
            candidates=work.suggestions,
            districts=work.subject.districts,
            credits=t(view.language, "map_page.credit_osm"),
        ),
        language=view.language,
        height=HEIGHT,
        on_event=lambda event: follow(work, held, event),
    )


def follow(work: Work, held: Draft | None, event: PlacingEvent) -> None:
    """What was done on the map or by a key; what is of a project that is gone is not."""
    if event.code is not None and event.code != work.subject.code:
        return
    if event.kind == "choose":
        placing_state.choose(work.subject, work.suggestions, event.number)
    elif event.kind == "geometry" and event.geometry is not None:
        placing_state.draw(work.subject, event.geometry, event.how)
    elif event.kind == "confirm":
        if held is not None or work.subject.reason is not None:
            placing_choice.confirm(work)
    elif event.kind in ("previous", "next"):
        placing_acts.turn(work.subject.code, work.rows, 1 if event.kind == "next" else -1)


placing_head.draw(view)
workplace()
