"""On what the figures of a page rest, and how much of the year's list they cover: said at the head of every page."""

from collections.abc import Collection

from pages.ui import cached
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.codes import Basis
from portfolio.language import month_name, t, year_to_date


def line(view: View, bases: Collection[str]) -> Html:
    """Month, the badge and sentence of 演示数据 where there is any, and the coverage."""
    language = view.language
    parts = [
        tag("strong", month_name(language, view.month), cls="num"),
        tag("span", t(language, "dashboard.cumulative", period=year_to_date(language, view.month)), cls="quiet"),
        *statement(view, bases),
        tag("span", coverage(view), cls="quiet"),
    ]
    return tag("div", *(part for part in parts if part), cls="basis-line")


def statement(view: View, bases: Collection[str]) -> list[Html]:
    """The basis in words; made figures carry their badge and say what they are."""
    language = view.language
    if Basis.ILLUSTRATIVE.value in bases:
        return [badge(view), tag("span", t(language, "frame.illustrative_text"))]
    if not bases:
        return [tag("span", t(language, "dashboard.basis_none"))]
    return [tag("span", t(language, "dashboard.basis_of", bases=names(view, bases)))]


def badge(view: View) -> Html:
    """演示数据."""
    text = t(view.language, "frame.illustrative")
    return tag("span", text, cls="demo", title=t(view.language, "frame.illustrative_text"))


def names(view: View, bases: Collection[str]) -> str:
    """The bases in words, in their usual order; «—» for none."""
    said = [t(view.language, f"codes.basis_{basis.value}") for basis in Basis if basis.value in bases]
    return t(view.language, "dashboard.between").join(said) or t(view.language, "dashboard.not_known")


def coverage(view: View) -> str:
    """«规划列名150个工程；名单共550个»; nothing where the register holds nothing of the plan."""
    named, listed = cached.coverage(view)
    if not named or listed is None:
        return ""
    return t(view.language, "frame.coverage", named=named, listed=listed)
