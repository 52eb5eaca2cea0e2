"""What an installation may set, all through the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portfolio.domain.people import Scope
from portfolio.errors import SettingsError

DATABASE_URL = "PORTFOLIO_DATABASE_URL"
SCOPE_UNITS = "PORTFOLIO_SCOPE_UNITS"

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    database_url: str
    scope: Scope
    """How far this installation's readers may see; until there are accounts it is one scope for all."""


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises SettingsError for a value that cannot be used."""
    values = os.environ if environment is None else environment
    url = values.get(DATABASE_URL, "").strip()
    return Settings(database_url=url or default_database_url(), scope=_scope(values.get(SCOPE_UNITS)))


def default_database_url() -> str:
    """SQLite in ``var/`` beside the program: the database of an installation that configured none."""
    return f"sqlite:///{_ROOT / 'var' / 'portfolio.db'}"


def _scope(text: str | None) -> Scope:
    if text is None:
        return Scope()
    units = frozenset(code.strip() for code in text.split(",") if code.strip())
    if not units:
        # An empty list would silently mean «nobody sees anything»; a person who wants all leaves the setting out.
        raise SettingsError(setting=SCOPE_UNITS, value=text, reason="empty")
    return Scope(units)
