"""From rows to what stands in cells: whole columns at a time, because a workbook may have millions of cells."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from portfolio.domain.lights import LightRule
from portfolio.domain.money import MoneyUnit
from portfolio.domain.periods import Month
from portfolio.language import Language, t
from portfolio.outputs.light_reason import light_reason
from portfolio.outputs.plain_text import clean
from portfolio.outputs.unit_words import responsible_unit
from portfolio.storage.rows import MonthFigures, Named, ProjectRow

Value = str | int | float | None

LONGEST_TEXT = 32_767
"""What Excel takes in one cell."""
_EXCEL_DAY_ZERO = date(1899, 12, 30).toordinal()


def in_cell(text: str) -> str:
    """Text as a cell can hold it: plain, and no longer than Excel allows."""
    text = clean(text)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def in_cells(fen: int, unit: MoneyUnit) -> float:
    """The amount as a cell's number.

    Dividing whole numbers gives the nearest double, and a workbook keeps 16 digits: every amount below 10¹⁵ fen
    (10 万亿元, far below 2⁵³) comes back to the fen.
    """
    return fen / unit.fen


class Values:
    """The rows with the words and the unit in which their columns are written."""

    def __init__(
        self, rows: Sequence[ProjectRow], *, month: Month, language: Language, unit: MoneyUnit, rule: LightRule
    ) -> None:
        self.rows = rows
        self.figures: Sequence[MonthFigures | None] = [row.figures for row in rows]
        self.month = month
        self.language = language
        self.unit = unit
        self.rule = rule
        self.chinese = language is Language.CHINESE

    def texts(self, texts: Iterable[str | None]) -> list[Value]:
        """What a person wrote, as it is."""
        return [in_cell(text) if text else None for text in texts]

    def own(self, pairs: Iterable[tuple[str | None, str | None]]) -> list[Value]:
        """A thing's own words in the language; the other one where there are none."""
        if self.chinese:
            return self.texts(zh or en for zh, en in pairs)
        return self.texts(en or zh for zh, en in pairs)

    def names(self, rows: Iterable[ProjectRow]) -> list[Value]:
        return self.own((row.name, row.name_en) for row in rows)

    def named(self, things: Iterable[Named | None]) -> list[Value]:
        if self.chinese:
            return self.texts(None if thing is None else thing.name for thing in things)
        return self.texts(None if thing is None else thing.name_en for thing in things)

    def joined(self, groups: Iterable[tuple[Named, ...]]) -> list[Value]:
        """Several names in one cell."""
        between = t(self.language, "filter_words.between_names")
        return self.texts(
            between.join(thing.name if self.chinese else thing.name_en for thing in things) for things in groups
        )

    def amounts(self, amounts: Iterable[int | None]) -> list[Value]:
        per_unit = self.unit.fen
        return [None if fen is None else fen / per_unit for fen in amounts]


def words_of(values: Values, area: str, codes: Iterable[str | None]) -> list[Value]:
    """The word for each code; nothing where it is not known."""
    known: dict[str | None, Value] = {None: None}
    found: list[Value] = []
    for code in codes:
        if code not in known:
            known[code] = t(values.language, f"codes.{area}_{code}")
        found.append(known[code])
    return found


def units_of(values: Values) -> list[Value]:
    """责任单位, marked where it is inferred."""
    return values.texts(responsible_unit(row, language=values.language) for row in values.rows)


def fen_of(values: Values, name: str) -> list[Value]:
    """An amount of the month."""
    return values.amounts(None if figures is None else getattr(figures, name) for figures in values.figures)


def rates(values: Values) -> list[Value]:
    """投资完成率 as a share."""
    return _numbers(values, lambda figures: figures.rate)


def points_of(values: Values) -> list[Value]:
    """较序时进度 in percentage points."""
    return _numbers(values, lambda figures: figures.gap_points)


def _numbers(values: Values, compute: Callable[[MonthFigures], Fraction | None]) -> list[Value]:
    exact = (None if figures is None else compute(figures) for figures in values.figures)
    return [None if number is None else number.numerator / number.denominator for number in exact]


def light_codes(values: Values) -> list[Value]:
    """The code of each project's light; None for what has no month of its own."""
    return [None if figures is None else figures.light for figures in values.figures]


def dates(months: Iterable[Month | None]) -> list[Value]:
    """The first day of each month as Excel counts days."""
    return [
        None if month is None else date(month.year, month.month, 1).toordinal() - _EXCEL_DAY_ZERO for month in months
    ]


def reasons(values: Values) -> list[Value]:
    """判定依据: what the rule looked at, in words; nothing but its inputs."""
    return [light_reason(row, rule=values.rule, language=values.language) for row in values.rows]


def basis_words(values: Values) -> list[Value]:
    """数据口径 of each row: on what its amounts rest."""
    known: dict[tuple[str | None, ...], Value] = {}
    found: list[Value] = []
    for row in values.rows:
        figures = row.figures
        plan, completed = (None, None) if figures is None else (figures.plan_basis, figures.completed_basis)
        key = (row.total_investment_basis, plan, completed)
        if key not in known:
            known[key] = _bases(values.language, key)
        found.append(known[key])
    return found


def _bases(language: Language, bases: tuple[str | None, ...]) -> str | None:
    """«总投资：公开发布；计划、完成：演示数据»: amounts with the same basis together."""
    together: dict[str, list[str]] = {}
    for amount, basis in zip(("total", "plan", "completed"), bases, strict=True):
        if basis is not None:
            together.setdefault(basis, []).append(t(language, f"workbook.basis_of_{amount}"))
    between = t(language, "filter_words.between_names")
    parts = [
        t(language, "filter_words.part", label=between.join(amounts), text=t(language, f"codes.basis_{basis}"))
        for basis, amounts in together.items()
    ]
    return t(language, "filter_words.between_parts").join(parts) or None
