"""What each command does. Words come from the locale, results go to standard output."""

import argparse
import json
from datetime import datetime
from pathlib import Path

from portfolio import settings
from portfolio.cli import asking, tables
from portfolio.domain.codes import CountBy, Kind
from portfolio.domain.money import MoneyUnit
from portfolio.errors import CannotCount
from portfolio.language import NOT_KNOWN, Language, t
from portfolio.outputs import files, workbook
from portfolio.services import databases, exports, map_files, register, seeding


def init(options: argparse.Namespace, language: Language) -> int:
    """Create the database or bring it and the plan in it to this version; ``--plan-if-empty`` fills a new one."""
    url = settings.load().database_url
    engine = databases.open_only(url)
    databases.initialise(engine)
    print(t(language, "cli.initialised", url=databases.shown(url)))
    with databases.writing(engine) as db:
        if seeding.bring_up_to_date(db, plan_if_empty=options.plan_if_empty):
            print(t(language, "cli.brought_up_to_date"))
    return 0


def load_plan(options: argparse.Namespace, language: Language) -> int:
    """Load the plan, with the illustrative layer or facts only."""
    with databases.writing(database()) as db:
        loaded = seeding.load_plan(db, facts_only=options.facts_only)
    key = "cli.loaded_facts" if loaded.layer == seeding.FACTS else "cli.loaded_illustrative"
    print(t(language, key, items=loaded.projects, changed=loaded.changed, kept=loaded.kept))
    return 0


def info(options: argparse.Namespace, language: Language) -> int:
    """Say what the database is and holds."""
    engine = database()
    with databases.reading(engine) as db:
        known, kinds = register.catalogue(db), register.kinds(db)
    lines = [
        ("cli.info_database", databases.shown(settings.load().database_url)),
        ("cli.info_version", known.data_version),
        ("cli.info_layer", t(language, f"cli.layer_{known.layer or 'none'}")),
        ("cli.info_months", ", ".join(map(str, known.months)) or NOT_KNOWN),
        ("cli.info_last", known.last_reported or NOT_KNOWN),
        *((f"codes.kind_{kind.value}", kinds.get(kind.value, 0)) for kind in Kind),
    ]
    for key, value in lines:
        print(f"{t(language, key)}: {value}")
    return 0


def summary(options: argparse.Namespace, language: Language) -> int:
    """Print sums by group: the very numbers of the pages."""
    if options.count_by == CountBy.PLACE and options.by != "district":
        raise CannotCount(by=options.by)
    with databases.reading(database()) as db:
        wanted, month = asking.asked(options, register.catalogue(db))
        found = register.summary(
            db, options.by, wanted, settings.load().scope, month=month, count_by=CountBy(options.count_by)
        )
    if options.format == "json":
        print(json.dumps(tables.as_json(found, language), ensure_ascii=False, indent=2))
    else:
        print(tables.as_table(found, language))
    return 0


def export(options: argparse.Namespace, language: Language) -> int:
    """Write the workbook of what is asked for."""
    with databases.reading(database()) as db:
        wanted, month = asking.asked(options, register.catalogue(db))
        contents = exports.contents(
            db,
            wanted,
            settings.load().scope,
            month=month,
            language=language,
            unit=MoneyUnit(options.money),
            made_at=datetime.now().astimezone(),
        )
    target = Path(options.out)
    files.write(target, workbook.as_bytes(contents))
    print(t(language, "cli.exported", count=len(contents.rows), path=target))
    return 0


def draw_map(options: argparse.Namespace, language: Language) -> int:
    """Write the map of what is asked for as one file."""
    with databases.reading(database()) as db:
        wanted, month = asking.asked(options, register.catalogue(db))
        chosen = settings.load()
        asked = map_files.Asked(wanted, chosen.scope, month, language, MoneyUnit(options.money), tiles=chosen.tiles)
        content = map_files.html(db, asked)
    files.write(Path(options.out), content.encode())
    print(t(language, "cli.map_written", path=options.out))
    return 0


def database() -> databases.Database:
    """The installation's database."""
    return databases.open_only(settings.load().database_url)
