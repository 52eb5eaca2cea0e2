"""Portfolios of every kind for tests, and what they come to by plain arithmetic: no SQL, only the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random

import making
from making import LISTS, SECTORS, UNITS, YI
from sqlalchemy.orm import Session

from portfolio.domain import lights, progress
from portfolio.domain.codes import Basis, Light, ProjectClass, Stage
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.lights import DEFAULT_RULE, Situation
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.services import states

LAST = 6
UNIT_CODES = [code for code, *_ in UNITS]
DISTRICTS = [code for code, *_ in UNITS if code.isdigit()]
WORDS = ("水库", "轨道交通", "100%", "A_B", "Hospital", "项目")


@dataclass(frozen=True)
class Member:
    """A list on which a project stands, from and to a month of 2025."""

    listing: str
    since: int
    until: int | None
    original: int | None
    adjusted: int | None
    basis: str | None

    @property
    def plan(self) -> int | None:
        return self.original if self.adjusted is None else self.adjusted

    def holds(self, month: Month) -> bool:
        return month.year == 2025 and self.since <= month.month and (self.until is None or self.until >= month.month)


@dataclass(frozen=True, eq=False)
class Work:
    """A project as it was made."""

    code: str
    name: str
    kind: str
    unit: str | None
    project_class: str | None
    sector: str | None
    stage: str | None
    stage_since: Month | None
    planned_start: Month | None
    districts: frozenset[str]
    members: tuple[Member, ...]
    reports: dict[int, list[tuple[int | None, int, str]]]
    """By month, one (month, cumulative, basis) for each revision."""


@dataclass(frozen=True)
class Expected:
    """What arithmetic says of a project in a month."""

    plan: int | None
    plan_basis: str | None
    completed: int | None
    month_fen: int | None
    reported: bool
    light: Light
    red_months: int
    shortfall: int | None


def random_works(random: Random, number: int) -> list[Work]:
    """Projects with gaps everywhere: nothing is known for sure of any of them."""
    return [_work(random, index) for index in range(number)]


def store(db: Session, works: Iterable[Work]) -> None:
    """Put the works into the register and make their states."""
    for work in works:
        project = making.make_project(
            db,
            code=work.code,
            name=work.name,
            kind=work.kind,
            unit=work.unit,
            project_class=work.project_class,
            sector=work.sector,
            stage=work.stage,
            stage_since=work.stage_since,
            planned_start=work.planned_start,
            districts=sorted(work.districts),
            lists=(),
        )
        for member in work.members:
            making.put_on_list(
                db,
                project,
                listing=member.listing,
                plan=member.original,
                adjusted_plan_fen=member.adjusted,
                plan_basis=member.basis,
                since=member.since,
                until=member.until,
            )
        for month, revisions in work.reports.items():
            for revision, (month_fen, cumulative, basis) in enumerate(revisions, start=1):
                making.report(db, project, month, cumulative, month_fen=month_fen, revision=revision, basis=basis)
    states.refresh(db)


@cache
def expected(work: Work, month: Month) -> Expected | None:
    """The state of the work in the month; None where it has none."""
    withdrawn = work.stage == Stage.WITHDRAWN and (work.stage_since is None or month >= work.stage_since)
    if work.kind != "project" or withdrawn:
        return None
    holding = [member for member in work.members if member.holds(month) and member.plan is not None]
    first = min(holding, key=lambda member: (LISTS.index(member.listing), -member.since), default=None)
    plan = None if first is None else first.plan
    before = None if month.month == 1 else expected(work, Month(month.year, month.month - 1))
    completed_before = None if before is None else before.completed
    revisions = work.reports.get(month.month, [])
    reported = bool(revisions)
    month_fen, completed = revisions[-1][:2] if reported else (None, completed_before)
    if reported and month_fen is None and completed is not None:
        month_fen = completed - (completed_before or 0)
    situation = Situation(
        month=month,
        plan_fen=plan,
        completed_fen=completed,
        reported=reported,
        stage=None if work.stage is None else Stage(work.stage),
        stage_since=work.stage_since,
        planned_start=work.planned_start,
    )
    light = lights.judge(situation, rule=DEFAULT_RULE).light
    owes = light in (Light.RED, Light.YELLOW, Light.GREEN, Light.NOT_REPORTED)
    return Expected(
        plan=plan,
        plan_basis=None if first is None else first.basis,
        completed=completed,
        month_fen=month_fen,
        reported=reported,
        light=light,
        red_months=(1 + (before.red_months if before else 0)) if light is Light.RED else 0,
        shortfall=progress.shortfall_fen(plan, completed, month.time_progress) if owes else None,
    )


def found(works: Iterable[Work], wanted: ProjectFilter, scope: Scope, month: Month) -> list[Work]:
    """The works that the filter finds in the scope."""
    return [work for work in works if scope.allows(work.unit) and _matches(work, wanted, month)]


def figures(works: Iterable[Work], month: Month) -> Figures:
    """The sum over works, each counted once."""
    total = Figures(month.time_progress, lights=dict.fromkeys(Light, 0))
    for work in works:
        state = expected(work, month)
        if state is None:
            continue
        planned = state.plan is not None and state.plan > 0
        total += Figures(
            month.time_progress,
            projects=1,
            with_plan=int(planned),
            plan_fen=state.plan or 0 if planned else 0,
            completed_fen=state.completed or 0 if planned else 0,
            completed_month_fen=state.month_fen or 0 if planned else 0,
            without_plan_completed_fen=0 if planned else state.completed or 0,
            lagging_fen=state.shortfall or 0,
            reported=int(planned and state.reported),
            lights={state.light: 1},
        )
    return total


def random_filter(random: Random, *, of_sums: bool) -> ProjectFilter:
    """A filter on what the sums hold, or on anything."""

    def some(codes: Iterable[str]) -> frozenset[str]:
        options = sorted(codes)
        return frozenset(random.sample(options, random.randint(1, 3))) if random.random() < 0.35 else frozenset()

    chosen = {
        "units": some([*UNIT_CODES, UNKNOWN]),
        "classes": some([*ProjectClass, UNKNOWN]),
        "sectors": some([*SECTORS, UNKNOWN]),
        "lights": some(Light),
    }
    if of_sums:
        return ProjectFilter(**chosen)
    return ProjectFilter(
        **chosen,
        districts=some([*DISTRICTS, UNKNOWN]),
        lists=some(LISTS),
        stages=some([*Stage, UNKNOWN]),
        bases=some([*Basis, UNKNOWN]),
        min_plan_fen=random.choice([None, None, 1, 5 * YI]),
        search=random.choice(["", "", *WORDS, "项目 水"]),
        kinds=frozenset(random.choice([("project",), ("project", "zone"), ("zone",)])),
    )


def _work(random: Random, index: int) -> Work:
    def maybe(options: Iterable[str], unknown: float = 0.2) -> str | None:
        return None if random.random() < unknown else random.choice(list(options))

    def moment(chance: float) -> Month | None:
        return Month(2025, random.randint(1, 8)) if random.random() < chance else None

    return Work(
        code=f"R-{index:04}",
        name=f"{random.choice(WORDS)} {random.choice(WORDS)} {index}",
        kind="project" if random.random() < 0.9 else "zone",
        unit=maybe(UNIT_CODES),
        project_class=maybe(ProjectClass),
        sector=maybe(SECTORS),
        stage=maybe(Stage),
        stage_since=moment(0.3),
        planned_start=moment(0.3),
        districts=frozenset(random.sample(DISTRICTS, random.choice([0, 1, 1, 2]))),
        members=_members(random),
        reports=_reports(random),
    )


def _members(random: Random) -> tuple[Member, ...]:
    members = {}
    for _ in range(random.choice([0, 1, 1, 2, 3])):
        listing, since = random.choice(LISTS), random.choice([1, 1, 3, 5])
        original = random.choice([None, 0, random.randint(1, 20 * YI), random.randint(1, 20 * YI)])
        adjusted = random.choice([None, None, random.randint(1, 20 * YI)])
        known = original is not None or adjusted is not None
        members[listing, since] = Member(
            listing=listing,
            since=since,
            until=random.choice([None, None, since + random.randint(0, 3)]),
            original=original,
            adjusted=adjusted,
            basis=random.choice(list(Basis)).value if known else None,
        )
    return tuple(members.values())


def _reports(random: Random) -> dict[int, list[tuple[int | None, int, str]]]:
    reports = {}
    cumulative = 0
    for month in range(1, LAST + 1):
        if random.random() < 0.3:
            continue
        revisions = []
        for _ in range(random.choice([1, 1, 1, 2])):
            cumulative += random.randint(-YI // 10, 2 * YI)
            month_fen = random.choice([None, random.randint(-YI, YI)])
            revisions.append((month_fen, cumulative, random.choice(list(Basis)).value))
        reports[month] = revisions
    return reports


def _matches(work: Work, wanted: ProjectFilter, month: Month) -> bool:
    state = expected(work, month)

    def among(value: str | None, chosen: frozenset[str]) -> bool:
        return not chosen or (UNKNOWN if value is None else value) in chosen

    return (
        work.kind in wanted.kinds
        and among(work.unit, wanted.units)
        and among(work.project_class, wanted.classes)
        and among(work.sector, wanted.sectors)
        and among(work.stage, wanted.stages)
        and (not wanted.lights or (state is not None and state.light in wanted.lights))
        and among(None if state is None else state.plan_basis, wanted.bases)
        and (not wanted.districts or bool((work.districts or {UNKNOWN}) & wanted.districts))
        and (not wanted.lists or any(member.holds(month) and member.listing in wanted.lists for member in work.members))
        and (wanted.min_plan_fen is None or (state is not None and (state.plan or 0) >= wanted.min_plan_fen))
        and all(word.lower() in f"{work.code}\n{work.name}".lower() for word in wanted.search.split())
    )
