"""What the map asks, cached as whole questions: the key is everything the answer depends on, the scope included."""

from collections import Counter

import numpy as np
import streamlit as st

from pages.ui import session
from portfolio.domain.figures import Figures
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs.map_geometry import PackedGeometry
from portfolio.services import maps
from portfolio.services.maps import MapMonth
from portfolio.storage.rows import MapRow, NotDrawn, SummaryRow


@st.cache_resource(max_entries=20, show_spinner=False)
def rows(scope: Scope, data_version: int) -> list[MapRow]:
    """Every project of the scope with its place. Shared and never changed: 50,000 rows are not copied for each run."""
    with session.reading() as db:
        return maps.rows(db, scope)


@st.cache_resource(max_entries=20, show_spinner=False)
def geometry(scope: Scope, language: Language, data_version: int) -> PackedGeometry:
    """The places as the browser gets them. Shared and never changed."""
    return maps.geometry(rows(scope, data_version), language)


@st.cache_resource(max_entries=60, show_spinner=False)
def month(scope: Scope, month: Month, data_version: int) -> MapMonth:
    """Lights and plans of a month. Shared and never changed."""
    with session.reading() as db:
        return maps.month(db, scope, month=month)


@st.cache_data(max_entries=100, show_spinner=False)
def mask(wanted: ProjectFilter, scope: Scope, month: Month, data_version: int) -> "np.typing.NDArray[np.bool_]":
    """Which projects of the geometry the filter finds."""
    ids = geometry(scope, Language.CHINESE, data_version).ids
    with session.reading() as db:
        return maps.shown(db, wanted, scope, month=month, ids=ids)


@st.cache_data(max_entries=200, show_spinner=False)
def districts(wanted: ProjectFilter, scope: Scope, month: Month, data_version: int) -> dict[str, Figures]:
    """Figures of the districts that answer for projects."""
    with session.reading() as db:
        return maps.district_figures(db, wanted, scope, month=month)


@st.cache_data(max_entries=200, show_spinner=False)
def beside(wanted: ProjectFilter, scope: Scope, month: Month, data_version: int) -> tuple[SummaryRow, ...]:
    """Units that have no outline on the map."""
    with session.reading() as db:
        return maps.beside(db, wanted, scope, month=month)


@st.cache_data(max_entries=100, show_spinner=False)
def not_drawn(wanted: ProjectFilter, scope: Scope, month: Month, data_version: int) -> list[NotDrawn]:
    """What the map cannot draw, the first few hundred."""
    with session.reading() as db:
        return maps.not_drawn(db, wanted, scope, month=month, limit=300)


@st.cache_data(max_entries=100, show_spinner=False)
def by_district_only(wanted: ProjectFilter, scope: Scope, month: Month, data_version: int) -> Counter[str]:
    """Projects of which only the district is known."""
    with session.reading() as db:
        return maps.known_by_district_only(db, wanted, scope, month=month)
