"""Says what went wrong and what to do, in the reader's language, without a traceback."""

import logging

import streamlit as st

from portfolio import errors
from portfolio.domain.filters import UnknownValue
from portfolio.domain.periods import Month
from portfolio.language import Language, month_name, t, words

_log = logging.getLogger(__name__)


def show_error(error: Exception, language: Language) -> None:
    """An error as a sentence and the next step. What is a bug is logged in full and shown in short."""
    if not isinstance(error, errors.PortfolioError):
        _log.error("unexpected error", exc_info=error)
        st.error(t(language, "messages.bug"))
        return
    facts = {name: _shown(value, language) for name, value in error.facts.items()}
    code = error.code if f"messages.{error.code}" in words(language) else "error"
    st.error(t(language, f"messages.{code}", **facts) if facts else t(language, f"messages.{code}"))


def show_unknown(unknown: tuple[UnknownValue, ...], language: Language) -> None:
    """What a link says that names nothing; the rest of it was followed."""
    if unknown:
        listed = "、".join(f"{item.parameter}={item.value[:40]}" for item in unknown)
        # st.text-like escaping: what comes from an address is shown in a code span, never as markup.
        st.warning(t(language, "messages.unknown_in_link") + " `" + listed.replace("`", "'") + "`")


def show_nothing_yet(language: Language) -> None:
    """The register is empty: what to do."""
    st.info(t(language, "messages.empty"))


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Month):
        return month_name(language, value)
    return "—" if value is None else value
