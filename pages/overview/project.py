"""项目: one project's passport, its year month by month, its light explained, its place, lists and facts."""

import streamlit as st

from pages.ui import (
    cached,
    list_options,
    project_head,
    project_history,
    project_light,
    project_months,
    project_passport,
    project_place,
    project_slides,
    session,
)
from pages.ui.markup import tag
from portfolio.errors import UnknownCode
from portfolio.language import t

view = session.view()


def say_nothing_here(words: str) -> None:
    """What is wrong with the address, and where to go from here."""
    way_on = list_options.link_to_list(view, t(view.language, "project.to_list"))
    st.html(tag("section", tag("p", words), tag("p", way_on), cls="card nothing-here", role="status"))
    st.stop()


def stack(*cards: str) -> None:
    """Cards one below another."""
    st.html(tag("div", *cards, cls="stack"))


if view.selected is None:
    say_nothing_here(t(view.language, "project.none_chosen"))
try:
    detail = cached.project(view, view.selected or "")
except UnknownCode:
    say_nothing_here(t(view.language, "project.unknown", code=(view.selected or "")[:60]))

if view.presenting:
    project_slides.show_project(view, detail)
    st.stop()
st.html(project_head.way(view, detail.row))
st.html(project_head.title(view, detail))
has_months = detail.row.figures is not None
if has_months:
    st.html(project_head.figures(view, detail))
course, being = st.columns([31, 19], gap="small")
with course:
    stack(
        project_light.explanation(view, detail) if has_months else "",
        project_months.chart(view, detail) if has_months else project_passport.passport(view, detail),
        project_months.table(view, detail),
        project_passport.lists(view, detail),
        project_passport.facts(view, detail),
    )
with being:
    stack(
        project_place.card(view, detail),
        project_history.card(view, detail),
        project_passport.passport(view, detail) if has_months else "",
    )
