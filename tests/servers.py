"""PostgreSQL for tests: the one that ``TEST_PG_URL`` names, or one started from Debian's binaries."""

import os
import pwd
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

import pytest
import sqlalchemy as sa

GIVEN, REQUIRED = "TEST_PG_URL", "PORTFOLIO_TEST_POSTGRESQL"


class Server:
    """A running server on which databases may be made. Each has the schema of the template."""

    def __init__(self, url: sa.URL) -> None:
        self._url = url
        self._template = f"portfolio_template_{uuid.uuid4().hex[:12]}"
        self._made: list[str] = []
        self._run(f'CREATE DATABASE "{self._template}"')
        self._made.append(self._template)

    def template_url(self) -> str:
        """The database of which every other one is a copy."""
        return self._url_of(self._template)

    def copy_of_template(self) -> str:
        """A new database with the schema."""
        name = f"portfolio_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        self._made.append(name)
        return self._url_of(name)

    def empty_database(self) -> str:
        """A new database without a schema."""
        name = f"portfolio_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}"')
        self._made.append(name)
        return self._url_of(name)

    def tidy_up(self) -> None:
        """Drop what was made."""
        for name in reversed(self._made):
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _url_of(self, database: str) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        engine = sa.create_engine(self._url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(statement)
        finally:
            engine.dispose()


@contextmanager
def running() -> Iterator[Server]:
    """A server to test on. Skips where there is none; fails instead where CI requires one."""
    given = os.environ.get(GIVEN)
    if given:
        server = Server(sa.make_url(given).set(drivername="postgresql+psycopg"))
        yield server
        server.tidy_up()
        return
    binaries = _binaries()
    if binaries is None:
        _without("PostgreSQL's binaries are not installed (Debian: apt-get install postgresql)")
    # pytest's own folder may be closed to the server's account, and a socket's path has at most 107 characters.
    folder = Path(mkdtemp(prefix="pg-"))
    try:
        yield from _started(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(binaries: Path, folder: Path) -> Iterator[Server]:
    data = folder / "data"
    folder.chmod(0o755)
    prefix: list[str] = []
    if os.geteuid() == 0:
        account = _account()
        shutil.chown(folder, account)
        prefix = ["runuser", "-u", account, "--"]

    def run(program: str, *options: str) -> None:
        command = [*prefix, str(binaries / program), "-D", str(data), *options]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    run("initdb", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
    careless = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    run("pg_ctl", "-w", "-o", f"-k {folder} -c listen_addresses='' {careless}", "-l", str(folder / "log"), "start")
    try:
        yield Server(sa.make_url(f"postgresql+psycopg://tester@/postgres?host={folder}"))
    finally:
        run("pg_ctl", "-m", "immediate", "stop")


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return None if on_path is None else Path(on_path).parent


def _account() -> str:
    """An account that is not root's: PostgreSQL refuses to run as root."""
    accounts = {account.pw_name for account in pwd.getpwall()} & {"postgres", "nobody"}
    if not accounts:
        _without("there is no account under which PostgreSQL may run")
    return max(accounts)  # postgres before nobody


def _without(reason: str) -> NoReturn:
    if os.environ.get("CI") and os.environ.get(REQUIRED) == "required":
        pytest.fail(f"{reason}, and {REQUIRED}=required")
    pytest.skip(reason)
