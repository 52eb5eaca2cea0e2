"""An error as a sentence that says what is wrong and what to do."""

from portfolio.domain.periods import Month
from portfolio.errors import PortfolioError
from portfolio.language import NOT_KNOWN, Language, month_name, t, words


def sentence(error: PortfolioError, language: Language) -> str:
    """The words for an error; more exact ones where there are some for its ``reason``."""
    facts = {name: _shown(value, language) for name, value in error.facts.items()}
    exact = f"messages.{error.code}_{error.facts.get('reason')}"
    known = words(language)
    usual = f"messages.{error.code}"
    return t(language, exact if exact in known else usual if usual in known else "messages.error", **facts)


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Month):
        return month_name(language, value)
    return NOT_KNOWN if value is None else value
