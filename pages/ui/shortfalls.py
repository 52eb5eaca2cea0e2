"""The projects that hold the year back, with the rule's inputs as reason and the unit that answers."""

from collections.abc import Mapping, Sequence

from pages.ui import cards, navigation
from pages.ui.about import sentence
from pages.ui.headline import unit_of_money
from pages.ui.lights import badge
from pages.ui.markup import Html, join, tag
from pages.ui.ranking import unit_link
from pages.ui.session import View
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN
from portfolio.domain.lights import LightRule
from portfolio.language import amount, named, t
from portfolio.outputs.light_reason import light_reason
from portfolio.services.overview import LARGEST
from portfolio.storage.rows import ProjectRow


def table(view: View, rows: Sequence[ProjectRow], figures: Figures, *, rule: LightRule, of_unit: bool = False) -> Html:
    """The card of the largest shortfalls; ``of_unit`` leaves out the unit, which is then one and the same."""
    language = view.language
    items = [_item(view, row, rule, of_unit=of_unit) for row in rows]
    return cards.card(
        t(language, "dashboard.shortfalls", count=len(rows) or LARGEST),
        tag("ol", *items) if items else tag("p", none_reason(view, figures), cls="quiet"),
        note=t(language, "dashboard.shortfalls_note", unit=unit_of_money(view)),
        about=sentence(view, "shortfalls"),
        cls="shortfalls",
    )


def none_reason(view: View, figures: Figures) -> str:
    """Why there is nothing to list."""
    why = "no_plans" if not figures.with_plan else "no_reports" if not figures.has_figures else "no_shortfalls"
    return t(view.language, f"dashboard.{why}")


def stages(view: View, found: Mapping[str, int], figures: Figures) -> Html:
    """Where projects stand: what can be said before anything was planned or reported in money."""
    language = view.language
    largest = max(found.values(), default=0)
    rows = [
        tag(
            "tr",
            tag("th", t(language, f"codes.stage_{code}"), cls="unit", scope="row"),
            tag("td", cards.count_bar(number, largest), cls="bar"),
            tag("td", f"{number:,}", cls="num count"),
        )
        for code, number in found.items()
    ]
    note = t(language, "dashboard.no_reports_note" if figures.with_plan else "dashboard.no_plans_note")
    return cards.card(
        t(language, "dashboard.stages"), tag("table", tag("tbody", *rows)), note=note, cls="ranking stages"
    )


def project_link(view: View, row: ProjectRow) -> Html:
    """A project's name and the way to its page."""
    return navigation.link(named(view.language, zh=row.name, en=row.name_en), "project", id=row.code)


def _item(view: View, row: ProjectRow, rule: LightRule, *, of_unit: bool) -> Html:
    assert row.figures is not None
    reason = light_reason(row, rule=rule, language=view.language) or ""
    why = join(badge(row.figures.light, view.language), " ", tag("span", reason, cls="quiet"))
    unit = "" if of_unit else tag("span", unit_link(view, UNKNOWN if row.unit is None else row.unit.code), cls="unit")
    return tag(
        "li",
        tag("span", project_link(view, row), cls="name"),
        tag("b", amount(row.figures.shortfall_fen, view.unit), cls="num"),
        tag("span", why, cls="why"),
        unit,
    )
