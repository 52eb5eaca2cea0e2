"""Places out as GeoPackage or GeoJSON."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from portfolio import settings
from portfolio.cli import asking, commands
from portfolio.domain.money import MoneyUnit
from portfolio.errors import OutputError
from portfolio.language import Language, t
from portfolio.outputs import files, geofiles
from portfolio.services import databases, geo_exports, register


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
