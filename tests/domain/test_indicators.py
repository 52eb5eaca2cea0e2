"""The catalogue of indicators, walked from end to end."""

from fractions import Fraction
from pathlib import Path

import pytest

from portfolio.domain.figures import Figures
from portfolio.domain.indicators import BY_CODE, INDICATORS, Indicator
from portfolio.language import Language, words

DOCS = Path(__file__).parents[2] / "docs"
EACH = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
EMPTY = Figures(Fraction(10, 12))


def test_every_code_stands_once() -> None:
    assert len(BY_CODE) == len(INDICATORS)


@EACH
def test_an_indicator_answers_for_a_group_without_projects(indicator: Indicator) -> None:
    assert indicator.compute(EMPTY) in (None, 0)


@EACH
def test_what_was_never_planned_or_reported_is_unknown_and_not_zero(indicator: Indicator) -> None:
    unplanned = Figures(Fraction(10, 12), projects=3)
    assert indicator.compute(unplanned) == (3 if indicator.code == "projects" else None)


@EACH
@pytest.mark.parametrize("language", Language)
def test_an_indicator_has_words_in_every_language(indicator: Indicator, language: Language) -> None:
    assert words(language)[f"map.overlay_{indicator.code}"]


@EACH
def test_an_indicator_is_in_the_docs(indicator: Indicator) -> None:
    texts = "\n".join(file.read_text(encoding="utf-8") for file in DOCS.rglob("*.md"))
    assert f"`{indicator.code}`" in texts
