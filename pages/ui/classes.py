"""The four classes with their rate, beside the plan's floors for the whole list: never a floor as denominator."""

from dataclasses import replace

from pages.ui import cached, cards, navigation
from pages.ui.about import sentence
from pages.ui.headline import unit_of_money
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.filters import UNKNOWN
from portfolio.domain.money import MoneyUnit, in_unit
from portfolio.language import NOT_KNOWN, amount, percent, points, t
from portfolio.services.overview import ClassLine, Overview


def table(view: View, found: Overview) -> Html:
    """The card of the classes: what is registered of each, its rate, and the floor that the plan sets for all."""
    return cards.card(
        t(view.language, "dashboard.classes"),
        *(_line(view, line) for line in found.classes),
        _floors(view, found),
        note=t(view.language, "dashboard.classes_note", unit=unit_of_money(view)),
        about=sentence(view, "classes"),
        cls="classes",
    )


def _line(view: View, line: ClassLine) -> Html:
    language, figures = view.language, line.row.figures
    only = replace(view.filter, classes=frozenset({line.row.code}))
    target = navigation.filtered_address(only, "projects")
    name = navigation.link_to(t(language, f"codes.class_{line.row.code}"), target)
    count = t(language, "dashboard.of_projects", count=f"{figures.projects:,}")
    completed = amount(figures.completed_fen if figures.has_figures else None, view.unit)
    plan = amount(figures.plan_fen if figures.with_plan else None, view.unit)
    done = t(language, "dashboard.class_money", completed=completed, plan=plan)
    return tag(
        "div",
        tag("span", name, " ", tag("span", count, cls="quiet"), cls="name"),
        tag("span", tag("b", percent(figures.rate)), " ", tag("span", points(figures.gap_points)), cls="num rate"),
        cards.rate_bar(figures.rate, figures.time_progress),
        tag("span", done if figures.with_plan else t(language, "dashboard.no_plans"), cls="quiet num done"),
        cls="class-line",
    )


def _floors(view: View, found: Overview) -> Html:
    """The plan's floors on their own, with what they cover."""
    language = view.language
    lines = [line for line in found.classes if line.row.code != UNKNOWN]
    if found.headline_floor_fen is None and all(line.floor_fen is None for line in lines):
        return tag("div")
    cells = [(t(language, f"codes.class_{line.row.code}"), line.floor_fen) for line in lines]
    cells.append((t(language, "dashboard.floor_unassigned"), found.unassigned_floor_fen))
    cells.append((t(language, "dashboard.floor_headline"), found.headline_floor_fen))
    rows = [tag("div", tag("dt", name), tag("dd", _floor(view, fen), cls="num")) for name, fen in cells]
    _, listed = cached.coverage(view)
    source = next((line.floor_source for line in lines if line.floor_source), NOT_KNOWN)
    return tag(
        "section",
        tag(
            "h3",
            t(language, "dashboard.floors"),
            tag("small", t(language, "dashboard.floors_note", listed=listed or NOT_KNOWN)),
        ),
        tag("dl", *rows),
        cls="floors",
        title=f"{sentence(view, 'floors')} {t(language, 'dashboard.source_of', source=source)}",
    )


def _floor(view: View, fen: int | None) -> str:
    """«≥600»: the plan's own round number in the reader's unit."""
    if fen is None:
        return NOT_KNOWN
    if view.unit is MoneyUnit.YI and fen % MoneyUnit.YI.fen == 0:
        return f"{in_unit(fen, view.unit):,.0f}"
    return amount(fen, view.unit)
