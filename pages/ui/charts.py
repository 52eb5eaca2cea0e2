"""The year's curve and the amounts of its months, as SVG that needs no library and prints as it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

import streamlit as st

from pages.ui import cards
from pages.ui.about import sentence
from pages.ui.headline import unit_of_money
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.figures import Figures
from portfolio.domain.money import in_unit
from portfolio.domain.periods import Month
from portfolio.domain.progress import due_fen
from portfolio.language import amount, month_name, percent, t

Series = Sequence[tuple[Month, Figures]]
MONTHS = 12

# st.html takes no SVG; this sets markup that markup.tag built, in which every text is escaped.
_JS = "export default function ({ data, parentElement }) { parentElement.querySelector('.drawn').innerHTML = data; }"
_drawn = st.components.v2.component("drawn", html='<div class="drawn"></div>', js=_JS, isolate_styles=False)


def show(view: View, series: Series) -> None:
    """Both charts side by side, and the same numbers as a table to open."""
    draw(tag("div", curve(view, series), months(view, series), cls="charts"), key="charts")
    st.html(table(view, series))


def draw(markup: Html, *, key: str) -> None:
    """Put markup with SVG on the page."""
    _drawn(key=key, data=markup, height="content")


def curve(view: View, series: Series) -> Html:
    """Completed so far, what was due, and the annual plan."""
    frame = Frame(680, 250, top=_top([value for _, f in series for value in (f.plan_fen, f.completed_fen)]))
    plan = series[-1][1].plan_fen
    known = [(month, figures) for month, figures in series if figures.has_figures]
    due = [(0, 0), *((month.month, due_fen(f.plan_fen, f.time_progress)) for month, f in series), (MONTHS, plan)]
    done = [(month.month, figures.completed_fen) for month, figures in known]
    dots = [_dot(frame, month, figures, view) for month, figures in known]
    plan_line = frame.line([(0, plan), (MONTHS, plan)], "plan")
    lines = [plan_line, frame.line(due, "due"), frame.line([(0, 0), *done], "completed") if done else ""]
    drawing = frame.svg(*frame.grid(view), *lines, *dots, title=t(view.language, "dashboard.curve"))
    keys = [
        tag("span", tag("i", cls=f"key {name}"), t(view.language, f"dashboard.curve_{name}"))
        for name in ("completed", "due", "plan")
    ]
    return cards.card(
        t(view.language, "dashboard.curve"),
        tag("p", *keys, cls="legend"),
        drawing,
        note=unit_of_money(view),
        about=sentence(view, "curve"),
    )


def months(view: View, series: Series) -> Html:
    """What was completed in each month; a negative month hangs below the line."""
    amounts = {month: figures.completed_month_fen for month, figures in series if figures.reported}
    frame = Frame(680, 250, top=_top(list(amounts.values())), low=min(0, *amounts.values(), 0))
    bars = [piece for month, fen in amounts.items() for piece in _bar(frame, view, month, fen)]
    title = t(view.language, "dashboard.months")
    return cards.card(title, frame.svg(*frame.grid(view), *bars, title=title), note=unit_of_money(view))


def table(view: View, series: Series) -> Html:
    """The numbers of both charts."""
    language = view.language
    names = ("month", "month_amount", "month_cumulative", "month_due", "month_rate")
    head = tag("tr", *(tag("th", t(language, f"dashboard.{name}"), scope="col") for name in names))
    rows = [
        tag(
            "tr",
            tag("th", month_name(language, month), scope="row"),
            tag("td", amount(figures.completed_month_fen if figures.reported else None, view.unit), cls="num"),
            tag("td", amount(figures.completed_fen if figures.has_figures else None, view.unit), cls="num"),
            tag("td", amount(due_fen(figures.plan_fen, figures.time_progress), view.unit), cls="num"),
            tag("td", percent(figures.rate), cls="num"),
        )
        for month, figures in series
    ]
    summary = tag("summary", t(language, "dashboard.months_table"), " ", tag("small", unit_of_money(view)))
    return tag("details", summary, tag("table", tag("thead", head), tag("tbody", *rows)), cls="card months-table")


@dataclass(frozen=True, slots=True)
class Frame:
    """The plane of a chart: months across, fen upwards, in units of the drawing."""

    width: int
    height: int
    top: int
    low: int = 0
    left: int = 62
    below: int = 22

    def x(self, month: float) -> float:
        return self.left + month * (self.width - self.left - 34) / MONTHS

    def y(self, fen: int) -> float:
        span = self.top - self.low or 1
        return 14 + (self.height - self.below - 14) * (1 - (fen - self.low) / span)

    def line(self, values: Sequence[tuple[int, int]], cls: str) -> Html:
        drawn = " ".join(f"{self.x(month):.1f},{self.y(fen):.1f}" for month, fen in values)
        return tag("polyline", points=drawn, cls=f"line {cls}")

    def grid(self, view: View) -> list[Html]:
        """Rules at round amounts and the numbers of the months."""
        step = _step(self.top - self.low)
        levels = [step * number for number in range(-(-self.low // step), self.top // step + 1)]
        pieces = []
        for fen in levels:
            y = f"{self.y(fen):.1f}"
            pieces.append(tag("line", x1=str(self.left), x2=str(self.width - 30), y1=y, y2=y, cls="rule"))
            label = f"{in_unit(fen, view.unit):,.0f}"
            pieces.append(tag("text", label, x=str(self.left - 8), y=y, dy="4", cls="level"))
        for number in range(1, MONTHS + 1):
            place = f"{self.x(number):.1f}"
            pieces.append(tag("text", str(number), x=place, y=str(self.height - 5), cls="month"))
        return pieces

    def svg(self, *pieces: str, title: str) -> Html:
        return tag(
            "svg",
            *pieces,
            viewBox=f"0 0 {self.width} {self.height}",
            role="img",
            aria_label=title,
            cls="chart",
        )


def _dot(frame: Frame, month: Month, figures: Figures, view: View) -> Html:
    said = f"{month_name(view.language, month)} {amount(figures.completed_fen, view.unit)} · {percent(figures.rate)}"
    x, y = f"{frame.x(month.month):.1f}", f"{frame.y(figures.completed_fen):.1f}"
    circle = tag("circle", tag("title", said), cx=x, cy=y, r="3.5", cls="dot")
    if month != view.month:
        return circle
    return tag("g", circle, tag("text", percent(figures.rate), x=x, y=y, dx="8", dy="16", cls="value"))


def _bar(frame: Frame, view: View, month: Month, fen: int) -> list[Html]:
    written = amount(fen, view.unit)
    top, foot = sorted((frame.y(fen), frame.y(0)))
    middle = frame.x(month.month)
    bar = tag(
        "rect",
        tag("title", f"{month_name(view.language, month)} {written}"),
        x=f"{middle - 15:.1f}",
        y=f"{top:.1f}",
        width="30",
        height=f"{max(foot - top, 0.5):.1f}",
        cls="bar",
    )
    return [bar, tag("text", written, x=f"{middle:.1f}", y=f"{top - 4:.1f}", cls="amount")]


def _top(values: Sequence[int]) -> int:
    """A little above the largest, so that nothing touches the edge."""
    return int(max([*values, 1]) * Fraction(108, 100))


def _step(span: int) -> int:
    """A round distance that gives about four rules."""
    rough = max(span // 4, 1)
    power = 10 ** floor(log10(rough))
    return int(next(step for step in (1, 2, 5, 10) if step * power >= rough) * power)
