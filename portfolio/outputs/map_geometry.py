"""The places of projects as typed arrays in EPSG:3857, packed once for a data version and a scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata import crs
from portfolio.domain.codes import DRAWN_PRECISIONS, Precision
from portfolio.domain.money import FEN_PER_YI
from portfolio.language import Language, named
from portfolio.outputs import map_packing

EARTH_RADIUS_M: Final = 6_378_137.0
"""Radius of the sphere of EPSG:3857."""
ORIGIN: Final = (13_024_380.0, 4_397_900.0)
"""Metres in EPSG:3857, near the middle of Jinan. Offsets from it fit float32 to a centimetre."""

SIZE_EDGES_FEN: Final = (1 * FEN_PER_YI, 3 * FEN_PER_YI, 10 * FEN_PER_YI, 30 * FEN_PER_YI)
"""Annual plan at which a symbol grows: bins 1 to 5; 0 means that the plan is not known."""

_PRECISIONS: Final = {precision: number for number, precision in enumerate(Precision)}
_OPEN: Final = (_PRECISIONS[Precision.STREET], _PRECISIONS[Precision.SCHEMATIC])
"""Drawn as open symbols: nobody may take them for a place that is known exactly."""
_POINT, _LINE, _AREA = 0, 1, 2
_DIMENSION: Final = {0: _POINT, 1: _LINE, 2: _LINE, 3: _AREA}


@dataclass(frozen=True, slots=True)
class Stop:
    """A station on a line, in degrees, EPSG:4490."""

    name: str
    name_en: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class MapProject:
    """One project for the map. ``wkb`` is EPSG:4490, longitude before latitude; None where no place is known.

    A place at the precision of a district or worse is never drawn, even where there is a geometry.
    ``radius_m`` is the uncertainty in metres, ``plan_fen`` the annual plan in fen.
    """

    id: int
    name: str
    name_en: str
    wkb: bytes | None
    precision: Precision
    radius_m: int | None
    plan_fen: int | None
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PackedGeometry:
    """Projects in a fixed order and what the browser needs to draw them; arrays are read-only by agreement."""

    version: str
    """Changes when anything that is drawn or named changes."""
    language: Language
    ids: NDArray[np.int32]
    precisions: NDArray[np.uint8]
    """Place of the precision in the enumeration ``Precision``."""
    exact: NDArray[np.bool_]
    """Precision exact or site: IATI exactness 1."""
    drawn: NDArray[np.bool_]
    """Whether the project has a symbol on the map."""
    plan_fen: NDArray[np.int64]
    """Annual plan in fen, −1 where not known."""
    content: bytes
    """The packed message (``map_packing``)."""

    @property
    def count(self) -> int:
        return len(self.ids)


def pack(projects: Sequence[MapProject], language: Language, *, shifted: bool = False) -> PackedGeometry:
    """Pack the places. Raises ``shapely.errors.GEOSException`` for bytes that are not WKB.

    ``shifted`` moves all that is drawn to GCJ-02, for tiles that are in it; nothing that is stored changes.
    """
    precisions = np.array([_PRECISIONS[project.precision] for project in projects], dtype=np.uint8)
    ids = np.array([project.id for project in projects], dtype=np.int32)
    radii = np.array([project.radius_m or 0 for project in projects], dtype=np.float64)
    shapes = np.asarray(
        shapely.from_wkb([p.wkb if p.precision in DRAWN_PRECISIONS else None for p in projects]), dtype=object
    )
    if shifted:
        shapes = _shifted(shapes)
    arrays, drawn = _drawn_parts(shapes, precisions, radii)
    stop_names, stops = _stops(projects, drawn, language, shifted=shifted)
    plans = np.array([-1 if p.plan_fen is None else p.plan_fen for p in projects], dtype=np.int64)
    parts: dict[str, map_packing.Part] = {
        "ids": ids,
        "precisions": precisions,
        "planSizes": size_bins(plans),
        **arrays,
        **stops,
    }
    names = [named(language, zh=project.name, en=project.name_en) for project in projects]
    meta: dict[str, object] = {"names": names, "origin": ORIGIN, "stopNames": stop_names}
    version = blake2b(map_packing.pack(meta, parts), digest_size=12).hexdigest()
    exact = np.isin(precisions, [_PRECISIONS[Precision.EXACT], _PRECISIONS[Precision.SITE]])
    return PackedGeometry(
        version=version,
        language=language,
        ids=ids,
        precisions=precisions,
        exact=exact,
        drawn=drawn,
        plan_fen=plans,
        content=map_packing.pack({"version": version, **meta}, parts),
    )


def _shifted(shapes: NDArray[Any]) -> NDArray[Any]:
    """The same shapes in GCJ-02."""
    moved = shapely.transform(shapes, lambda degrees: np.column_stack(crs.to_gcj02(degrees[:, 0], degrees[:, 1])))
    return np.asarray(moved, dtype=object)


def _stops(
    projects: Sequence[MapProject], drawn: NDArray[np.bool_], language: Language, *, shifted: bool
) -> tuple[list[str], dict[str, NDArray[Any]]]:
    """Names and places of the stations of what is drawn, line after line."""
    found = [(at, stop) for at in np.flatnonzero(drawn).tolist() for stop in projects[at].stops]
    degrees = np.array([(stop.longitude, stop.latitude) for _, stop in found], dtype=np.float64).reshape(-1, 2)
    if shifted:
        degrees = np.column_stack(crs.to_gcj02(degrees[:, 0], degrees[:, 1]))
    offsets = _offsets(degrees)
    owners = np.array([at for at, _ in found], dtype=np.int32)
    names = [named(language, zh=stop.name, en=stop.name_en) for _, stop in found]
    return names, {"stopX": offsets[:, 0], "stopY": offsets[:, 1], "stopProject": owners}


def size_bins(plan_fen: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Bin of each annual plan in fen; a negative plan means not known."""
    bins = np.searchsorted(np.array(SIZE_EDGES_FEN), plan_fen, side="right") + 1
    return np.where(plan_fen < 0, 0, bins).astype(np.uint8)


