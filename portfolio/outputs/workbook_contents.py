"""What a workbook is made from: read once by a service, written without asking anything again."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.domain.codes import Basis
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.lights import LightRule
from portfolio.domain.money import MoneyUnit
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.storage.rows import ProjectRow, Summary

MOST_ROWS = 100_000
"""More projects than these do not go into one workbook: the caller splits, by district for example."""


@dataclass(frozen=True, slots=True)
class WorkbookContents:
    """The projects that a filter finds in a month, with their sums. Amounts in fen; ``unit`` is what is written."""

    rows: Sequence[ProjectRow]
    by_unit: Summary
    by_district: Summary
    by_place: Summary
    """By district again, money divided by where projects lie."""
    by_class: Summary
    month: Month
    wanted: ProjectFilter
    filter_words: str
    language: Language
    unit: MoneyUnit
    list_name: str
    """The name of the list in the language: only of one on which all rows stand."""
    shown: int
    of: int
    """How many projects there are without the filter."""
    listed: int | None
    """How many projects the year's list has, of which the register names some; None where nobody says."""
    bases: frozenset[str]
    rule: LightRule
    data_version: int
    made_at: datetime

    @property
    def is_illustrative(self) -> bool:
        """Whether any amount was made for the demonstration."""
        return Basis.ILLUSTRATIVE.value in self.bases

    @property
    def last_day(self) -> date:
        """截至日期: the last day of the month."""
        return date(self.month.year, self.month.month, monthrange(self.month.year, self.month.month)[1])
