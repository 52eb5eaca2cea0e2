"""口径: how every figure is made, on what it rests and where it comes from; on hover and at the foot of the page."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from pages.ui import basis
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.lights import LightRule
from portfolio.language import Language, month_name, percent, points, t, words

FIGURES = (
    "reported", "completed", "gap", "shortfall", "started", "lights", "ranking", "shortfalls", "classes", "floors",
    "curve",
)  # fmt: skip
"""What the overview shows, in its order; each has a sentence ``about_…``."""

OF_UNITS = ("reported", "completed", "gap", "shortfall", "started", "lights", "ranking", "shortfalls", "curve")
"""What the page of a unit shows."""


def sentence(view: View, figure: str) -> str:
    """The formula of a figure, for a tooltip."""
    return t(view.language, f"dashboard.about_{figure}")


def foot(view: View, bases: Collection[str], *, rule: LightRule, figures: Sequence[str] = FIGURES) -> Html:
    """The visible «口径» at the foot of a page: it opens on a click."""
    language = view.language
    items = [tag("li", sentence(view, figure)) for figure in figures]
    items.append(tag("li", rule_in_words(language, rule)))
    items.append(tag("li", t(language, "dashboard.about_basis", bases=basis.names(view, bases))))
    items.append(tag("li", t(language, "dashboard.about_source")))
    return tag("details", tag("summary", t(language, "dashboard.about")), tag("ul", *items), cls="card about")


def rule_in_words(language: Language, rule: LightRule) -> str:
    """The light rule in force: formula, thresholds, since when and from where."""
    written = points if rule.formula == "gap_points" else _plain
    source = f"dashboard.rule_source_{rule.source}"
    return t(
        language,
        f"dashboard.rule_{rule.formula}",
        green=written(rule.green_from),
        yellow=written(rule.yellow_from),
        month=month_name(language, rule.effective_from),
        source=t(language, source) if source in words(language) else rule.source,
    )


def _plain(share: Fraction) -> str:
    """A threshold without decimals where it has none."""
    return percent(share, 0 if (share * 100).denominator == 1 else 1)
