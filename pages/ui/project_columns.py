"""The columns of the list of projects: an entry here can be chosen, is drawn, sorted and totalled."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pages.ui import cards, lights, navigation
from pages.ui.markup import join, tag
from pages.ui.session import View
from portfolio.domain.codes import Assignment, Light
from portfolio.domain.figures import Figures
from portfolio.domain.lights import LightRule
from portfolio.language import NOT_KNOWN, amount, month_name, named, percent, points, t, year_to_date
from portfolio.outputs.light_reason import light_reason
from portfolio.services.listing import OTHERS, PROJECTS
from portfolio.services.register import Order
from portfolio.storage.rows import Named, ProjectRow

_DISTRICTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What cells need to know beside their row."""

    view: View
    rule: LightRule
    mixed: bool
    """Some amounts are illustrative and some are not: then each illustrative one says so."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``of`` says for which lists it makes sense; ``total`` gives its cell in the row of totals."""

    code: str
    cell: Callable[[Shown, ProjectRow], str]
    align: Literal["text", "number", "bar"] = "text"
    of: Literal["all", "projects", "others"] = "all"
    usual_for: Literal["all", "projects", "others", "none"] = "all"
    always: bool = False
    sorts: tuple[Order, ...] = ()
    money: bool = False
    total: Callable[[View, Figures], str] | None = None

    def name(self, view: View) -> str:
        """The heading without the unit."""
        month = t(view.language, "common.months").split()[view.month.month - 1][:3]
        period = year_to_date(view.language, view.month)
        # In January the month and the year so far are the same words.
        january = "_january" if self.code == "completed" and view.month.month == 1 else ""
        return t(
            view.language, f"projects.column_{self.code}{january}", month=month, period=period, year=view.month.year
        )


Sort = Literal["projects", "others", "mixed"]


def sort_of_list(kinds: Set[str]) -> Sort:
    """What stands in a list of these kinds."""
    return "projects" if kinds == PROJECTS else "others" if kinds <= OTHERS else "mixed"


def columns_for(sort: Sort) -> tuple[Column, ...]:
    """The columns that such a list can have: what has no month of its own has no amounts of it."""
    return tuple(column for column in COLUMNS if sort == "mixed" or column.of in ("all", sort))


def usual_columns(sort: Sort) -> tuple[str, ...]:
    """Codes of the columns that such a list shows unless somebody chooses others; they fit a small screen."""
    fitting = ("all", "others" if sort == "others" else "projects")
    return tuple(column.code for column in columns_for(sort) if column.usual_for in fitting)


def _light(shown: Shown, row: ProjectRow) -> str:
    if row.figures is None:
        return NOT_KNOWN
    reason = light_reason(row, rule=shown.rule, language=shown.view.language)
    return lights.badge(Light(row.figures.light), shown.view.language, title=reason or "")


def _name(shown: Shown, row: ProjectRow) -> str:
    return navigation.link(named(shown.view.language, zh=row.name, en=row.name_en), "project", id=row.code)


def _unit(shown: Shown, row: ProjectRow) -> str:
    if row.unit is None:
        return NOT_KNOWN
    if row.unit_basis != Assignment.DERIVED:
        return _short(shown.view, row.unit)
    language = shown.view.language
    mark = tag("span", t(language, "projects.derived"), cls="mark", title=t(language, "projects.derived_unit"))
    return join(_short(shown.view, row.unit), " ", mark)


def _short(view: View, unit: Named) -> str:
    known = view.catalogue.unit(unit.code)
    if known is None:
        return named(view.language, zh=unit.name, en=unit.name_en)
    return named(view.language, zh=known.short_name, en=known.short_name_en)


def _districts(shown: Shown, row: ProjectRow) -> str:
    language = shown.view.language
    names = [_short(shown.view, district) for district in row.districts]
    if len(names) <= _DISTRICTS_SHOWN:
        return t(language, "projects.between").join(names) or NOT_KNOWN
    some = t(language, "projects.and_more", first=names[0], count=len(names))
    return tag("span", some, title=t(language, "projects.between").join(names))


def _word(area: str, attribute: str, shown: Shown, row: ProjectRow) -> str:
    code: str | None = getattr(row, attribute)
    return NOT_KNOWN if code is None else t(shown.view.language, f"codes.{area}_{code}")


def _sector(shown: Shown, row: ProjectRow) -> str:
    return NOT_KNOWN if row.sector is None else _own_name(shown, row.sector)


def _own_name(shown: Shown, thing: Named) -> str:
    return named(shown.view.language, zh=thing.name, en=thing.name_en)


def _text(attribute: str, shown: Shown, row: ProjectRow) -> str:
    text: str | None = getattr(row, attribute)
    return text or NOT_KNOWN


def _both(attribute: str, shown: Shown, row: ProjectRow) -> str:
    return named(shown.view.language, zh=getattr(row, attribute), en=getattr(row, f"{attribute}_en"))


