"""汇总: the same figures by unit, by district and by class, with their totals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portfolio.domain.codes import CountBy, Light
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN
from portfolio.language import named, t
from portfolio.outputs.workbook_contents import WorkbookContents
from portfolio.outputs.workbook_sheets import A4, caption, cell_writer, data_bars, print_setup
from portfolio.outputs.workbook_styles import Styles
from portfolio.outputs.workbook_values import Value, in_cell
from portfolio.outputs.workbook_words import heading, title
from portfolio.storage.rows import Summary, SummaryRow

CLOSED = frozenset({UNKNOWN, "elsewhere", "outside", "no_place"})
"""Codes of groups that have words instead of names."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One column: its heading's key, its width, and its value for a group (amounts in fen)."""

    key: str
    width: float
    kind: str
    value: Callable[[Figures], int | Fraction | None]


def _light(light: Light) -> Sum:
    return Sum(f"light_{light}", 7.5, "integer", lambda figures: figures.lights.get(light, 0))


SUMS: tuple[Sum, ...] = (
    Sum("projects", 8, "integer", lambda f: f.projects),
    Sum("with_plan", 8, "integer", lambda f: f.with_plan),
    Sum("reported", 8, "integer", lambda f: f.reported),
    Sum("started", 8, "integer", lambda f: f.started),
    Sum("start_known", 8, "integer", lambda f: f.start_known),
    Sum("plan", 14, "amount", lambda f: f.plan_fen if f.with_plan else None),
    Sum("completed_month", 13, "amount", lambda f: f.completed_month_fen if f.has_figures else None),
    Sum("completed", 14, "amount", lambda f: f.completed_fen if f.has_figures else None),
    Sum("rate", 11, "percent", lambda f: f.rate),
    Sum("gap", 11, "points", lambda f: f.gap_points),
    Sum("shortfall", 13, "amount", lambda f: f.shortfall_fen),
    Sum("without_plan", 14, "amount", lambda f: f.without_plan_completed_fen),
    *(_light(light) for light in Light),
)


def write(sheet: Any, contents: WorkbookContents, styles: Styles) -> None:
    """Four tables below each other, each with its total first."""
    print_setup(sheet, contents, paper=A4, repeat_to=1)
    sheet.fit_to_pages(1, 0)
    caption(sheet, contents, styles, title(contents, kind="summary_title"), parts=[(0, len(SUMS))])
    sheet.set_column(0, 0, 34)
    for position, column in enumerate(SUMS, start=1):
        sheet.set_column(position, position, column.width)
    sheet.freeze_panes(2, 1)
    row = 2
    for summary in (contents.by_unit, contents.by_district, contents.by_place, contents.by_class):
        row = _block(sheet, contents, styles, summary, row=row)


def _block(sheet: Any, contents: WorkbookContents, styles: Styles, summary: Summary, *, row: int) -> int:
    """One table; gives the row where the next one starts."""
    language = contents.language
    sheet.set_row(row, 26)
    sheet.write_string(row, 0, t(language, f"workbook.by_{_kind(summary)}"), styles.heading)
    sheet.set_row(row + 1, 40)
    sheet.write_string(row + 1, 0, t(language, f"workbook.group_name_{_kind(summary)}"), styles.header)
    for position, column in enumerate(SUMS, start=1):
        sheet.write_string(row + 1, position, _heading(contents, column), styles.header)
    lines = [(t(language, "workbook.total"), summary.total, styles.totals)]
    lines += [(_name(contents, summary, group), group.figures, styles.cells) for group in summary.rows]
    for number, (name, figures, formats) in enumerate(lines, start=row + 2):
        sheet.set_row(number, 20)
        _line(sheet, contents, formats, name, figures, row=number)
    rate = [column.key for column in SUMS].index("rate") + 1
    data_bars(sheet, row + 2, row + 1 + len(lines), rate)
    return row + len(lines) + 3


def _kind(summary: Summary) -> str:
    return "place" if summary.count_by is CountBy.PLACE else summary.by


def _line(
    sheet: Any, contents: WorkbookContents, formats: Mapping[str, Any], name: str, figures: Figures, *, row: int
) -> None:
    sheet.write_string(row, 0, name, formats["text"])
    for position, column in enumerate(SUMS, start=1):
        value = _in_cell(contents, column, figures)
        style = formats["zero" if value == 0 and column.kind == "integer" else column.kind]
        cell_writer(sheet, style, column.kind)(row, position, value)


def _in_cell(contents: WorkbookContents, column: Sum, figures: Figures) -> Value:
    value = column.value(figures)
    if value is None:
        return None
    exact = Fraction(value, contents.unit.fen) if column.kind == "amount" else Fraction(value)
    return exact.numerator / exact.denominator if column.kind != "integer" else int(exact)


def _heading(contents: WorkbookContents, column: Sum) -> str:
    if column.key.startswith("light_"):
        return t(contents.language, f"codes.{column.key}")
    return heading(contents, column.key)


def _name(contents: WorkbookContents, summary: Summary, group: SummaryRow) -> str:
    if summary.by == "class" or group.code in CLOSED:
        # By district means by the district that answers: unknown is then the unit, not the place.
        area = "unit" if group.code == UNKNOWN and summary.by == "district" else summary.by
        return t(contents.language, f"codes.{area}_{group.code}")
    return in_cell(named(contents.language, zh=group.name, en=group.name_en))
