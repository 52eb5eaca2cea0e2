"""The headline figures of the city, of a filter or of one unit: reported, completed, ahead or behind, started …"""

from dataclasses import replace

from pages.ui import cards, navigation
from pages.ui.about import sentence
from pages.ui.lights import badge
from pages.ui.markup import Html, join, tag
from pages.ui.session import View
from portfolio.domain.codes import JUDGED_LIGHTS, Light
from portfolio.domain.figures import Figures
from portfolio.language import NOT_KNOWN, amount, percent, points, t, year_to_date

OTHER_STATES = (Light.NOT_REPORTED, Light.NOT_DUE, Light.HALTED, Light.DONE, Light.NO_PLAN)
_QUIET = Light.NO_PLAN


def row(view: View, figures: Figures, before: Figures | None, *, city: Figures | None = None) -> Html:
    """The five cards. ``city`` stands beside a unit's figures for comparison; ``before`` is the month before."""
    return tag(
        "div",
        _reported(view, figures),
        _completed(view, figures, city),
        _gap(view, figures, city),
        _started(view, figures, city),
        light_counts(view, figures, before),
        cls="headline",
    )


def gap_word(view: View, figures: Figures) -> str:
    """Ahead of, behind or at the time progress; nothing where there is no rate."""
    gap = figures.gap_points
    if gap is None:
        return ""
    way = "level" if round(gap, 1) == 0 else "ahead" if gap > 0 else "behind"
    return t(view.language, f"dashboard.{way}", time_progress=percent(figures.time_progress))


def money(view: View, fen: int | None) -> str:
    """An amount with its unit; «—» alone."""
    written = amount(fen, view.unit)
    return written if fen is None else f"{written} {unit_of_money(view)}"


def unit_of_money(view: View) -> str:
    return t(view.language, f"frame.money_{view.unit}")


def _reported(view: View, figures: Figures) -> Html:
    language = view.language
    label, about = t(language, "dashboard.reported"), sentence(view, "reported")
    if not figures.with_plan:
        projects = t(language, "dashboard.of_projects", count=f"{figures.projects:,}")
        return cards.figure(label, NOT_KNOWN, t(language, "dashboard.no_plans"), projects, about=about)
    waiting = [
        t(language, f"dashboard.waiting_{light}", count=figures.lights.get(light, 0))
        for light in (Light.NOT_REPORTED, Light.NOT_DUE)
        if figures.lights.get(light, 0)
    ]
    value = cards.ratio(figures.reported, figures.with_plan)
    with_plan = t(language, "dashboard.with_plan", count=f"{figures.with_plan:,}", of=f"{figures.projects:,}")
    return cards.figure(label, value, cards.dots(*waiting), with_plan, about=about)


def _completed(view: View, figures: Figures, city: Figures | None) -> Html:
    language = view.language
    label = t(language, "dashboard.completed", period=year_to_date(language, view.month))
    about = sentence(view, "completed")
    if not figures.with_plan:
        return cards.figure(label, NOT_KNOWN, t(language, "dashboard.no_plans"), about=about)
    completed = amount(figures.completed_fen if figures.has_figures else None, view.unit)
    value = f"{completed} / {amount(figures.plan_fen, view.unit)}"
    rate = join(tag("b", percent(figures.rate), cls="num rate"), cards.rate_bar(figures.rate, figures.time_progress))
    month = money(view, figures.completed_month_fen if figures.reported else None)
    beside = figures.without_plan_completed_fen
    more = cards.dots(
        t(language, "dashboard.this_month", amount=month),
        t(language, "dashboard.beside_plan", amount=money(view, beside)) if beside else "",
        _city(view, percent(city.rate)) if city else "",
    )
    return cards.figure(label, value, tag("span", rate, cls="with-bar"), more, unit=unit_of_money(view), about=about)


def _gap(view: View, figures: Figures, city: Figures | None) -> Html:
    language = view.language
    gap, short = points(figures.gap_points), amount(figures.shortfall_fen, view.unit)
    lagging = t(language, "dashboard.lagging", amount=money(view, figures.lagging_fen)) if figures.has_figures else ""
    return tag(
        "section",
        tag("h2", t(language, "dashboard.gap")),
        tag("h2", t(language, "dashboard.shortfall")),
        cards.value_line(gap, t(language, "dashboard.points")),
        cards.value_line(short, unit_of_money(view)),
        tag("p", gap_word(view, figures), cls="below"),
        tag("p", lagging, cls="below"),
        tag("p", _city(view, points(city.gap_points)) if city else "", cls="below"),
        cls="card figure pair",
        title=f"{sentence(view, 'gap')}\n{sentence(view, 'shortfall')}",
    )


def _started(view: View, figures: Figures, city: Figures | None) -> Html:
    language = view.language
    known = figures.start_known
    unknown = figures.projects - known
    return cards.figure(
        t(language, "dashboard.started"),
        cards.ratio(figures.started, known) if known else NOT_KNOWN,
        tag("b", cards.share(figures.started, known), cls="num rate"),
        t(language, "dashboard.start_unknown", count=f"{unknown:,}") if unknown else "",
        _city(view, cards.share(city.started, city.start_known)) if city else "",
        about=sentence(view, "started"),
    )


def light_counts(view: View, figures: Figures, before: Figures | None) -> Html:
    """Every light with its number and the change since the month before."""
    large = [_light(view, light, figures, before) for light in Light if light in JUDGED_LIGHTS]
    small = [_light(view, light, figures, before) for light in OTHER_STATES]
    note = tag("small", t(view.language, "dashboard.change_note")) if before else ""
    return tag(
        "section",
        tag("h2", t(view.language, "dashboard.lights"), note),
        tag("div", *large, cls="judged"),
        tag("div", *small, cls="states"),
        cls="card figure lights",
        title=sentence(view, "lights"),
    )


def _light(view: View, light: Light, figures: Figures, before: Figures | None) -> Html:
    """Shape, word, number and change; a way to the list of exactly these."""
    count = figures.lights.get(light, 0)
    judged = light not in JUDGED_LIGHTS or any(figures.lights.get(each, 0) for each in JUDGED_LIGHTS)
    moved = None if before is None else count - before.lights.get(light, 0)
    quiet = light is _QUIET and not moved
    text = join(
        badge(light, view.language),
        tag("b", f"{count:,}" if judged else NOT_KNOWN, cls="num"),
        tag("span", "" if quiet or not judged else cards.change(moved), cls="moved num"),
    )
    only = replace(view.filter, lights=frozenset({light.value}))
    return navigation.link_to(text, navigation.filtered_address(only, "projects"))


def _city(view: View, value: str) -> str:
    return t(view.language, "dashboard.city", value=value)
