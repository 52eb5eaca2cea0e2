"""One filter: what goes into a link comes out of it, and nothing in a link can break it."""

from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portfolio.domain.codes import Basis, Kind, Light, ProjectClass, Stage
from portfolio.domain.filters import (
    CLOSED_SETS,
    MIN_PLAN,
    PARAMETERS,
    SEARCH,
    SEARCH_LIMIT,
    UNKNOWN,
    ProjectFilter,
    UnknownValue,
)

CODES = st.text("abcdefghijklmnopqrstuvwxyz-0123456789", min_size=1, max_size=12)
OPEN = st.frozensets(CODES | st.just(UNKNOWN), max_size=3)
SENTENCES = st.lists(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=9), max_size=5)
FILTERS = st.builds(
    ProjectFilter,
    units=OPEN,
    districts=OPEN,
    sectors=OPEN,
    lists=OPEN,
    classes=st.frozensets(st.sampled_from([*ProjectClass, UNKNOWN])),
    stages=st.frozensets(st.sampled_from([*Stage, UNKNOWN])),
    lights=st.frozensets(st.sampled_from(Light)),
    bases=st.frozensets(st.sampled_from([*Basis, UNKNOWN])),
    kinds=st.frozensets(st.sampled_from(Kind), min_size=1),
    min_plan_fen=st.none() | st.integers(1, 10**15 - 1),
    search=SENTENCES.map(" ".join),
)
LINKS = st.dictionaries(
    st.sampled_from([*PARAMETERS, MIN_PLAN, SEARCH, "other"]),
    st.lists(
        st.text() | st.sampled_from(["industry", "red", "unknown", "nan", "-1", "1e400", "0", "1e-9"]), max_size=4
    ),
)


@given(FILTERS)
@example(ProjectFilter(min_plan_fen=123_456_789_012_345))
@example(ProjectFilter(min_plan_fen=1))
def test_a_filter_survives_its_link(wanted: ProjectFilter) -> None:
    assert ProjectFilter.from_params(wanted.to_params()) == (wanted, [])


def test_the_empty_filter_leaves_nothing_in_the_link() -> None:
    assert ProjectFilter().to_params() == {}
    assert ProjectFilter.from_params({}) == (ProjectFilter(), [])
    assert ProjectFilter().is_empty


@given(LINKS)
@example({SEARCH: ["x" * 79 + "  y"]})
@example({SEARCH: ["水\x00库"]})
@example({SEARCH: ["\ud800"]})
@example({MIN_PLAN: ["1e-9"]})
@example({MIN_PLAN: ["1e999999999"]})
@example({MIN_PLAN: ["sNaN"]})
def test_whatever_a_link_says_it_is_read_and_what_was_read_is_stable(params: Mapping[str, list[str]]) -> None:
    wanted, _ = ProjectFilter.from_params(params)
    assert ProjectFilter.from_params(wanted.to_params()) == (wanted, [])
    assert len(wanted.search) <= SEARCH_LIMIT
    wanted.search.encode()


@pytest.mark.parametrize("parameter", sorted(CLOSED_SETS))
def test_a_value_outside_a_closed_set_is_left_out_and_reported(parameter: str) -> None:
    good = min(CLOSED_SETS[parameter])
    wanted, unknown = ProjectFilter.from_params({parameter: ["nonsense", good, ""]})
    assert getattr(wanted, PARAMETERS[parameter]) == {good}
    assert unknown == [UnknownValue(parameter, "nonsense")]


def test_a_parameter_with_nothing_known_narrows_nothing() -> None:
    wanted, unknown = ProjectFilter.from_params({"class": ["nonsense"], "kind": ["nonsense"]})
    assert wanted == ProjectFilter()
    assert unknown == [UnknownValue("class", "nonsense"), UnknownValue("kind", "nonsense")]


@pytest.mark.parametrize("text", ["abc", "-5", "0", "nan", "inf", "1,000", "1e12", "1e-9", "0.00000001"])
def test_a_least_plan_that_is_no_amount_is_reported(text: str) -> None:
    wanted, unknown = ProjectFilter.from_params({MIN_PLAN: [text]})
    assert wanted.min_plan_fen is None
    assert unknown == [UnknownValue(MIN_PLAN, text)]


@pytest.mark.parametrize(("text", "fen"), [("1", 1_000_000), ("12.34", 12_340_000), ("10000", 10_000_000_000)])
def test_the_least_plan_is_said_in_wan(text: str, fen: int) -> None:
    assert ProjectFilter.from_params({MIN_PLAN: [text]})[0].min_plan_fen == fen


def test_only_this_unit_replaces_the_units_and_keeps_the_rest() -> None:
    wanted = ProjectFilter(units=frozenset({"a", "b"}), classes=frozenset({"industry"}))
    assert wanted.only(unit="c") == ProjectFilter(units=frozenset({"c"}), classes=frozenset({"industry"}))
    assert wanted.only() == ProjectFilter(classes=frozenset({"industry"}))


def test_a_filter_can_be_the_key_of_a_cache() -> None:
    assert len({ProjectFilter(), ProjectFilter(), ProjectFilter(search="水库")}) == 2
