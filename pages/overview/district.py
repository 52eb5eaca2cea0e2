"""区县: what the leader of one responsible unit wants to know in ten minutes."""

from dataclasses import replace

import streamlit as st

from pages.ui import (
    about,
    basis,
    cached,
    charts,
    headline,
    project_lists,
    session,
    shortfalls,
    slides,
    unit_cards,
    unit_map,
    unit_tools,
)
from pages.ui.markup import tag
from portfolio.domain.codes import UnitKind
from portfolio.language import t

view = session.view()
code = unit_cards.chosen(view)

if code is None and view.presenting:
    slides.show_overview(view, cached.overview(view))
elif code is None:
    found = cached.overview(view)
    st.html(basis.line(view, found.bases))
    unit_cards.warn_of_unknown(view)
    st.html(unit_cards.chooser(view, found.units))
    st.html(about.foot(view, found.bases, rule=found.rule, figures=about.OF_UNITS))
elif view.presenting:
    slides.show_unit(view, cached.district_page(view, code))
else:
    page = cached.district_page(view, code)
    unit_tools.draw(view, page)
    st.html(basis.line(view, page.bases))
    if page.own:
        st.html(headline.row(view, page.figures, page.before, city=page.city))
        if page.figures.has_figures:
            second = [
                shortfalls.table(view, page.shortfalls, page.figures, rule=page.rule, of_unit=True),
                charts.curve(view, page.series),
            ]
        else:
            of_unit = replace(view, filter=view.filter.only(unit=code))
            second = [shortfalls.stages(view, cached.stages(of_unit), page.figures)]
        charts.draw(tag("div", unit_map.card(view, page), *second, cls="unit-screen"), key="unit")
    st.html(project_lists.own(view, page))
    if page.unit.kind == UnitKind.DISTRICT.value:
        st.html(project_lists.by_place(view, page))
        st.html(project_lists.elsewhere(view, page))
    else:
        st.html(tag("p", t(view.language, "district.functional_area"), cls="quiet"))
    st.html(about.foot(view, page.bases, rule=page.rule, figures=about.OF_UNITS))
