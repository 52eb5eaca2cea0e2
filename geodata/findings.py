"""What is odd about a geometry, as codes with facts: a person decides, nothing is corrected silently."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata import boundaries, crs, offsets

HUGE_KM2: Final = 3_000
HUGE_KM: Final = 500
HUGE_VERTICES: Final = 20_000
LIKE_OFFSET_M: Final = 60
"""So near to where the GCJ-02 shift would put it, a move looks like a forgotten conversion."""
FAR_M: Final = 5_000
CODES: Final = (
    *("empty", "not_finite", "swapped_axes", "outside_jinan", "outside_district", "shared_point", "gcj02_offset"),
    *("self_crossing", "repeated_vertices", "huge", "moved_far"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `proposal` is what the geometry would be if the finding is right, EPSG:4490."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    proposal: BaseGeometry | None = None


def check(
    geometry: BaseGeometry,
    *,
    district: str | None = None,
    before: BaseGeometry | None = None,
    same_point: int = 0,
) -> list[Finding]:
    """Look at a geometry in EPSG:4490. `district` is the stated one (code), `same_point` how many others are there.

    Axes that seem swapped end the search: everything else would only follow from that.
    """
    if geometry.is_empty:
        return [Finding("empty")]
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        return [Finding("not_finite")]
    swapped = _swapped(geometry)
    if swapped:
        return swapped
    found = [*_of_shape(geometry), *_of_place(geometry, district)]
    if same_point:
        found.append(Finding("shared_point", {"others": str(same_point)}))
    if before is not None and not before.is_empty:
        found += _of_move(geometry, before)
    return found


def _swapped(geometry: BaseGeometry) -> list[Finding]:
    turned = shapely.transform(geometry, lambda xy: xy[:, ::-1])
    if boundaries.city().intersects(turned) and not boundaries.city().intersects(geometry):
        return [Finding("swapped_axes", {}, turned)]
    return []


def _of_shape(geometry: BaseGeometry) -> list[Finding]:
    found = []
    vertices = int(shapely.get_num_coordinates(geometry))
    if vertices > HUGE_VERTICES:  # whether it crosses itself could take long to find out
        return [Finding("huge", {"vertices": str(vertices)})]
    if not geometry.is_valid or (geometry.geom_type in ("LineString", "MultiLineString") and not geometry.is_simple):
        found.append(Finding("self_crossing"))
    again = vertices - int(shapely.get_num_coordinates(shapely.remove_repeated_points(geometry)))
    if again:
        found.append(Finding("repeated_vertices", {"count": str(again)}))
    if geometry.area and (area := crs.area_km2(geometry)) > HUGE_KM2:
        found.append(Finding("huge", {"km2": f"{area:.0f}"}))
    if (length := crs.length_m(geometry) / 1_000) > HUGE_KM and not geometry.area:
        found.append(Finding("huge", {"km": f"{length:.0f}"}))
    return found


def _of_place(geometry: BaseGeometry, stated: str | None) -> list[Finding]:
    if not boundaries.city().intersects(geometry):
        return [Finding("outside_jinan", {"metres": _metres(crs.distance_m(geometry, boundaries.city()))})]
    own = None if stated is None else boundaries.district(stated)
    if own is None or own.geometry.intersects(geometry):
        return []
    actual = ",".join(boundaries.districts_of(geometry))
    away = _metres(crs.distance_m(geometry, own.geometry))
    return [Finding("outside_district", {"stated": own.code, "actual": actual, "metres": away})]


def _of_move(geometry: BaseGeometry, before: BaseGeometry) -> list[Finding]:
    away = crs.distance_m(geometry.centroid, before.centroid)
    if away > FAR_M:
        return [Finding("moved_far", {"metres": _metres(away)})]
    facts = {"metres": _metres(away)}
    if _near(geometry, _shifted(before)):
        return [Finding("gcj02_offset", facts, shapely.transform(geometry, _back))]
    if _near(before, _shifted(geometry)):
        return [Finding("gcj02_offset", {**facts, "of": "before"})]
    return []


def _near(one: BaseGeometry, other: BaseGeometry) -> bool:
    return crs.distance_m(one.centroid, other.centroid) < LIKE_OFFSET_M


def _shifted(geometry: BaseGeometry) -> BaseGeometry:
    moved: BaseGeometry = shapely.transform(geometry, _there)
    return moved


def _there(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(offsets.to_gcj02(xy[:, 0], xy[:, 1]))


def _back(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(offsets.from_gcj02(xy[:, 0], xy[:, 1]))


def _metres(value: float) -> str:
    return f"{value:.0f}" if math.isfinite(value) else ""
