"""Money is whole fen; officials read 亿元 and 万元."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN
FEN_PER_YI = 100_000_000 * FEN_PER_YUAN


class MoneyUnit(StrEnum):
    """The unit in which a reader wants amounts: 亿元 in news and to leaders, 万元 in tables and submissions."""

    YI = "yi"
    WAN = "wan"

    @property
    def fen(self) -> int:
        return FEN_PER_YI if self is MoneyUnit.YI else FEN_PER_WAN

    @property
    def places(self) -> int:
        """Decimal places that are shown: 亿元 with two, 万元 whole."""
        return 2 if self is MoneyUnit.YI else 0


def in_unit(fen: int, unit: MoneyUnit) -> Decimal:
    """The exact amount in the unit; rounding is left to the screen."""
    return Decimal(fen) / Decimal(unit.fen)


def from_unit(amount: Decimal, unit: MoneyUnit) -> int:
    """Fen of an amount in 亿元 or 万元; raises ValueError where it is finer than a fen."""
    fen = amount * unit.fen
    if fen != fen.to_integral_value():
        raise ValueError(f"finer than a fen: {amount} {unit}")
    return int(fen)


def whole_fen(amount: Fraction) -> int:
    """Round an exact amount of fen half away from zero, the way a bulletin rounds."""
    numerator, denominator = abs(amount.numerator), amount.denominator
    rounded = (2 * numerator + denominator) // (2 * denominator)
    return rounded if amount >= 0 else -rounded
