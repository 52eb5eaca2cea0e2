"""Whatever takes a Scope gives the same answer whether or not there is anything outside it."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from types import ModuleType

import making
import numpy as np
import portfolios
import pytest
import shapely
import sqlalchemy as sa
from making import LICHENG, YI, ZHANGQIU, make_project
from sqlalchemy.orm import Session

import portfolio.services
import portfolio.storage
from portfolio.domain.codes import CountBy
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.services import map_files, placing, register, states
from portfolio.storage.placing_queue import OPEN
from portfolio.storage.queries import Order
from portfolio.storage.tables import Project

JUNE = Month(2025, 6)
OWN = Scope(frozenset({LICHENG}))
BUILDERS = {"conditions"}
"""Modules that make conditions and answer nothing."""
CHANGING = {
    *(f"services.placing.{name}" for name in ("confirm", "place", "unplace", "undo")),
    *(f"services.place_shares.{name}" for name in ("set_by_hand", "measure_again")),
    *(f"services.place_import.{name}" for name in ("preview", "apply")),
}
"""These change what they are given, or need a file; their own tests say that they refuse beyond the scope."""
TWO_LISTS = {"services.district.read", "services.register.located_elsewhere"}
"""在我辖区的 shows a leader what others answer for in the own district; its own test says how far."""

FILTERS = (
    ProjectFilter(),
    ProjectFilter(units=frozenset({ZHANGQIU})),
    ProjectFilter(units=frozenset({LICHENG, ZHANGQIU, "unknown"})),
    ProjectFilter(search="项目", kinds=frozenset({"project", "zone"})),
    ProjectFilter(districts=frozenset({"370114", "unknown"})),
)


def modules(package: ModuleType) -> list[ModuleType]:
    names = [item.name for item in pkgutil.iter_modules(package.__path__)]
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names if name != "migrations"]


def asked() -> dict[str, Callable[..., object]]:
    """Every public function of storage and services that takes a scope."""
    return {
        f"{module.__name__.removeprefix('portfolio.')}.{name}": function
        for module in (*modules(portfolio.storage), *modules(portfolio.services))
        if module.__name__.rsplit(".", 1)[1] not in BUILDERS
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and {"db", "scope"} <= set(inspect.signature(function).parameters)
        and f"{module.__name__.removeprefix('portfolio.')}.{name}" not in CHANGING
    }


def answers(db: Session, function: Callable[..., object], code: str) -> list[str]:
    """What the function says to each filter, in every grouping and order."""
    parameters = inspect.signature(function).parameters
    given = {
        "db": db,
        "scope": OWN,
        "month": JUNE,
        "months": [Month(2025, 1), JUNE],
        "code": code,
        "district": code,
        "found": placing.subject(db, code, OWN),
        "shape": shapely.Point(117.0, 36.66),
        "language": Language.CHINESE,
        "unit": MoneyUnit.YI,
        "made_at": datetime(2025, 7, 1, tzinfo=UTC),
        "ids": np.arange(1, 5000, dtype=np.int32),
        "size": 20,
        "page": 1,
        "number": 10,
        "order": Order.SHORTFALL,
        "limit": None,
        "offset": 0,
        "count_by": CountBy.PLACE,
        "why": OPEN,
        "geometry": b"",
        "but": 0,
    }
    found = []
    for wanted in FILTERS if "wanted" in parameters else FILTERS[:1]:
        for by in register.GROUPINGS if "by" in parameters else register.GROUPINGS[:1]:
            values = {**given, "wanted": wanted, "by": by}
            missing = set(parameters) - set(values)
            assert not missing, f"tell this test what to give for {missing}"
            found.append(repr(function(**{name: values[name] for name in parameters})))
    return found


def make_own(db: Session) -> Project:
    return make_project(db, code="OWN-1", months={1: YI, 6: 5 * YI}, districts=[ZHANGQIU], precision="district")


@pytest.fixture
def own(db: Session) -> Project:
    return make_own(db)


def add_others(db: Session, own: Project) -> None:
    """Others answer for all of these; some are parents, parts and neighbours of what is our own."""
    works = [work for work in portfolios.random_works(Random(7), 30) if work.unit != LICHENG]
    portfolios.store(db, works)
    parent = make_project(db, code="FAR-1", unit=ZHANGQIU, months={6: YI}, precision="exact")
    make_project(db, code="FAR-2", unit=None, months={6: YI}, parent_id=own.id)
    db.execute(sa.update(Project.__table__).where(Project.__table__.c.id == own.id).values(parent_id=parent.id))
    db.expire_all()
    states.refresh(db)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], ids=lambda name: name
)
def told(request: pytest.FixtureRequest) -> dict[str, tuple[list[str], list[str]]]:
    """What every function says before there is anything outside the scope, and after."""
    with Session(request.getfixturevalue(f"{request.param}_to_roll_back")) as db:
        making.catalogues(db)
        own = make_own(db)
        make_project(db, code="OWN-2", name="项目 水库", months={6: YI}, sector=None, project_class=None)
        states.refresh(db)
        before = {name: answers(db, function, own.code) for name, function in asked().items() if name not in TWO_LISTS}
        add_others(db, own)
        after = {name: answers(db, asked()[name], own.code) for name in before}
        db.rollback()  # other tests write to the same database
    return {name: (before[name], after[name]) for name in before}


@pytest.mark.parametrize("name", sorted(set(asked()) - TWO_LISTS))
def test_nothing_outside_the_scope_changes_an_answer(told: dict[str, tuple[list[str], list[str]]], name: str) -> None:
    before, after = told[name]
    assert before == after


def test_the_file_of_the_map_holds_nothing_from_outside_the_scope(db: Session, own: Project) -> None:
    states.refresh(db)
    question = map_files.Asked(ProjectFilter(), OWN, JUNE, Language.CHINESE, MoneyUnit.YI)
    before = map_files.html(db, question)
    add_others(db, own)
    assert map_files.html(db, question) == before


def test_a_project_outside_the_scope_is_answered_like_one_that_does_not_exist(db: Session, own: Project) -> None:
    add_others(db, own)
    refusals = []
    for code in ("FAR-1", "FAR-2", "NOTHING"):
        with pytest.raises(register.UnknownCode) as refused:
            register.project(db, code, OWN, month=JUNE)
        refusals.append({**refused.value.facts, "value": "the code"})
    assert refusals[0] == refusals[1] == refusals[2]


def test_a_leader_sees_what_others_answer_for_in_the_own_district_and_nowhere_else(db: Session, own: Project) -> None:
    add_others(db, own)
    make_project(db, code="HERE", unit=ZHANGQIU, districts=[LICHENG], months={6: YI})
    make_project(db, code="THERE", unit=ZHANGQIU, districts=["370124"], months={6: YI})
    states.refresh(db)
    codes = {row.code for row in register.located_elsewhere(db, LICHENG, OWN, month=JUNE)}
    assert "HERE" in codes
    assert not codes & {"THERE", "OWN-1"}
    with pytest.raises(register.NotAllowed):
        register.located_elsewhere(db, ZHANGQIU, OWN, month=JUNE)
