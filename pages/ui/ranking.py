"""The ranking of responsible units by completion rate, with last month's place; who is not ranked stands below."""

from collections.abc import Sequence
from dataclasses import replace

from pages.ui import cards, navigation
from pages.ui.about import sentence
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.codes import CountBy
from portfolio.domain.filters import UNKNOWN
from portfolio.language import NOT_KNOWN, named, percent, points, t
from portfolio.services import register
from portfolio.services.overview import Ranked

FULL_CARD = 12
"""From so many rows on the table fills its card; fewer keep together at the top."""


def table(view: View, units: Sequence[Ranked]) -> Html:
    """The card. Without any rate it counts projects instead: nothing is ranked by a figure that is not there."""
    language = view.language
    if all(unit.row.figures.rate is None for unit in units):
        return _counts(view, units)
    placed = [unit for unit in units if unit.place is not None]
    others = [unit for unit in units if unit.place is None]
    columns = ("place", "climbed", "unit", "rate", "gap")
    head = tag("tr", *(tag("th", t(language, f"dashboard.column_{name}"), cls=name) for name in columns))
    rows = [_row(view, unit) for unit in placed]
    if others:
        note = t(language, "dashboard.not_ranked" if placed else "dashboard.no_places")
        rows.append(tag("tr", tag("td", note, colspan="5"), cls="divider"))
    rows += [_row(view, unit) for unit in others]
    return cards.card(
        t(language, "dashboard.ranking" if view.count_by is CountBy.UNIT else "dashboard.ranking_by_place"),
        tag("table", tag("thead", head), tag("tbody", *rows)),
        note=t(language, "dashboard.ranking_note", time_progress=percent(view.month.time_progress)),
        about=sentence(view, "ranking"),
        cls="ranking" if len(rows) >= FULL_CARD else "ranking few",
    )


def unit_link(view: View, code: str, *, short: bool = True) -> Html:
    """A unit's name and the way to its page; the projects without a unit lead to their list."""
    if code == UNKNOWN:
        nobody = replace(view.filter, units=frozenset({UNKNOWN}))
        target = navigation.filtered_address(nobody, "projects")
        return navigation.link_to(t(view.language, "codes.unit_unknown"), target)
    if code in (register.OUTSIDE, register.NO_PLACE):
        return tag("span", t(view.language, f"codes.district_{code}"))
    unit = view.catalogue.unit(code)
    if unit is None:
        return tag("span", code)
    full = named(view.language, zh=unit.name, en=unit.name_en)
    shown = named(view.language, zh=unit.short_name, en=unit.short_name_en) if short else full
    return navigation.link_to(shown, navigation.address("district", code=code), title=full)


def climbed(view: View, unit: Ranked) -> Html:
    """Places won or lost since the month before."""
    moved = unit.climbed
    if moved is None:
        return tag("span", "")
    way = "same" if moved == 0 else "up" if moved > 0 else "down"
    text = t(view.language, f"dashboard.moved_{way}", places=abs(moved))
    return tag("span", text, title=t(view.language, f"dashboard.moved_{way}_about", places=abs(moved)), cls=way)


def _row(view: View, unit: Ranked) -> Html:
    figures = unit.row.figures
    chosen = unit.row.code in view.filter.units
    return tag(
        "tr",
        tag("td", NOT_KNOWN if unit.place is None else str(unit.place), cls="place num"),
        tag("td", climbed(view, unit), cls="climbed num"),
        tag("th", unit_link(view, unit.row.code), cls="unit", scope="row"),
        tag(
            "td",
            tag(
                "span",
                cards.rate_bar(figures.rate, figures.time_progress),
                tag("b", percent(figures.rate), cls="num"),
                cls="with-rate",
            ),
            cls="rate",
            title=t(view.language, "dashboard.of_projects", count=f"{figures.projects:,}"),
        ),
        tag("td", points(figures.gap_points), cls="gap num"),
        cls="chosen" if chosen else None,
    )


def _counts(view: View, units: Sequence[Ranked]) -> Html:
    language = view.language
    largest = max((unit.row.figures.projects for unit in units), default=0)
    ordered = sorted(units, key=lambda unit: (unit.row.code == UNKNOWN, -unit.row.figures.projects))
    rows = [
        tag(
            "tr",
            tag("th", unit_link(view, unit.row.code), cls="unit", scope="row"),
            tag("td", cards.count_bar(unit.row.figures.projects, largest), cls="bar"),
            tag("td", f"{unit.row.figures.projects:,}", cls="num count"),
            cls="chosen" if unit.row.code in view.filter.units else None,
        )
        for unit in ordered
    ]
    note = t(language, "dashboard.no_rates")
    title = t(language, "dashboard.units" if view.count_by is CountBy.UNIT else "dashboard.ranking_by_place")
    return cards.card(title, tag("table", tag("tbody", *rows)), note=note, cls="ranking")