def _drawn_parts(
    shapes: NDArray[Any], precisions: NDArray[np.uint8], radii: NDArray[np.float64]
) -> tuple[dict[str, NDArray[Any]], NDArray[np.bool_]]:
    """Arrays of symbols, lines and rings, and which projects have any of them."""
    # Twice: a collection may hold multi-parts.
    parts, first = shapely.get_parts(shapes, return_index=True)
    parts, second = shapely.get_parts(parts, return_index=True)
    owner = np.asarray(first)[second]
    filled = ~shapely.is_empty(parts)
    parts, owner = parts[filled], owner[filled]
    kinds = np.array([_DIMENSION.get(kind, -1) for kind in shapely.get_type_id(parts).tolist()], dtype=np.int64)
    schematic = precisions == _PRECISIONS[Precision.SCHEMATIC]
    lines, line_owner = parts[kinds == _LINE], owner[kinds == _LINE]
    areas, area_owner = parts[kinds == _AREA], owner[kinds == _AREA]
    oriented = shapely.orient_polygons(areas, exterior_cw=False)
    rings, ring_area = shapely.get_rings(oriented, return_index=True)
    ring_owner = area_owner[ring_area]
    arrays = {
        **_symbols(parts, owner, kinds, precisions=precisions, radii=radii),
        **_paths("line", lines, line_owner, schematic[line_owner]),
        **_paths("ring", rings, ring_owner, schematic[ring_owner]),
    }
    drawn = np.zeros(len(shapes), dtype=np.bool_)
    drawn[owner] = True
    return arrays, drawn


def _symbols(
    parts: NDArray[Any],
    owner: NDArray[np.int64],
    kinds: NDArray[np.int64],
    *,
    precisions: NDArray[np.uint8],
    radii: NDArray[np.float64],
) -> dict[str, NDArray[Any]]:
    """Where symbols stand: every point, the middle of a project's longest line, a point inside its largest area."""
    places, owners, which = [parts[kinds == _POINT]], [owner[kinds == _POINT]], [_POINT]
    for kind, measure, middle in ((_LINE, shapely.length, _middle), (_AREA, shapely.area, shapely.point_on_surface)):
        chosen = _largest(owner[kinds == kind], measure(parts[kinds == kind]))
        places.append(middle(parts[kinds == kind][chosen]))
        owners.append(owner[kinds == kind][chosen])
        which.append(kind)
    symbol_owner = np.concatenate(owners).astype(np.int32)
    kinds_of = np.repeat(np.array(which, dtype=np.uint8), [len(entry) for entry in owners])
    coordinates = shapely.get_coordinates(np.concatenate(places))
    offsets = _offsets(coordinates)
    # A metre on the ground is longer on the map by the cosine of the latitude; only points are uncertain as circles.
    radius = np.where(kinds_of == _POINT, radii[symbol_owner] / np.cos(np.radians(coordinates[:, 1])), 0)
    return {
        "symbolX": offsets[:, 0],
        "symbolY": offsets[:, 1],
        "symbolProject": symbol_owner,
        "symbolKind": kinds_of,
        "symbolOpen": np.isin(precisions[symbol_owner], _OPEN).astype(np.uint8),
        "symbolRadius": radius.astype(np.float32),
        "symbolGround": np.where(kinds_of == _POINT, radii[symbol_owner], 0).astype(np.float32),
    }


def _middle(lines: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(shapely.line_interpolate_point(lines, 0.5, normalized=True), dtype=object)


def _largest(owner: NDArray[np.int64], measure: NDArray[np.float64]) -> NDArray[np.int64]:
    """Positions of the largest part of each owner."""
    order = np.lexsort((-measure, owner))
    _, first = np.unique(owner[order], return_index=True)
    return np.asarray(order[first], dtype=np.int64)


def _paths(
    name: str, lines: NDArray[Any], owner: NDArray[np.int64], schematic: NDArray[np.bool_]
) -> dict[str, NDArray[Any]]:
    """Coordinates of lines one after the other (x, y, x, y …), and where each begins."""
    coordinates = _offsets(shapely.get_coordinates(lines))
    starts = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(lines))]).astype(np.int32)
    return {
        f"{name}XY": coordinates.reshape(-1),
        f"{name}Start": starts,
        f"{name}Project": owner.astype(np.int32),
        f"{name}Dashed": schematic.astype(np.uint8),
    }


def _offsets(degrees: NDArray[np.float64]) -> NDArray[np.float32]:
    """Longitude and latitude in degrees to metres in EPSG:3857 from ORIGIN."""
    x = np.radians(degrees[:, 0]) * EARTH_RADIUS_M - ORIGIN[0]
    latitude = np.radians(np.clip(degrees[:, 1], -85.05, 85.05))
    y = np.log(np.tan(np.pi / 4 + latitude / 2)) * EARTH_RADIUS_M - ORIGIN[1]
    return np.column_stack([x, y]).astype(np.float32)
