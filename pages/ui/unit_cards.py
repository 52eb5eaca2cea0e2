"""Which unit the page is about, and all units to choose from."""

from collections.abc import Sequence

from pages.ui import cards, messages, navigation
from pages.ui.headline import unit_of_money
from pages.ui.lights import mark
from pages.ui.markup import Html, tag
from pages.ui.ranking import climbed, unit_link
from pages.ui.session import View
from portfolio.domain.codes import JUDGED_LIGHTS, CountBy, Light
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN
from portfolio.language import NOT_KNOWN, amount, percent, points, t
from portfolio.services.overview import Ranked

COLUMNS = ("place", "climbed", "unit", "projects", "plan", "rate", "gap", "shortfall", "lights")


def chosen(view: View) -> str | None:
    """The unit of the address, else the one whose leader looks, else the only one of scope or filter; None for none."""
    if view.selected is not None:
        return None if view.catalogue.unit(view.selected) is None else view.selected
    for units in (view.scope.units, view.filter.units):
        if units is not None and len(units) == 1:
            only = next(iter(units))
            return None if view.catalogue.unit(only) is None else only
    return None


def warn_of_unknown(view: View) -> None:
    """Say that the address names no unit, where it names none that there is."""
    if view.selected is not None and view.catalogue.unit(view.selected) is None:
        messages.show(t(view.language, "district.unknown", code=view.selected[:40]), "warning")


def chooser(view: View, units: Sequence[Ranked]) -> Html:
    """All units that the reader may see, best first; those without projects by name."""
    language = view.language
    head = tag("tr", *(tag("th", t(language, f"district.column_{name}"), cls=name, scope="col") for name in COLUMNS))
    rows = [_row(view, unit) for unit in units if unit.row.code != UNKNOWN]
    shown = {unit.row.code for unit in units}
    idle = [unit.code for unit in view.catalogue.units if unit.code not in shown and view.scope.allows(unit.code)]
    names = [tag("span", unit_link(view, code)) for code in idle]
    # By place the rows are districts: the other units may well answer for projects.
    by_place = view.count_by is CountBy.PLACE
    why = t(language, "district.other_units" if by_place else "district.without_projects")
    without = tag("p", why, " ", *names, cls="idle quiet") if idle else ""
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    note = t(language, "district.choose_note", unit=unit_of_money(view))
    title = t(language, "dashboard.ranking_by_place" if by_place else "district.choose")
    about = t(language, "frame.count_by_help") if by_place else None
    return cards.card(title, table, without, note=note, about=about, cls="units-table")


def _row(view: View, unit: Ranked) -> Html:
    figures = unit.row.figures
    bar = cards.rate_bar(figures.rate, figures.time_progress)
    plan = figures.plan_fen if figures.with_plan else None
    return tag(
        "tr",
        tag("td", NOT_KNOWN if unit.place is None else str(unit.place), cls="place num"),
        tag("td", climbed(view, unit), cls="climbed num"),
        tag("th", unit_link(view, unit.row.code, short=False), cls="unit", scope="row"),
        tag("td", f"{figures.projects:,}", cls="num projects"),
        tag("td", amount(plan, view.unit), cls="num plan"),
        tag("td", tag("span", bar, tag("b", percent(figures.rate), cls="num"), cls="with-rate"), cls="rate"),
        tag("td", points(figures.gap_points), cls="num gap"),
        tag("td", amount(figures.shortfall_fen, view.unit), cls="num shortfall"),
        tag("td", *light_counts(view, figures), cls="lights"),
    )


def light_counts(view: View, figures: Figures) -> list[Html]:
    """Red, yellow and green in a row; «—» where nothing was judged."""
    judged = [light for light in Light if light in JUDGED_LIGHTS]
    if not any(figures.lights.get(light, 0) for light in judged):
        return [tag("span", NOT_KNOWN)]
    return [
        tag("span", mark(light, view.language), " ", str(figures.lights.get(light, 0)), cls="num light-count")
        for light in judged
    ]


def back(view: View) -> Html | None:
    """The way to all units, for who may see more than one."""
    if view.scope.units is not None and len(view.scope.units) == 1:
        return None
    everywhere = navigation.filtered_address(view.filter.only(unit=None), "district")
    return navigation.link_to(t(view.language, "district.all_units"), everywhere)
