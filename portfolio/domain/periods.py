"""Months and the share of the year that has passed."""

import re
from dataclasses import dataclass
from fractions import Fraction

_TEXT = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A reporting month. Written YYYY-MM everywhere: in links, in the database, on the command line."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"not a month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read YYYY-MM; raises ValueError for anything else."""
        found = _TEXT.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def time_progress(self) -> Fraction:
        """序时进度: n ÷ 12 in month n, as the published bulletins count it."""
        return Fraction(self.month, 12)

    def previous(self) -> "Month | None":
        """The month before in the same plan year, or None in January: figures are cumulative by year."""
        return None if self.month == 1 else Month(self.year, self.month - 1)

    def year_to_date(self) -> list["Month"]:
        """January to this month."""
        return [Month(self.year, number) for number in range(1, self.month + 1)]
