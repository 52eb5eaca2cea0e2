"""Rates, gaps and shortfalls, against figures that were published."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain import progress
from portfolio.domain.money import FEN_PER_YI
from portfolio.domain.periods import Month
from portfolio.language import points

FEN = st.integers(-(10**15), 10**15)
PLANS = st.integers(1, 10**15)
MONTHS = st.builds(Month, st.just(2025), st.integers(1, 12))


@pytest.mark.parametrize(
    ("month", "rate", "gap", "places"),
    [(9, "84.7", "+9.7", 1), (5, "45.5", "+3.8", 1), (3, "30.90", "+5.90", 2)],
    ids=["September 2019", "May", "March"],
)
def test_the_gap_is_the_one_that_the_bulletin_published(month: int, rate: str, gap: str, places: int) -> None:
    found = progress.gap_points(Fraction(Decimal(rate)) / 100, Month(2019, month).time_progress)
    assert points(found, places) == gap


def test_more_than_the_plan_is_a_fact_and_kept() -> None:
    completed, plan = 28_352 * FEN_PER_YI // 10, 22_555 * FEN_PER_YI // 10
    rate = progress.completion(completed, plan)
    assert rate is not None
    assert round(float(rate), 3) == 1.257


@pytest.mark.parametrize(
    ("completed", "plan"),
    [(None, 100), (100, None), (100, 0), (100, -5), (None, None)],
    ids=["no figure", "no plan", "a plan of nothing", "a plan below nothing", "neither"],
)
def test_without_a_plan_or_a_figure_there_is_no_rate(completed: int | None, plan: int | None) -> None:
    assert progress.completion(completed, plan) is None
    assert progress.shortfall_fen(plan, completed, Fraction(1, 2)) is None


def test_no_rate_has_no_gap() -> None:
    assert progress.gap_points(None, Fraction(1, 2)) is None


def test_nothing_completed_is_a_rate_of_zero_and_not_unknown() -> None:
    assert progress.completion(0, 100) == 0


@given(PLANS, FEN, MONTHS)
def test_a_shortfall_is_never_negative_and_closes_exactly_what_is_due(plan: int, completed: int, month: Month) -> None:
    found = progress.shortfall_fen(plan, completed, month.time_progress)
    assert found is not None
    assert found >= 0
    due = progress.due_fen(plan, month.time_progress)
    assert found in (0, due - completed)
    assert (found == 0) == (completed >= due)


@given(PLANS, FEN, MONTHS)
def test_who_is_ahead_in_points_has_no_shortfall_beyond_rounding(plan: int, completed: int, month: Month) -> None:
    gap = progress.gap_points(progress.completion(completed, plan), month.time_progress)
    shortfall = progress.shortfall_fen(plan, completed, month.time_progress)
    assert gap is not None
    assert shortfall is not None
    assert shortfall <= 1 if gap >= 0 else shortfall >= 0
