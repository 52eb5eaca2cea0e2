"""What is shown large: the city, a filter or one unit on one slide."""

from collections.abc import Sequence

from pages.ui import cached, cards, headline, presentation, shortfalls, unit_map
from pages.ui.lights import badge
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.figures import Figures
from portfolio.domain.lights import LightRule
from portfolio.language import NOT_KNOWN, amount, named, percent, points, t
from portfolio.outputs.district_page import DistrictPage
from portfolio.outputs.light_reason import light_reason
from portfolio.services.overview import Overview
from portfolio.storage.rows import ProjectRow


def show_overview(view: View, found: Overview) -> None:
    """All that the filter finds; with one unit in the filter, that unit as on its own page."""
    chosen = presentation.current(view)
    if chosen is not None and not view.filter.districts:
        show_unit(view, cached.district_page(view, chosen))
        return
    title = t(view.language, "presentation.city") if view.scope.units is None else _names(view, view.scope.units)
    if view.filter.units:
        title = _names(view, view.filter.units)
    worst = _worst(view, found.shortfalls, found.figures, found.rule)
    lights = headline.light_counts(view, found.figures, found.before)
    presentation.slide(view, title, _figures(view, found.figures, None), lights, worst, bases=found.bases)


def show_unit(view: View, page: DistrictPage) -> None:
    """One unit."""
    title = named(view.language, zh=page.unit.name, en=page.unit.name_en)
    place = t(view.language, "presentation.place_of", place=page.place, of=page.ranked) if page.place else None
    worst = _worst(view, page.shortfalls, page.figures, page.rule, of_unit=True)
    presentation.slide(
        view,
        title,
        _figures(view, page.figures, place),
        headline.light_counts(view, page.figures, page.before),
        tag("div", worst, unit_map.card(view, page), cls="with-map"),
        bases=page.bases,
    )


def _figures(view: View, figures: Figures, place: str | None) -> Html:
    language = view.language
    completed = amount(figures.completed_fen if figures.has_figures else None, view.unit)
    plan = amount(figures.plan_fen if figures.with_plan else None, view.unit)
    rate = tag(
        "span",
        tag("b", percent(figures.rate), cls="num rate"),
        cards.rate_bar(figures.rate, figures.time_progress),
        cls="with-bar",
    )
    started = cards.ratio(figures.started, figures.start_known) if figures.start_known else NOT_KNOWN
    reported = cards.ratio(figures.reported, figures.with_plan) if figures.with_plan else NOT_KNOWN
    gap = headline.gap_word(view, figures)
    return tag(
        "div",
        cards.figure(
            t(language, "presentation.completed"),
            f"{completed} / {plan}" if figures.with_plan else NOT_KNOWN,
            rate,
            unit=headline.unit_of_money(view),
        ),
        cards.figure(
            t(language, "dashboard.gap"), points(figures.gap_points), gap, unit=t(language, "dashboard.points")
        ),
        cards.figure(
            t(language, "dashboard.shortfall"),
            amount(figures.shortfall_fen, view.unit),
            place or "",
            unit=headline.unit_of_money(view),
        ),
        cards.figure(t(language, "dashboard.started"), started, cards.share(figures.started, figures.start_known)),
        cards.figure(t(language, "dashboard.reported"), reported),
        cls="figures",
    )


def _worst(view: View, rows: Sequence[ProjectRow], figures: Figures, rule: LightRule, *, of_unit: bool = False) -> Html:
    """As many of the largest shortfalls as fit: the style hides what does not."""
    items = [_item(view, row, rule, of_unit=of_unit) for row in rows]
    return cards.card(
        t(view.language, "presentation.worst"),
        tag("ol", *items) if items else tag("p", shortfalls.none_reason(view, figures)),
        note=headline.unit_of_money(view),
        cls="worst of-unit" if of_unit else "worst",
    )


def _item(view: View, row: ProjectRow, rule: LightRule, *, of_unit: bool) -> Html:
    assert row.figures is not None
    reason = light_reason(row, rule=rule, language=view.language) or ""
    return tag(
        "li",
        tag("span", named(view.language, zh=row.name, en=row.name_en)),
        tag("span", badge(row.figures.light, view.language), " ", reason, cls="why"),
        "" if of_unit else tag("span", _unit(view, row), cls="unit"),
        tag("b", amount(row.figures.shortfall_fen, view.unit), cls="num"),
    )


def _unit(view: View, row: ProjectRow) -> str:
    unit = None if row.unit is None else view.catalogue.unit(row.unit.code)
    if unit is None:
        return t(view.language, "codes.unit_unknown")
    return named(view.language, zh=unit.short_name, en=unit.short_name_en)


def _names(view: View, codes: frozenset[str]) -> str:
    """The units in words; a code that names none stands for «not known»."""
    units = [unit for unit in view.catalogue.units if unit.code in codes]
    said = [named(view.language, zh=unit.name, en=unit.name_en) for unit in units]
    return t(view.language, "dashboard.between").join(said) or t(view.language, "codes.unit_unknown")
