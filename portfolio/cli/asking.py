"""The options that ask for a part of the register: filters and a month, the same as the pages'."""

import argparse
from collections.abc import Callable

from portfolio.domain.filters import CLOSED_SETS, MIN_PLAN, PARAMETERS, SEARCH, ProjectFilter
from portfolio.domain.periods import Month
from portfolio.errors import UnknownCode
from portfolio.services import register


def asked(options: argparse.Namespace, known: register.Catalogue) -> tuple[ProjectFilter, Month]:
    """The filter and month of the options. Raises UnknownCode or NoFigures."""
    params = {name: getattr(options, name) or [] for name in PARAMETERS}
    params[SEARCH] = [" ".join(options.search or [])]
    params[MIN_PLAN] = [options.min_plan or ""]
    wanted, unknown = ProjectFilter.from_params(params)
    unknown = [*unknown, *register.unknown_values(known, wanted)]
    if unknown:
        raise UnknownCode(parameter=f"--{unknown[0].parameter}", value=unknown[0].value)
    return wanted, register.month_or_last(known, options.month)


def add_filters(parser: argparse.ArgumentParser, word: Callable[..., str]) -> None:
    """Add them to a command; ``word`` gives the help in the reader's language."""
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
