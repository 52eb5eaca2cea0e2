"""How much of a geometry lies in which district, or outside Jinan: integers that add up to a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import boundaries, crs

WHOLE: Final = 1_000_000_000
"""The parts of a whole."""

OUTSIDE: Final = "outside"
"""Area code of what lies outside Jinan."""

SLIVER: Final = Fraction(1, 1_000_000)
"""A smaller part of a geometry than this comes from the drawing, not from the works: its owner is not counted."""

Method = Literal["area", "length", "point"]
_METHODS: tuple[Method, ...] = ("point", "length", "area")


@dataclass(frozen=True, slots=True)
class Shares:
    """``parts`` of ``WHOLE`` by area code, in order of the codes, and by what they were measured.

    Where a geometry has parts of several kinds, its areas alone are measured, or without areas its lines.
    """

    parts: Mapping[str, int]
    method: Method


def shares(geometry: BaseGeometry) -> Shares | None:
    """Shares of a geometry in EPSG:4490, measured in EPSG:4548; None for an empty one.

    What lies on an edge between districts counts to the smaller code, like `boundaries.district_of`.
    """
    return shares_of([geometry])[0]


def shares_of(geometries: Sequence[BaseGeometry]) -> list[Shares | None]:
    """Shares of many geometries, in their order: those within one district cost one look-up in an index."""
    simple = [_of_one_kind(geometry) for geometry in geometries]
    within = _districts_around([part for part, _ in simple])
    return [
        None
        if part.is_empty
        else Shares(MappingProxyType({around: WHOLE}), method)
        if around is not None
        else Shares(MappingProxyType(_divided(part, method)), method)
        for (part, method), around in zip(simple, within, strict=True)
    ]


def _of_one_kind(geometry: BaseGeometry) -> tuple[BaseGeometry, Method]:
    """The parts of the highest dimension that can be measured at all."""
    if shapely.get_type_id(geometry) < shapely.GeometryType.GEOMETRYCOLLECTION:
        dimension = shapely.get_dimensions(geometry)
        if dimension <= 0 or _measure(geometry, _METHODS[dimension]) > 0:
            return geometry, _METHODS[max(dimension, 0)]
    parts = _flat(geometry)
    for method in reversed(_METHODS[1:]):
        measurable = [part for part in parts if _kind(part) == method and _measure(part, method) > 0]
        if measurable:
            return shapely.union_all(measurable), method
    points = [part if _kind(part) == "point" else shapely.Point(part.coords[0]) for part in parts]
    return shapely.MultiPoint(points), "point"


def _flat(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Points, lines and areas; an area without extent as its outline."""
    parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
    nested = [part for part in parts if hasattr(part, "geoms")]
    flat = [part for part in parts if not hasattr(part, "geoms")]
    flat += [each for part in nested for each in _flat(part)]
    return [part.exterior if _kind(part) == "area" and _measure(part, "area") == 0 else part for part in flat]


def _kind(part: BaseGeometry) -> Method:
    return _METHODS[int(shapely.get_dimensions(part))]


def _districts_around(parts: Sequence[BaseGeometry]) -> list[str | None]:
    """The district that holds the whole of each geometry, the smallest code of several; None where none does."""
    found: list[str | None] = [None] * len(parts)
    tree, codes = _index()
    for position, district in zip(*tree.query(np.array(parts, dtype=object), predicate="covered_by"), strict=True):
        code, known = codes[district], found[position]
        found[position] = code if known is None else min(code, known)
    return found


@cache
def _index() -> tuple[shapely.STRtree, tuple[str, ...]]:
    districts = boundaries.districts()
    for district in districts:
        shapely.prepare(district.geometry)
    return shapely.STRtree([district.geometry for district in districts]), tuple(each.code for each in districts)


def _divided(part: BaseGeometry, method: Method) -> dict[str, int]:
    """Cut at the edges in degrees, where all agree on them; measured in metres."""
    touched = boundaries.districts_of(part)
    if not touched:
        return {OUTSIDE: WHOLE}
    measures: dict[str, Fraction] = {}
    rest = part
    for code in touched:
        district = boundaries.district(code)
        assert district is not None
        measures[code] = _measure(shapely.intersection(rest, district.geometry), method)
        rest = shapely.difference(rest, district.geometry)
    measures[OUTSIDE] = _measure(rest, method)
    total = sum(measures.values(), Fraction(0))
    if total == 0:  # thinner than a double can cut: where its first point lies
        where = shapely.Point(shapely.get_coordinates(part)[0])
        return {min(boundaries.districts_of(where), default=OUTSIDE): WHOLE}
    return _parts({code: measure for code, measure in measures.items() if measure >= total * SLIVER})


def _measure(geometry: BaseGeometry, method: Method) -> Fraction:
    """Square metres, metres, or the number of points, exactly as the double says."""
    if geometry.is_empty:
        return Fraction(0)
    if method == "point":
        points = _flat(geometry)
        return Fraction(sum(1 for each in points if _kind(each) == "point"))
    metric = crs.to_metric(geometry)
    return Fraction(float(metric.area if method == "area" else _length(metric)))


def _length(metric: BaseGeometry) -> float:
    """Length of the lines; what a cut leaves of areas or points has none here."""
    return sum(float(each.length) for each in shapely.get_parts(metric))


def _parts(measures: Mapping[str, Fraction]) -> dict[str, int]:
    """Integers in proportion that add up to a whole: largest remainder, the smaller code where two are equal."""
    total = sum(measures.values(), Fraction(0))
    exact = {code: measures[code] * WHOLE / total for code in sorted(measures)}
    floors = {code: int(value) for code, value in exact.items()}
    missing = WHOLE - sum(floors.values())
    for code in _by_remainder(exact)[:missing]:
        floors[code] += 1
    return floors


def _by_remainder(exact: Mapping[str, Fraction]) -> list[str]:
    codes: Iterable[str] = exact
    return sorted(codes, key=lambda code: (int(exact[code]) - exact[code], code))
