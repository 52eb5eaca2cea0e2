"""What all tests share. Its place also puts this folder on the path, for the cities that tests build."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making
import pytest
import servers
import sqlalchemy as sa
from hypothesis import settings
from sqlalchemy.orm import Session

from geodata import installed
from portfolio.services import seeding
from portfolio.storage import schema
from portfolio.storage.session import open_engine, writing

# What an installation put beside the program is no part of a test: this is no folder, so nothing is installed.
os.environ[installed.FOLDER] = os.devnull

# A machine under load is slow, and that is no fault of a rule; failures are the same ones on every machine.
settings.register_profile("portfolio", deadline=None, derandomize=True)
settings.load_profile("portfolio")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """A test that reaches beyond this machine fails."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(own: socket.socket, address: Any) -> None:
        _refuse_far(own, address)
        connect(own, address)

    def guarded_connect_ex(own: socket.socket, address: Any) -> int:
        _refuse_far(own, address)
        return connect_ex(own, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield


class FarAway(AssertionError):
    """A test tried to reach another machine."""


def _refuse_far(own: socket.socket, address: Any) -> None:
    if own.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = str(address[0])
    try:
        near = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        near = host == "localhost"
    if not near:
        raise FarAway(f"tests stay on this machine, but this one called {host}")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of whoever runs the tests are not those of the tests."""
    for name in [name for name in os.environ if name.startswith("PORTFOLIO_") and "_TEST_" not in name]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that was migrated and holds nothing. Copy it; never write to it."""
    return _made(tmp_path_factory.mktemp("empty") / "empty.db", layer=None)


@pytest.fixture(scope="session")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the plan and its illustrative layer. Copy it; never write to it."""
    return _made(tmp_path_factory.mktemp("plan") / "plan.db", layer=seeding.ILLUSTRATIVE)


@pytest.fixture(scope="session")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the plan's facts only. Copy it; never write to it."""
    return _made(tmp_path_factory.mktemp("facts") / "facts.db", layer=seeding.FACTS)


@pytest.fixture
def empty_database(empty_file: Path, tmp_path: Path) -> str:
    """URL of a database of the test's own that is migrated and empty."""
    return _copied(empty_file, tmp_path)


@pytest.fixture
def plan_database(plan_file: Path, tmp_path: Path) -> str:
    """URL of a database of the test's own with the plan and its illustrative layer."""
    return _copied(plan_file, tmp_path)


@pytest.fixture
def facts_database(facts_file: Path, tmp_path: Path) -> str:
    """URL of a database of the test's own with the plan's facts only."""
    return _copied(facts_file, tmp_path)


@pytest.fixture(scope="session")
def plan_engine(plan_file: Path) -> Iterator[sa.Engine]:
    """The loaded plan, to read only: one engine for all tests."""
    engine = open_engine(f"sqlite:///{plan_file}")
    yield engine
    engine.dispose()


@pytest.fixture
def plan_db(plan_engine: sa.Engine) -> Iterator[Session]:
    """The loaded plan, to read; whatever a test writes is rolled back."""
    with Session(plan_engine) as session:
        yield session
        session.rollback()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def backend(request: pytest.FixtureRequest) -> str:
    """What is asked for twice: once of SQLite, once of PostgreSQL."""
    return str(request.param)


@pytest.fixture
def engine(backend: str, request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """A migrated database of the test's own."""
    if backend == "sqlite":
        url = request.getfixturevalue("empty_database")
    else:
        url = request.getfixturevalue("postgresql_server").copy_of_template()
    made = open_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def db(backend: str, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on a database that knows a few units, sectors and lists; nothing is ever committed."""
    with Session(request.getfixturevalue(f"{backend}_to_roll_back")) as session:
        making.catalogues(session)
        yield session
        session.rollback()


@pytest.fixture(scope="session")
def sqlite_to_roll_back(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """One SQLite database for all tests that commit nothing."""
    engine = open_engine(_copied(empty_file, tmp_path_factory.mktemp("rolled-back")))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_to_roll_back(postgresql_server: servers.Server) -> Iterator[sa.Engine]:
    """One PostgreSQL database for all tests that commit nothing."""
    engine = open_engine(postgresql_server.copy_of_template())
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[servers.Server]:
    """PostgreSQL of this run: ``TEST_PG_URL``, else one started from Debian's binaries, else a skip with the reason."""
    with servers.running() as server:
        engine = open_engine(server.template_url())
        schema.migrate(engine)
        engine.dispose()
        yield server


def _made(file: Path, *, layer: str | None) -> Path:
    engine = open_engine(f"sqlite:///{file}")
    schema.migrate(engine)
    if layer is not None:
        with writing(engine) as db:
            seeding.load_plan(db, facts_only=layer == seeding.FACTS)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return file


def _copied(file: Path, folder: Path) -> str:
    copy = folder / file.name
    shutil.copy(file, copy)
    return f"sqlite:///{copy}"
