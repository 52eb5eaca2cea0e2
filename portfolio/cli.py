"""The command line: ``python -m portfolio``. Words come from the locale, results go to standard output."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from portfolio import error_words, settings
from portfolio.domain.codes import Kind, Light
from portfolio.domain.figures import Figures
from portfolio.domain.filters import CLOSED_SETS, MIN_PLAN, PARAMETERS, SEARCH, UNKNOWN, ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.periods import Month
from portfolio.errors import PortfolioError, UnknownCode
from portfolio.language import NOT_KNOWN, Language, amount, named, percent, points, t
from portfolio.outputs import files, workbook
from portfolio.services import databases, exports, map_files, register, seeding
from portfolio.storage.rows import Summary, SummaryRow

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


def _init(options: argparse.Namespace, language: Language) -> int:
    url = settings.load().database_url
    engine = databases.open_only(url)
    databases.initialise(engine)
    print(t(language, "cli.initialised", url=databases.shown(url)))
    if options.plan_if_empty:
        with databases.writing(engine) as db:
            if register.catalogue(db).layer is None:
                seeding.load_plan(db)
    return 0


def _load_plan(options: argparse.Namespace, language: Language) -> int:
    with databases.writing(_database()) as db:
        loaded = seeding.load_plan(db, facts_only=options.facts_only)
    key = "cli.loaded_facts" if loaded.layer == seeding.FACTS else "cli.loaded_illustrative"
    print(t(language, key, items=loaded.projects, changed=loaded.changed, kept=loaded.kept))
    return 0


def _info(options: argparse.Namespace, language: Language) -> int:
    engine = _database()
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


def _summary(options: argparse.Namespace, language: Language) -> int:
    with databases.reading(_database()) as db:
        wanted, month = _asked(options, register.catalogue(db))
        summary = register.summary(db, options.by, wanted, settings.load().scope, month=month)
    if options.format == "json":
        print(json.dumps(_as_json(summary, language), ensure_ascii=False, indent=2))
    else:
        print(_as_table(summary, language))
    return 0


def _export(options: argparse.Namespace, language: Language) -> int:
    with databases.reading(_database()) as db:
        wanted, month = _asked(options, register.catalogue(db))
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


def _map(options: argparse.Namespace, language: Language) -> int:
    with databases.reading(_database()) as db:
        wanted, month = _asked(options, register.catalogue(db))
        asked = map_files.Asked(wanted, settings.load().scope, month, language, MoneyUnit(options.money))
        content = map_files.html(db, asked)
    files.write(Path(options.out), content.encode())
    print(t(language, "cli.map_written", path=options.out))
    return 0


def _database() -> databases.Database:
    return databases.open_only(settings.load().database_url)


def _asked(options: argparse.Namespace, known: register.Catalogue) -> tuple[ProjectFilter, Month]:
    """The filter and month of the options. Raises UnknownCode or NoFigures."""
    params = {name: getattr(options, name) or [] for name in PARAMETERS}
    params[SEARCH] = [" ".join(options.search or [])]
    params[MIN_PLAN] = [options.min_plan or ""]
    wanted, unknown = ProjectFilter.from_params(params)
    unknown = [*unknown, *register.unknown_values(known, wanted)]
    if unknown:
        raise UnknownCode(parameter=f"--{unknown[0].parameter}", value=unknown[0].value)
    return wanted, register.month_or_last(known, options.month)


def _as_json(summary: Summary, language: Language) -> dict[str, object]:
    return {
        "month": str(summary.month),
        "rows": [
            {"code": row.code, "name": _name(row, summary.by, language), **_figures(row.figures)}
            for row in summary.rows
        ],
        "total": _figures(summary.total),
    }


def _figures(figures: Figures) -> dict[str, object]:
    """Amounts as integers of fen, rates as fractions, None where not known."""
    rate, gap = figures.rate, figures.gap_points
    known = figures.has_figures
    return {
        "projects": figures.projects,
        "with_plan": figures.with_plan,
        "plan_fen": figures.plan_fen if figures.with_plan else None,
        "completed_fen": figures.completed_fen if known else None,
        "completed_month_fen": figures.completed_month_fen if known else None,
        "rate": None if rate is None else float(rate),
        "time_progress": float(figures.time_progress),
        "gap_points": None if gap is None else float(gap),
        "shortfall_fen": figures.shortfall_fen,
        "lights": {light.value: figures.lights.get(light, 0) for light in Light},
        "reported": figures.reported,
        "started": figures.started,
        "start_known": figures.start_known,
        "completed_without_plan_fen": figures.without_plan_completed_fen,
    }


def _as_table(summary: Summary, language: Language) -> str:
    heads = ("name", "projects", "with_plan", "plan", "completed", "month", "rate", "gap", "shortfall")
    lines = [[t(language, f"cli.column_{head}") for head in heads]]
    lines += [_cells(_name(row, summary.by, language), row.figures) for row in summary.rows]
    lines.append(_cells(t(language, "cli.total"), summary.total))
    widths = [max(_width(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            _padded(cell, width, left=column == 0)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(name: str, figures: Figures) -> list[str]:
    known = figures.has_figures
    return [
        name,
        str(figures.projects),
        str(figures.with_plan),
        amount(figures.plan_fen if figures.with_plan else None, MoneyUnit.YI),
        amount(figures.completed_fen if known else None, MoneyUnit.YI),
        amount(figures.completed_month_fen if known else None, MoneyUnit.YI),
        percent(figures.rate),
        points(figures.gap_points),
        amount(figures.shortfall_fen, MoneyUnit.YI),
    ]


def _name(row: SummaryRow, by: str, language: Language) -> str:
    if by in ("class", "light") or row.code == register.ELSEWHERE:
        return t(language, f"codes.{by}_{row.code}")
    if row.code == UNKNOWN:
        # By district too it is the unit that nobody states, not the place.
        return t(language, f"codes.{'unit' if by == 'district' else by}_{UNKNOWN}")
    return named(language, zh=row.name, en=row.name_en)


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) >= 0x2E80 else 1 for character in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text


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
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command) -> argparse.ArgumentParser:
        text = word("help_" + name.replace("-", "_"))
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=run)
        return added

    init = command("init", _init)
    init.add_argument("--plan-if-empty", action="store_true", help=word("help_plan_if_empty"))
    load = command("load-plan", _load_plan)
    load.add_argument("--facts-only", action="store_true", help=word("help_facts_only"))
    command("info", _info)
    summary = command("summary", _summary)
    summary.add_argument("--by", choices=register.GROUPINGS, required=True, help=word("help_by"))
    summary.add_argument("--format", choices=("table", "json"), default="table", help=word("help_format"))
    export = command("export", _export)
    export.add_argument("--out", required=True, metavar="F.xlsx", help=word("help_out"))
    export.add_argument("--money", choices=[unit.value for unit in MoneyUnit], default="wan", help=word("help_money"))
    drawn = command("map", _map)
    drawn.add_argument("--out", required=True, metavar="F.html", help=word("help_out"))
    drawn.add_argument("--money", choices=[unit.value for unit in MoneyUnit], default="yi", help=word("help_money"))
    for asking in (summary, export, drawn):
        _add_filters(asking, word)
    return parser


def _add_filters(parser: argparse.ArgumentParser, word: Callable[..., str]) -> None:
    parser.add_argument("--month", type=_month, metavar="YYYY-MM", help=word("help_month"))
    group = parser.add_argument_group(word("filters"))
    for name in PARAMETERS:
        codes = ", ".join(sorted(CLOSED_SETS[name])) if name in CLOSED_SETS else ""
        text = word(f"help_filter_{name}", codes=codes)
        group.add_argument(f"--{name}", action="append", metavar="CODE", help=text)
    group.add_argument(f"--{MIN_PLAN}", dest="min_plan", metavar="WAN", help=word("help_filter_min_plan"))
    group.add_argument(f"--{SEARCH}", action="append", metavar="TEXT", help=word("help_filter_search"))


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM") from error
