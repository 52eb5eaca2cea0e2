"""A pair of numbers that a text gives as a place, before it is turned into one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """A pair of numbers as it stands in a text, in the system that it is in; `assumed` when nobody said which."""

    x: float
    y: float
    system: str
    how: str
    assumed: bool = False
    swapped: bool = False
    decimals: int = 6


def ordered(
    one: float, other: float, system: str, how: str, *, assumed: bool = False, decimals: int = 6
) -> Written | None:
    """Which number is the longitude: no latitude of China is above 54, no longitude below 73."""
    if 73 <= one <= 136 and 3 <= other <= 54:
        return Written(one, other, system, how, assumed, decimals=decimals)
    if 73 <= other <= 136 and 3 <= one <= 54:
        return Written(other, one, system, how, assumed, swapped=True, decimals=decimals)
    return None


def decimals_of(*numbers: str) -> int:
    """How many decimals the coarser of two numbers has."""
    return min(len(number.partition(".")[2]) for number in numbers)
