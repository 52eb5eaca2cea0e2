"""A project's year: the chart of due against completed, and the table of its months with basis and source."""

from collections.abc import Sequence

from pages.ui import cards, lights
from pages.ui.markup import Html, join, tag
from pages.ui.pictures import picture
from pages.ui.session import View
from portfolio.domain import progress
from portfolio.domain.codes import Basis, Light
from portfolio.language import NOT_KNOWN, amount, named, percent, points, t
from portfolio.outputs import progress_chart
from portfolio.services import explaining
from portfolio.storage.rows import MonthFigures, ProgressRow, ProjectDetail


def chart(view: View, detail: ProjectDetail, *, type_size: float = progress_chart.TYPE_SIZE) -> Html:
    """Cumulative against due, single months and lights; a sentence where nothing was planned or reported."""
    language = view.language
    months = explaining.year_to_date(detail, view.month)
    heading = t(language, "project.chart_title", year=view.month.year)
    drawn = progress_chart.svg(months, language=language, unit=view.unit, type_size=type_size)
    if drawn is None:
        return cards.card(heading, tag("p", t(language, "project.no_months"), cls="quiet"))
    last = months[-1]
    name = named(language, zh=detail.row.name, en=detail.row.name_en)
    said = t(
        language,
        "project.chart_said",
        name=name,
        completed=amount(last.completed_fen, view.unit),
        plan=amount(last.plan_fen, view.unit),
        unit=t(language, f"frame.money_{view.unit}"),
        rate=percent(last.rate),
    )
    return cards.card(heading, picture(drawn, said), cls="year")


def table(view: View, detail: ProjectDetail) -> Html:
    """Month by month, the last one first: that is the one that is asked about."""
    language = view.language
    months = [figures for figures in explaining.year_to_date(detail, view.month) if _says_something(figures)]
    if not months:
        return Html("")
    reports = _reports(detail)
    unit = t(language, f"frame.money_{view.unit}")
    heads = [
        tag("th", t(language, f"project.months_{code}"), tag("small", unit) if money else "", scope="col", cls=style)
        for code, style, money in _COLUMNS
    ]
    rows = [_row(view, figures, reports.get(str(figures.month), ())) for figures in reversed(months)]
    drawn = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), cls="list plain", lang=language.tag)
    notes = [tag("p", note, cls="quiet") for note in _sources(view, detail)]
    return cards.card(t(language, "project.months"), tag("div", drawn, cls="table-frame"), *notes)


_COLUMNS = (
    ("month", "", False),
    ("amount", "number", True),
    ("cumulative", "number", True),
    ("due", "number", True),
    ("rate", "number", False),
    ("gap", "number", False),
    ("light", "c-light", False),
    ("basis", "", False),
    ("revision", "number", False),
    ("physical", "", False),
    ("problem", "", False),
)


def _says_something(figures: MonthFigures) -> bool:
    return bool(figures.plan_fen) or figures.completed_fen is not None


def _reports(detail: ProjectDetail) -> dict[str, tuple[ProgressRow, ...]]:
    found: dict[str, tuple[ProgressRow, ...]] = {}
    for row in detail.progress:
        found[str(row.month)] = (*found.get(str(row.month), ()), row)
    return found


def _row(view: View, figures: MonthFigures, reports: Sequence[ProgressRow]) -> Html:
    language, last = view.language, reports[-1] if reports else None
    due = progress.due_fen(figures.plan_fen, figures.month.time_progress) if figures.plan_fen else None
    cells: tuple[str, ...] = (
        amount(figures.month_fen, view.unit),
        _cumulative(view, figures, reports),
        amount(due, view.unit),
        percent(figures.rate),
        points(figures.gap_points),
        lights.badge(Light(figures.light), language),
        NOT_KNOWN if last is None else t(language, f"codes.basis_{last.basis}"),
        NOT_KNOWN if last is None else str(last.revision),
        (last and last.physical_progress) or NOT_KNOWN,
        (last and last.problem) or NOT_KNOWN,
    )
    month = t(language, "common.months").split()[figures.month.month - 1]
    head = tag("th", month, scope="row", cls="month")
    drawn = [tag("td", cell, cls=style) for cell, (_, style, _) in zip(cells, _COLUMNS[1:], strict=True)]
    return tag("tr", head, *drawn, cls="chosen" if figures.month == view.month else None)


def _cumulative(view: View, figures: MonthFigures, reports: Sequence[ProgressRow]) -> str:
    """The figure that counts, and below it the one that it corrected."""
    text = amount(figures.completed_fen, view.unit)
    if len(reports) < 2:
        return text
    before = t(view.language, "project.corrected", amount=amount(reports[-2].cumulative_fen, view.unit))
    return join(text, tag("small", before, cls="quiet"))


def _sources(view: View, detail: ProjectDetail) -> list[str]:
    """Where the months' figures come from: each source once."""
    year = [row for row in detail.progress if row.month.year == view.month.year and row.month <= view.month]
    found = {(row.basis, row.source): None for row in year}
    return [
        t(view.language, "project.source_of_months", basis=t(view.language, f"codes.basis_{basis}"), source=said)
        for basis, source in found
        for said in [made_source(view, source) if basis == Basis.ILLUSTRATIVE else source]
    ]


def made_source(view: View, source: str) -> str:
    """The rule by which an illustrative amount was made; readers have no use for the path of a program."""
    return t(view.language, "project.source_made", seed=source.rpartition(" · ")[2])
