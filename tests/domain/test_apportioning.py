"""An amount that is divided adds up to itself again, to the fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.apportioning import split

parts = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 10**9), min_size=1, max_size=13)


@given(st.integers(-(10**16), 10**16), parts)
def test_the_pieces_add_up_to_the_amount(amount: int, divided_by: dict[str, int]) -> None:
    assert sum(split(amount, divided_by).values()) == amount


@given(st.integers(-(10**16), 10**16), parts)
def test_no_piece_is_a_fen_or_more_from_its_share(amount: int, divided_by: dict[str, int]) -> None:
    whole = sum(divided_by.values())
    for code, piece in split(amount, divided_by).items():
        assert abs(piece * whole - amount * divided_by[code]) < whole


@pytest.mark.parametrize(
    ("amount", "divided_by", "pieces"),
    [
        (100, {"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        (-100, {"a": 1, "b": 1, "c": 1}, {"a": -34, "b": -33, "c": -33}),
        (10, {"a": 1, "b": 2}, {"a": 3, "b": 7}),
        (0, {"a": 1, "b": 2}, {"a": 0, "b": 0}),
        (7, {"a": 5}, {"a": 7}),
    ],
    ids=["a tie goes to the earlier", "less than nothing", "the larger remainder", "nothing", "one"],
)
def test_the_fen_that_is_left_goes_by_the_largest_remainder(
    amount: int, divided_by: dict[str, int], pieces: dict[str, int]
) -> None:
    assert split(amount, divided_by) == pieces


@pytest.mark.parametrize("divided_by", [{}, {"a": 0}, {"a": 1, "b": -1}])
def test_nothing_cannot_be_divided_by(divided_by: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="nothing"):
        split(1, divided_by)
