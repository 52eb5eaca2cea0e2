"""Loading the plan: complete, twice without harm, and never over what a person did."""

from collections.abc import Iterator

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
from portfolio.storage.session import open_engine
from portfolio.storage.tables import Base, Fact, Membership, Place, Progress, Project, Target

OCTOBER = Month(2025, 10)
ILLUSTRATIVE = Basis.ILLUSTRATIVE.value


@pytest.fixture
def loaded(plan_database: str) -> Iterator[Session]:
    """The plan with its illustrative layer, to change."""
    engine = open_engine(plan_database)
    with Session(engine.execution_options(writing=True)) as session:
        yield session
        session.rollback()
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


def test_switching_to_the_facts_and_back_is_clean_both_ways(loaded: Session, facts_database: str) -> None:
    illustrative = contents(loaded)
    assert seeding.load_plan(loaded, facts_only=True).layer == seeding.FACTS
    facts_engine = open_engine(facts_database)
    with Session(facts_engine) as facts:
        assert contents(loaded) == contents(facts)
    facts_engine.dispose()
    assert seeding.load_plan(loaded, facts_only=True).changed == 0
    seeding.load_plan(loaded)
    assert contents(loaded) == illustrative


def test_every_change_counts_the_data_version_up(loaded: Session) -> None:
    versions = [catalogues.data_version(loaded)]
    for facts_only in (True, True, False):
        seeding.load_plan(loaded, facts_only=facts_only)
        versions.append(catalogues.data_version(loaded))
    first = versions[0]
    assert versions == [first, first + 1, first + 1, first + 2]


def test_nothing_illustrative_remains_with_facts_only(loaded: Session) -> None:
    seeding.load_plan(loaded, facts_only=True)
    loaded.flush()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.String):
                number = loaded.scalar(sa.select(sa.func.count()).where(column.contains(ILLUSTRATIVE)))
                assert number == 0, f"{table.name}.{column.name}"
    known = register.catalogue(loaded)
    assert known.layer == seeding.FACTS
    assert known.last_reported is None
    assert known.default_month == Month(2025, 1)
    assert loaded.scalar(sa.select(sa.func.count()).where(MonthState.plan_fen.is_not(None))) == 0
    assert loaded.scalar(sa.select(sa.func.sum(MonthSummary.completed_fen))) == 0


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


def planned(db: Session) -> tuple[Project, Membership]:
    """A work with an illustrative plan and reports."""
    member = db.scalars(
        sa.select(Membership)
        .join(Project)
        .where(Membership.plan_basis == ILLUSTRATIVE, Project.planned_start.is_(None))
        .order_by(Membership.id)
        .limit(1)
    ).one()
    return db.get_one(Project, member.project_id), member


def test_what_a_person_edited_survives_loading_and_switching_and_is_counted_once(loaded: Session) -> None:
    project, _ = planned(loaded)
    project.name, project.unit_code, project.stage, project.edited = "改过的名称", "370126", "suspended", True
    place = loaded.get_one(Place, project.id)
    place.note, place.edited = "看过现场", True
    loaded.flush()
    for facts_only in (False, True, False):
        done = seeding.load_plan(loaded, facts_only=facts_only)
        assert done.kept == 2, "one project, one place"
        loaded.expire_all()
        assert (project.name, project.unit_code, project.stage, place.note) == (
            "改过的名称",
            "370126",
            "suspended",
            "看过现场",
        )


def test_a_real_report_survives_loading_and_switching(loaded: Session) -> None:
    project, _ = planned(loaded)
    own = Progress(
        project_id=project.id, month=OCTOBER, revision=2, cumulative_fen=123, basis="reported", source="月报"
    )
    loaded.add(own)
    states.refresh(loaded)
    for facts_only in (False, True, False):
        seeding.load_plan(loaded, facts_only=facts_only)
        loaded.expire_all()
        rows = loaded.scalars(
            sa.select(Progress).where(Progress.project_id == project.id, Progress.month == OCTOBER)
        ).all()
        assert [(row.cumulative_fen, row.basis) for row in rows] == [(123, "reported")]
        state = loaded.get_one(MonthState, (OCTOBER, project.id))
        assert (state.completed_fen, state.completed_basis) == (123, "reported")
    assert seeding.load_plan(loaded).changed == 0


def test_a_real_plan_survives_loading_and_switching(loaded: Session) -> None:
    project, member = planned(loaded)
    member.original_plan_fen, member.plan_basis, member.plan_source = 777, "reported", "年度计划"
    states.refresh(loaded)
    for facts_only in (False, True, False):
        seeding.load_plan(loaded, facts_only=facts_only)
        loaded.expire_all()
        assert (member.original_plan_fen, member.plan_basis, member.plan_source) == (777, "reported", "年度计划")
        assert loaded.get_one(MonthState, (Month(2025, 1), project.id)).plan_fen == 777


def test_a_real_start_survives_loading_and_switching(loaded: Session) -> None:
    project = loaded.scalars(sa.select(Project).where(Project.planned_start_basis == ILLUSTRATIVE).limit(1)).one()
    project.planned_start, project.planned_start_basis = Month(2025, 2), "reported"
    loaded.flush()
    for facts_only in (False, True, False):
        seeding.load_plan(loaded, facts_only=facts_only)
        loaded.expire_all()
        assert (project.planned_start, project.planned_start_basis) == (Month(2025, 2), "reported")


def test_a_project_that_a_person_added_is_left_alone(loaded: Session) -> None:
    loaded.add(Project(code="OWN-1", name="自建项目", kind="project", search_text="自建项目"))
    loaded.flush()
    for facts_only in (True, False):
        seeding.load_plan(loaded, facts_only=facts_only)
    assert register.count(loaded, ProjectFilter(), WHOLE_CITY, month=OCTOBER) == (151, 151)


def test_loading_again_keeps_the_rule_that_the_city_chose(loaded: Session) -> None:
    loaded.execute(sa.text("UPDATE light_rule SET active = (code = 'yinchuan-2025')"))
    seeding.load_plan(loaded)
    assert seeding.rules.in_force(loaded, OCTOBER).code == "yinchuan-2025"
