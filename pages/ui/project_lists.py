"""我负责的 and 在我辖区的: two lists of one unit, with who answers and why a light is what it is."""

from collections.abc import Sequence

from pages.ui import cards, navigation, shortfalls
from pages.ui.headline import unit_of_money
from pages.ui.lights import badge
from pages.ui.markup import Html, tag
from pages.ui.ranking import unit_link
from pages.ui.session import View
from pages.ui.unit_tools import own_filter
from portfolio.domain.filters import UNKNOWN
from portfolio.domain.lights import LightRule
from portfolio.language import NOT_KNOWN, amount, named, percent, points, t
from portfolio.outputs.district_page import DistrictPage
from portfolio.outputs.light_reason import light_reason
from portfolio.storage.rows import ProjectRow

MOST = 200
"""More rows than these are for the list of projects, which turns pages."""


def own(view: View, page: DistrictPage) -> Html:
    """我负责的."""
    target = navigation.filtered_address(own_filter(view, page.unit.code), "projects")
    more = navigation.link_to(t(view.language, "district.in_list"), target)
    return _table(view, page.own, "own", rule=page.rule, more=more)


def elsewhere(view: View, page: DistrictPage) -> Html:
    """在我辖区的: others answer for them."""
    return _table(view, page.elsewhere, "elsewhere", rule=page.rule)


def by_place(view: View, page: DistrictPage) -> Html:
    """What lies in the district by the second way to count, in one line that says so."""
    found = page.by_place
    if found is None or not found.projects:
        return tag("p", "")
    known = found.has_figures
    words = t(
        view.language,
        "district.by_place" if known else "district.by_place_no_figures",
        count=f"{found.projects:,}",
        plan=amount(found.plan_fen if found.with_plan else None, view.unit),
        completed=amount(found.completed_fen if known else None, view.unit),
        unit=unit_of_money(view),
        rate=percent(found.rate),
        gap=points(found.gap_points),
    )
    about = t(view.language, "frame.count_by_help")
    return tag("p", tag("b", t(view.language, "codes.count_by_place")), " ", words, title=about, cls="by-place")


def _table(view: View, rows: Sequence[ProjectRow], which: str, *, rule: LightRule, more: str = "") -> Html:
    language = view.language
    who = which == "elsewhere"
    names = ("light", "name", "class", "stage", *(("unit",) if who else ()), "plan", "completed", "rate", "gap", "why")
    head = tag("tr", *(tag("th", t(language, f"district.column_{name}"), cls=name, scope="col") for name in names))
    body = [_row(view, row, rule, who=who) for row in rows[:MOST]]
    note = t(language, f"district.{which}_note", count=f"{len(rows):,}", unit=unit_of_money(view))
    shown = tag("table", tag("thead", head), tag("tbody", *body)) if rows else tag("p", _none(view, which), cls="quiet")
    rest = tag("p", t(language, "district.more_rows", count=f"{len(rows) - MOST:,}")) if len(rows) > MOST else ""
    foot = tag("p", more, cls="more") if more and rows else ""
    title = t(language, f"district.{which}")
    return cards.card(title, shown, rest, foot, note=note, cls="projects-table")


def _row(view: View, row: ProjectRow, rule: LightRule, *, who: bool) -> Html:
    language, figures = view.language, row.figures
    code = None if row.unit is None else row.unit.code
    # What another unit answers for has no page in this reader's scope.
    reachable = view.scope.allows(code)
    name = shortfalls.project_link(view, row) if reachable else named(language, zh=row.name, en=row.name_en)
    unit = tag("td", unit_link(view, code or UNKNOWN) if reachable else _unit_name(view, row), cls="unit")
    bar = "" if figures is None else cards.rate_bar(figures.rate, figures.month.time_progress)
    rate = percent(figures.rate if figures else None)
    return tag(
        "tr",
        tag("td", badge(figures.light, language) if figures else NOT_KNOWN, cls="light-cell"),
        tag("th", name, cls="name", scope="row"),
        tag("td", t(language, f"codes.class_{row.class_code or UNKNOWN}")),
        tag("td", t(language, f"codes.stage_{row.stage or UNKNOWN}")),
        unit if who else "",
        tag("td", amount(figures.plan_fen if figures else None, view.unit), cls="num"),
        tag("td", amount(figures.completed_fen if figures else None, view.unit), cls="num"),
        tag("td", tag("span", bar, tag("b", rate, cls="num"), cls="with-rate"), cls="rate"),
        tag("td", points(figures.gap_points if figures else None), cls="num"),
        tag("td", light_reason(row, rule=rule, language=language) or NOT_KNOWN, cls="why quiet"),
    )


def _unit_name(view: View, row: ProjectRow) -> str:
    if row.unit is None:
        return t(view.language, "codes.unit_unknown")
    return named(view.language, zh=row.unit.name, en=row.unit.name_en)


def _none(view: View, which: str) -> str:
    return t(view.language, f"district.{which}_none")
