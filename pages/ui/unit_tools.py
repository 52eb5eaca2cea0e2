"""The head of a unit's page: its name and place, and what can be taken away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import streamlit as st

from pages.ui import navigation, session, unit_cards
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.codes import Basis
from portfolio.domain.filters import ProjectFilter
from portfolio.language import named, t, year_to_date
from portfolio.outputs import briefing, workbook
from portfolio.outputs.district_page import DistrictPage
from portfolio.services import databases, exports

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(view: View, page: DistrictPage) -> None:
    """Name, place, and the ways out: one page of paper, a workbook, the map, all units."""
    language = view.language
    with st.container(horizontal=True, vertical_alignment="center", key="unit-tools"):
        st.html(_head(view, page), width="stretch")
        st.html(_ways(view, page), width="content")
        st.download_button(
            t(language, "district.pdf"),
            _paper(view, page),
            file_name=t(language, "district.pdf_name", **_file_words(view, page)),
            mime="application/pdf",
            key="unit pdf",
            on_click="ignore",
            type="primary",
            help=t(language, "district.pdf_help"),
        )
        st.download_button(
            t(language, "district.excel"),
            _workbook(view, page),
            file_name=t(language, "district.excel_name", **_file_words(view, page)),
            mime=_SHEET,
            key="unit excel",
            on_click="ignore",
            disabled=not page.own,
            help=t(language, "district.excel_help", count=f"{len(page.own):,}"),
        )


def own_filter(view: View, code: str) -> ProjectFilter:
    """What the unit answers for, under the other conditions of the filter."""
    return replace(view.filter, units=frozenset({code}), districts=frozenset())


def _head(view: View, page: DistrictPage) -> Html:
    language = view.language
    kind = t(language, f"codes.unit_kind_{page.unit.kind}")
    place = ""
    if page.place is not None:
        place = t(language, "district.place", place=page.place, of=page.ranked)
    elif page.city is not None and not page.unit.ranked:
        place = t(language, "dashboard.not_ranked")
    moved = page.climbed
    way = None if moved is None else "same" if moved == 0 else "up" if moved > 0 else "down"
    said = t(language, f"dashboard.moved_{way}_about", places=abs(moved or 0)) if way else ""
    return tag(
        "div",
        tag("h1", named(language, zh=page.unit.name, en=page.unit.name_en)),
        tag("span", kind, cls="quiet"),
        tag("strong", place) if place else "",
        tag("span", said, cls="quiet") if said else "",
        cls="unit-head",
    )


def _ways(view: View, page: DistrictPage) -> Html:
    only = navigation.filtered_address(own_filter(view, page.unit.code), "map")
    found = [unit_cards.back(view), navigation.link_to(t(view.language, "district.map"), only)]
    return tag("div", *(way for way in found if way is not None), cls="unit-ways")


def _file_words(view: View, page: DistrictPage) -> dict[str, object]:
    return {
        "unit": named(view.language, zh=page.unit.name, en=page.unit.name_en),
        "year": view.month.year,
        "period": year_to_date(view.language, view.month),
        "mark": t(view.language, "district.made_mark") if Basis.ILLUSTRATIVE.value in page.bases else "",
    }


def _paper(view: View, page: DistrictPage) -> Callable[[], bytes]:
    """Made when it is asked for, not on every run."""
    return lambda: briefing.district_pdf(page, language=view.language, unit=view.unit, made_at=_now())


def _workbook(view: View, page: DistrictPage) -> Callable[[], bytes]:
    engine, wanted = session.database(), own_filter(view, page.unit.code)

    def made() -> bytes:
        buffer = BytesIO()
        with databases.reading(engine) as db:
            contents = exports.contents(
                db,
                wanted,
                view.scope,
                month=view.month,
                language=view.language,
                unit=view.unit,
                made_at=_now(),
            )
        workbook.write(buffer, contents)
        return buffer.getvalue()

    return made


def _now() -> datetime:
    """To the second: a PDF's date has no more."""
    return datetime.now(UTC).replace(microsecond=0)
