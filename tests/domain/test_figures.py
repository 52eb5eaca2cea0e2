"""Figures add up, and a group's rate is never the mean of rates."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.codes import Light
from portfolio.domain.figures import Figures
from portfolio.domain.money import FEN_PER_YI

SEPTEMBER = Fraction(9, 12)
COUNTS, FEN = st.integers(0, 10**6), st.integers(-(10**15), 10**15)
FIGURES = st.builds(
    Figures,
    time_progress=st.just(SEPTEMBER),
    projects=COUNTS,
    with_plan=COUNTS,
    plan_fen=st.integers(0, 10**15),
    completed_fen=FEN,
    completed_month_fen=FEN,
    without_plan_completed_fen=FEN,
    lagging_fen=st.integers(0, 10**15),
    reported=COUNTS,
    started=COUNTS,
    start_known=COUNTS,
    lights=st.dictionaries(st.sampled_from(Light), COUNTS),
)


def test_the_group_rate_is_only_over_projects_with_a_plan() -> None:
    """September 2019: 84.7 % uses 849 亿; all 924.8 亿 would give 92.3 %."""
    plan = round(849 / 0.847 * FEN_PER_YI)
    city = Figures(
        time_progress=SEPTEMBER,
        projects=2,
        with_plan=1,
        plan_fen=plan,
        completed_fen=849 * FEN_PER_YI,
        without_plan_completed_fen=round(75.8 * FEN_PER_YI),
        reported=1,
    )
    assert city.rate is not None
    assert round(float(city.rate), 3) == 0.847
    everything = city.completed_fen + city.without_plan_completed_fen
    assert everything == round(924.8 * FEN_PER_YI)
    assert round(everything / plan, 3) == 0.923
    assert city.gap_points is not None
    assert round(float(city.gap_points), 1) == 9.7


def test_the_rate_of_a_group_is_not_the_mean_of_its_rates() -> None:
    small = Figures(SEPTEMBER, projects=1, with_plan=1, plan_fen=100, completed_fen=200, reported=1)
    large = Figures(SEPTEMBER, projects=1, with_plan=1, plan_fen=900, completed_fen=0, reported=1)
    assert (small + large).rate == Fraction(1, 5)


def test_before_any_report_there_is_no_rate_rather_than_zero() -> None:
    planned = Figures(SEPTEMBER, projects=3, with_plan=3, plan_fen=300)
    assert (planned.rate, planned.gap_points, planned.shortfall_fen) == (None, None, None)


def test_without_a_plan_there_is_no_rate() -> None:
    assert Figures(SEPTEMBER, projects=3, without_plan_completed_fen=5).rate is None


def test_who_is_ahead_makes_up_for_who_is_behind_in_the_group_but_not_in_the_lagging_sum() -> None:
    ahead = Figures(SEPTEMBER, with_plan=1, plan_fen=100, completed_fen=150, reported=1)
    behind = Figures(SEPTEMBER, with_plan=1, plan_fen=100, completed_fen=10, reported=1, lagging_fen=65)
    assert ((ahead + behind).shortfall_fen, (ahead + behind).lagging_fen) == (0, 65)


def test_the_share_of_red_is_over_those_that_were_judged() -> None:
    lights = {Light.RED: 1, Light.GREEN: 3, Light.NOT_DUE: 10, Light.NO_PLAN: 5}
    assert Figures(SEPTEMBER, lights=lights).red_share == Fraction(1, 4)
    assert Figures(SEPTEMBER, lights={Light.NO_PLAN: 5}).red_share is None


def test_figures_of_different_months_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="different months"):
        Figures(Fraction(1, 12)) + Figures(Fraction(2, 12))


@given(FIGURES, FIGURES, FIGURES)
def test_it_does_not_matter_in_which_order_figures_are_added(one: Figures, two: Figures, three: Figures) -> None:
    assert (one + two) + three == three + (two + one)


@given(FIGURES)
def test_adding_nothing_changes_nothing_but_names_every_light(one: Figures) -> None:
    both = one + Figures(SEPTEMBER)
    assert {light: number for light, number in both.lights.items() if number} == {
        light: number for light, number in one.lights.items() if number
    }
    assert (both.rate, both.shortfall_fen, both.red_share) == (one.rate, one.shortfall_fen, one.red_share)
