"""What an installation may set, all through the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geodata import tiles
from geodata.tiles import Tiles, TilesRefused
from portfolio.domain.people import Scope
from portfolio.errors import SettingsError

DATABASE_URL = "PORTFOLIO_DATABASE_URL"
SCOPE_UNITS = "PORTFOLIO_SCOPE_UNITS"
BASEMAP = "PORTFOLIO_BASEMAP"
"""What lies below the map: ``none``, ``tianditu-vector``, ``tianditu-image`` or ``xyz``; its details in
``PORTFOLIO_BASEMAP_URL``, ``_KEY``, ``_ATTRIBUTION``, ``_APPROVAL`` and ``_CRS``."""

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    database_url: str
    scope: Scope
    """How far this installation's readers may see; until there are accounts it is one scope for all."""
    tiles: Tiles
    """The tile server below the map, if any."""


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises SettingsError for a value that cannot be used."""
    values = os.environ if environment is None else environment
    url = values.get(DATABASE_URL, "").strip()
    return Settings(
        database_url=url or default_database_url(), scope=_scope(values.get(SCOPE_UNITS)), tiles=_tiles(values)
    )


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


def _tiles(values: Mapping[str, str]) -> Tiles:
    given = {
        field: values.get(f"{BASEMAP}_{field.upper()}", "").strip()
        for field in ("url", "key", "attribution", "approval", "crs")
    }
    kind = values.get(BASEMAP, "").strip() or "none"
    try:
        return tiles.chosen(kind, **given)
    except TilesRefused as refused:
        setting = BASEMAP if refused.field == "kind" else f"{BASEMAP}_{refused.field.upper()}"
        # A key is not repeated: the message may end on a screen or in a log.
        value = kind if refused.field == "kind" else "" if refused.field == "key" else given[refused.field]
        raise SettingsError(setting=setting, value=value, reason=f"basemap_{refused.reason}") from refused
