"""`python -m geodata boundaries` and `areas`: check a layer, report, and only then install it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata import area_checks, boundaries, crs, installed, layer_checks, layer_files
from geodata.geometry import to_geojson
from geodata.installed import AREAS, DISTRICTS, LayerError, Source
from geodata.layer_checks import Report
from geodata.words import LANGUAGES, say

DECIMALS = 8
"""Of a degree: a millimetre."""


def main(command: str, arguments: Sequence[str]) -> int:
    """Run `boundaries` or `areas`; 0 when done, 1 when the layer was refused, 2 when it could not be read."""
    language = _language_of(arguments)
    parser = _parser(command, language)
    options = parser.parse_args(arguments)
    if options.file is None and not options.remove:
        parser.error(say(language, "file_needed"))
    name = DISTRICTS if command == "boundaries" else AREAS
    try:
        if options.remove:
            return _remove(name, language)
        return _boundaries(options, language) if name == DISTRICTS else _areas(options, language)
    except LayerError as error:
        print(say(language, error.code, **error.facts), file=sys.stderr)
        return 2


def _language_of(arguments: Sequence[str]) -> str:
    """The language of the help, which is written before the options are read."""
    joined = "=".join(arguments)
    return next((language for language in LANGUAGES if f"--language={language}" in joined), LANGUAGES[0])


def _parser(command: str, language: str) -> argparse.ArgumentParser:
    def word(code: str) -> str:
        return say(language, code)

    parser = argparse.ArgumentParser(prog=f"python -m geodata {command}", description=word(f"help_{command}"))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=word("help_file"))
    parser.add_argument("--check-only", action="store_true", help=word("help_check_only"))
    parser.add_argument("--code-field", metavar="FIELD", help=word("help_code_field"))
    if command == "areas":
        parser.add_argument("--name-field", metavar="FIELD", help=word("help_name_field"))
    parser.add_argument("--crs", metavar="EPSG:N", help=word("help_crs"))
    parser.add_argument("--note", metavar="TEXT", help=word("help_note"))
    parser.add_argument("--remove", action="store_true", help=word("help_remove"))
    parser.add_argument("--language", choices=LANGUAGES, default=language, help=word("help_language"))
    return parser


def _remove(name: str, language: str) -> int:
    there = installed.remove(name)
    print(say(language, "removed" if there else "nothing_to_remove"))
    if there and name == DISTRICTS:
        print(say(language, "follow_up"))
    return 0


def _boundaries(options: argparse.Namespace, language: str) -> int:
    layer = _read(options, language)
    report = layer_checks.check(layer, code_field=options.code_field)
    _print_changes(report, language)
    english = {district.code: district.name_en for district in boundaries.districts()}
    names = {district.code: district.name for district in boundaries.districts()}
    features = [
        _feature(geometry, adcode=code, name=names[code], name_en=english[code])
        for code, geometry in report.geometries.items()
    ]
    done = _finish(DISTRICTS, report, features, options, language)
    if done == 0 and not options.check_only:
        print(say(language, "follow_up"))
    return done


def _areas(options: argparse.Namespace, language: str) -> int:
    layer = _read(options, language)
    report, names = area_checks.check(layer, code_field=options.code_field, name_field=options.name_field)
    for code, geometry in report.geometries.items():
        print(say(language, "area_row", code=code, name=names[code], km2=crs.area_km2(geometry)))
    features = [_feature(geometry, code=code, name=names[code]) for code, geometry in report.geometries.items()]
    return _finish(AREAS, report, features, options, language)


def _feature(geometry: BaseGeometry, **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": to_geojson(geometry, decimals=DECIMALS)}


def _read(options: argparse.Namespace, language: str) -> layer_files.Layer:
    layer = layer_files.read(options.file, told_crs=options.crs)
    print(say(language, "reading", file=options.file.name, crs=layer.crs.name, count=len(layer.features)))
    return layer


def _print_changes(report: Report, language: str) -> None:
    if not report.changes:
        return
    print(say(language, "header"))
    for item in report.changes:
        percent = 100 * (item.after_km2 / item.before_km2 - 1)
        values = {"before": item.before_km2, "after": item.after_km2, "percent": percent, "moved": item.moved_km2}
        print(say(language, "row", code=item.code, name=item.name, **values))
    before, after = (sum(getattr(item, name) for item in report.changes) for name in ("before_km2", "after_km2"))
    print(say(language, "total", before=before, after=after, percent=100 * (after / before - 1)))


def _finish(
    name: str, report: Report, features: list[dict[str, Any]], options: argparse.Namespace, language: str
) -> int:
    """Say what was found; then, and only where nothing speaks against it, write."""
    for finding in report.findings:
        text = say(language, finding.code, **finding.facts)
        print(say(language, "finding" if finding.refuses else "notice", text=text))
    if not report.accepted:
        print(say(language, "refused"))
        return 1
    if options.check_only:
        print(say(language, "checked"))
        return 0
    origin = Source(
        installed=True,
        note=(options.note or options.file.name).strip(),
        date=datetime.now(UTC).date().isoformat(),
        sha256=installed.sha256(options.file),
    )
    target = installed.store(name, features, origin)
    version = installed.sha256(target)[:16]
    print(say(language, "written", file=target, version=version, sha256=origin.sha256))
    return 0
