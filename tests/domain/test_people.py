"""A scope can only be narrowed."""

from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.people import WHOLE_CITY, Scope

UNITS = st.sampled_from(["370112", "370114", "start-up-area", "metro-group", "unknown"])
SCOPES = st.builds(Scope, st.none() | st.frozensets(UNITS))


@given(SCOPES, UNITS | st.none() | st.text(), UNITS | st.none())
def test_narrowing_never_lets_anybody_see_more(scope: Scope, asked: str | None, unit: str | None) -> None:
    if scope.narrowed_to(asked).allows(unit):
        assert scope.allows(unit)


@given(SCOPES, st.lists(UNITS | st.none(), max_size=4), UNITS | st.none())
def test_narrowing_again_and_again_never_widens(scope: Scope, steps: list[str | None], unit: str | None) -> None:
    narrowed = scope
    for step in steps:
        narrowed = narrowed.narrowed_to(step)
    assert scope.allows(unit) or not narrowed.allows(unit)


@given(SCOPES, UNITS)
def test_a_leader_sees_at_most_the_own_unit(scope: Scope, unit: str) -> None:
    assert scope.narrowed_to(unit).units in (frozenset({unit}), frozenset())


def test_the_whole_city_sees_also_what_nobody_answers_for() -> None:
    assert WHOLE_CITY.allows(None)
    assert not Scope(frozenset({"370112"})).allows(None)
    assert not Scope(frozenset()).allows("370112")
