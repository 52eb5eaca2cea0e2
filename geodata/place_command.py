"""`python -m geodata place`: a table of names in, one JSON object a line out, in the same order."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from geodata import divisions, geocoding, reasons
from geodata.candidates import Candidate, nowhere
from geodata.coordinates import SYSTEMS
from geodata.name_table import NameRow, TableError, read
from geodata.words import LANGUAGES, say

DECIMALS = 6
BAR = 30
REFRESH_SECONDS = 0.2
LANGUAGE_CODES = {"zh": "zh_CN", "en": "en"}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `python -m geodata`."""

    def words(code: str) -> str:
        return say(LANGUAGES[0], code)

    place = commands.add_parser("place", help=words("help_place"))
    place.add_argument("--input", type=Path, required=True, metavar="NAMES.csv", help=words("help_place_input"))
    place.add_argument("--output", type=Path, required=True, metavar="PLACES.jsonl")
    place.add_argument("--language", choices=list(LANGUAGE_CODES), default="zh", help=words("help_place_language"))
    place.add_argument("--crs", choices=SYSTEMS, help=words("help_place_crs"))
    place.add_argument("--quiet", action="store_true", help=words("help_place_quiet"))


def run(options: argparse.Namespace) -> int:
    """Place the names; 0 when the output was written, 2 when the input is bad or the output cannot be written."""
    language = LANGUAGE_CODES[options.language]
    try:
        rows = read(options.input)
    except TableError as error:
        where = "" if error.row is None else f", {say(language, 'place_at_row', row=error.row)}"
        sys.stderr.write(f"{options.input}{where}: {say(language, f'place_{error.reason}')}\n")
        return 2
    bar = Progress(len(rows), None if options.quiet else sys.stderr)
    try:
        write(options.output, lines(rows, bar, language=language, crs=options.crs))
    except OSError as error:
        sys.stderr.write(f"{options.output}: {error.strerror or error}\n")
        return 2
    bar.finish()
    return 0


def lines(rows: Sequence[NameRow], bar: "Progress", *, language: str, crs: str | None) -> Iterator[str]:
    """Yield one JSON object for each row."""
    for row in rows:
        best = best_of(row, crs=crs)
        yield json.dumps(as_mapping(row.name, best, language=language), ensure_ascii=False)
        bar.step()


def best_of(row: NameRow, *, crs: str | None = None) -> Candidate:
    """Return the one answer that can be defended."""
    if not row.name:
        return nowhere("no_name")
    return geocoding.find(row.name, district=row.district, limit=1, crs=crs)[0]


def as_mapping(name: str, best: Candidate, *, language: str) -> dict[str, object]:
    """Return the object of one name: null where something is not known."""
    known = best.precision != "unknown"
    return {
        "name": name,
        "lon": None if best.point is None else round(best.point.longitude, DECIMALS),
        "lat": None if best.point is None else round(best.point.latitude, DECIMALS),
        "precision": best.precision,
        "district": divisions.district_name(best.district) if best.district else None,
        "source": best.source if known else None,
        "confidence": best.confidence,
        "reason": reasons.sentence(best, language=language),
    }


def write(path: Path, content: Iterator[str]) -> None:
    """Write a file whole or not at all: beside its place first, then moved there. Raises `OSError`."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            for line in content:
                file.write(line + "\n")
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Progress:
    """A bar on a terminal; a few plain lines where standard error is a file."""

    def __init__(self, total: int, stream: TextIO | None) -> None:
        self._total, self._stream = total, stream
        self._done, self._started, self._shown = 0, time.monotonic(), 0.0
        self._terminal = stream is not None and stream.isatty()

    def step(self) -> None:
        """Count one name; draw when the last drawing is old enough."""
        self._done += 1
        if self._stream is None:
            return
        now = time.monotonic()
        if self._terminal and now - self._shown >= REFRESH_SECONDS:
            self._shown = now
            self._stream.write("\r" + self._line())
        elif not self._terminal and self._done * 4 // self._total > (self._done - 1) * 4 // self._total:
            self._stream.write(self._line() + "\n")

    def finish(self) -> None:
        """Draw the last state."""
        if self._terminal and self._stream is not None:
            self._stream.write("\r" + self._line() + "\n")

    def _line(self) -> str:
        share = self._done / self._total if self._total else 1
        full = round(BAR * share)
        seconds = time.monotonic() - self._started
        return f"[{'#' * full}{'.' * (BAR - full)}] {share:4.0%} {self._done}/{self._total} {seconds:.1f} s"
