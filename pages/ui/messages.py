"""Says what went wrong and what to do, in the reader's language, without a traceback.

Sentences carry what an address or a file said. They are shown as escaped HTML: in Streamlit's own boxes they would be
Markdown, and a picture named in a link would be fetched.
"""

import logging
from html import escape
from typing import Literal

import streamlit as st

from portfolio import error_words, errors
from portfolio.domain.filters import UnknownValue
from portfolio.language import Language, t

_log = logging.getLogger(__name__)

Tone = Literal["error", "warning", "note"]


def show(text: str, tone: Tone) -> None:
    """A sentence in a box, read out at once where it is an error."""
    role = "alert" if tone == "error" else "status"
    st.html(f'<div class="message {tone}" role="{role}">{escape(text)}</div>')


def show_error(error: Exception, language: Language) -> None:
    """An error as a sentence and the next step. What is a bug is logged in full and shown in short."""
    if isinstance(error, errors.PortfolioError):
        show(error_words.sentence(error, language), "error")
    else:
        _log.error("unexpected error", exc_info=error)
        show(t(language, "messages.bug"), "error")


def show_unknown(unknown: tuple[UnknownValue, ...], language: Language) -> None:
    """What a link says that names nothing; the rest of it was followed."""
    if unknown:
        listed = "、".join(f"{item.parameter}={item.value[:40]}" for item in unknown)
        show(f"{t(language, 'messages.unknown_in_link')} {listed}", "warning")


def show_nothing_yet(language: Language) -> None:
    """The register is empty: what to do."""
    show(t(language, "messages.empty"), "note")


def show_nothing_found(language: Language) -> None:
    """The filter finds nothing: what to do."""
    show(t(language, "messages.nothing_found"), "note")
