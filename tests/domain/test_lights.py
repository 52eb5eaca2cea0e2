"""红黄绿灯: the three rule sets at their thresholds, and the states that are not colours of blame."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.codes import JUDGED_LIGHTS, Light, Stage
from portfolio.domain.lights import DEFAULT_RULE, SHIPPED_RULES, LightRule, Situation, judge
from portfolio.domain.periods import Month

BY_CODE = {rule.code: rule for rule in SHIPPED_RULES}
YINCHUAN, SANYA = BY_CODE["yinchuan-2025"], BY_CODE["sanya-2022"]
PLAN = 1_200_000
"""Each month's due is 100,000."""

JUNE = Situation(month=Month(2025, 6), plan_fen=PLAN, completed_fen=600_000, reported=True, stage=Stage.CONSTRUCTION)


def light(situation: Situation, rule: LightRule = DEFAULT_RULE) -> Light:
    return judge(situation, rule=rule).light


@pytest.mark.parametrize(
    ("rule", "completed", "expected"),
    [
        (DEFAULT_RULE, 600_000, Light.GREEN),
        (DEFAULT_RULE, 599_999, Light.YELLOW),
        (DEFAULT_RULE, 480_000, Light.YELLOW),
        (DEFAULT_RULE, 479_999, Light.RED),
        (DEFAULT_RULE, 0, Light.RED),
        (DEFAULT_RULE, -1, Light.RED),
        (DEFAULT_RULE, 1_500_000, Light.GREEN),
        (YINCHUAN, 480_001, Light.GREEN),
        (YINCHUAN, 480_000, Light.YELLOW),
        (YINCHUAN, 240_000, Light.YELLOW),
        (YINCHUAN, 239_999, Light.RED),
        (SANYA, 600_000, Light.GREEN),
        (SANYA, 599_999, Light.YELLOW),
        (SANYA, 300_000, Light.YELLOW),
        (SANYA, 299_999, Light.RED),
    ],
    ids=[
        "default: exactly what is due is green",
        "default: one fen less is yellow",
        "default: exactly 80 % of what is due is yellow",
        "default: one fen less than 80 % is red",
        "default: nothing is red",
        "default: a correction below nothing is red",
        "default: more than the plan is green",
        "银川: less than 10 points behind is green",
        "银川: exactly 10 points behind is yellow",
        "银川: exactly 30 points behind is yellow",
        "银川: more than 30 points behind is red",
        "三亚: on time is green",
        "三亚: one fen behind is yellow",
        "三亚: behind by half of the time is yellow",
        "三亚: behind by more than half is red",
    ],
)
def test_a_threshold_belongs_to_the_side_that_the_rule_says(rule: LightRule, completed: int, expected: Light) -> None:
    assert light(replace(JUNE, completed_fen=completed), rule) is expected


def test_the_default_rule_can_turn_red_in_every_month() -> None:
    for number in range(1, 13):
        assert light(replace(JUNE, month=Month(2025, number), completed_fen=1)) is Light.RED


def test_a_rule_on_percentage_points_cannot_turn_red_before_april() -> None:
    lights = {number: light(replace(JUNE, month=Month(2025, number), completed_fen=0), YINCHUAN) for number in (3, 4)}
    assert lights == {3: Light.YELLOW, 4: Light.RED}


WORST = Situation(
    month=Month(2025, 6),
    plan_fen=None,
    completed_fen=None,
    reported=False,
    stage=Stage.SUSPENDED,
    planned_start=Month(2025, 9),
)


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (WORST, Light.HALTED),
        (replace(WORST, stage=Stage.COMPLETED), Light.DONE),
        (replace(WORST, stage=Stage.IN_USE), Light.DONE),
        (replace(WORST, stage=None), Light.NO_PLAN),
        (replace(WORST, stage=None, plan_fen=0), Light.NO_PLAN),
        (replace(WORST, stage=None, plan_fen=PLAN), Light.NOT_DUE),
        (replace(WORST, stage=None, plan_fen=PLAN, completed_fen=0, reported=True), Light.NOT_DUE),
        (replace(WORST, stage=None, plan_fen=PLAN, planned_start=Month(2025, 6)), Light.NOT_REPORTED),
        (replace(WORST, stage=None, plan_fen=PLAN, planned_start=None), Light.NOT_REPORTED),
        (replace(JUNE, reported=False), Light.NOT_REPORTED),
        (replace(JUNE, stage=None, planned_start=Month(2025, 9)), Light.GREEN),
    ],
    ids=[
        "halted comes before everything",
        "completed comes before the missing plan",
        "in use is done too",
        "no plan comes before not due",
        "a plan of nothing is no plan",
        "not due comes before not reported",
        "a report of nothing before the start is still not due",
        "in the month of the start a report is due",
        "who has no planned start owes a report",
        "a figure carried from an earlier month is no report",
        "who began early is measured",
    ],
)
def test_states_come_before_colours_and_in_this_order(situation: Situation, expected: Light) -> None:
    assert light(situation) is expected


def test_a_stage_that_is_reached_later_does_not_count_yet() -> None:
    finished = replace(JUNE, stage=Stage.COMPLETED, stage_since=Month(2025, 8))
    assert light(finished) is Light.GREEN
    assert light(replace(finished, month=Month(2025, 8))) is Light.DONE


def test_a_judgement_shows_what_it_rests_on() -> None:
    found = judge(replace(JUNE, completed_fen=540_000), rule=DEFAULT_RULE)
    assert (found.light, found.rule, found.measured, found.due_fen) == (
        Light.YELLOW,
        DEFAULT_RULE,
        Fraction(9, 10),
        600_000,
    )


def test_what_is_not_measured_shows_no_measured_value() -> None:
    found = judge(replace(JUNE, stage=Stage.SUSPENDED), rule=DEFAULT_RULE)
    assert found.measured is None


SITUATIONS = st.builds(
    Situation,
    month=st.builds(Month, st.just(2025), st.integers(1, 12)),
    plan_fen=st.none() | st.integers(-10, 10**14),
    completed_fen=st.none() | st.integers(-(10**12), 10**14),
    reported=st.booleans(),
    stage=st.none() | st.sampled_from(Stage),
    stage_since=st.none() | st.builds(Month, st.just(2025), st.integers(1, 12)),
    planned_start=st.none() | st.builds(Month, st.just(2025), st.integers(1, 12)),
)


@given(SITUATIONS, st.sampled_from(SHIPPED_RULES))
def test_every_situation_has_a_light_and_only_a_colour_has_a_measured_value(
    situation: Situation, rule: LightRule
) -> None:
    found = judge(situation, rule=rule)
    assert (found.light in JUDGED_LIGHTS) == (found.measured is not None)


@given(st.integers(0, 10**13), st.integers(0, 10**13), st.integers(1, 12), st.sampled_from(SHIPPED_RULES))
def test_who_completed_more_is_never_judged_worse(one: int, other: int, month: int, rule: LightRule) -> None:
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    less, more = sorted((one, other))
    situation = replace(JUNE, month=Month(2025, month), plan_fen=10**12)
    ranks = [order.index(light(replace(situation, completed_fen=done), rule)) for done in (less, more)]
    assert ranks[0] <= ranks[1]
