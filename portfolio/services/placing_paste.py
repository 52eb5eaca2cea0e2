"""Coordinates that a person pastes: one pair a line, in a system that they name, become a point, a line or an area."""

from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import coordinates, soundness
from geodata.geometry import GeometryError
from portfolio.errors import PlaceRefused

SYSTEMS = coordinates.SYSTEMS
Shape = Literal["point", "line", "area"]
SHAPES: tuple[Shape, ...] = ("point", "line", "area")
MOST_LINES = 5_000
_FEWEST = {"point": 1, "line": 2, "area": 3}


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read: EPSG:4490, the system that it was in, and whether latitude came before longitude."""

    geometry: BaseGeometry
    system: str
    swapped: bool


def read(text: str, *, system: str, shape: Shape) -> Pasted:
    """Read the pairs. Raises PlaceRefused with the number of the line that is none, or where they are too few."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise PlaceRefused(reason="too_large")
    if len(lines) < _FEWEST[shape]:
        raise PlaceRefused(reason="too_few_pairs", needed=_FEWEST[shape], found=len(lines))
    if shape == "point" and len(lines) > 1:
        raise PlaceRefused(reason="several_pairs", found=len(lines))
    written = []
    for number, line in enumerate(lines, start=1):
        found = coordinates.read(line, told=system)
        if found is None:
            raise PlaceRefused(reason="no_coordinates", line=number)
        written.append(found)
    try:
        points = [coordinates.to_point(item).shape() for item in written]
        drawn = {"point": lambda: points[0], "line": lambda: shapely.LineString(points)}.get(
            shape, lambda: shapely.Polygon(points)
        )()
    except (GeometryError, shapely.errors.ShapelyError, ValueError) as fault:
        raise PlaceRefused(reason="unreadable") from fault
    wrong = soundness.fault(drawn)
    if wrong is not None:
        raise PlaceRefused(reason=wrong)
    return Pasted(drawn, written[0].system, any(item.swapped for item in written))