def _total_investment(shown: Shown, row: ProjectRow) -> str:
    return amount(row.total_investment_fen, shown.view.unit)


def _plan(shown: Shown, row: ProjectRow) -> str:
    found = row.figures
    return NOT_KNOWN if found is None else _amount(shown, found.plan_fen, found.plan_basis)


def _month(shown: Shown, row: ProjectRow) -> str:
    found = row.figures
    return NOT_KNOWN if found is None else _amount(shown, found.month_fen, found.completed_basis)


def _completed(shown: Shown, row: ProjectRow) -> str:
    found = row.figures
    return NOT_KNOWN if found is None else _amount(shown, found.completed_fen, found.completed_basis)


def _amount(shown: Shown, fen: int | None, basis: str | None) -> str:
    text = amount(fen, shown.view.unit)
    if fen is None or not shown.mixed or basis != "illustrative":
        return text
    language = shown.view.language
    mark = tag("span", t(language, "projects.made"), cls="mark made", title=t(language, "frame.illustrative"))
    return join(mark, " ", text)


def _rate(shown: Shown, row: ProjectRow) -> str:
    if row.figures is None or row.figures.rate is None:
        return NOT_KNOWN
    bar = cards.rate_bar(row.figures.rate, row.figures.month.time_progress)
    return join(tag("span", percent(row.figures.rate), cls="num"), bar)


def _gap(shown: Shown, row: ProjectRow) -> str:
    return NOT_KNOWN if row.figures is None else points(row.figures.gap_points)


def _shortfall(shown: Shown, row: ProjectRow) -> str:
    return NOT_KNOWN if row.figures is None else amount(row.figures.shortfall_fen, shown.view.unit)


def _red_months(shown: Shown, row: ProjectRow) -> str:
    return NOT_KNOWN if row.figures is None else str(row.figures.red_months)


def _place(shown: Shown, row: ProjectRow) -> str:
    return t(shown.view.language, f"projects.place_{row.precision or 'unknown'}")


def _planned_start(shown: Shown, row: ProjectRow) -> str:
    return NOT_KNOWN if row.planned_start is None else month_name(shown.view.language, row.planned_start)


def _rate_of_all(view: View, figures: Figures) -> str:
    if figures.rate is None:
        return NOT_KNOWN
    bar = cards.rate_bar(figures.rate, figures.time_progress)
    return join(tag("span", percent(figures.rate), cls="num"), bar)


def _fen(attribute: str, known: str, view: View, figures: Figures) -> str:
    return amount(getattr(figures, attribute), view.unit) if getattr(figures, known) else NOT_KNOWN


COLUMNS: tuple[Column, ...] = (
    Column("light", _light, of="projects", sorts=(Order.LIGHT,)),
    Column("name", _name, always=True, sorts=(Order.NAME,)),
    Column("code", partial(_text, "code"), usual_for="none", sorts=(Order.PLAN_ORDER,)),
    Column("kind", partial(_word, "kind", "kind"), of="others"),
    Column("unit", _unit, sorts=(Order.UNIT,)),
    Column("districts", _districts),
    Column("class", partial(_word, "class", "class_code")),
    Column("sector", _sector, usual_for="others"),
    Column("list_type", partial(_word, "list_type", "list_type"), of="projects", usual_for="none"),
    Column("total", _total_investment, "number", "projects", money=True),
    Column(
        "plan",
        _plan,
        "number",
        "projects",
        money=True,
        sorts=(Order.PLAN,),
        total=partial(_fen, "plan_fen", "with_plan"),
    ),
    Column(
        "month", _month, "number", "projects", money=True, total=partial(_fen, "completed_month_fen", "has_figures")
    ),
    Column(
        "completed",
        _completed,
        "number",
        "projects",
        money=True,
        sorts=(Order.COMPLETED,),
        total=partial(_fen, "completed_fen", "has_figures"),
    ),
    Column("rate", _rate, "bar", "projects", sorts=(Order.RATE_LOW, Order.RATE_HIGH), total=_rate_of_all),
    Column("gap", _gap, "number", "projects", total=lambda view, figures: points(figures.gap_points)),
    Column(
        "shortfall",
        _shortfall,
        "number",
        "projects",
        money=True,
        sorts=(Order.SHORTFALL,),
        total=lambda view, figures: amount(figures.shortfall_fen, view.unit),
    ),
    Column("red_months", _red_months, "number", "projects", usual_for="none"),
    Column("stage", partial(_word, "stage", "stage")),
    Column("place", _place, of="projects"),
    Column("planned_start", _planned_start, of="projects", usual_for="none"),
    Column("physical_progress", partial(_text, "physical_progress"), of="projects", usual_for="none"),
    Column("problem", partial(_text, "problem"), of="projects", usual_for="none"),
    Column("paragraphs", partial(_text, "paragraphs"), usual_for="others"),
    Column("brings", partial(_both, "brings"), usual_for="others"),
    Column("note", partial(_both, "note"), usual_for="none"),
)
