"""项目库: totals of what is filtered, the list itself, and the workbook of exactly that."""

import streamlit as st

from pages.ui import (
    basis,
    cached,
    list_export,
    list_options,
    messages,
    project_slides,
    project_table,
    project_totals,
    session,
)
from pages.ui.markup import tag
from pages.ui.project_columns import sort_of_list
from portfolio.language import t

view = session.view()
options = list_options.current(view)
listing = cached.listing(view, options.order, options.page, options.size)

if view.presenting and listing.count:
    project_slides.show_list(view, listing, options)
    st.stop()
st.html(basis.line(view, listing.bases))
if sort_of_list(view.filter.kinds) != "others":
    st.html(project_totals.strip(view, listing))

if not view.presenting:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="list-tools"):
        st.html(project_totals.tabs(view, listing, options), width="content")
        st.space("stretch")
        list_options.draw(view, options)
        list_export.geographic(view, listing.count)
        list_export.button(view, options, listing.count)

if sort_of_list(view.filter.kinds) == "others":
    st.html(tag("p", t(view.language, "projects.others_note"), cls="quiet list-note"))
if listing.count == 0:
    messages.show_nothing_found(view.language)
else:
    st.html(project_table.table(view, listing, options, list_options.columns(view)))
    st.html(project_table.pager(view, listing, options))
