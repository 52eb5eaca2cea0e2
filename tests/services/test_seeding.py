"""Loading the plan: complete, twice without harm, and never over what a person did."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.codes import Basis
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.services import register, seeding, states
from portfolio.storage import catalogues
from portfolio.storage.derived_tables import MonthState, MonthSummary
from portfolio.storage.place_tables import Place
from portfolio.storage.session import open_engine
from portfolio.storage.tables import Base, Fact, Membership, Progress, Project, Target

JANUARY, OCTOBER = Month(2025, 1), Month(2025, 10)
ILLUSTRATIVE = Basis.ILLUSTRATIVE.value


@pytest.fixture
def loaded(plan_database: str) -> Iterator[Session]:
    """The plan with its illustrative layer, to change."""
    engine = open_engine(plan_database)
    with Session(engine.execution_options(writing=True)) as session:
        yield session
        session.rollback()
    engine.dispose()


@pytest.fixture
def facts_db(facts_database: str) -> Iterator[Session]:
    """The plan's facts only."""
    engine = open_engine(facts_database)
    with Session(engine) as session:
        yield session
    engine.dispose()


def contents(db: Session) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, without what counts changes and without running numbers."""
    db.flush()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name == "data_version":
            continue
        columns = [column for column in table.columns if column.name not in ("id", "version")]
        found[table.name] = sorted((tuple(row) for row in db.execute(sa.select(*columns))), key=repr)
    return found


def test_the_register_holds_every_named_item_of_the_plan(plan_db: Session) -> None:
    kinds = register.kinds(plan_db)
    assert sum(kinds.values()) == 252
    assert kinds["project"] == 150
    month = register.catalogue(plan_db).default_month
    assert month == OCTOBER
    assert register.count(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER) == (150, 150)
    assert plan_db.scalar(sa.select(sa.func.count()).select_from(Target)) == 362


def test_loading_again_changes_nothing(loaded: Session) -> None:
    before, version = contents(loaded), catalogues.data_version(loaded)
    again = seeding.load_plan(loaded)
    assert (again.changed, again.kept) == (0, 0)
    assert catalogues.data_version(loaded) == version
    assert contents(loaded) == before


def test_loading_again_reads_each_table_and_not_each_row(loaded: Session) -> None:
    asked: list[str] = []
    connection = loaded.connection()
    sa.event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
    seeding.load_plan(loaded)
    assert 0 < len(asked) < 40


def test_switching_to_the_facts_and_back_is_clean_both_ways(loaded: Session, facts_database: str) -> None:
    illustrative, versions = contents(loaded), [catalogues.data_version(loaded)]
    assert seeding.load_plan(loaded, facts_only=True).layer == seeding.FACTS
    versions.append(catalogues.data_version(loaded))
    facts_engine = open_engine(facts_database)
    with Session(facts_engine) as facts:
        assert contents(loaded) == contents(facts)
    facts_engine.dispose()
    assert seeding.load_plan(loaded, facts_only=True).changed == 0
    seeding.load_plan(loaded)
    versions.append(catalogues.data_version(loaded))
    assert contents(loaded) == illustrative
    assert versions == [versions[0], versions[0] + 1, versions[0] + 2]


def test_nothing_illustrative_is_there_with_facts_only(facts_db: Session) -> None:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.String):
                number = facts_db.scalar(sa.select(sa.func.count()).where(column.contains(ILLUSTRATIVE)))
                assert number == 0, f"{table.name}.{column.name}"
    known = register.catalogue(facts_db)
    assert known.layer == seeding.FACTS
    assert known.last_reported is None
    assert known.default_month == Month(2025, 1)
    assert facts_db.scalar(sa.select(sa.func.count()).where(MonthState.plan_fen.is_not(None))) == 0
    assert facts_db.scalar(sa.select(sa.func.sum(MonthSummary.completed_fen))) == 0


def test_every_amount_has_a_basis_and_a_source(plan_db: Session) -> None:
    def count(*conditions: sa.ColumnElement[bool]) -> int:
        return plan_db.scalar(sa.select(sa.func.count()).where(*conditions)) or 0

    assert count(Membership.original_plan_fen.is_not(None)) > 50
    no_plan_source = sa.or_(Membership.plan_basis.is_(None), sa.func.coalesce(Membership.plan_source, "") == "")
    assert count(Membership.original_plan_fen.is_not(None), no_plan_source) == 0
    assert count(Project.total_investment_fen.is_not(None)) > 10
    no_total_source = sa.func.coalesce(Project.total_investment_source, "") == ""
    assert count(Project.total_investment_fen.is_not(None), no_total_source) == 0
    assert count(sa.or_(Progress.basis != ILLUSTRATIVE, Progress.source == "")) == 0
    assert count(Fact.source == "") == 0
    assert count(Target.source == "") == 0
    assert count(MonthState.plan_fen.is_not(None), MonthState.plan_basis.is_(None)) == 0
    assert count(MonthState.completed_fen.is_not(None), MonthState.completed_basis.is_(None)) == 0


def test_no_illustrative_amount_stands_beside_a_basis_that_is_not(plan_db: Session) -> None:
    bases = set(plan_db.scalars(sa.select(MonthState.plan_basis).distinct())) - {None}
    bases |= set(plan_db.scalars(sa.select(MonthState.completed_basis).distinct())) - {None}
    assert bases == {ILLUSTRATIVE}


@dataclass(frozen=True)
class Seen:
    """What stood there after the plan was loaded once more."""

    project: tuple[object, ...]
    place: str | None
    kept: int
    reports: list[tuple[int, str]]
    state: tuple[object, ...]
    plan: tuple[object, ...]
    plan_of_january: int | None
    start: tuple[object, ...]
    count: tuple[int, int]


@pytest.fixture(scope="module")
def seen(plan_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Seen]]:
    """A person works on the register; then the plan is loaded again, without the layer, and with it."""
    copy = tmp_path_factory.mktemp("edited") / "plan.db"
    shutil.copy(plan_file, copy)
    engine = open_engine(f"sqlite:///{copy}")
    with Session(engine.execution_options(writing=True)) as db:
        reported, own_plan = planned(db, 0), planned(db, 1)
        starting = db.scalars(sa.select(Project).where(Project.planned_start_basis == ILLUSTRATIVE).limit(1)).one()
        edited = db.scalars(sa.select(Project).where(Project.code == "JN25-020")).one()
        edited.name, edited.unit_code, edited.stage, edited.edited = "改过的名称", "370126", "suspended", True
        place = db.get_one(Place, edited.id)
        place.note, place.edited = "看过现场", True
        member = db.scalars(sa.select(Membership).where(Membership.project_id == own_plan, PLANNED)).one()
        member.original_plan_fen, member.plan_basis, member.plan_source = 777, "reported", "年度计划"
        starting.planned_start, starting.planned_start_basis = Month(2025, 2), "reported"
        key = {"project_id": reported, "month": OCTOBER}
        db.add(Progress(**key, revision=2, cumulative_fen=123, basis="reported", source="月报"))
        db.add(Project(code="OWN-1", name="自建项目", kind="project", search_text="自建项目"))
        states.refresh(db)
        found = []
        for facts_only in (False, True, False):
            kept = seeding.load_plan(db, facts_only=facts_only).kept
            db.expire_all()
            rows = db.scalars(sa.select(Progress).filter_by(**key)).all()
            state = db.get_one(MonthState, (OCTOBER, reported))
            found.append(
                Seen(
                    project=(edited.name, edited.unit_code, edited.stage),
                    place=place.note,
                    kept=kept,
                    reports=[(row.cumulative_fen, row.basis) for row in rows],
                    state=(state.completed_fen, state.completed_basis),
                    plan=(member.original_plan_fen, member.plan_basis, member.plan_source),
                    plan_of_january=db.get_one(MonthState, (Month(2025, 1), own_plan)).plan_fen,
                    start=(starting.planned_start, starting.planned_start_basis),
                    count=register.count(db, ProjectFilter(), WHOLE_CITY, month=OCTOBER if not facts_only else JANUARY),
                )
            )
        yield found
        db.rollback()
    engine.dispose()


PLANNED = Membership.plan_basis == ILLUSTRATIVE


def planned(db: Session, number: int) -> int:
    """The id of a work with an illustrative plan and reports."""
    query = sa.select(Project.id).join(Membership).where(PLANNED, Project.planned_start.is_(None))
    return db.scalars(query.order_by(Project.id).offset(number).limit(1)).one()


def test_what_a_person_edited_survives_loading_and_switching(seen: list[Seen]) -> None:
    assert [each.project for each in seen] == [("改过的名称", "370126", "suspended")] * 3
    assert [each.place for each in seen] == ["看过现场"] * 3


def test_what_was_left_alone_is_counted_once(seen: list[Seen]) -> None:
    assert [each.kept for each in seen] == [3, 3, 3], "a project, a place, a plan"


def test_a_real_report_survives_loading_and_switching(seen: list[Seen]) -> None:
    assert [each.reports for each in seen] == [[(123, "reported")]] * 3
    assert [each.state for each in seen] == [(123, "reported")] * 3


def test_a_real_plan_survives_loading_and_switching(seen: list[Seen]) -> None:
    assert [each.plan for each in seen] == [(777, "reported", "年度计划")] * 3
    assert [each.plan_of_january for each in seen] == [777] * 3


def test_a_real_start_survives_loading_and_switching(seen: list[Seen]) -> None:
    assert [each.start for each in seen] == [(Month(2025, 2), "reported")] * 3


def test_a_project_that_a_person_added_is_left_alone(seen: list[Seen]) -> None:
    assert [each.count for each in seen] == [(151, 151)] * 3


def test_loading_again_keeps_the_rule_that_the_city_chose(loaded: Session) -> None:
    loaded.execute(sa.text("UPDATE light_rule SET active = (code = 'yinchuan-2025')"))
    seeding.load_plan(loaded)
    assert seeding.rules.in_force(loaded, OCTOBER).code == "yinchuan-2025"
