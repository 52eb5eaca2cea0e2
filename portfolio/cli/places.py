"""Places out as GeoPackage or GeoJSON, and in again from any geographic file."""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from portfolio import settings
from portfolio.cli import asking, commands
from portfolio.domain.codes import DRAWN_PRECISIONS, Precision
from portfolio.domain.money import MoneyUnit
from portfolio.errors import FileRefused, OutputError
from portfolio.language import NOT_KNOWN, Language, t
from portfolio.outputs import files, geofiles
from portfolio.services import databases, geo_exports, place_import, register
from portfolio.services.place_import import Planned, Preview


def add_import_options(parser: argparse.ArgumentParser, word: Callable[..., str]) -> None:
    """The options of ``import-places``; ``word`` gives the help in the reader's language."""
    parser.add_argument("file", metavar="FILE", help=word("help_import_file"))
    parser.add_argument("--apply", action="store_true", help=word("help_apply"))
    parser.add_argument("--actor", metavar="NAME", help=word("help_actor"))
    parser.add_argument("--crs", metavar="EPSG:4548|GCJ-02|BD-09", help=word("help_crs"))
    drawn_precisions = sorted(each.value for each in DRAWN_PRECISIONS)
    parser.add_argument("--precision", choices=drawn_precisions, help=word("help_precision"))
    parser.add_argument("--radius", type=int, metavar="METRES", help=word("help_radius"))
    parser.add_argument("--format", choices=("table", "json"), default="table", help=word("help_format"))


def export_places(options: argparse.Namespace, language: Language) -> int:
    """Write the projects of what is asked for with their places; the ending of the name says in which format."""
    target = Path(options.out)
    kind = next((each for each in geofiles.KINDS if target.suffix.lower() == f".{each}"), None)
    if kind is None:
        raise OutputError(path=str(target), reason="ending")
    with databases.reading(commands.database()) as db:
        wanted, month = asking.asked(options, register.catalogue(db))
        contents = geo_exports.contents(
            db,
            wanted,
            settings.load().scope,
            month=month,
            language=language,
            unit=MoneyUnit.WAN,
            made_at=datetime.now(UTC),
        )
    files.write(target, geofiles.as_bytes(contents, kind))
    print(t(language, "cli.exported", count=len(contents.projects), path=target))
    return 0


def import_places(options: argparse.Namespace, language: Language) -> int:
    """Show what a file would change; with ``--apply`` change it, all or nothing."""
    scope = settings.load().scope
    precision = None if options.precision is None else Precision(options.precision)
    file = Path(options.file)
    content = _content(file)
    upload = place_import.read(content, file.name, source_crs=options.crs)
    with databases.writing(commands.database()) as db:
        planned = place_import.preview(
            db,
            scope,
            upload.features,
            content=content,
            file=file.name,
            source_crs=upload.crs,
            precision=precision,
            radius_m=options.radius,
        )
        if options.apply:
            place_import.apply(db, scope, planned, actor=options.actor or "", at=datetime.now(UTC))
    shown = _as_json(planned, applied=options.apply)
    print(shown if options.format == "json" else _as_table(planned, language, applied=options.apply))
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as reason:
        raise FileRefused(file=str(file), reason="unreadable") from reason


def _as_json(planned: Preview, *, applied: bool) -> str:
    counts = {fate.value: planned.counts[fate] for fate in place_import.Fate}
    rows = [
        {
            "layer": row.layer,
            "position": row.position,
            "key": row.key,
            "code": row.code,
            "name": row.name,
            "fate": row.fate.value,
            "reason": row.reason,
            "moved_m": None if row.moved_m is None else round(row.moved_m, 3),
        }
        for row in planned.rows
    ]
    document = {"file": planned.file, "sha256": planned.sha256, "crs": planned.source_crs, "applied": applied}
    return json.dumps({**document, "read": len(rows), **counts, "rows": rows}, ensure_ascii=False, indent=2)


def _as_table(planned: Preview, language: Language, *, applied: bool) -> str:
    telling = [row for row in planned.rows if row.fate is not place_import.Fate.UNCHANGED]
    counts = {fate.value: planned.counts[fate] for fate in place_import.Fate}
    key = "cli.places_applied" if applied else "cli.places_preview"
    return "\n".join([*_lines(telling, language), t(language, key, read=len(planned.rows), **counts)])


def _lines(rows: Sequence[Planned], language: Language) -> list[str]:
    return [
        "  ".join(
            (
                t(language, f"geofiles.fate_{row.fate}"),
                row.code or row.key or NOT_KNOWN,
                row.name or NOT_KNOWN,
                t(language, f"geofiles.reason_{row.reason}")
                if row.reason
                else t(language, "geofiles.moved", metres=f"{row.moved_m or 0:,.1f}"),
            )
        )
        for row in rows
    ]
