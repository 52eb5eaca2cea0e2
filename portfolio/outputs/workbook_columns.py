"""The catalogue of a workbook's columns: an entry here, and it has a heading, a width and values in every language.

Values are made column by column, and only once, whatever the number of sheets that show them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from portfolio.language import Language
from portfolio.outputs.workbook_values import (
    Value,
    Values,
    basis_words,
    dates,
    fen_of,
    light_codes,
    points_of,
    rates,
    reasons,
    units_of,
    words_of,
)

Kind = Literal["text", "centred", "integer", "amount", "percent", "points", "date", "light"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``width`` is in characters of the sheet's font, of which a Chinese one takes two.

    ``values`` gives one value a row, None where nothing is known.
    """

    key: str
    width: float
    kind: Kind
    values: Callable[[Values], Sequence[Value]]
    held: bool = True
    """Whether the register holds it at all; what it does not hold stands empty, for whoever fills the form."""
    wider: float = 0
    """What English words need more."""

    def width_in(self, language: Language) -> float:
        return self.width + (self.wider if language is Language.ENGLISH else 0)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns under one heading of the upper header row."""

    key: str
    columns: tuple[str, ...]


def _open(key: str, width: float, kind: Kind = "text", *, wider: float = 0) -> Column:
    return Column(key, width, kind, lambda values: [None] * len(values.rows), held=False, wider=wider)


_ALL: tuple[Column, ...] = (
    Column("number", 5, "integer", lambda v: range(1, len(v.rows) + 1)),
    Column("name", 22, "text", lambda v: v.names(v.rows)),
    Column("official_code", 9.5, "text", lambda v: v.texts(row.official_code for row in v.rows)),
    Column("level", 13, "text", lambda v: v.joined(row.lists for row in v.rows)),
    Column("class", 8.5, "centred", lambda v: words_of(v, "class", (row.class_code for row in v.rows)), wider=4),
    Column("sector", 9.5, "text", lambda v: v.named(row.sector for row in v.rows), wider=2.5),
    Column("category", 7.5, "centred", lambda v: words_of(v, "category", (row.list_category for row in v.rows))),
    Column("list_type", 7.5, "centred", lambda v: words_of(v, "list_type", (row.list_type for row in v.rows)), wider=2),
    Column("nature", 7.5, "centred", lambda v: words_of(v, "nature", (row.nature for row in v.rows))),
    Column("unit", 11, "text", units_of, wider=2),
    Column("districts", 9, "text", lambda v: v.joined(row.districts for row in v.rows)),
    _open("site", 7),
    _open("owner", 7),
    _open("scale", 9),
    _open("years", 7, "centred"),
    Column("total", 10.5, "amount", lambda v: v.amounts(row.total_investment_fen for row in v.rows)),
    _open("until_last_year", 10.5, "amount"),
    Column("plan", 12.5, "amount", lambda v: fen_of(v, "plan_fen")),
    Column("goal", 11, "text", lambda v: v.own((row.brings, row.brings_en) for row in v.rows)),
    Column("completed_month", 9.5, "amount", lambda v: fen_of(v, "month_fen")),
    Column("completed", 12.5, "amount", lambda v: fen_of(v, "completed_fen")),
    Column("rate", 9, "percent", rates),
    Column("gap", 9, "points", points_of),
    Column("light", 10.5, "light", light_codes),
    Column("reason", 13, "text", reasons),
    Column("planned_start", 10, "date", lambda v: dates(row.planned_start for row in v.rows)),
    Column("actual_start", 10, "date", lambda v: dates(row.actual_start for row in v.rows)),
    Column("physical_progress", 23, "text", lambda v: v.texts(row.physical_progress for row in v.rows)),
    _open("permits", 9),
    _open("registered", 6.5, "centred", wider=2.5),
    _open("registered_on", 9, "date"),
    Column("statistical", 11, "amount", lambda v: v.amounts(row.statistical_fen for row in v.rows)),
    Column("problem", 23, "text", lambda v: v.texts(row.problem for row in v.rows)),
    Column("coordination", 23, "text", lambda v: v.texts(row.coordination for row in v.rows)),
    _open("lead_unit", 9.5),
    _open("due_by", 9, "date"),
    _open("leader", 9),
    _open("contact", 11),
    Column("basis", 20, "text", basis_words),
    Column("note", 27, "text", lambda v: v.own((row.note, row.note_en) for row in v.rows)),
    Column("code", 11, "centred", lambda v: v.texts(row.code for row in v.rows)),
)

COLUMNS: Mapping[str, Column] = {column.key: column for column in _ALL}

BRIEF: tuple[str, ...] = (
    *("number", "name", "unit", "class", "total", "plan", "completed_month", "completed", "rate", "gap", "light"),
    *("physical_progress", "problem", "coordination"),
)
"""简表."""

FULL: tuple[Group, ...] = (
    Group(
        "basic",
        (
            *("number", "name", "official_code", "level", "class", "sector", "category", "list_type", "nature", "unit"),
            *("districts", "site", "owner", "scale", "years"),
        ),
    ),
    Group("plan", ("total", "until_last_year", "plan", "goal")),
    Group("completion", ("completed_month", "completed", "rate", "gap", "light", "reason")),
    Group("progress", ("planned_start", "actual_start", "physical_progress", "permits")),
    Group("statistics", ("registered", "registered_on", "statistical")),
    Group("problems", ("problem", "coordination", "lead_unit", "due_by")),
    Group("responsibility", ("leader", "contact", "basis", "note", "code")),
)
"""全表, with its two-row header."""


class Table:
    """The values of the columns for these rows, each column made when it is first asked for."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._made: dict[str, Sequence[Value]] = {}

    def column(self, key: str) -> Sequence[Value]:
        """One value a row."""
        if key not in self._made:
            self._made[key] = COLUMNS[key].values(self._values)
        return self._made[key]

    @cached_property
    def lights(self) -> Sequence[Value]:
        return self.column("light")
