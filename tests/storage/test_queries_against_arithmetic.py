"""What SQL answers is what plain arithmetic says, for portfolios with gaps everywhere."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import making
import portfolios
import pytest
import sqlalchemy as sa
from making import UNITS
from portfolios import LAST, Work, expected, figures, found, random_filter, random_works
from sqlalchemy.orm import Session

from portfolio.domain.codes import Light
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.storage import conditions, queries, summaries
from portfolio.storage.summaries import ELSEWHERE, GROUPINGS, Grouping

SEEDS = (1, 2)
MONTHS = [Month(2025, 1), Month(2025, LAST)]
DISTRICTS = {code for code, _, _, kind, _ in UNITS if kind == "district"}
TWO_UNITS = Scope(frozenset({"370112", "metro-group"}))

Key = Callable[[Work, Month], str]
KEYS: dict[Grouping, Key] = {
    "unit": lambda work, _: work.unit or UNKNOWN,
    "district": lambda work, _: work.unit if work.unit in DISTRICTS else ELSEWHERE if work.unit else UNKNOWN,
    "class": lambda work, _: work.project_class or UNKNOWN,
    "sector": lambda work, _: work.sector or UNKNOWN,
    "light": lambda work, month: str(expected(work, month).light),
}


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], ids=lambda name: name
)
def engine(request: pytest.FixtureRequest) -> sa.Engine:
    """The database that the whole module shares; nothing is ever committed to it."""
    return request.getfixturevalue(f"{request.param}_to_roll_back")


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"portfolio-{seed}")
def stored(request: pytest.FixtureRequest, engine: sa.Engine) -> Iterator[tuple[Session, list[Work]]]:
    works = random_works(Random(request.param), 50)
    with Session(engine) as session:
        making.catalogues(session)
        portfolios.store(session, works)
        yield session, works
        session.rollback()


@pytest.fixture
def db(stored: tuple[Session, list[Work]]) -> Session:
    return stored[0]


@pytest.fixture
def works(stored: tuple[Session, list[Work]]) -> list[Work]:
    return stored[1]


def filters(seed: int, *, number: int = 10) -> list[ProjectFilter]:
    random = Random(seed)
    return [ProjectFilter()] + [random_filter(random, of_sums=index % 2 == 0) for index in range(number)]


def without_starts(sums: Figures) -> Figures:
    """Starts have tests of their own."""
    return replace(sums, started=0, start_known=0)


def test_every_project_is_in_the_state_that_the_rules_say(db: Session, works: list[Work]) -> None:
    for month in MONTHS:
        rows = queries.projects(db, ProjectFilter(kinds=frozenset({"project", "zone"})), WHOLE_CITY, month=month)
        assert [row.code for row in rows] == [work.code for work in works]
        for row, work in zip(rows, works, strict=True):
            state = expected(work, month)
            if state is None:
                assert row.figures is None
                continue
            assert row.figures is not None
            assert (
                row.figures.plan_fen,
                row.figures.plan_basis,
                row.figures.completed_fen,
                row.figures.month_fen,
                row.figures.reported,
                row.figures.light,
                row.figures.red_months,
                row.figures.shortfall_fen,
            ) == (
                state.plan,
                state.plan_basis,
                state.completed,
                state.month_fen,
                state.reported,
                state.light,
                state.red_months,
                state.shortfall,
            ), work


@pytest.mark.parametrize("scope", [WHOLE_CITY, TWO_UNITS, Scope(frozenset())], ids=["city", "two units", "nobody"])
def test_rows_ids_counts_and_bases_are_of_the_same_projects(db: Session, works: list[Work], scope: Scope) -> None:
    for wanted in filters(11):
        for month in MONTHS:
            those = found(works, wanted, scope, month)
            rows = queries.projects(db, wanted, scope, month=month)
            assert [row.code for row in rows] == [work.code for work in those], (wanted, month)
            assert queries.ids(db, wanted, scope, month=month) == [row.id for row in rows]
            assert queries.count(db, wanted, scope, month=month) == len(those)
            shown = {
                basis
                for row in rows
                if row.figures is not None
                for basis in (row.figures.plan_basis, row.figures.completed_basis)
                if basis
            }
            assert queries.bases(db, wanted, scope, month=month) == shown


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("scope", [WHOLE_CITY, TWO_UNITS], ids=["city", "two units"])
def test_a_summary_is_the_sum_of_its_projects(db: Session, works: list[Work], by: Grouping, scope: Scope) -> None:
    answered = set()
    for wanted in filters(12):
        answered.add(conditions.of_sums(wanted, scope) is not None)
        for month in MONTHS:
            those = [work for work in found(works, wanted, scope, month) if expected(work, month) is not None]
            groups: dict[str, list[Work]] = {}
            for work in those:
                groups.setdefault(KEYS[by](work, month), []).append(work)
            summary = summaries.summary(db, by, wanted, scope, month=month)
            assert {row.code for row in summary.rows} == set(groups), (wanted, month)
            for row in summary.rows:
                assert without_starts(figures([], month) + row.figures) == figures(groups[row.code], month), wanted
            assert without_starts(summary.total) == figures(those, month)
            assert summaries.by_month(db, wanted, scope, months=[month]) == [summary.total]
    assert answered == {True, False}, "both ways of answering are tested"


def test_a_filter_is_answered_alike_from_the_sums_and_from_the_states(
    db: Session, works: list[Work], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [random_filter(Random(seed), of_sums=True) for seed in range(4)]
    asked = [(by, each, scope) for by in GROUPINGS for each in wanted for scope in (WHOLE_CITY, TWO_UNITS)]

    def answers() -> list[object]:
        return [summaries.summary(db, by, each, scope, month=MONTHS[-1]) for by, each, scope in asked]

    from_sums = answers()
    monkeypatch.setattr(conditions, "of_sums", lambda *_: None)
    assert answers() == from_sums


def test_every_light_is_met_in_these_portfolios() -> None:
    works = [work for seed in SEEDS for work in random_works(Random(seed), 50)]
    states = [expected(work, month) for work in works for month in MONTHS]
    assert {state.light for state in states if state is not None} == set(Light)
