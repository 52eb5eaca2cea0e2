"""What the map asks, cached as whole questions like the others in ``cached``.

Arrays of 50,000 projects are kept as resources: shared between runs, never changed, never copied.
"""

from collections import Counter
from dataclasses import replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pages.ui import session
from pages.ui.cached import Asked, asked
from pages.ui.session import View
from portfolio import settings
from portfolio.domain.codes import CountBy
from portfolio.domain.figures import Figures
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs.map_geometry import PackedGeometry
from portfolio.services import maps, register
from portfolio.services.maps import MapMonth
from portfolio.storage.rows import MapRow, NotDrawn, SummaryRow

_LISTED = 300
"""So many projects that are not drawn are listed beside the map; the rest is counted."""


def _of_month(view: View, month: Month) -> Asked:
    return replace(asked(view), month=month)


def _unfiltered(key: Asked) -> Asked:
    return replace(key, filter=ProjectFilter(), count_by=CountBy.UNIT)


def bases(view: View) -> frozenset[str]:
    """On what the figures of the month that is shown rest."""
    return _bases(asked(view))


@st.cache_data(max_entries=200, show_spinner=False)
def _bases(key: Asked) -> frozenset[str]:
    with session.reading() as db:
        return register.bases(db, key.filter, key.scope, month=key.month)


def beside(view: View) -> tuple[SummaryRow, ...]:
    """Units that have no outline on the map."""
    return _beside(asked(view))


@st.cache_data(max_entries=200, show_spinner=False)
def _beside(key: Asked) -> tuple[SummaryRow, ...]:
    with session.reading() as db:
        return maps.beside(db, key.filter, key.scope, month=key.month, count_by=key.count_by)


def by_district_only(view: View, month: Month) -> Counter[str]:
    """Projects of which only the district is known, by district."""
    return _by_district_only(_of_month(view, month))


@st.cache_data(max_entries=200, show_spinner=False)
def _by_district_only(key: Asked) -> Counter[str]:
    with session.reading() as db:
        return maps.known_by_district_only(db, key.filter, key.scope, month=key.month)


def districts(view: View, month: Month) -> dict[str, Figures]:
    """Figures of the districts that answer for projects."""
    return _districts(_of_month(view, month))


@st.cache_data(max_entries=400, show_spinner=False)
def _districts(key: Asked) -> dict[str, Figures]:
    with session.reading() as db:
        return maps.district_figures(db, key.filter, key.scope, month=key.month, count_by=key.count_by)


def geometry(view: View) -> PackedGeometry:
    """The places as the browser gets them."""
    key = _unfiltered(_of_month(view, view.catalogue.months[0]))
    return _geometry(key, view.language, settings.load().tiles.shifted)


@st.cache_resource(max_entries=20, show_spinner=False)
def _geometry(key: Asked, language: Language, shifted: bool = False) -> PackedGeometry:
    return maps.geometry(_rows(key), language, shifted=shifted)


def mask(view: View, month: Month) -> NDArray[np.bool_]:
    """Which projects of the geometry the filter finds."""
    return _mask(_of_month(view, month), _unfiltered(_of_month(view, view.catalogue.months[0])))


@st.cache_resource(max_entries=200, show_spinner=False)
def _mask(key: Asked, places: Asked) -> NDArray[np.bool_]:
    with session.reading() as db:
        return maps.shown(db, key.filter, key.scope, month=key.month, ids=_geometry(places, Language.CHINESE).ids)


def month(view: View, month: Month) -> MapMonth:
    """Lights and plans of a month."""
    return _month(_unfiltered(_of_month(view, month)))


@st.cache_resource(max_entries=60, show_spinner=False)
def _month(key: Asked) -> MapMonth:
    with session.reading() as db:
        return maps.month(db, key.scope, month=key.month)


def in_district_only(view: View, code: str) -> list[NotDrawn]:
    """Projects of which no more is known than that they lie in this district."""
    return _in_district_only(asked(view), code)


@st.cache_data(max_entries=200, show_spinner=False)
def _in_district_only(key: Asked, code: str) -> list[NotDrawn]:
    with session.reading() as db:
        return maps.in_district_only(db, key.filter, key.scope, month=key.month, district=code)


def not_drawn(view: View) -> list[NotDrawn]:
    """What the map cannot draw, the first few hundred."""
    return _not_drawn(asked(view))


@st.cache_data(max_entries=100, show_spinner=False)
def _not_drawn(key: Asked) -> list[NotDrawn]:
    with session.reading() as db:
        return maps.not_drawn(db, key.filter, key.scope, month=key.month, limit=_LISTED)


def rows(view: View) -> list[MapRow]:
    """Every project of the scope with its place, by id: the order of the geometry."""
    return _rows(_unfiltered(_of_month(view, view.catalogue.months[0])))


@st.cache_resource(max_entries=20, show_spinner=False)
def _rows(key: Asked) -> list[MapRow]:
    with session.reading() as db:
        return maps.rows(db, key.scope)
