"""One answer to «where is this?»: a place, how well it is known, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from shapely.geometry.base import BaseGeometry

from geodata.geometry import Point

PRECISIONS: Final = ("exact", "site", "street", "schematic", "district", "city", "unknown")
"""From the best known to the least."""

TOLERANCE_M: Final[Mapping[str, int]] = MappingProxyType({"exact": 100, "site": 500, "street": 3000})
"""How far a point of this precision may be off; the others claim no point."""

NO_FACTS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a text may mean, or, without a geometry, the reason why there is none.

    `geometry` is EPSG:4490; `point` is where a pin would go and is None where a pin would claim too much.
    `district` is the GB/T 2260 code of the district that holds it. `reason` is a code, `facts` fill its sentence.
    """

    geometry: BaseGeometry | None
    point: Point | None
    precision: str
    district: str | None
    name: str
    source: str
    confidence: float
    reason: str
    facts: Mapping[str, str] = field(default_factory=lambda: NO_FACTS)
    radius_m: int | None = None
    uses_osm: bool = False

    def __post_init__(self) -> None:
        """Refuse an answer that contradicts itself: a word that is not a precision, a pin for a whole district."""
        if self.precision not in PRECISIONS:
            raise ValueError(self.precision)
        if self.point is not None and self.precision not in TOLERANCE_M:
            raise ValueError("point")
        if not 0 <= self.confidence <= 1:
            raise ValueError("confidence")


def nowhere(
    reason: str,
    *,
    precision: str = "unknown",
    district: str | None = None,
    name: str = "",
    source: str = "text",
    confidence: float = 0.0,
    facts: Mapping[str, str] = NO_FACTS,
) -> Candidate:
    """Return an answer without a place: at most the district is known."""
    return Candidate(
        geometry=None,
        point=None,
        precision=precision,
        district=district,
        name=name,
        source=source,
        confidence=confidence,
        reason=reason,
        facts=facts,
    )
