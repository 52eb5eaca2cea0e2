"""The command line: ``python -m portfolio``. ``commands`` do the work, ``asking`` reads what is asked for."""

import argparse
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise

from portfolio import error_words
from portfolio.cli import asking, commands, places
from portfolio.domain.codes import CountBy
from portfolio.domain.money import MoneyUnit
from portfolio.errors import PortfolioError
from portfolio.language import Language, t
from portfolio.services import register

Command = Callable[[argparse.Namespace, Language], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns 0, or 2 with a sentence on standard error where something could not be done."""
    options = _parser(_language_of(sys.argv[1:] if arguments is None else arguments)).parse_args(arguments)
    language = Language(options.language)
    command: Command = options.command
    try:
        return command(options, language)
    except PortfolioError as error:
        print(error_words.sentence(error, language), file=sys.stderr)
        return 2


def _language_of(arguments: Sequence[str]) -> Language:
    """The language of the help, which is written before the options are read."""
    for option, value in pairwise(arguments):
        if option == "--language" and value in set(Language):
            return Language(value)
    return Language.CHINESE


def _parser(language: Language) -> argparse.ArgumentParser:
    def word(key: str, **values: object) -> str:
        return t(language, f"cli.{key}", **values).replace("%", "%%")

    parser = argparse.ArgumentParser(prog="python -m portfolio", description=t(language, "common.product"))
    parser.add_argument("--language", choices=list(Language), default=Language.CHINESE, help=word("help_language"))
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command) -> argparse.ArgumentParser:
        text = word("help_" + name.replace("-", "_"))
        added = subparsers.add_parser(name, help=text, description=text)
        added.set_defaults(command=run)
        return added

    init = command("init", commands.init)
    init.add_argument("--plan-if-empty", action="store_true", help=word("help_plan_if_empty"))
    load = command("load-plan", commands.load_plan)
    load.add_argument("--facts-only", action="store_true", help=word("help_facts_only"))
    command("info", commands.info)
    summary = command("summary", commands.summary)
    summary.add_argument("--by", choices=register.GROUPINGS, required=True, help=word("help_by"))
    summary.add_argument("--count-by", choices=list(CountBy), default=CountBy.UNIT, help=word("help_count_by"))
    summary.add_argument("--format", choices=("table", "json"), default="table", help=word("help_format"))
    export = command("export", commands.export)
    export.add_argument("--out", required=True, metavar="F.xlsx", help=word("help_out"))
    export.add_argument("--money", choices=[unit.value for unit in MoneyUnit], default="wan", help=word("help_money"))
    drawn = command("map", commands.draw_map)
    drawn.add_argument("--out", required=True, metavar="F.html", help=word("help_out"))
    drawn.add_argument("--money", choices=[unit.value for unit in MoneyUnit], default="yi", help=word("help_money"))
    geographic = command("export-places", places.export_places)
    geographic.add_argument("--out", required=True, metavar="F.gpkg|F.geojson", help=word("help_out"))
    for command_that_asks in (summary, export, drawn, geographic):
        asking.add_filters(command_that_asks, word)
    return parser
