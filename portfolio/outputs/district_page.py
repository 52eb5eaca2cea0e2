"""What the page of a district, or of another responsible unit, says: the same on the screen and on paper."""

from dataclasses import dataclass

from portfolio.domain.figures import Figures
from portfolio.domain.lights import LightRule
from portfolio.domain.periods import Month
from portfolio.storage.rows import MapRow, ProjectRow, UnitRow


@dataclass(frozen=True, slots=True)
class DistrictPage:
    """One unit in one month. What the reader's scope does not reach is None."""

    unit: UnitRow
    month: Month
    figures: Figures
    before: Figures | None
    """The month before; None in January."""
    city: Figures | None
    """The whole city, for comparison; None where the scope does not reach all of it."""
    place: int | None
    """Place by completion rate among the ranked units; None where it has none or the scope does not reach all units."""
    place_before: int | None
    ranked: int
    """How many units have a place."""
    own: tuple[ProjectRow, ...]
    """我负责的: the unit answers for them."""
    elsewhere: tuple[ProjectRow, ...]
    """在我辖区的: they lie in the district while another unit answers for them, or nobody says who does."""
    shortfalls: tuple[ProjectRow, ...]
    """Of the unit's own, the largest shortfall first."""
    series: tuple[tuple[Month, Figures], ...]
    """January to this month."""
    by_place: Figures | None
    """What lies in the district, money divided by shares; None for a unit that is no district."""
    places: tuple[MapRow, ...]
    """Where the projects of both lists are, by id."""
    bases: frozenset[str]
    """On what the plans and completions of both lists rest."""
    rule: LightRule
    """By which the lights are judged in this month."""
    data_version: int

    @property
    def climbed(self) -> int | None:
        """Places won (positive) or lost since the month before."""
        return None if self.place is None or self.place_before is None else self.place_before - self.place
