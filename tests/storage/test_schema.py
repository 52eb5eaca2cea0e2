"""The schema: the migrations make exactly the tables of the code, and the database refuses what the rules forbid."""

from collections.abc import Callable
from pathlib import Path

import making
import pytest
import sqlalchemy as sa
from alembic import command
from making import YI, make_project, put_on_list, report
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from portfolio.domain.periods import Month
from portfolio.errors import DatabaseMissing, DatabaseOutdated
from portfolio.storage import schema
from portfolio.storage.place_tables import Place
from portfolio.storage.session import open_engine, writing
from portfolio.storage.tables import Base, DataVersion, Project, ProjectDistrict, Unit


def test_the_migrations_make_the_tables_of_the_code(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert schema.found(connection) == schema.expected()
        assert schema.differences(connection) == []


def test_the_migrations_make_the_checks_of_the_code_too(engine: sa.Engine) -> None:
    """Alembic's comparison does not look at check constraints."""
    found = sa.inspect(engine)
    for table in Base.metadata.sorted_tables:
        stated = {str(item.name) for item in table.constraints if isinstance(item, sa.CheckConstraint) and item.name}
        assert {item["name"] for item in found.get_check_constraints(table.name)} == stated, table.name


def test_the_checks_of_the_migrations_say_what_those_of_the_code_say(tmp_path: Path) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path / name}.db") for name in ("migrated", "made")]
    schema.migrate(engines[0])
    Base.metadata.create_all(engines[1])
    texts = []
    for engine in engines:
        inspector = sa.inspect(engine)
        tables = [table for table in inspector.get_table_names() if table != "alembic_version"]
        texts.append(
            {
                (table, check["name"]): check["sqltext"]
                for table in tables
                for check in inspector.get_check_constraints(table)
            }
        )
        engine.dispose()
    assert texts[0] == texts[1]


def test_the_schema_goes_down_to_nothing_and_up_again(engine: sa.Engine) -> None:
    with writing(engine) as session:
        config = schema._config()
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "base")
    assert set(sa.inspect(engine).get_table_names()) == {"alembic_version"}
    schema.migrate(engine)
    with engine.connect() as connection:
        assert schema.differences(connection) == []


def test_migrating_again_keeps_what_is_there(engine: sa.Engine) -> None:
    with writing(engine) as session:
        making.catalogues(session)
    schema.migrate(engine)
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Unit)) == len(making.UNITS)


def test_a_database_without_a_schema_is_missing() -> None:
    engine = open_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(DatabaseMissing):
        schema.check(engine, connection)


def test_a_schema_of_another_version_is_outdated_and_is_not_touched(engine: sa.Engine) -> None:
    with writing(engine) as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with engine.connect() as connection, pytest.raises(DatabaseOutdated) as refused:
        schema.check(engine, connection)
    assert refused.value.facts["found"] == "9999"
    with pytest.raises(DatabaseOutdated):
        schema.migrate(engine)


REFUSED: dict[str, Callable[[Session, Project], object]] = {
    "a report on an unknown basis": lambda db, project: report(db, project, 1, 1, basis="guessed"),
    "a plan on an unknown basis": lambda db, project: put_on_list(db, project, listing="provincial", basis="guessed"),
    "a total on an unknown basis": lambda db, _: make_project(
        db, total_investment_fen=1, total_investment_basis="guessed"
    ),
    "a total without a basis": lambda db, _: make_project(db, total_investment_fen=1),
    "the basis of no total": lambda db, _: make_project(db, total_investment_basis="published"),
    "a plan without a basis": lambda db, project: put_on_list(db, project, listing="provincial", plan_basis=None),
    "an adjusted plan without a basis": lambda db, project: put_on_list(
        db, project, listing="provincial", plan=None, adjusted_plan_fen=1, plan_basis=None
    ),
    "the same revision twice": lambda db, project: [report(db, project, 1, fen) for fen in (1, 2)],
    "the same list from the same month twice": lambda db, project: [
        put_on_list(db, project, listing="provincial") for _ in range(2)
    ],
    "two projects of one code": lambda db, project: make_project(db, code=project.code),
    "a unit that does not exist": lambda db, _: make_project(db, unit="nobody"),
    "a sector that does not exist": lambda db, _: make_project(db, sector="nothing"),
    "a list that does not exist": lambda db, project: put_on_list(db, project, listing="nothing"),
    "a district that does not exist": lambda db, project: add(
        db, ProjectDistrict(project_id=project.id, district_code="370199")
    ),
    "a geometry without its box": lambda db, project: add(
        db, Place(project_id=project.id, geometry=b"wkb", precision="exact")
    ),
    "a second data version": lambda db, _: add(db, DataVersion(id=2, version=1)),
}


def add(db: Session, row: Base) -> None:
    db.add(row)
    db.flush()


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(db: Session, what: str) -> None:
    project = make_project(db)
    with pytest.raises(IntegrityError):
        REFUSED[what](db, project)


@pytest.mark.parametrize("fen", [1.5, 1.0, True, "1"], ids=["a float", "a whole float", "a truth", "a text"])
def test_an_amount_that_is_no_whole_number_is_refused_before_it_is_stored(db: Session, fen: object) -> None:
    project = make_project(db)
    with pytest.raises(StatementError) as refused:
        report(db, project, 1, fen)  # type: ignore[arg-type]
    assert isinstance(refused.value.orig, TypeError)


def test_an_amount_of_which_a_float_would_lose_a_cent_comes_back(db: Session) -> None:
    project = make_project(db)
    report(db, project, 1, 9_876_543_210_987_654)
    db.expire_all()
    assert db.scalar(sa.text("SELECT cumulative_fen FROM progress")) == 9_876_543_210_987_654


def test_a_month_is_stored_as_it_is_written(db: Session) -> None:
    project = make_project(db, plan=YI, actual_start=Month(2025, 3))
    assert db.scalar(sa.text("SELECT actual_start FROM project")) == "2025-03"
    db.expire_all()
    assert project.actual_start == Month(2025, 3)


def test_what_belongs_to_a_project_goes_with_it(db: Session) -> None:
    project = make_project(
        db, months={1: YI}, districts=["370112"], aliases=["别名"], lists=["municipal"], precision="city"
    )
    db.execute(sa.delete(Project).where(Project.id == project.id))
    for table in ("progress", "membership", "project_alias", "project_district", "place"):
        assert db.scalar(sa.text(f"SELECT count(*) FROM {table}")) == 0
