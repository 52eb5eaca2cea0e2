"""Says what went wrong and what to do, in the reader's language, without a traceback."""

import logging

import streamlit as st

from portfolio import error_words, errors
from portfolio.domain.filters import UnknownValue
from portfolio.language import Language, t

_log = logging.getLogger(__name__)


def show_error(error: Exception, language: Language) -> None:
    """An error as a sentence and the next step. What is a bug is logged in full and shown in short."""
    if not isinstance(error, errors.PortfolioError):
        _log.error("unexpected error", exc_info=error)
        st.error(t(language, "messages.bug"))
        return
    st.error(error_words.sentence(error, language).replace("$", "\\$"))


def show_unknown(unknown: tuple[UnknownValue, ...], language: Language) -> None:
    """What a link says that names nothing; the rest of it was followed."""
    if unknown:
        listed = "、".join(f"{item.parameter}={item.value[:40]}" for item in unknown)
        # st.text-like escaping: what comes from an address is shown in a code span, never as markup.
        st.warning(t(language, "messages.unknown_in_link") + " `" + listed.replace("`", "'") + "`")


def show_nothing_yet(language: Language) -> None:
    """The register is empty: what to do."""
    st.info(t(language, "messages.empty"))

