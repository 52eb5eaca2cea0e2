"""Whole questions, cached by everything that the answer depends on: who asks and the version of the data included.

One small pair a question, in order of the alphabet: what pages call, and what is cached.
"""

from dataclasses import dataclass

import streamlit as st

from pages.ui import session
from pages.ui.session import View
from portfolio import settings
from portfolio.domain.codes import CountBy
from portfolio.domain.figures import Figures
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.outputs.district_page import DistrictPage
from portfolio.services import district, register
from portfolio.services import listing as listings
from portfolio.services import overview as overviews
from portfolio.services.listing import Listing
from portfolio.services.overview import Overview
from portfolio.services.register import Order
from portfolio.storage.rows import Neighbours, ProjectDetail


@dataclass(frozen=True, slots=True)
class Asked:
    """What every answer depends on. Two databases in one process are two answers."""

    database: str
    filter: ProjectFilter
    scope: Scope
    month: Month
    data_version: int
    count_by: CountBy


def asked(view: View) -> Asked:
    """The key of what this view asks for."""
    url = settings.load().database_url
    return Asked(url, view.filter, view.scope, view.month, view.catalogue.data_version, view.count_by)


def count(view: View) -> tuple[int, int]:
    """How many projects the filter finds, of how many in the scope."""
    return _count(asked(view))


@st.cache_data(max_entries=500, show_spinner=False)
def _count(key: Asked) -> tuple[int, int]:
    with session.reading() as db:
        return register.count(db, key.filter, key.scope, month=key.month)


def coverage(view: View) -> tuple[int, int | None]:
    """How many works the plan names, and how many projects the year's list has."""
    key = asked(view)
    return _coverage(key.database, key.month, key.data_version)


@st.cache_data(max_entries=50, show_spinner=False)
def _coverage(database: str, month: Month, data_version: int) -> tuple[int, int | None]:
    with session.reading() as db:
        return overviews.coverage(db, month=month)


def curve(view: View) -> list[tuple[Month, Figures]]:
    """January to the month shown."""
    return _curve(asked(view))


@st.cache_data(max_entries=200, show_spinner=False)
def _curve(key: Asked) -> list[tuple[Month, Figures]]:
    with session.reading() as db:
        return register.curve(db, key.filter, key.scope, months=key.month.year_to_date())


def district_page(view: View, code: str) -> DistrictPage:
    """The page of a unit. Raises UnknownCode and NotAllowed."""
    return _district_page(asked(view), code)


@st.cache_data(max_entries=100, show_spinner=False)
def _district_page(key: Asked, code: str) -> DistrictPage:
    with session.reading() as db:
        return district.read(db, code, key.filter, key.scope, month=key.month)


def listing(view: View, order: Order, page: int, size: int) -> Listing:
    """One page of the list of projects, and the figures of all of it."""
    return _listing(asked(view), order, page, size)


@st.cache_data(max_entries=100, show_spinner=False)
def _listing(key: Asked, order: Order, page: int, size: int) -> Listing:
    with session.reading() as db:
        return listings.read(db, key.filter, key.scope, month=key.month, order=order, page=page, size=size)


def neighbours(view: View, code: str, order: Order) -> Neighbours | None:
    """A project's place in the list, and what stands beside it."""
    return _neighbours(asked(view), code, order)


@st.cache_data(max_entries=500, show_spinner=False)
def _neighbours(key: Asked, code: str, order: Order) -> Neighbours | None:
    with session.reading() as db:
        return listings.beside(db, code, key.filter, key.scope, month=key.month, order=order)


def overview(view: View) -> Overview:
    """Everything on the first screen."""
    return _overview(asked(view))


@st.cache_data(max_entries=200, show_spinner=False)
def _overview(key: Asked) -> Overview:
    with session.reading() as db:
        return overviews.read(db, key.filter, key.scope, month=key.month, count_by=key.count_by)


def project(view: View, code: str) -> ProjectDetail:
    """Everything known of a project. Raises UnknownCode."""
    key = asked(view)
    return _project(key.database, key.scope, key.month, key.data_version, code)


@st.cache_data(max_entries=200, show_spinner=False)
def _project(database: str, scope: Scope, month: Month, data_version: int, code: str) -> ProjectDetail:
    with session.reading() as db:
        return register.project(db, code, scope, month=month)


def stages(view: View) -> dict[str, int]:
    """How many projects stand at each stage."""
    return _stages(asked(view))


@st.cache_data(max_entries=200, show_spinner=False)
def _stages(key: Asked) -> dict[str, int]:
    with session.reading() as db:
        return overviews.stages(db, key.filter, key.scope, month=key.month)
