"""Engines and sessions. Whoever opens a session ends it: nothing below commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from portfolio.errors import DatabaseUnreachable

BUSY_MILLISECONDS = 15_000


def open_engine(url: str) -> sa.Engine:
    """An engine for any database that SQLAlchemy reaches. Raises DatabaseUnreachable for a URL that names none."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(parsed, **_options(parsed))
    except (ArgumentError, NoSuchModuleError, ImportError, OSError, ValueError) as reason:
        raise DatabaseUnreachable(url=shown(url), reason=str(reason)) from reason
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return engine


def shown(url: str) -> str:
    """The URL as it may be shown: without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "—"


def _options(url: sa.URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        # One connection for all threads: a second one would see an empty database of its own.
        return {"poolclass": sa.StaticPool, "connect_args": {"check_same_thread": False}}
    return {"pool_pre_ping": True}


def _prepare_sqlite(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN is deferred; ours says what it is for
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        # A deferred BEGIN that turns into a write later fails under load; a writer takes its lock at once.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session to read with. Raises DatabaseUnreachable where nothing answers."""
    with _answering(engine), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Session]:
    """A session to change with: all or nothing, committed at the end."""
    with _answering(engine), Session(engine.execution_options(writing=True)) as session, session.begin():
        yield session


@contextmanager
def _answering(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as reason:
        # A missing table is another matter: services ask for the schema's version before they read.
        if engine.dialect.name == "sqlite" and "unable to open" not in str(reason.orig):
            raise
        raise DatabaseUnreachable(url=shown(str(engine.url)), reason=str(reason.orig)) from reason
    except sa.exc.DatabaseError as reason:
        if "not a database" not in str(reason.orig):
            raise
        raise DatabaseUnreachable(url=shown(str(engine.url)), reason=str(reason.orig)) from reason


__all__ = ["SQLAlchemyError", "Session", "open_engine", "reading", "shown", "writing"]
