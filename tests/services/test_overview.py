"""总览: what the first screen says, on the plan itself and on units that are easy to reckon."""

from collections.abc import Iterator

import pytest
from making import LICHENG, METRO, PINGYIN, START_UP_AREA, YI, ZHANGQIU, make_project
from sqlalchemy.orm import Session

from portfolio.domain.codes import Light, ProjectClass
from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.services import overview, register, states
from portfolio.services.overview import Overview
from portfolio.storage.session import open_engine

JANUARY, OCTOBER = Month(2025, 1), Month(2025, 10)
EVERYTHING = ProjectFilter()


def read(db: Session, month: Month = OCTOBER, wanted: ProjectFilter = EVERYTHING) -> Overview:
    return overview.read(db, wanted, WHOLE_CITY, month=month)


def test_the_floors_of_the_classes_are_the_plans_and_do_not_add_up_to_the_headline(plan_db: Session) -> None:
    found = read(plan_db)
    floors = {line.row.code: line.floor_fen for line in found.classes if line.row.code != UNKNOWN}
    assert floors == {
        ProjectClass.INDUSTRY: 600 * YI,
        ProjectClass.INFRASTRUCTURE: 480 * YI,
        ProjectClass.LIVELIHOOD: 240 * YI,
        ProjectClass.REAL_ESTATE: 560 * YI,
    }
    assert found.headline_floor_fen == 2000 * YI
    assert found.unassigned_floor_fen == 120 * YI


def test_the_plan_names_150_works_and_the_list_has_550(plan_db: Session) -> None:
    named, listed = overview.coverage(plan_db, month=OCTOBER)
    assert listed == 550
    assert named <= 150


def test_a_year_without_a_plan_has_no_floors(plan_db: Session) -> None:
    found = read(plan_db, Month(2024, 10))
    assert (found.headline_floor_fen, found.unassigned_floor_fen) == (None, None)
    assert [line.floor_fen for line in found.classes] == [None] * len(found.classes)


def test_the_ten_largest_shortfalls_are_the_ten_largest(plan_db: Session) -> None:
    rows = register.projects(plan_db, EVERYTHING, WHOLE_CITY, month=OCTOBER).rows
    shortfalls = sorted((row.figures.shortfall_fen or 0 for row in rows if row.figures), reverse=True)
    found = read(plan_db).shortfalls
    assert [row.figures.shortfall_fen for row in found if row.figures] == shortfalls[:10]


def test_january_has_no_month_before_it(plan_db: Session) -> None:
    found = read(plan_db, JANUARY)
    assert found.before is None
    assert {found.light_change(light) for light in Light} == {None}
    assert {unit.place_before for unit in found.units} == {None}
    assert {unit.climbed for unit in found.units} == {None}


def test_the_change_of_lights_is_against_the_month_before(plan_db: Session) -> None:
    october, september = read(plan_db), read(plan_db, Month(2025, 9))
    for light in Light:
        assert october.light_change(light) == october.figures.lights[light] - september.figures.lights[light]


def test_the_totals_of_classes_and_units_are_the_same_money(plan_db: Session) -> None:
    found = read(plan_db)
    assert sum(line.row.figures.plan_fen for line in found.classes) == found.figures.plan_fen
    assert sum(unit.row.figures.completed_fen for unit in found.units) == found.figures.completed_fen


@pytest.mark.parametrize("month", [JANUARY, OCTOBER], ids=str)
def test_with_facts_only_nothing_is_ahead_or_behind(facts_db: Session, month: Month) -> None:
    found = read(facts_db, month)
    assert (found.figures.rate, found.figures.gap_points, found.figures.shortfall_fen) == (None, None, None)
    assert found.shortfalls == ()
    assert {unit.place for unit in found.units} == {None}
    assert found.bases == frozenset()


@pytest.fixture
def facts_db(facts_database: str) -> Iterator[Session]:
    engine = open_engine(facts_database)
    with Session(engine) as session:
        yield session
    engine.dispose()


def ranking(db: Session, scope: Scope = WHOLE_CITY) -> list[tuple[str, int | None, int | None, int | None]]:
    found = overview.ranking(db, EVERYTHING, scope, month=Month(2025, 2))
    return [(item.row.code, item.place, item.place_before, item.climbed) for item in found]


def test_equal_rates_share_a_place_and_who_has_none_stands_last(db: Session) -> None:
    for unit, january, february in (
        (LICHENG, 1, 6),
        (ZHANGQIU, 2, 6),
        (PINGYIN, 3, 3),
        (METRO, 9, 9),
        (None, 9, 9),
    ):
        make_project(db, unit=unit, months={1: january * YI, 2: february * YI})
    make_project(db, unit=START_UP_AREA, plan=None)
    states.refresh(db)
    assert ranking(db) == [
        (LICHENG, 1, 3, 2),
        (ZHANGQIU, 1, 2, 1),
        (PINGYIN, 3, 1, -2),
        (START_UP_AREA, None, None, None),
        (METRO, None, None, None),
        (UNKNOWN, None, None, None),
    ]


def test_who_sees_only_some_units_sees_no_places(db: Session) -> None:
    make_project(db, unit=LICHENG, months={2: YI})
    make_project(db, unit=ZHANGQIU, months={2: YI})
    states.refresh(db)
    assert ranking(db, Scope(frozenset({LICHENG}))) == [(LICHENG, None, None, None)]
