"""A light explained: the rule, the formula with this project's inputs, the thresholds, since when and by whom."""

from fractions import Fraction

from pages.ui import cards, lights
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.codes import JUDGED_LIGHTS, Light
from portfolio.domain.lights import Judgement, LightRule
from portfolio.language import Language, amount, month_name, percent, points, t, words
from portfolio.outputs.light_reason import light_reason
from portfolio.services import explaining
from portfolio.storage.rows import MonthFigures, ProjectDetail


def explanation(view: View, detail: ProjectDetail) -> Html:
    """Why the light is what it is; nothing for what has no light."""
    figures, language = detail.row.figures, view.language
    found = explaining.judgement(detail, view.month)
    if figures is None or found is None:
        return Html("")
    reached: list[tuple[str, str]] = [(t(language, "project.light_result"), _result(view, detail, found))]
    if found.measured is not None:
        reached.insert(0, (t(language, "project.light_formula"), _formula(view, figures, found)))
    if figures.red_months:
        months = t(language, "codes.red_months", months=figures.red_months)
        reached.append((t(language, "project.light_running"), months))
    lines = [
        *reached,
        (t(language, "project.light_thresholds"), _thresholds(found.rule, language)),
        (t(language, "project.light_rule"), _rule(found.rule, language)),
    ]
    rows = [piece for label, value in lines for piece in (tag("dt", label), tag("dd", value))]
    light = t(language, f"codes.light_{found.light.value}")
    return cards.card(t(language, "project.light_why", light=light), tag("dl", *rows, cls="pairs"), cls="why")


def _result(view: View, detail: ProjectDetail, found: Judgement) -> Html:
    badge = lights.badge(found.light, view.language)
    if found.light in JUDGED_LIGHTS and found.measured is not None:
        return tag("span", badge, " ", _threshold_met(found, view.language))
    reason = light_reason(detail.row, rule=detail.rule, language=view.language) or ""
    return tag("span", badge, " ", t(view.language, "project.light_state", reason=reason))


def _formula(view: View, figures: MonthFigures, found: Judgement) -> str:
    """The formula with what went into it, and what came out."""
    assert found.measured is not None
    language = view.language
    return t(
        language,
        f"project.formula_{found.rule.formula}",
        completed=amount(figures.completed_fen, view.unit),
        plan=amount(figures.plan_fen, view.unit),
        due=amount(found.due_fen, view.unit),
        unit=t(language, f"frame.money_{view.unit}"),
        months=view.month.month,
        rate=percent(figures.rate),
        time=percent(view.month.time_progress),
        result=_value(found.measured, found.rule, language),
    )


def _threshold_met(found: Judgement, language: Language) -> str:
    return _threshold(found.light, found.rule, language)


def _thresholds(rule: LightRule, language: Language) -> Html:
    said = [
        tag("span", lights.badge(light, language), " ", _threshold(light, rule, language), cls="threshold")
        for light in (Light.GREEN, Light.YELLOW, Light.RED)
    ]
    return tag("span", *said)


def _threshold(light: Light, rule: LightRule, language: Language) -> str:
    green, yellow = _value(rule.green_from, rule, language), _value(rule.yellow_from, rule, language)
    opened = "open" if rule.green_is_open else "closed"
    return t(language, f"project.threshold_{light.value}_{opened}", green=green, yellow=yellow)


def _value(measured: Fraction, rule: LightRule, language: Language) -> str:
    if rule.formula == "gap_points":
        return t(language, "project.points", points=points(measured))
    return percent(measured)


def _rule(rule: LightRule, language: Language) -> str:
    """The rule's name, from when it is in force, and whose it is."""
    return t(
        language,
        "project.rule_of",
        name=_known(f"project.rule_{rule.code}", language) or t(language, f"project.rule_{rule.formula}"),
        month=month_name(language, rule.effective_from),
        source=_known(f"project.rule_source_{rule.source}", language) or rule.source,
    )


def _known(key: str, language: Language) -> str | None:
    """The words for a key, or None: a city may set a rule of its own, which no locale knows."""
    return words(language).get(key)
