"""Files of rows read into dataclasses: the type of a field says how its column is read."""

import re
from collections.abc import Collection, Iterable, Mapping
from csv import DictReader
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from importlib.resources import files
from types import NoneType
from typing import TypeVar, get_args, get_type_hints

Row = TypeVar("Row")

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class BrokenSeed(ValueError):
    """A cell of a seed file that cannot be used."""

    def __init__(self, file: str, row: int, column: str, value: str) -> None:
        super().__init__(f"{file}, row {row}, {column}: {value!r}")
        self.file, self.row, self.column, self.value = file, row, column, value


class PartialDate(str):
    """A date or a part of one: 2024, 2024-07, 2024-07-26."""

    def __new__(cls, value: str) -> "PartialDate":
        if not _DATE.fullmatch(value):
            raise ValueError(value)
        return super().__new__(cls, value)

    @property
    def year(self) -> int:
        return int(self[:4])


def read(file: str, row: type[Row], known: Mapping[str, Collection[str]] | None = None) -> tuple[Row, ...]:
    """All rows of a file of this package. ``known`` lists, by column, the codes that may stand in it."""
    lines = files("portfolio.seed").joinpath(file).read_text(encoding="utf-8").splitlines()
    return parse(file, lines, row, known=known or {})


def parse(file: str, lines: Iterable[str], row: type[Row], *, known: Mapping[str, Collection[str]]) -> tuple[Row, ...]:
    """Rows from lines of text, the first of which names the columns. Rows are numbered as a spreadsheet shows them."""
    types = get_type_hints(row)
    columns = [field.name for field in fields(row)]  # type: ignore[arg-type]  # Row is always a dataclass
    reader = DictReader(lines)
    if reader.fieldnames is None or list(reader.fieldnames) != columns:
        raise BrokenSeed(file, 1, ",".join(columns), ",".join(reader.fieldnames or ()))
    found = []
    for number, cells in enumerate(reader, start=2):
        values = {}
        for column in columns:
            try:
                values[column] = _value(cells[column], types[column], known.get(column))
            except (ValueError, InvalidOperation, TypeError, AttributeError) as error:
                raise BrokenSeed(file, number, column, str(cells[column])) from error
        found.append(row(**values))
    return tuple(found)


def _value(text: str, kind: object, known: Collection[str] | None) -> object:
    options = get_args(kind)
    if options and options[-1] is Ellipsis:
        words = tuple(word for word in text.split(";") if word)
        return tuple(_checked(word, known) for word in words)
    if NoneType in options:
        return _value(text, options[0], known) if text else None
    if kind is bool:
        return _checked(text, ("0", "1")) == "1"
    if isinstance(kind, type) and (kind in (int, Decimal, PartialDate) or issubclass(kind, StrEnum)):
        return kind(text)
    return _checked(text, known) if known is not None else text.strip()


def _checked(text: str, known: Collection[str] | None) -> str:
    if known is not None and text not in known:
        raise ValueError(text)
    return text
