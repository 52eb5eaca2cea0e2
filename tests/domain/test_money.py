"""Money is whole fen, whatever the reader's unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.money import MoneyUnit, from_unit, in_unit, whole_fen

FEN = st.integers(-(10**17), 10**17)


@pytest.mark.parametrize(
    ("amount", "unit", "fen"),
    [
        ("1", MoneyUnit.YI, 10_000_000_000),
        ("2835.2", MoneyUnit.YI, 28_352_000_000_000),
        ("1", MoneyUnit.WAN, 1_000_000),
    ],
    ids=["1 亿元", "2835.2 亿元", "1 万元"],
)
def test_units_of_officials_are_so_many_fen(amount: str, unit: MoneyUnit, fen: int) -> None:
    assert from_unit(Decimal(amount), unit) == fen


@given(FEN, st.sampled_from(MoneyUnit))
def test_no_fen_is_lost_on_the_way_to_a_unit_and_back(fen: int, unit: MoneyUnit) -> None:
    assert from_unit(in_unit(fen, unit), unit) == fen


def test_an_amount_finer_than_a_fen_is_refused() -> None:
    with pytest.raises(ValueError, match="finer than a fen"):
        from_unit(Decimal("0.0000001"), MoneyUnit.WAN)


@pytest.mark.parametrize(
    ("exact", "fen"),
    [(Fraction(1, 2), 1), (Fraction(1, 3), 0), (Fraction(5, 2), 3), (Fraction(-1, 2), -1), (Fraction(7), 7)],
    ids=["a half up", "a third down", "not to even", "a negative half away from zero", "whole"],
)
def test_fen_are_rounded_half_up(exact: Fraction, fen: int) -> None:
    assert whole_fen(exact) == fen


def test_an_amount_of_which_a_float_would_lose_a_cent_is_kept() -> None:
    assert in_unit(9_876_543_210_987_654, MoneyUnit.YI) == Decimal("987654.3210987654")
