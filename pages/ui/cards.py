"""The parts of which dense pages are made: cards, large figures, bars. Words come in, markup goes out."""

from fractions import Fraction

from pages.ui.markup import Html, join, tag
from portfolio.language import MINUS, NOT_KNOWN, percent

FULL_BAR = Fraction(3, 2)
"""Bars reach to 150 %: over-delivery is usual. What is beyond ends in an arrow; the number stands beside it."""


def card(title: str, *body: str, note: str | None = None, about: str | None = None, cls: str = "") -> Html:
    """A white card with a heading; ``about`` says on hover how its figures are made."""
    heading = tag("h2", title, tag("small", note) if note else "", title=about)
    return tag("section", heading, *body, cls=f"card {cls}".strip())


def figure(label: str, value: str, *below: str, unit: str = "", about: str | None = None, cls: str = "") -> Html:
    """One large figure with its label above and small lines below."""
    lines = [tag("p", line, cls="below") for line in below if line]
    return tag(
        "section", tag("h2", label), value_line(value, unit), *lines, cls=f"card figure {cls}".strip(), title=about
    )


def value_line(value: str, unit: str = "") -> Html:
    """A large number and its unit, which what is not known has none of."""
    with_unit = tag("span", unit, cls="unit") if unit and value != NOT_KNOWN else ""
    return tag("p", tag("b", value, cls="num"), with_unit, cls="value")


def rate_bar(rate: Fraction | None, time_progress: Fraction, *, title: str | None = None) -> Html:
    """The rate as a bar with a mark at the time progress and a tick at 100 %; empty where the rate is not known."""
    if rate is None:
        return tag("span", cls="rate-bar", title=title)
    shown = max(Fraction(0), min(rate, FULL_BAR))
    return tag(
        "span",
        tag("span", "▸" if rate > FULL_BAR else "", cls="fill", style=f"width:{_share(shown)}"),
        tag("span", cls="full", style=f"left:{_share(Fraction(1))}"),
        tag("span", cls="due", style=f"left:{_share(time_progress)}"),
        cls="rate-bar",
        title=title,
    )


def count_bar(count: int, largest: int) -> Html:
    """A number as a bar beside the largest of its kind."""
    share = Fraction(count, largest) if largest else Fraction(0)
    return tag("span", tag("span", cls="fill", style=f"width:{float(share):.2%}"), cls="rate-bar")


def change(number: int | None) -> str:
    """«+3», «−1», «±0»; nothing where there is no month before."""
    if number is None:
        return ""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else "±0"


def ratio(part: int, whole: int) -> str:
    """«98 / 105»."""
    return f"{part:,} / {whole:,}"


def share(part: int, whole: int) -> str:
    """«96.5%», «—» of nothing."""
    return percent(Fraction(part, whole) if whole else None)


def dots(*parts: str) -> Html:
    """Short statements on one line."""
    said = [part for part in parts if part]
    return join(*(piece for number, part in enumerate(said) for piece in ((" · ", part) if number else (part,))))


def _share(value: Fraction) -> str:
    return f"{float(value / FULL_BAR):.2%}"
