"""Answers of services, kept with their source and date: the same question is not asked twice within half a year."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from geodata.candidates import Candidate
from geodata.geometry import Point
from geodata.providers import Provider, Query

KEPT = timedelta(days=180)
_log = logging.getLogger(__name__)


class Remembering:
    """A provider with a file of its answers: one JSON object a line, the latest counts. A broken line is none."""

    def __init__(self, provider: Provider, folder: Path) -> None:
        self._provider = provider
        self.file = folder / f"{provider.name}.jsonl"
        self._known: dict[tuple[str, str, int], tuple[datetime, list[Candidate]]] | None = None

    @property
    def name(self) -> str:
        """The code of the provider behind it."""
        return self._provider.name

    def find(self, query: Query) -> list[Candidate]:
        """Return the kept answer, or ask and keep it. Raises `ProviderError`, which is never kept."""
        if self._known is None:
            self._known = dict(self._read())
        key = (query.text.strip(), query.district or "", query.limit)
        now = datetime.now(UTC)
        kept = self._known.get(key)
        if kept is not None and now - kept[0] < KEPT:
            return kept[1]
        found = list(self._provider.find(query))
        self._known[key] = (now, found)
        self._append(key, now, found)
        return found

    def _read(self) -> list[tuple[tuple[str, str, int], tuple[datetime, list[Candidate]]]]:
        if not self.file.is_file():
            return []
        return [
            entry
            for line in self.file.read_text(encoding="utf-8", errors="replace").splitlines()
            if (entry := _entry(line, self.name)) is not None
        ]

    def _append(self, key: tuple[str, str, int], now: datetime, found: list[Candidate]) -> None:
        line = {
            "text": key[0],
            "district": key[1],
            "limit": key[2],
            "source": self.name,
            "asked_at": now.isoformat(timespec="seconds"),
            "found": [_as_mapping(one) for one in found],
        }
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            _log.warning("answers of %s are not kept: %s", self.name, error.strerror)


def _entry(line: str, source: str) -> tuple[tuple[str, str, int], tuple[datetime, list[Candidate]]] | None:
    try:
        content = json.loads(line)
        key = (str(content["text"]), str(content["district"]), int(content["limit"]))
        asked = datetime.fromisoformat(content["asked_at"])
        return key, (asked, [_from_mapping(one, source) for one in content["found"]])
    except (ValueError, KeyError, TypeError):
        return None


def _as_mapping(one: Candidate) -> dict[str, object]:
    if one.point is None:
        raise ValueError("point")
    return {
        "longitude": one.point.longitude,
        "latitude": one.point.latitude,
        "precision": one.precision,
        "district": one.district,
        "name": one.name,
        "confidence": one.confidence,
        "radius_m": one.radius_m,
        "uses_osm": one.uses_osm,
    }


def _from_mapping(content: Mapping[str, Any], source: str) -> Candidate:
    point = Point(latitude=float(content["latitude"]), longitude=float(content["longitude"]))
    name = str(content["name"])
    return Candidate(
        geometry=point.shape(),
        point=point,
        precision=str(content["precision"]),
        district=str(content["district"]),
        name=name,
        source=source,
        confidence=float(content["confidence"]),
        reason="online",
        facts={"name": name},
        radius_m=int(content["radius_m"]),
        uses_osm=bool(content["uses_osm"]),
    )
