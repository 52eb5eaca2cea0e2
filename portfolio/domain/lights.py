"""红黄绿灯: rule sets are data; judging is a small function of plain values.

Rules differ by place and year. No rule of Jinan's own is published, so the city sets it; three are shipped.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from portfolio.domain import progress
from portfolio.domain.codes import FINISHED_STAGES, Light, Stage
from portfolio.domain.periods import Month

Formula = Literal["share_of_due", "gap_points", "relative_lag"]


@dataclass(frozen=True, slots=True)
class LightRule:
    """Thresholds on one measured value, higher is better.

    ``share_of_due``: completed ÷ (plan × time progress), a share. ``gap_points``: completion rate − time progress, in
    percentage points. ``relative_lag``: gap ÷ time progress, a share. A value at or above ``green_from`` is green (only
    above it, where ``green_is_open``); at or above ``yellow_from`` yellow; less is red.
    """

    code: str
    formula: Formula
    green_from: Fraction
    yellow_from: Fraction
    effective_from: Month
    source: str
    green_is_open: bool = False
    """Green only above ``green_from``, not at it (银川: −10 points is already yellow)."""


DEFAULT_RULE = LightRule(
    code="share-of-due",
    formula="share_of_due",
    green_from=Fraction(1),
    yellow_from=Fraction(8, 10),
    effective_from=Month(2025, 1),
    source="default",
)

SHIPPED_RULES: tuple[LightRule, ...] = (
    DEFAULT_RULE,
    LightRule(
        code="yinchuan-2025",
        formula="gap_points",
        green_from=Fraction(-10),
        yellow_from=Fraction(-30),
        effective_from=Month(2025, 1),
        source="yinchuan",
        green_is_open=True,
    ),
    LightRule(
        code="sanya-2022",
        formula="relative_lag",
        green_from=Fraction(0),
        yellow_from=Fraction(-1, 2),
        effective_from=Month(2022, 1),
        source="sanya",
    ),
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rule looks at for one project in one month. Amounts in fen; None means not known."""

    month: Month
    plan_fen: int | None
    completed_fen: int | None
    reported: bool
    stage: Stage | None = None
    stage_since: Month | None = None
    """The month in which the stage was reached; None means before the year."""
    planned_start: Month | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A light with what it rests on: shown to whoever asks why."""

    light: Light
    rule: LightRule
    measured: Fraction | None
    due_fen: int | None


def judge(situation: Situation, *, rule: LightRule) -> Judgement:
    """The light of one project in one month.

    Halted and finished projects, missing plans, projects that are not due to start and missing reports are states of
    their own; only what remains is measured.
    """
    state = _state(situation)
    due = None
    if situation.plan_fen:
        due = progress.due_fen(situation.plan_fen, situation.month.time_progress)
    if state is not None:
        return Judgement(state, rule, None, due)
    measured = _measure(situation, rule)
    return Judgement(_colour(measured, rule), rule, measured, due)


def _state(situation: Situation) -> Light | None:
    reached = situation.stage_since is None or situation.month >= situation.stage_since
    if situation.stage is Stage.SUSPENDED and reached:
        return Light.HALTED
    if situation.stage in FINISHED_STAGES and reached:
        return Light.DONE
    if not situation.plan_fen or situation.plan_fen <= 0:
        return Light.NO_PLAN
    waiting = situation.planned_start is not None and situation.planned_start > situation.month
    if waiting and not situation.completed_fen:
        return Light.NOT_DUE
    if not situation.reported or situation.completed_fen is None:
        return Light.NOT_REPORTED
    return None


def _measure(situation: Situation, rule: LightRule) -> Fraction:
    rate = progress.completion(situation.completed_fen, situation.plan_fen)
    if rate is None:
        raise ValueError("only a project with a plan and a report is measured")
    elapsed = situation.month.time_progress
    if rule.formula == "share_of_due":
        return rate / elapsed
    if rule.formula == "gap_points":
        return (rate - elapsed) * 100
    return (rate - elapsed) / elapsed


def _colour(measured: Fraction, rule: LightRule) -> Light:
    if measured > rule.green_from or (measured == rule.green_from and not rule.green_is_open):
        return Light.GREEN
    return Light.YELLOW if measured >= rule.yellow_from else Light.RED
