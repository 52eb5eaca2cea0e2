"""Who can be asked where a text is: one file each, one protocol. Nobody online, unless the installation says so.

Settings, all in the environment: `GEODATA_TIANDITU_KEY`, `GEODATA_AMAP_KEY`, `GEODATA_NOMINATIM_URL`, and
`GEODATA_CACHE`, the folder that answers are kept in (default `var/geocoding`).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol

from geodata.candidates import Candidate

CACHE_FOLDER = Path("var") / "geocoding"
SETTINGS = {
    "tianditu": "GEODATA_TIANDITU_KEY",
    "amap": "GEODATA_AMAP_KEY",
    "nominatim": "GEODATA_NOMINATIM_URL",
}
"""Provider → the variable whose value its module's `provider` takes. In the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a text, the district beside it, what its numbers are in, how many answers are wanted."""

    text: str
    district: str | None = None
    crs: str | None = None
    limit: int = 5


class ProviderError(RuntimeError):
    """Raised when a provider is broken, not when it knows nothing. `reason`: `unreachable`, `refused`, `unreadable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Provider(Protocol):
    """A source of candidates. Nothing found means «not mine»; a `ProviderError` means «broken»."""

    @property
    def name(self) -> str:
        """The code that stands as `source` in its answers."""

    def find(self, query: Query) -> Sequence[Candidate]:
        """Return candidates in Jinan, best first."""


def configured() -> tuple[Provider, ...]:
    """Return the online providers that the environment sets up; by default none."""
    set_up = tuple((name, value) for name, variable in SETTINGS.items() if (value := os.environ.get(variable)))
    return _made(set_up, os.environ.get("GEODATA_CACHE") or str(CACHE_FOLDER)) if set_up else ()


@cache
def _made(set_up: tuple[tuple[str, str], ...], folder: str) -> tuple[Provider, ...]:
    remembering = import_module("geodata.providers.remembering")
    made: list[Provider] = []
    for name, value in set_up:
        provider: Provider = import_module(f"geodata.providers.{name}").provider(value)
        made.append(remembering.Remembering(provider, Path(folder)))
    return tuple(made)
