"""总览: what an official wants to know before the meeting."""

import streamlit as st

from pages.ui import about, basis, cached, charts, classes, headline, messages, ranking, session, shortfalls, slides
from pages.ui.markup import tag

view = session.view()
found = cached.overview(view)
figures = found.figures

if view.presenting:
    slides.show_overview(view, found)
    st.stop()
st.html(basis.line(view, found.bases))
if not figures.projects:
    messages.show_nothing_found(view.language)
else:
    st.html(headline.row(view, figures, found.before))
    second = (
        shortfalls.table(view, found.shortfalls, figures, rule=found.rule)
        if figures.has_figures
        else shortfalls.stages(view, cached.stages(view), figures)
    )
    st.html(tag("div", ranking.table(view, found.units), second, classes.table(view, found), cls="first-screen"))
    if figures.has_figures:
        charts.show(view, cached.curve(view))
st.html(about.foot(view, found.bases, rule=found.rule))
