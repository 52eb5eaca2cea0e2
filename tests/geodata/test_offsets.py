"""The offset systems of Chinese web maps: there and back within a millimetre, and the known shift in Jinan."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import crs

DEGREE_M = 111_320
MILLIMETRE = 0.001
places = st.lists(st.tuples(st.floats(116.0, 118.0), st.floats(35.9, 37.7)), min_size=1, max_size=50)
SYSTEMS = pytest.mark.parametrize(
    ("there", "back"),
    [(crs.to_gcj02, crs.from_gcj02), (crs.to_bd09, crs.from_bd09)],
    ids=["gcj02", "bd09"],
)


def metres_apart(one, other):
    east = (np.asarray(one[0]) - np.asarray(other[0])) * DEGREE_M * np.cos(np.radians(36.6))
    return np.hypot(east, (np.asarray(one[1]) - np.asarray(other[1])) * DEGREE_M)


@SYSTEMS
@given(places)
def test_there_and_back_is_the_same_place_to_a_millimetre(there, back, pairs):
    place = np.array(pairs).T
    assert metres_apart(back(*there(*place)), place).max() < MILLIMETRE
    assert metres_apart(there(*back(*place)), place).max() < MILLIMETRE


@pytest.mark.parametrize(
    ("there", "low", "high"), [(crs.to_gcj02, 478, 579), (crs.to_bd09, 1_226, 1_393)], ids=["gcj02", "bd09"]
)
def test_the_shift_in_jinan_is_the_known_one(there, low, high):
    grid = np.meshgrid(np.linspace(116.2, 117.9, 60), np.linspace(36.0, 37.5, 60))
    shift = metres_apart(there(*grid), grid)
    assert low <= shift.min() < shift.max() <= high


def test_a_published_pair_is_met():
    """A building of Jinan with both positions in a public table."""
    assert metres_apart(crs.to_gcj02(117.014228, 36.6522054), (117.02013, 36.652502)) < 0.1


def test_one_number_works_like_many():
    one = crs.from_bd09(117.1, 36.7)
    many = crs.from_bd09([117.1, 116.9], [36.7, 36.5])
    assert float(one[0]) == pytest.approx(float(many[0][0]), abs=1e-11)


def test_two_lengths_are_refused():
    with pytest.raises(ValueError, match="shape"):
        crs.to_gcj02([117.0, 117.1], [36.6])
