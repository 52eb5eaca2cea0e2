"""Who is here and what they look at: the only module that touches ``st.session_state`` and the address bar."""

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from portfolio import settings
from portfolio.domain.codes import CountBy
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.services import databases, register
from portfolio.services.databases import Database, Reading
from portfolio.services.register import Catalogue


@dataclass(frozen=True, slots=True)
class View:
    """What this run of the script shows. Pages read it and never look further."""

    language: Language
    unit: MoneyUnit
    filter: ProjectFilter
    scope: Scope
    month: Month
    catalogue: Catalogue
    viewed_as: str | None
    """The unit as whose leader one looks, or None."""
    presenting: bool
    count_by: CountBy
    """Whether money by district stands with the unit that answers or where projects lie."""
    selected: str | None
    """Of the address: the project's code or the unit's code that a page is about."""


@st.cache_resource(show_spinner=False)
def _database(url: str) -> Database:
    _collect_garbage_on_a_timer()
    return databases.open_or_create(url)


def database() -> Database:
    """The installation's database, opened once."""
    return _database(settings.load().database_url)


@contextmanager
def reading() -> Iterator[Reading]:
    """A session to read with, on a database that was found to be of our version."""
    with databases.reading(database()) as db:
        yield db


def allowed_scope() -> Scope:
    """What this installation lets its readers see. The address bar has no part in it."""
    return settings.load().scope


@st.cache_data(max_entries=4, show_spinner=False)
def _catalogue(url: str, data_version: int) -> Catalogue:
    with reading() as db:
        return register.catalogue(db)


def catalogue() -> Catalogue:
    """What there is to choose from, read anew only when the data changed."""
    with reading() as db:
        version = register.data_version(db)
    return _catalogue(settings.load().database_url, version)


def show(view: View) -> None:
    """Say what this run shows; the frame does, before it runs a page."""
    st.session_state["view"] = view


def view() -> View:
    """What this run shows."""
    found = st.session_state["view"]
    assert isinstance(found, View)
    return found


GARBAGE_SECONDS = 30


def _collect_garbage_on_a_timer() -> None:
    """Streamlit's own collection after each run costs more than the run; one every half minute does."""

    def collect() -> None:
        while True:
            time.sleep(GARBAGE_SECONDS)
            gc.collect()

    threading.Thread(target=collect, daemon=True, name="garbage").start()
