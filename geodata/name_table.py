"""A table of names to place, as people save it: UTF-8 with or without a mark, or GBK; comma, semicolon or tab."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = {
    "name": ("name", "名称", "项目名称", "地点", "建设地点"),
    "district": ("district", "区县", "所在区县", "属地区县"),
}
ENCODINGS = ("utf-8-sig", "gb18030")
LONGEST_CELL = 1_000_000


class TableError(ValueError):
    """Raised when a table cannot be read; `reason` is a code, `row` the line in the file (the header is line 1).

    Codes: `unreadable`, `not_text`, `no_header`, `no_name_column`, `too_many_cells`, `broken_row`.
    """

    def __init__(self, reason: str, *, row: int | None = None) -> None:
        super().__init__(reason if row is None else f"{reason}: {row}")
        self.reason = reason
        self.row = row


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name to place; `district` is None where the table says nothing."""

    name: str
    district: str | None


def read(path: Path) -> list[NameRow]:
    """Read all rows, in order; a line without anything is none. Raises `TableError`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError("unreadable") from error
    return rows_of(_text(content))


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("not_text")


def rows_of(text: str) -> list[NameRow]:
    """Read the rows of a text. Raises `TableError`."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count) if any(sign in first for sign in ",;\t") else ","
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[NameRow] = []
    header: Sequence[str] | None = None
    places: dict[str, int] = {}
    try:
        for cells in reader:
            if not cells or (header is None and not any(cell.strip() for cell in cells)):
                continue
            if header is None:
                header, places = cells, _places(cells)
            elif len(cells) > len(header):
                raise TableError("too_many_cells", row=reader.line_num)
            else:
                found.append(_row(cells, places))
    except csv.Error as error:
        raise TableError("broken_row", row=reader.line_num) from error
    if header is None:
        raise TableError("no_header", row=1)
    return found


def _places(header: Sequence[str]) -> dict[str, int]:
    """Which column is which. Raises `TableError` where none holds names."""
    titles = [cell.strip().casefold() for cell in header]
    found = {}
    for column, names in COLUMNS.items():
        place = next((titles.index(name) for name in names if name in titles), None)
        if place is not None:
            found[column] = place
    if "name" not in found:
        raise TableError("no_name_column", row=1)
    return found


def _row(cells: Sequence[str], places: dict[str, int]) -> NameRow:
    values = {column: cells[place].strip() if place < len(cells) else "" for column, place in places.items()}
    return NameRow(name=values["name"], district=values.get("district") or None)
