"""The catalogue of indicators: an entry here appears on the map, in tables, in help and in the docs."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from portfolio.domain.figures import Figures

IndicatorUnit = Literal["share", "points", "fen", "count"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One number of a group. ``compute`` gives None where it is not known."""

    code: str
    unit: IndicatorUnit
    better: Literal["higher", "lower", "neither"]
    compute: Callable[[Figures], Fraction | Decimal | int | None]


INDICATORS: tuple[Indicator, ...] = (
    Indicator("gap", "points", "higher", lambda f: f.gap_points),
    Indicator("rate", "share", "higher", lambda f: f.rate),
    Indicator("red_share", "share", "lower", lambda f: f.red_share),
    Indicator("plan", "fen", "neither", lambda f: f.plan_fen if f.with_plan else None),
    Indicator("completed", "fen", "higher", lambda f: f.completed_fen if f.has_figures else None),
    Indicator("shortfall", "fen", "lower", lambda f: f.shortfall_fen),
    Indicator("projects", "count", "neither", lambda f: f.projects),
)

BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
