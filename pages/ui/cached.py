"""Whole questions, cached by everything that the answer depends on: who asks and the version of the data included.

One small pair a question, in order of the alphabet: what pages call, and what is cached.
"""

import streamlit as st

from pages.ui import session
from pages.ui.session import View
from portfolio import settings
from portfolio.domain.figures import Figures
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.outputs.district_page import DistrictPage
from portfolio.services import district, register
from portfolio.services import overview as overviews
from portfolio.services.overview import Overview


def curve(view: View) -> list[tuple[Month, Figures]]:
    """January to the month shown."""
    return _curve(_database(), view.filter, view.scope, view.month, view.catalogue.data_version)


@st.cache_data(max_entries=200, show_spinner=False)
def _curve(
    database: str, wanted: ProjectFilter, scope: Scope, month: Month, data_version: int
) -> list[tuple[Month, Figures]]:
    with session.reading() as db:
        return register.curve(db, wanted, scope, months=month.year_to_date())


def district_page(view: View, code: str) -> DistrictPage:
    """The page of a unit. Raises UnknownCode and NotAllowed."""
    return _district_page(_database(), code, view.filter, view.scope, view.month, view.catalogue.data_version)


@st.cache_data(max_entries=100, show_spinner=False)
def _district_page(
    database: str, code: str, wanted: ProjectFilter, scope: Scope, month: Month, data_version: int
) -> DistrictPage:
    with session.reading() as db:
        return district.read(db, code, wanted, scope, month=month)


def overview(view: View) -> Overview:
    """Everything on the first screen."""
    return _overview(_database(), view.filter, view.scope, view.month, view.catalogue.data_version)


@st.cache_data(max_entries=200, show_spinner=False)
def _overview(database: str, wanted: ProjectFilter, scope: Scope, month: Month, data_version: int) -> Overview:
    with session.reading() as db:
        return overviews.read(db, wanted, scope, month=month)


def stages(view: View) -> dict[str, int]:
    """How many projects stand at each stage."""
    return _stages(_database(), view.filter, view.scope, view.month, view.catalogue.data_version)


@st.cache_data(max_entries=200, show_spinner=False)
def _stages(database: str, wanted: ProjectFilter, scope: Scope, month: Month, data_version: int) -> dict[str, int]:
    with session.reading() as db:
        return overviews.stages(db, wanted, scope, month=month)


def _database() -> str:
    """Two installations in one process are two answers."""
    return settings.load().database_url
