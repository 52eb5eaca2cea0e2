"""The workbook of a filter and a month: 简表, 全表, 汇总, 说明. Opens in Excel, WPS and LibreOffice."""

from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from portfolio.errors import OutputError
from portfolio.language import t
from portfolio.outputs import workbook_notes, workbook_sheets, workbook_summary
from portfolio.outputs.workbook_columns import Table
from portfolio.outputs.workbook_contents import MOST_ROWS, WorkbookContents
from portfolio.outputs.workbook_styles import FONTS, Styles
from portfolio.outputs.workbook_values import Values
from portfolio.outputs.workbook_words import title

__all__ = ["MOST_ROWS", "WorkbookContents", "as_bytes", "check_size", "write"]

_OPTIONS = {
    "constant_memory": True,  # rows go to disk as they are written; so every sheet is written from top to bottom
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def check_size(rows: int) -> None:
    """Raise OutputError where so many projects do not go into one workbook."""
    if rows > MOST_ROWS:
        raise OutputError(path="", reason="too_many_rows", rows=rows, most=MOST_ROWS)


def as_bytes(contents: WorkbookContents) -> bytes:
    """The workbook for a download."""
    buffer = BytesIO()
    write(buffer, contents)
    return buffer.getvalue()


def write(target: Path | str | BinaryIO, contents: WorkbookContents) -> None:
    """Write the workbook. The same contents give the same bytes.

    Raises OutputError with ``reason`` ``too_many_rows``, or ``not_writable`` where the path cannot be written.
    """
    check_size(len(contents.rows))
    name = str(target) if isinstance(target, Path | str) else ""
    try:
        if name:
            # XlsxWriter opens its target only when it closes; a path that cannot be written should be known at once.
            Path(name).open("wb").close()
        _write(name or target, contents)
    except OSError as reason:
        raise OutputError(path=name, reason="not_writable", detail=str(reason)) from reason


def _write(target: object, contents: WorkbookContents) -> None:
    # Column widths are counted in digits of this font; the same one as in the cells, so that they fit everywhere.
    default = {"font_name": FONTS[contents.language], "font_size": 10}
    book: Any = xlsxwriter.Workbook(target, {**_OPTIONS, "default_format_properties": default})
    book.set_properties({"title": title(contents), "created": contents.made_at.astimezone(UTC)})
    book.set_size(2400, 1400)
    styles = Styles(book, language=contents.language, unit=contents.unit)
    table = Table(
        Values(
            contents.rows,
            month=contents.month,
            language=contents.language,
            unit=contents.unit,
            rule=contents.rule,
        )
    )
    workbook_sheets.brief(_sheet(book, contents, "brief"), contents, table, styles)
    workbook_sheets.full(_sheet(book, contents, "full"), contents, table, styles)
    workbook_summary.write(_sheet(book, contents, "summary"), contents, styles)
    workbook_notes.write(_sheet(book, contents, "notes"), contents, styles)
    book.close()


def _sheet(book: Any, contents: WorkbookContents, key: str) -> Any:
    return book.add_worksheet(t(contents.language, f"workbook.sheet_{key}"))
