"""Nominatim: OpenStreetMap's search, on a server that the installation names (its own, or one it may use)."""

from dataclasses import dataclass
from typing import Any

from geodata import boundaries
from geodata.candidates import Candidate
from geodata.providers import ProviderError, Query, asking

NO_POINT = frozenset({"country", "state", "province", "city", "county", "district", "road", "highway", "waterway"})
"""What is too long or too large to be one point."""


@dataclass(frozen=True, slots=True)
class Nominatim:
    """A server's address, without the path: https://nominatim.example.org."""

    url: str
    ask: asking.Ask = asking.get_json
    name: str = "nominatim"

    def find(self, query: Query) -> list[Candidate]:
        """Return what OpenStreetMap has in Jinan. Raises `ProviderError`."""
        box = boundaries.city_box()
        parameters = {
            "q": asking.question(query),
            "format": "jsonv2",
            "viewbox": f"{box.west},{box.north},{box.east},{box.south}",
            "bounded": "1",
            "limit": str(query.limit),
        }
        answer = self.ask(f"{self.url.rstrip('/')}/search", parameters)
        if not isinstance(answer, list):
            raise ProviderError("unreadable")
        try:
            found = [self._candidate(one, query) for one in answer]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProviderError("unreadable") from error
        return [one for one in found if one is not None]

    def _candidate(self, one: Any, query: Query) -> Candidate | None:
        kinds = {str(one.get(key, "")) for key in ("addresstype", "type", "category")}
        if kinds & NO_POINT:
            return None
        return asking.candidate(
            self.name,
            query,
            longitude=float(one["lon"]),
            latitude=float(one["lat"]),
            name=str(one.get("name") or one["display_name"]),
            precision="street",
            uses_osm=True,
        )


def provider(url: str) -> Nominatim:
    """Return the provider for a server."""
    return Nominatim(url)
