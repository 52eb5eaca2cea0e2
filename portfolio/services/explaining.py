"""Why a project has its light: the rule applied again to exactly what was known in the month."""

from portfolio.domain import lights
from portfolio.domain.codes import Stage
from portfolio.domain.lights import Judgement, Situation
from portfolio.domain.periods import Month
from portfolio.storage.rows import MonthFigures, ProjectDetail


def judgement(detail: ProjectDetail, month: Month) -> Judgement | None:
    """The light of the month with its rule, the measured value and what was due; None where it has no such month.

    ``detail.rule`` is the rule in force in the month for which the detail was read.
    """
    figures = of_month(detail, month)
    if figures is None:
        return None
    row = detail.row
    situation = Situation(
        month=month,
        plan_fen=figures.plan_fen,
        completed_fen=figures.completed_fen,
        reported=figures.reported,
        stage=None if row.stage is None else Stage(row.stage),
        stage_since=detail.stage_since,
        planned_start=row.planned_start,
    )
    return lights.judge(situation, rule=detail.rule)


def of_month(detail: ProjectDetail, month: Month) -> MonthFigures | None:
    """The project's figures of a month, if it has any."""
    return next((figures for figures in detail.months if figures.month == month), None)


def year_to_date(detail: ProjectDetail, month: Month) -> tuple[MonthFigures, ...]:
    """January to this month; later months are not yet known as of this one."""
    return tuple(figures for figures in detail.months if figures.month.year == month.year and figures.month <= month)
