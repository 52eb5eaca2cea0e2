"""Lines and areas coloured by completion rate: the class of each project, and the colours and words of the classes."""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portfolio.language import Language, t
from portfolio.outputs.overlays import OVERLAYS_BY_CODE

BY_LIGHT: Final = "light"
BY_RATE: Final = "rate"
WAYS: Final = (BY_LIGHT, BY_RATE)
"""By what lines and areas are coloured; symbols always show the light."""

PERCENTS: Final = tuple(int(edge * 100) for edge in OVERLAYS_BY_CODE["rate"].breaks or ())
"""Lower edges of the classes from the second on, the same as of the districts: they go past 100 %."""
NO_RATE: Final = 9
"""The class of a project without a plan or without a report; 0 would mean «not shown»."""

# Brown is behind, teal near the plan, violet past it; dark enough for a line on any shade of a district.
COLOURS: Final = ("#8f3d14", "#c0661f", "#dd9a3c", "#8fae6b", "#3f9488", "#1d76a8", "#5a58b5", "#7a2f93", "#8b9097")


def rate_classes(completed_fen: NDArray[np.int64], plan_fen: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Class of each completion rate: 1 to 8 rising, NO_RATE where the plan is not above zero or nothing is known.

    Negative means not known. Exact in whole fen: a rate on an edge belongs to the class above it.
    """
    found = np.ones(len(plan_fen), dtype=np.uint8)
    for percent in PERCENTS:
        found += (completed_fen * 100 >= plan_fen * percent).astype(np.uint8)
    return np.where((plan_fen > 0) & (completed_fen >= 0), found, NO_RATE).astype(np.uint8)


def legend(language: Language) -> tuple[tuple[str, str], ...]:
    """Colour and words of each class, first to last; the last is NO_RATE."""
    between = [f"{low}–{high}%" for low, high in pairwise(PERCENTS)]
    below = t(language, "map.class_below", high=f"{PERCENTS[0]}%")
    words = [below, *between, t(language, "map.class_from", low=f"{PERCENTS[-1]}%")]
    return tuple(zip(COLOURS, [*words, t(language, "map.no_rate")], strict=True))
