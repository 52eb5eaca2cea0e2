"""Keeps states, lights and sums true to what was planned and reported."""

from sqlalchemy.orm import Session

from portfolio.domain import lights, progress
from portfolio.domain.codes import STARTED_STAGES, Light, Stage
from portfolio.domain.lights import LightRule, Situation
from portfolio.domain.periods import Month
from portfolio.storage import rules, states
from portfolio.storage.states import Carried, Plan, Report, Standing, State


def refresh(db: Session, *, since: Month | None = None) -> None:
    """Make the states of the month ``since`` and of every later one anew; all of them for None.

    Months that nothing was reported for any more go, and months that were never made come, also before ``since``.
    """
    months = _months(db)
    if since is not None:
        missing = set(months) - states.months_of_states(db)
        since = min([since, *missing])
    states.clear(db, since=since)
    standings = states.standings(db)
    for month in months:
        if since is None or month >= since:
            _refresh_month(db, month, standings)


def _months(db: Session) -> list[Month]:
    """January to the last report of each year; all twelve where nothing was reported yet, so that plans are seen."""
    last = {year: Month(year, 12) for year in states.years_of_plans(db)}
    last.update({month.year: month for month in states.months_of_progress(db)})
    return [month for year in sorted(last) for month in last[year].year_to_date()]


def _refresh_month(db: Session, month: Month, standings: dict[int, Standing]) -> None:
    plans = states.plans(db, month)
    reports = states.reports(db, month)
    before = states.carried(db, month.previous())
    rule = rules.in_force(db, month)
    states.replace_month(
        db,
        month,
        (
            _state(
                project_id,
                month=month,
                standing=standing,
                plan=plans.get(project_id),
                report=reports.get(project_id),
                before=before.get(project_id, Carried(None, None, 0)),
                rule=rule,
            )
            for project_id, standing in standings.items()
            if not _withdrawn(standing, month)
        ),
    )


def _withdrawn(standing: Standing, month: Month) -> bool:
    """Whether the project had left by this month; the months before keep their figures."""
    reached = standing.stage_since is None or month >= standing.stage_since
    return standing.stage == Stage.WITHDRAWN.value and reached


def _state(
    project_id: int,
    *,
    month: Month,
    standing: Standing,
    plan: Plan | None,
    report: Report | None,
    before: Carried,
    rule: LightRule,
) -> State:
    completed = before.completed_fen if report is None else report.cumulative_fen
    plan_fen = None if plan is None else plan.fen
    situation = Situation(
        month=month,
        plan_fen=plan_fen,
        completed_fen=completed,
        reported=report is not None,
        stage=None if standing.stage is None else Stage(standing.stage),
        stage_since=standing.stage_since,
        planned_start=standing.planned_start,
    )
    light = lights.judge(situation, rule=rule).light
    # A project that is not due, halted or finished owes nothing yet or any more.
    owes = light in (Light.RED, Light.YELLOW, Light.GREEN, Light.NOT_REPORTED)
    return State(
        project_id=project_id,
        plan_fen=plan_fen,
        plan_basis=None if plan is None else plan.basis,
        completed_fen=completed,
        completed_basis=before.completed_basis if report is None else report.basis,
        month_fen=_month_fen(report, before),
        reported=report is not None,
        started=_started(situation, standing),
        light=light.value,
        red_months=before.red_months + 1 if light is Light.RED else 0,
        shortfall_fen=progress.shortfall_fen(plan_fen, completed, month.time_progress) if owes else None,
    )


def _month_fen(report: Report | None, before: Carried) -> int | None:
    """What was completed in the month: as reported, else the step of the cumulative figure."""
    if report is None:
        return None
    if report.month_fen is not None:
        return report.month_fen
    return report.cumulative_fen - (before.completed_fen or 0)


def _started(situation: Situation, standing: Standing) -> bool | None:
    """Whether works have begun by this month; None where nobody says."""
    if standing.actual_start is not None:
        return standing.actual_start <= situation.month
    if situation.completed_fen:
        return True
    if situation.planned_start is not None and situation.planned_start > situation.month:
        return False
    if situation.stage is None:
        return None
    if situation.stage_since is not None and situation.stage_since > situation.month:
        # What comes after the start says nothing of when that was.
        return False if situation.stage is Stage.CONSTRUCTION or situation.stage not in STARTED_STAGES else None
    return situation.stage in STARTED_STAGES
