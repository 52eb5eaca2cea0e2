"""Amounts made for demonstrations (演示数据): seeded, pure, and never a statement about a real project.

The plan publishes floors per class and no amount per project. The rule:

1. **Who has a plan**: works that part three of the plan names, unless finished in 2024, a parent whose parts carry the
   money, or without a class.
2. **Annual plan**: published total ÷ calendar years from start to completion, where all three are known
   (``total_over_years``); else the class average × the size factor of the sector ÷ the mean factor of the works that
   share that average (``class_average``), so that factors move money between works and never add any. Averages:
   industry 600 亿元 over 224 projects, the other three classes 1280 亿元 over 326. Whole 100 万元. The sum is what it
   is: it is not made to agree with the headline of 2000 亿元.
3. **Start**: new starts begin in the month published, or in one drawn from March to June; a few works of which nothing
   is known but the name are planned for November or December, after the last month shown.
4. **Completion by October**: 45 to 125 % of the plan, drawn for the project (65 %) and for its unit (35 %), so that
   units differ; mapped so that about 55 in 100 are green, 25 yellow and 20 red at completed ÷ (plan × 10/12).
5. **Months**: shares of a building year (a quiet January and February, a strong March, a dip in July and August), bent
   and jittered for the project, ramping up after a start. Cumulative amounts are whole 万元, a month is the difference.
   Three works have not reported October.

Nothing is halted, no reason and no physical progress is made up. Draws are SHA-256 of ``SEED``, a purpose and a code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from portfolio.domain.codes import Basis, Grade, Kind, ListType, ProjectClass
from portfolio.seed.plan import Fact, NumberUnit, Project, Sector

SEED = "illustrative-2025-30"
YEAR, LAST_MONTH = 2025, 10
YI_FEN, WAN_FEN = 10_000_000_000, 1_000_000
PLAN_STEP_FEN = 100 * WAN_FEN
LATE_STARTS, UNREPORTED = 4, 3

_MONTH_SHARES = (55, 45, 135, 120, 110, 120, 90, 90, 110, 105)
_DRAWS = 10**6
_OWN, _UNIT = Fraction(65, 100), Fraction(35, 100)
_STARTS = ("start-date",)
_COMPLETIONS = ("opening-date", "planned-opening", "planned-completion")


class Formula(StrEnum):
    """How an illustrative plan was made."""

    TOTAL_OVER_YEARS = "total_over_years"
    CLASS_AVERAGE = "class_average"


@dataclass(frozen=True, slots=True)
class Pool:
    """A floor of the plan and the number of projects that share it."""

    floor_yi: int
    projects: int


INDUSTRY = Pool(floor_yi=600, projects=224)
OTHER_CLASSES = Pool(floor_yi=480 + 240 + 560, projects=550 - 224)


@dataclass(frozen=True, slots=True)
class IllustrativePlan:
    """An annual plan made by ``formula`` from ``inputs`` (name and value, in the formula's order)."""

    project_code: str
    plan_fen: int
    formula: Formula
    inputs: tuple[tuple[str, str], ...]
    unit: str | None = None
    start_month: str | None = None
    """YYYY-MM for works that start this year; None for works that go on."""
    basis: Basis = Basis.ILLUSTRATIVE


@dataclass(frozen=True, slots=True)
class IllustrativeMonth:
    """What a project would have reported; the cumulative amount is authoritative."""

    project_code: str
    month: str
    month_fen: int
    cumulative_fen: int
    basis: Basis = Basis.ILLUSTRATIVE


def annual_plans(
    projects: Sequence[Project], facts: Sequence[Fact], sectors: Iterable[Sector]
) -> list[IllustrativePlan]:
    """A plan of the year for each work that has one, in the order of the projects."""
    works = with_plan(projects)
    factors = {sector.code: sector.size_factor for sector in sectors}
    published = {work.code: _total_over_years(work, facts) for work in works}
    averaged = [work for work in works if published[work.code] is None]
    starts = _start_months(works, facts)
    plans = []
    for work in works:
        formula, made = Formula.TOTAL_OVER_YEARS, published[work.code]
        if made is None:
            formula, made = Formula.CLASS_AVERAGE, _class_average(work, averaged, factors)
        amount, inputs = made
        steps = max(1, round(amount * YI_FEN / PLAN_STEP_FEN))
        plans.append(
            IllustrativePlan(
                work.code,
                steps * PLAN_STEP_FEN,
                formula,
                inputs,
                unit=work.responsible_unit,
                start_month=starts.get(work.code),
            )
        )
    return plans


def with_plan(projects: Sequence[Project]) -> list[Project]:
    """The works that have an illustrative plan."""
    parents = {project.parent for project in projects}
    return [
        project
        for project in projects
        if project.kind is Kind.PROJECT
        and project.class_code is not None
        and project.named_2025
        and not (project.result_2024 or project.finished_2024)
        and project.code not in parents
    ]


def monthly(plans: Sequence[IllustrativePlan]) -> list[IllustrativeMonth]:
    """Months from January, or from the start, to October; none for works that start later."""
    silent = _lowest(
        [plan.project_code for plan in plans if plan.start_month is None], count=UNREPORTED, purpose="unreported"
    )
    return [month for plan in plans for month in _months(plan, last=LAST_MONTH - (plan.project_code in silent))]


def final_share(plan: IllustrativePlan) -> Fraction:
    """What part of the plan is completed by the end of October: 0.45 to 1.25."""
    drawn = _OWN * _draw("pace", plan.project_code) + _UNIT * _draw("unit", plan.unit or plan.project_code)
    rank = _rank(drawn)
    if rank < Fraction(20, 100):
        return Fraction(45, 100) + Fraction(21, 100) * rank / Fraction(20, 100)
    if rank < Fraction(45, 100):
        return Fraction(67, 100) + Fraction(16, 100) * (rank - Fraction(20, 100)) / Fraction(25, 100)
    lead = (rank - Fraction(45, 100)) / Fraction(55, 100)
    return Fraction(835, 1000) + Fraction(415, 1000) * lead * lead


def _months(plan: IllustrativePlan, last: int) -> list[IllustrativeMonth]:
    first = int(plan.start_month[5:]) if plan.start_month else 1
    if first > LAST_MONTH:
        return []
    weights = [_weight(plan.project_code, month, first if plan.start_month else None) for month in range(1, 11)]
    target = plan.plan_fen * final_share(plan)
    before, months = 0, []
    for month in range(first, last + 1):
        share = Fraction(sum(weights[:month])) / sum(weights)
        cumulative = int(target * share / WAN_FEN) * WAN_FEN
        months.append(IllustrativeMonth(plan.project_code, f"{YEAR}-{month:02d}", cumulative - before, cumulative))
        before = cumulative
    return months


def _weight(code: str, month: int, started: int | None) -> Fraction:
    """The month's share of the work, before it is scaled; 0 before the start."""
    if started is not None and month < started:
        return Fraction(0)
    ramp = Fraction(1) if started is None else min(Fraction(1), Fraction(month - started + 1, 3))
    bend = 1 + (_draw("bend", code) - Fraction(1, 2)) * Fraction(month - 5, 10)
    jitter = Fraction(80, 100) + Fraction(40, 100) * _draw(f"month-{month}", code)
    return _MONTH_SHARES[month - 1] * ramp * bend * jitter


def _class_average(
    work: Project, averaged: Sequence[Project], factors: Mapping[str, Decimal]
) -> tuple[Fraction, tuple[tuple[str, str], ...]]:
    pool = _pool(work)
    sharing = [Fraction(factors[other.sector]) for other in averaged if _pool(other) is pool]
    mean, factor = sum(sharing, Fraction(0)) / len(sharing), factors[work.sector]
    amount = Fraction(pool.floor_yi, pool.projects) * Fraction(factor) / mean
    inputs = (
        ("floor_yi_yuan", str(pool.floor_yi)),
        ("projects", str(pool.projects)),
        ("size_factor", str(factor)),
        ("mean_size_factor", f"{float(mean):.4f}"),
    )
    return amount, inputs


def _pool(work: Project) -> Pool:
    return INDUSTRY if work.class_code is ProjectClass.INDUSTRY else OTHER_CLASSES


def _total_over_years(work: Project, facts: Iterable[Fact]) -> tuple[Fraction, tuple[tuple[str, str], ...]] | None:
    """None unless a total, a start and a completion are published. That the plan finishes it in 2025 is published."""
    about = sorted((fact for fact in facts if fact.project_code == work.code), key=lambda fact: fact.grade)
    totals = [fact for fact in about if fact.attribute == "total-investment" and fact.number]
    starts = [fact.date.year for fact in about if fact.attribute in _STARTS and fact.date]
    ends = [fact.date.year for fact in about if fact.attribute in _COMPLETIONS and fact.date]
    end = YEAR if work.to_finish_2025 else max(ends, default=None)
    if not totals or not starts or end is None or not min(starts) <= YEAR <= end:
        return None
    total, first = totals[0], min(starts)
    if total.number is None or total.number_unit is not NumberUnit.YI_YUAN:
        return None
    inputs = (
        ("total_yi_yuan", str(total.number)),
        ("grade", total.grade.value),
        ("first_year", str(first)),
        ("last_year", str(end)),
    )
    return Fraction(total.number) / (end - first + 1), inputs


def _start_months(works: Sequence[Project], facts: Sequence[Fact]) -> dict[str, str]:
    """Planned start months of the works that start this year."""
    starts = {}
    for work in works:
        if work.list_type is ListType.NEW_START:
            drawn = 3 + int(_draw("start", work.code) * 4)
            starts[work.code] = _published_start(work, facts) or f"{YEAR}-{drawn:02d}"
    known = {fact.project_code for fact in facts}
    unknown = [w.code for w in works if w.stage is None and not (w.brings_2025 or w.on_municipal_list or w.note)]
    for code in _lowest([code for code in unknown if code not in known], count=LATE_STARTS, purpose="late"):
        starts[code] = f"{YEAR}-{11 + int(_draw('start', code) * 2):02d}"
    return starts


def _published_start(work: Project, facts: Iterable[Fact]) -> str | None:
    for fact in facts:
        dated = fact.date is not None and fact.date.startswith(f"{YEAR}-")
        if fact.project_code == work.code and fact.attribute in _STARTS and dated and fact.grade is not Grade.C:
            return str(fact.date)[:7]
    return None


def _draw(purpose: str, code: str) -> Fraction:
    """A number from 0 up to 1 that depends on nothing but the seed, the purpose and the code."""
    digest = sha256(f"{SEED}/{purpose}/{code}".encode()).digest()
    return Fraction(int.from_bytes(digest[:8]) % _DRAWS, _DRAWS)


def _lowest(codes: Iterable[str], *, count: int, purpose: str) -> frozenset[str]:
    return frozenset(sorted(codes, key=lambda code: _draw(purpose, code))[:count])


def _rank(drawn: Fraction) -> Fraction:
    """The share of all draws below this one: the distribution function of the weighted sum of two even draws."""
    if drawn < _UNIT:
        return drawn * drawn / (2 * _OWN * _UNIT)
    if drawn <= _OWN:
        return (drawn - _UNIT / 2) / _OWN
    return 1 - (1 - drawn) * (1 - drawn) / (2 * _OWN * _UNIT)
