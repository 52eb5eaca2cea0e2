"""Months, and the share of the year that has passed."""

from fractions import Fraction

import pytest

from portfolio.domain.periods import Month


@pytest.mark.parametrize("text", ["2025-01", "2025-10", " 2025-12 ", "1999-07"])
def test_a_month_is_read_as_it_is_written(text: str) -> None:
    assert str(Month.parse(text)) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "2025", "2025-1", "2025-13", "2025-00", "0000-01", "25-01", "2025-01-01", "2025/01", "2025年1月", "-2025-01"],
)
def test_anything_else_is_not_a_month(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


@pytest.mark.parametrize(
    ("month", "passed"),
    [(1, Fraction(1, 12)), (3, Fraction(1, 4)), (5, Fraction(5, 12)), (9, Fraction(3, 4)), (12, Fraction(1))],
    ids=["January", "March", "May", "September", "the whole year"],
)
def test_time_progress_is_the_months_by_twelve(month: int, passed: Fraction) -> None:
    assert Month(2025, month).time_progress == passed


def test_months_are_ordered_like_the_calendar() -> None:
    assert sorted([Month(2025, 10), Month(2024, 12), Month(2025, 9)]) == [
        Month(2024, 12),
        Month(2025, 9),
        Month(2025, 10),
    ]


def test_january_has_no_month_before_it_because_figures_are_cumulative_by_year() -> None:
    assert Month(2025, 1).previous() is None
    assert Month(2025, 10).previous() == Month(2025, 9)


def test_the_year_to_date_runs_from_january_to_the_month() -> None:
    assert [str(month) for month in Month(2025, 3).year_to_date()] == ["2025-01", "2025-02", "2025-03"]
