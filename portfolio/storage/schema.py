"""Which version the database is of, and how it comes to ours."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import portfolio.storage.derived_tables
import portfolio.storage.place_tables  # noqa: F401  (both register their tables)
from portfolio.errors import DatabaseMissing, DatabaseOutdated
from portfolio.storage.session import shown, writing
from portfolio.storage.tables import Base


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def expected() -> str:
    """The version this program works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("there are no migrations")
    return head


def found(connection: sa.Connection) -> str | None:
    """The version of the database, or None where there is no schema yet."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: sa.Engine) -> None:
    """Create the schema or bring it to our version; does nothing where it is there already.

    Raises DatabaseOutdated for a version that a newer program made: there is no way back to ours.
    """
    with writing(engine) as session:
        config = _config()
        version = found(session.connection())
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if version is not None and version not in known:
            raise DatabaseOutdated(url=shown(str(engine.url)), found=version, expected=expected())
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")


def check(engine: sa.Engine, connection: sa.Connection) -> None:
    """Raise DatabaseMissing or DatabaseOutdated unless the schema is of our version."""
    version = found(connection)
    url = shown(str(engine.url))
    if version is None:
        raise DatabaseMissing(url=url)
    if version != expected():
        raise DatabaseOutdated(url=url, found=version, expected=expected())


def differences(connection: sa.Connection) -> list[object]:
    """What the tables in code say that the migrations do not; empty where all is well."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))
