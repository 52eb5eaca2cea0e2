"""What the filter finds, in figures, above the list of projects; and the way to what is not a project."""

from dataclasses import replace

from pages.ui import cards, lights, navigation
from pages.ui.list_options import ListOptions
from pages.ui.markup import Html, join, tag
from pages.ui.session import View
from portfolio.domain.codes import Light
from portfolio.domain.figures import Figures
from portfolio.language import NOT_KNOWN, amount, percent, points, t, year_to_date
from portfolio.services.listing import OTHERS, PROJECTS, Listing


def strip(view: View, listing: Listing) -> Html:
    """Projects, plan, completed, rate, gap, shortfall and lights of all that the filter finds."""
    figures, language = listing.figures, view.language
    unit = t(language, f"frame.money_{view.unit}")
    period = year_to_date(language, view.month)
    known = figures.has_figures
    boxes = [
        _box(t(language, "projects.sum_projects"), f"{figures.projects:,}", _with_plan(view, figures)),
        _box(t(language, "projects.sum_plan"), _amount(view, figures.plan_fen, figures.with_plan > 0), unit),
        _box(
            t(language, "projects.sum_completed", period=period),
            _amount(view, figures.completed_fen, known),
            _beside(view, figures, unit),
        ),
        _box(t(language, "projects.sum_rate"), percent(figures.rate), _bar(figures)),
        _box(t(language, "projects.sum_gap"), points(figures.gap_points), t(language, "projects.points")),
        _box(
            t(language, "projects.sum_shortfall"),
            amount(figures.shortfall_fen, view.unit),
            _lagging(view, figures, unit),
        ),
        _lights(view, figures),
    ]
    return tag("section", *boxes, cls="list-sums", aria_label=t(language, "projects.sums"))


def tabs(view: View, listing: Listing, options: ListOptions) -> Html:
    """Projects, and the other things that the plan names: two lists, for only one of them has months."""
    language = view.language
    return tag(
        "nav",
        *(
            _tab(view, t(language, f"projects.tab_{name}", count=f"{count:,}"), kinds, options)
            for name, kinds, count in (("projects", PROJECTS, listing.projects), ("others", OTHERS, listing.others))
        ),
        cls="list-tabs",
        aria_label=t(language, "frame.kind"),
    )


def _tab(view: View, text: str, kinds: frozenset[str], options: ListOptions) -> Html:
    if view.filter.kinds == kinds:
        return tag("strong", text, aria_current="page")
    wanted = replace(view.filter, kinds=kinds)
    return navigation.link_to(text, navigation.filtered_address(wanted, "projects", **options.address()))


def _box(label: str, value: str, below: str) -> Html:
    return tag("div", tag("span", label, cls="label"), tag("b", value, cls="num"), tag("span", below, cls="below num"))


def _amount(view: View, fen: int, known: bool) -> str:
    return amount(fen, view.unit) if known else NOT_KNOWN


def _with_plan(view: View, figures: Figures) -> str:
    return t(view.language, "projects.with_plan", count=f"{figures.with_plan:,}")


def _beside(view: View, figures: Figures, unit: str) -> str:
    """What projects without a plan completed does not count towards the rate, and is not hidden either."""
    if not figures.without_plan_completed_fen:
        return unit
    more = amount(figures.without_plan_completed_fen, view.unit)
    return t(view.language, "projects.without_plan", unit=unit, amount=more)


def _lagging(view: View, figures: Figures, unit: str) -> str:
    """The group's shortfall is net of those ahead; what those behind lack stands beside it."""
    if not figures.lagging_fen:
        return unit
    return t(view.language, "projects.lagging", unit=unit, amount=amount(figures.lagging_fen, view.unit))


def _bar(figures: Figures) -> Html:
    return cards.rate_bar(figures.rate, figures.time_progress)


def _lights(view: View, figures: Figures) -> Html:
    """How many of each light; a click leaves only those."""
    counted = [(light, figures.lights.get(light, 0)) for light in Light]
    links = [
        navigation.link_to(
            join(lights.badge(light, view.language), " ", tag("span", f"{count:,}", cls="num")),
            navigation.filtered_address(replace(view.filter, lights=frozenset({light.value})), "projects"),
        )
        for light, count in counted
        if count
    ]
    label = tag("span", t(view.language, "codes.light"), cls="label")
    return tag("div", label, tag("span", *links, cls="list-lights"), cls="wide counts")
