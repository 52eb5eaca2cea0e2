"""An error as a sentence that says what is wrong and what to do."""

from portfolio.domain.periods import Month
from portfolio.errors import PortfolioError
from portfolio.language import NOT_KNOWN, Language, month_name, t, words


def sentence(error: PortfolioError, language: Language) -> str:
    """The words for an error; more exact ones where there are some for its ``reason``."""
    facts = {name: _shown(value, language) for name, value in error.facts.items()}
    reason = error.facts.get("reason")
    candidates = (f"messages.{error.code}_{reason}", f"findings.refused_{reason}", f"messages.{error.code}")
    known = words(language)
    return t(language, next((key for key in candidates if key in known), "messages.error"), **facts)


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Month):
        return month_name(language, value)
    return NOT_KNOWN if value is None else value
