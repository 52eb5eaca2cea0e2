"""The catalogue of map overlays: by what districts are shaded, in which classes and colours."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor, log10

from portfolio.domain.figures import Figures
from portfolio.domain.indicators import BY_CODE, Indicator
from portfolio.domain.money import FEN_PER_YI, MoneyUnit
from portfolio.language import Language, amount, percent, points, t

ADAPTIVE_CLASSES = 5
NO_DATA = -1
"""The class of a district for which the figure is not known: hatched, with words in the legend."""

_NICE_STEPS = tuple(Fraction(tenths, 10) for tenths in (10, 15, 20, 25, 30, 40, 50, 60, 80))


@dataclass(frozen=True, slots=True)
class Overlay:
    """One way to shade the districts.

    ``breaks`` are the exact lower edges of all classes but the first, in the indicator's own unit (points, share);
    None means that they follow the data. Both outer classes are open: nothing is clipped. Colours run from the first
    class to the last; the value stands on each district, so a grey print loses nothing.
    """

    indicator: Indicator
    colours: tuple[str, ...]
    breaks: tuple[Fraction, ...] | None = None

    @property
    def code(self) -> str:
        return self.indicator.code

    def value(self, figures: Figures) -> Fraction | None:
        """The exact figure of a district, None where it is not known."""
        found = self.indicator.compute(figures)
        return None if found is None else Fraction(found)


@dataclass(frozen=True, slots=True)
class Scale:
    """The classes that one view of an overlay uses: lower edges and as many colours plus one."""

    overlay: Overlay
    breaks: tuple[Fraction, ...]
    colours: tuple[str, ...]

    def class_of(self, value: Fraction | None) -> int:
        """Number of the class, from 0, or NO_DATA. A value on an edge belongs to the class above it."""
        return NO_DATA if value is None else bisect_right(self.breaks, value)


def _percents(*edges: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(edge, 100) for edge in edges)


_BLUES = ("#eef3f8", "#cfdfee", "#a6c5df", "#7aa7cc", "#4d84b3")
_TEALS = ("#eef5f1", "#cfe6dc", "#a5d0c2", "#77b5a5", "#4c9585")
_SANDS = ("#f8f3e9", "#efdfbf", "#e3c592", "#cfa163", "#b27c3c")
_ROSES = ("#f8f0f0", "#efd6d8", "#e2b4b9", "#cf8c95", "#b4636f")
_MAUVES = ("#f3f0f7", "#dfd6ea", "#c5b6d9", "#a692c2", "#8670a8")
# Orange is behind, purple is ahead: told apart by every kind of colour vision (PuOr, lightened under symbols).
_BEHIND_AHEAD = ("#d38b48", "#e5ac74", "#f1cca1", "#f9e7d1", "#eae7f2", "#d3cce5", "#b9afd6", "#9c90c3")
# One hue up to the plan; another from 100 % on, because a plan that is overfulfilled is a fact to see.
_TO_PLAN_AND_PAST = ("#f5f3e7", "#e0ebde", "#c3dfd5", "#9fccc8", "#7bb8bb", "#d3c6e4", "#b6a3d2", "#977fbb")

OVERLAYS: tuple[Overlay, ...] = (
    Overlay(BY_CODE["gap"], _BEHIND_AHEAD, tuple(Fraction(edge) for edge in (-20, -10, -5, 0, 5, 10, 20))),
    Overlay(BY_CODE["rate"], _TO_PLAN_AND_PAST, _percents(50, 65, 80, 95, 100, 120, 150)),
    Overlay(BY_CODE["red_share"], _ROSES, _percents(10, 20, 35, 50)),
    Overlay(BY_CODE["plan"], _BLUES),
    Overlay(BY_CODE["completed"], _TEALS),
    Overlay(BY_CODE["shortfall"], _SANDS),
    Overlay(BY_CODE["projects"], _MAUVES),
)

OVERLAYS_BY_CODE = {overlay.code: overlay for overlay in OVERLAYS}


def scale(overlay: Overlay, figures: Iterable[Figures]) -> Scale:
    """The classes for these figures. Give the figures of all months to keep one scale while months play."""
    if overlay.breaks is not None:
        return Scale(overlay, overlay.breaks, overlay.colours)
    known = [value for entry in figures if (value := overlay.value(entry)) is not None]
    breaks = _edges(known, whole=overlay.indicator.unit == "count")
    return Scale(overlay, breaks, _spread(overlay.colours, len(breaks) + 1))


def _edges(values: list[Fraction], *, whole: bool) -> tuple[Fraction, ...]:
    """At most four rising edges at nice numbers near the quantiles; none where all values are alike."""
    ordered = sorted(values)
    if not ordered or ordered[0] == ordered[-1]:
        return ()
    wanted = [ordered[(len(ordered) * part) // ADAPTIVE_CLASSES] for part in range(1, ADAPTIVE_CLASSES)]
    nice = sorted({_nice(value) for value in wanted})
    if whole:
        nice = sorted({Fraction(max(1, round(edge))) for edge in nice})
    # An edge that no value lies below, or none above, would only make an empty class.
    return tuple(edge for edge in nice if ordered[0] < edge <= ordered[-1])


def _nice(value: Fraction) -> Fraction:
    """The nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × a power of ten; zero and below stay zero."""
    if value <= 0:
        return Fraction(0)
    power = Fraction(10) ** floor(log10(value))
    return min((step * power * ten for ten in (1, 10) for step in _NICE_STEPS), key=lambda edge: abs(edge - value))


def _spread(colours: tuple[str, ...], wanted: int) -> tuple[str, ...]:
    """As many colours, from the lightest to the darkest, as there are classes."""
    if wanted <= 1:
        return (colours[len(colours) // 2],)
    return tuple(colours[round(index * (len(colours) - 1) / (wanted - 1))] for index in range(wanted))


def value_text(overlay: Overlay, value: Fraction | None, *, places: int = 1) -> str:
    """The figure as it stands on the map, without its unit («%» excepted)."""
    match overlay.indicator.unit:
        case "points":
            return points(value, places)
        case "share":
            return percent(value, places)
        case "fen":
            return amount(None if value is None else int(value), MoneyUnit.YI)
        case "count":
            return percent(value) if value is None else f"{int(value):,}"


def name(language: Language, overlay: Overlay) -> str:
    """The overlay's own words, without unit."""
    return t(language, f"map.overlay_{overlay.code}")


def unit_text(language: Language, overlay: Overlay) -> str:
    """The unit in which values and classes are shown."""
    return t(language, f"map.unit_{overlay.indicator.unit}")


def legend(language: Language, shown: Scale) -> list[tuple[str, str]]:
    """Colour and words of each class, first to last: below, between, and from the last edge on."""
    edges = [_edge_text(shown.overlay, edge) for edge in shown.breaks]
    if not edges:
        return [(shown.colours[0], t(language, "map.class_all"))]
    between = [t(language, "map.class_between", low=low, high=high) for low, high in pairwise(edges)]
    words = [t(language, "map.class_below", high=edges[0]), *between, t(language, "map.class_from", low=edges[-1])]
    return list(zip(shown.colours, words, strict=True))


def _edge_text(overlay: Overlay, edge: Fraction) -> str:
    """An edge is a round number: written with the decimals that it has, no more."""
    if overlay.indicator.unit == "fen":
        return _plain(edge / FEN_PER_YI)
    if overlay.indicator.unit == "share":
        return f"{_plain(edge * 100)}%"
    return points(edge, 0) if overlay.indicator.unit == "points" else _plain(edge)


def _plain(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.normalize():,f}"
