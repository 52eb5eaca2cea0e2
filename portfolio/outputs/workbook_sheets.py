"""The sheets with one project a row: 简表 on A4 and 全表 on A3. Written from top to bottom, never going back."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from portfolio.domain.codes import Light
from portfolio.domain.figures import Figures
from portfolio.language import Language, t
from portfolio.outputs.workbook_columns import BRIEF, COLUMNS, FULL, Column, Group, Table
from portfolio.outputs.workbook_contents import WorkbookContents
from portfolio.outputs.workbook_styles import BAR, FULL_BAR, Styles
from portfolio.outputs.workbook_values import Value, in_cells
from portfolio.outputs.workbook_words import as_of, heading, subtitle, title, unit_line

A3, A4 = 8, 9
FROZEN_COLUMNS = 2
"""序号 and 项目名称 stay in sight."""
GROUPS_ON_FIRST_PAGE = 3
"""全表 prints on two pages side by side; the widths of the columns make both halves equal after 投资完成."""
LINE_HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 14.5, 22.0, 400.0

CellWriter = Callable[[int, int, Value], object]


def brief(sheet: Any, contents: WorkbookContents, table: Table, styles: Styles) -> None:
    """简表: what the meeting reads."""
    columns = [COLUMNS[key] for key in BRIEF]
    print_setup(sheet, contents, paper=A4, repeat_to=2)
    sheet.fit_to_pages(1, 0)
    caption(sheet, contents, styles, title(contents), parts=[(0, len(columns) - 1)])
    _rows(sheet, contents, table, columns, styles, header_row=2)


def full(sheet: Any, contents: WorkbookContents, table: Table, styles: Styles) -> None:
    """全表: everything that a monthly report has columns for.

    Forty columns on one page would be five points high: the sheet prints on two pages side by side, each with its
    title, and with number and name on both.
    """
    columns = [COLUMNS[key] for key in chain.from_iterable(group.columns for group in FULL)]
    second = sum(len(group.columns) for group in FULL[:GROUPS_ON_FIRST_PAGE])
    print_setup(sheet, contents, paper=A3, repeat_to=3)
    sheet.repeat_columns(0, FROZEN_COLUMNS - 1)
    sheet.fit_to_pages(2, 0)
    sheet.print_across()
    caption(sheet, contents, styles, title(contents), parts=[(0, second - 1), (second, len(columns) - 1)])
    sheet.set_row(2, 22)
    _upper_header(sheet, contents, styles, FULL)
    _rows(sheet, contents, table, columns, styles, header_row=3)


def print_setup(sheet: Any, contents: WorkbookContents, *, paper: int, repeat_to: int) -> None:
    """Landscape, title and header on every page, page numbers below."""
    sheet.set_paper(paper)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.repeat_rows(0, repeat_to)
    left = t(contents.language, "workbook.footer_illustrative") if contents.is_illustrative else ""
    pages = t(contents.language, "workbook.footer_pages")
    sheet.set_footer(f"&L&9{left}&R&9{pages}")


def caption(
    sheet: Any, contents: WorkbookContents, styles: Styles, text: str, *, parts: Sequence[tuple[int, int]]
) -> None:
    """Over each part (first and last column) the title; below it the date, filter and count, and the unit of money.

    The date stands over the first two columns, which every page repeats.
    """
    sheet.set_row(0, 32)
    for first, last in parts:
        words = text if first == 0 else t(contents.language, "workbook.continued", title=text)
        _merged(sheet, (0, first, last), words, styles.title)
    sheet.set_row(1, 19)
    for first, last in parts:
        if first == 0:
            _merged(sheet, (1, 0, 1), as_of(contents), styles.subtitle)
            _merged(sheet, (1, 2, last - 2), subtitle(contents), styles.subtitle)
        _merged(sheet, (1, last - 1, last), unit_line(contents), styles.unit_line)


def _merged(sheet: Any, place: tuple[int, int, int], text: str, style: Any) -> None:
    """Text over the cells of a row: (row, first column, last column)."""
    row, first, last = place
    # Merging writes its text by guessing its type; an empty merge and a string on top cannot become a formula.
    sheet.merge_range(row, first, row, last, "", style)
    sheet.write_string(row, first, text, style)


def data_bars(sheet: Any, first_row: int, last_row: int, column: int) -> None:
    """Bars for completion rates, from nothing to 150 %."""
    bar = {"type": "data_bar", "bar_solid": True, "bar_color": BAR, "data_bar_2010": True, "bar_border_color": BAR}
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": FULL_BAR}
    if last_row >= first_row:
        sheet.conditional_format(first_row, column, last_row, column, {**bar, **ends})


def cell_writer(sheet: Any, style: Any, kind: str) -> CellWriter:
    """Writes one cell of a kind; what is not known is an empty cell with its lines. Text is never a formula."""
    blank, write = sheet.write_blank, sheet.write_string if kind in ("text", "centred") else sheet.write_number

    def cell(row: int, column: int, value: Value) -> object:
        return blank(row, column, None, style) if value is None else write(row, column, value, style)

    return cell


def _light_writer(sheet: Any, contents: WorkbookContents, styles: Styles) -> CellWriter:
    """灯色: shape, word and colour together."""
    words = {
        light.value: f"{t(contents.language, f'codes.shape_{light}')} {t(contents.language, f'codes.light_{light}')}"
        for light in Light
    }
    blank, write, formats, plain = sheet.write_blank, sheet.write_string, styles.lights, styles.cells["text"]

    def cell(row: int, column: int, value: Value) -> object:
        if not isinstance(value, str):
            return blank(row, column, None, plain)
        return write(row, column, words[value], formats[value])

    return cell


def _upper_header(sheet: Any, contents: WorkbookContents, styles: Styles, groups: Iterable[Group]) -> None:
    first = 0
    for group in groups:
        last = first + len(group.columns) - 1
        words = t(contents.language, f"workbook.group_{group.key}")
        _merged(sheet, (2, first, last), words, styles.upper_header)
        first = last + 1


def _rows(
    sheet: Any,
    contents: WorkbookContents,
    table: Table,
    columns: Sequence[Column],
    styles: Styles,
    *,
    header_row: int,
) -> None:
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width_in(contents.language))
    sheet.set_row(header_row, 34 if contents.language is Language.CHINESE else 50)
    for position, column in enumerate(columns):
        sheet.write_string(header_row, position, heading(contents, column.key), styles.header)
    sheet.freeze_panes(header_row + 1, FROZEN_COLUMNS)
    first = _totals(sheet, contents, columns, styles, row=header_row + 1)
    made = [table.column(column.key) for column in columns]
    writers = [
        _light_writer(sheet, contents, styles)
        if column.kind == "light"
        else cell_writer(sheet, styles.cells[column.kind], column.kind)
        for column in columns
    ]
    places = range(len(columns))
    set_row = sheet.set_row
    for row, (height, *values) in enumerate(
        zip(_heights(contents.language, columns, made), *made, strict=True), start=first
    ):
        set_row(row, height)
        for position, write, value in zip(places, writers, values, strict=True):
            write(row, position, value)
    rate = [column.key for column in columns].index("rate")
    data_bars(sheet, header_row + 1, first + len(contents.rows) - 1, rate)


def _totals(sheet: Any, contents: WorkbookContents, columns: Sequence[Column], styles: Styles, *, row: int) -> int:
    """合计 first, and what projects without a plan completed beside it; gives the first row of the projects."""
    total = contents.by_class.total
    lines = [(t(contents.language, "workbook.total"), _sums(contents, total))]
    if total.without_plan_completed_fen:
        beside = _beside(contents, total)
        lines.append((t(contents.language, "workbook.without_plan"), beside))
    for label, sums in lines:
        sheet.set_row(row, 24)
        for position, column in enumerate(columns):
            kind = "text" if column.key == "name" else column.kind
            value = label if column.key == "name" else sums.get(column.key)
            cell_writer(sheet, styles.totals[kind], kind)(row, position, value)
        row += 1
    return row


def _sums(contents: WorkbookContents, total: Figures) -> dict[str, Value]:
    """The figures of the summary; 纳统 as far as it is known of these rows."""
    if not total.projects:
        return {}
    rate, gap = total.rate, total.gap_points
    known = [row.statistical_fen for row in contents.rows if row.statistical_fen is not None]
    return {
        "plan": in_cells(total.plan_fen, contents.unit) if total.with_plan else None,
        "completed_month": in_cells(total.completed_month_fen, contents.unit) if total.has_figures else None,
        "completed": in_cells(total.completed_fen, contents.unit) if total.has_figures else None,
        "rate": None if rate is None else rate.numerator / rate.denominator,
        "gap": None if gap is None else gap.numerator / gap.denominator,
        "statistical": in_cells(sum(known), contents.unit) if known else None,
    }


def _beside(contents: WorkbookContents, total: Figures) -> dict[str, Value]:
    figures = (row.figures for row in contents.rows)
    months = [found.month_fen for found in figures if found is not None and not found.plan_fen and found.month_fen]
    return {
        "completed_month": in_cells(sum(months), contents.unit),
        "completed": in_cells(total.without_plan_completed_fen, contents.unit),
    }


def _heights(language: Language, columns: Sequence[Column], made: Sequence[Sequence[Value]]) -> list[float]:
    """Heights that show the longest text of each row: WPS and LibreOffice do not all grow a row by themselves."""
    lines = [1] * (len(made[0]) if made else 0)
    for column, values in zip(columns, made, strict=True):
        if column.kind == "text" and column.held:
            width = column.width_in(language)
            lines = list(map(max, lines, (_lines(value, width) for value in values)))
    return [min(MOST_HEIGHT, max(LEAST_HEIGHT, count * LINE_HEIGHT + 5)) for count in lines]


def _lines(value: Value, width: float) -> int:
    """How many lines a text takes; a Chinese character is two wide."""
    if not isinstance(value, str):
        return 1
    if "\n" in value:
        return sum(_lines(part, width) for part in value.split("\n"))
    return 1 + int(len(value.encode("gb18030", "replace")) // (width - 0.8))
