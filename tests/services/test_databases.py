"""The database as an installation has it: everything that can be wrong with it has a name."""

from collections.abc import Callable
from pathlib import Path

import pytest
import servers
import sqlalchemy as sa

from portfolio import settings
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.errors import DatabaseError, DatabaseMissing, DatabaseOutdated, DatabaseUnreachable, SettingsError
from portfolio.services import databases, register


def refusal(url: str) -> DatabaseError:
    """The error of whoever wants to read there."""
    with pytest.raises(DatabaseError) as refused:
        _read(url)
    return refused.value


def _read(url: str) -> None:
    engine = databases.open_or_create(url)
    try:
        with databases.reading(engine):
            pass
    finally:
        engine.dispose()


def test_a_database_that_is_not_there_yet_is_missing(tmp_path: Path) -> None:
    assert type(refusal(f"sqlite:///{tmp_path / 'new.db'}")) is DatabaseMissing


def test_a_configured_database_is_not_created_by_reading(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    refusal(url)
    engine = databases.open_only(url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_database_of_another_version_is_outdated(empty_database: str) -> None:
    engine = databases.open_only(empty_database)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    found = refusal(empty_database)
    assert type(found) is DatabaseOutdated
    assert found.facts["found"] == "0000"


def broken_file(folder: Path) -> str:
    file = folder / "list.xlsx"
    file.write_bytes(b"PK\x03\x04 this is a workbook, not a database" * 40)
    return f"sqlite:///{file}"


UNREACHABLE: dict[str, Callable[[Path], str]] = {
    "a file that is no database": broken_file,
    "a folder": lambda folder: f"sqlite:///{folder}",
    "a folder below a file": lambda folder: f"sqlite:///{broken_file(folder).removeprefix('sqlite:///')}/portfolio.db",
    "no URL": lambda _: "portfolio.db",
    "nonsense": lambda _: "://",
    "a database nobody knows": lambda _: "nosuchdatabase://localhost/portfolio",
    "a driver that is not installed": lambda _: "mysql+pymysql://localhost/portfolio",
    "a server that does not answer": lambda _: "postgresql+psycopg://somebody:secret@127.0.0.1:1/portfolio",
    "a port that is none": lambda _: "postgresql+psycopg://localhost:port/portfolio",
}


@pytest.mark.parametrize("what", UNREACHABLE)
def test_what_cannot_be_opened_is_unreachable_and_says_why_without_the_password(what: str, tmp_path: Path) -> None:
    found = refusal(UNREACHABLE[what](tmp_path))
    assert type(found) is DatabaseUnreachable
    assert found.facts["reason"]
    assert "secret" not in str(found)


@pytest.mark.parametrize("what", UNREACHABLE)
def test_what_cannot_be_opened_cannot_be_initialised_either(what: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable):
        databases.initialise(databases.open_only(UNREACHABLE[what](tmp_path)))


@pytest.mark.postgresql
def test_a_database_on_postgresql_is_missing_then_initialised_then_read(postgresql_server: servers.Server) -> None:
    url = postgresql_server.empty_database()
    assert type(refusal(url)) is DatabaseMissing
    engine = databases.open_only(url)
    databases.initialise(engine)
    databases.initialise(engine)
    with databases.reading(engine) as db:
        assert register.catalogue(db).months == ()
    engine.dispose()
    assert type(refusal(url.replace("/portfolio_", "/nowhere_"))) is DatabaseUnreachable


def test_the_default_database_is_created_and_filled_on_first_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'portfolio.db'}"
    monkeypatch.setattr(settings, "default_database_url", lambda: url)
    assert settings.load({}).database_url == url
    for _ in range(2):
        engine = databases.open_or_create(url)
        with databases.reading(engine) as db:
            assert register.catalogue(db).layer == "illustrative"
            assert register.count(db, ProjectFilter(), WHOLE_CITY, month=Month(2025, 10)) == (150, 150)
            assert register.data_version(db) == 1
        engine.dispose()


def test_a_change_that_fails_leaves_nothing_behind(empty_database: str) -> None:
    engine = databases.open_only(empty_database)

    def fail_half_way() -> None:
        with databases.writing(engine) as db:
            db.execute(sa.text("INSERT INTO data_version (id, version) VALUES (1, 7)"))
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        fail_half_way()
    with databases.reading(engine) as db:
        assert register.data_version(db) == 0
    engine.dispose()


def test_a_database_in_memory_is_one_for_all_that_share_the_engine() -> None:
    engine = databases.open_only("sqlite://")
    databases.initialise(engine)
    with databases.reading(engine) as db:
        assert register.data_version(db) == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("text", "scope"),
    [(None, WHOLE_CITY), ("370112", Scope(frozenset({"370112"}))), (" a , b ,", Scope(frozenset({"a", "b"})))],
    ids=["not set", "one unit", "two units with spaces"],
)
def test_the_scope_of_an_installation_is_read_from_its_settings(text: str | None, scope: Scope) -> None:
    environment = {} if text is None else {settings.SCOPE_UNITS: text}
    assert settings.load(environment).scope == scope


@pytest.mark.parametrize("text", ["", " ", ",", " , "])
def test_an_empty_scope_is_refused_rather_than_taken_for_everybody_or_nobody(text: str) -> None:
    with pytest.raises(SettingsError):
        settings.load({settings.SCOPE_UNITS: text})
