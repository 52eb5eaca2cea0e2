"""The line above the work: what is left, what was done last, and who works."""

import streamlit as st

from pages.ui import placing_acts, placing_queue, placing_state
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.language import named, t

_WHO = "placing who"


def draw(view: View) -> None:
    """Counts that narrow the list, progress, a step back, and the person's name."""
    queue = placing_queue.read(view)
    with st.container(horizontal=True, vertical_alignment="center", key="placing-head"):
        placing_queue.reasons(view, queue)
        st.html(placing_queue.progress(view, queue), width="content")
        done = placing_acts.done()
        st.html(_said(view), width="stretch")
        if done is not None and done.action != "reverted":
            st.button(t(view.language, "placing.undo"), key="placing undo", on_click=placing_acts.undo, args=(done,))
        st.session_state[_WHO] = placing_state.actor()
        st.text_input(
            t(view.language, "placing.who"),
            key=_WHO,
            on_change=placing_state.remember_actor,
            args=(_WHO,),
            placeholder=t(view.language, "placing.who_placeholder"),
            label_visibility="collapsed",
            width=190,
        )


def _said(view: View) -> Html:
    done = placing_acts.done()
    if done is None:
        return tag("span")
    name = named(view.language, zh=done.name, en=done.name_en)
    return tag("span", t(view.language, f"placing.done_{done.action}", name=name), cls="placing-done", role="status")
