"""What the placing page asks, cached as whole questions like the others in ``cached``."""

import streamlit as st

from pages.ui import session
from pages.ui.cached import Asked, asked
from pages.ui.session import View
from portfolio.services import placing, placing_search
from portfolio.services.placing import HistoryRow, PlacingSubject, Queue, Waiting
from portfolio.services.placing_search import Suggestion

LISTED = 200
"""So many stand in the list beside the map; the rest follow as these are settled."""


def history(view: View, code: str) -> list[HistoryRow]:
    """What was done to the place of a project, newest first."""
    return _history(asked(view), code)


@st.cache_data(max_entries=100, show_spinner=False)
def _history(key: Asked, code: str) -> list[HistoryRow]:
    with session.reading() as db:
        return placing.history(db, code, key.scope)


def queue(view: View, why: tuple[Waiting, ...]) -> Queue:
    """What waits for one of these reasons, the largest plan first, and the counts of all."""
    return _queue(asked(view), why)


@st.cache_data(max_entries=100, show_spinner=False)
def _queue(key: Asked, why: tuple[Waiting, ...]) -> Queue:
    with session.reading() as db:
        return placing.queue(db, key.filter, key.scope, month=key.month, why=why, limit=LISTED)


def subject(view: View, code: str) -> PlacingSubject:
    """What a project is placed by, and its place. Raises UnknownCode."""
    return _subject(asked(view), code)


@st.cache_data(max_entries=100, show_spinner=False)
def _subject(key: Asked, code: str) -> PlacingSubject:
    with session.reading() as db:
        return placing.subject(db, code, key.scope)


def suggestions(view: View, code: str) -> list[Suggestion]:
    """Candidates for the place of a project."""
    return _suggestions(asked(view), code)


@st.cache_data(max_entries=500, show_spinner=False)
def _suggestions(key: Asked, code: str) -> list[Suggestion]:
    return placing_search.suggestions(_subject(key, code))
