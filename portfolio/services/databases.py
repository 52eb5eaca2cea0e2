"""The database as an installation has it: opened, made on first use, checked before it is read."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio import settings
from portfolio.services import seeding
from portfolio.storage import schema, session

Database = sa.Engine
Reading = Session


def open_or_create(url: str) -> Database:
    """Open the database. One that nobody configured is created and filled with the plan on first use.

    A configured one is left alone: whoever set the URL decides when it is created.
    """
    engine = open_only(url)
    if url == settings.default_database_url():
        with session.reading(engine) as db:
            empty = schema.found(db.connection()) is None
        if empty:
            initialise(engine)
            with session.writing(engine) as db:
                seeding.load_plan(db)
    return engine


def open_only(url: str) -> Database:
    """Open the database as it is. Raises DatabaseUnreachable for a URL that names none."""
    return session.open_engine(url)


def shown(url: str) -> str:
    """The URL as it may be shown: without its password."""
    return session.shown(url)


def initialise(engine: Database) -> None:
    """Create the schema or bring it to this program's version."""
    schema.migrate(engine)


@contextmanager
def reading(engine: Database) -> Iterator[Reading]:
    """A session to read with. Raises DatabaseMissing, DatabaseOutdated or DatabaseUnreachable."""
    with session.reading(engine) as db:
        schema.check(engine, db.connection())
        yield db


@contextmanager
def writing(engine: Database) -> Iterator[Session]:
    """A session to change with, all or nothing. Raises what ``reading`` raises."""
    with reading(engine):
        pass
    with session.writing(engine) as db:
        yield db
