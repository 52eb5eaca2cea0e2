"""A small still map of one place, as SVG: where it lies in the city, how well that is known, scale and credits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import basemap, boundaries, crs, geometry
from portfolio.domain.codes import DRAWN_PRECISIONS, Precision
from portfolio.language import Language, named, t
from portfolio.outputs import credits as outline_credits
from portfolio.outputs import escaping

WIDTH, HEIGHT = 400, 280
_INK = "#1f2933"
_LEAST_WIDTH_M = 22_000
"""No closer than this: a reader has to recognise the surroundings."""
_INSET_WIDTH = 84
_OUTLINE_TOLERANCE_M = 150
_SCALES_KM = (1, 2, 5, 10, 20, 50)
_OPEN = frozenset({Precision.STREET})
_DASHED = frozenset({Precision.SCHEMATIC})


@dataclass(frozen=True, slots=True)
class _Window:
    """A rectangle in metres (EPSG:4548) that fills a rectangle of the drawing."""

    west: float
    north: float
    metres: float
    """Metres a unit of the drawing."""
    left: float = 0
    top: float = 0
    width: float = WIDTH
    height: float = HEIGHT

    def x(self, easting: float) -> float:
        return round(self.left + (easting - self.west) / self.metres, 1)

    def y(self, northing: float) -> float:
        return round(self.top + (self.north - northing) / self.metres, 1)

    @property
    def box(self) -> BaseGeometry:
        east, south = self.west + self.width * self.metres, self.north - self.height * self.metres
        return shapely.box(self.west, south, east, self.north)


def svg(
    wkb: bytes | None,
    *,
    precision: Precision,
    radius_m: int | None,
    districts: Sequence[str],
    uses_osm: bool,
    language: Language,
) -> str | None:
    """The map, or None where neither a place nor a district is known. ``wkb`` is EPSG:4490.

    A place at the precision of a district or worse is never drawn as a symbol: its districts are shaded instead.
    """
    drawn = wkb is not None and precision in DRAWN_PRECISIONS
    shape = crs.to_metric(geometry.from_wkb(wkb)) if wkb is not None and drawn else None
    known = [code for code in districts if boundaries.district(code) is not None]
    if shape is None and not known:
        return None
    doubt = None if shape is None or not radius_m else shape.buffer(radius_m, quad_segs=16)
    whole = _around(_city())
    window = whole if shape is None else _around(doubt or shape)
    if window.metres > whole.metres * 0.7 and whole.box.covers(doubt or shape or _city()):
        window = whole
    parts = [
        *_ground(window, known, _taken(window, doubt or shape, inset=window != whole), language),
        *([] if shape is None else _place(window, shape, doubt, precision)),
        *([] if window == whole else _inset(window, known)),
        *_margin(window, language, uses_osm=uses_osm),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f"font-family=\"'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif\">{''.join(parts)}</svg>"
    )


@cache
def _outlines() -> dict[str, BaseGeometry]:
    """Districts in metres with common edges kept common."""
    features = boundaries.outlines(tolerance_m=_OUTLINE_TOLERANCE_M)["features"]
    return {
        feature["properties"]["code"]: crs.to_metric(geometry.from_geojson(feature["geometry"])) for feature in features
    }


@cache
def _city() -> BaseGeometry:
    return shapely.union_all(list(_outlines().values()))


@cache
def _river() -> BaseGeometry:
    return crs.to_metric(basemap.river())


def _around(shape: BaseGeometry, *, left: float = 0, top: float = 0, width: float = WIDTH) -> _Window:
    """A window of the drawing's proportions with the shape in its middle and air around it."""
    west, south, east, north = shape.bounds
    height = width * HEIGHT / WIDTH
    least = _LEAST_WIDTH_M if width == WIDTH else 0
    air = 1.25 if width == WIDTH else 1.06
    metres = max(least, (east - west) * air, (north - south) * air * width / height) / width
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return _Window(middle_x - width * metres / 2, middle_y + height * metres / 2, metres, left, top, width, height)


def _taken(window: _Window, place: BaseGeometry | None, *, inset: bool) -> BaseGeometry:
    """Where no name may stand: on the place itself, and near the corner of the inset."""
    # An area in any case: GEOS cannot take a collection of points and areas away from an area.
    parts = [] if place is None else [place.buffer(8 * window.metres)]
    if inset:
        east, air = window.west + window.width * window.metres, 26 * window.metres
        wide, high = _INSET_WIDTH * window.metres, _INSET_WIDTH * HEIGHT / WIDTH * window.metres
        parts.append(shapely.box(east - wide - air, window.north - high - air, east, window.north))
    return shapely.union_all(parts)


def _ground(window: _Window, shaded: Sequence[str], covered: BaseGeometry, language: Language) -> list[str]:
    """Districts with their names, beside what is covered, and the river."""
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#eef0ec"/>']
    for code, outline in _outlines().items():
        path = _path(window, outline)
        if path:
            fill = "#dce7f3" if code in shaded else "#ffffff"
            parts.append(f'<path d="{path}" fill="{fill}" stroke="#98a2aa" stroke-width="0.8"/>')
    parts.append(f'<path d="{_path(window, _river())}" fill="none" stroke="#8fb8d8" stroke-width="2.2"/>')
    frame = window.box.buffer(-20 * window.metres)
    for district in boundaries.districts():
        visible = _outlines()[district.code].intersection(frame)
        free = visible.difference(covered)
        least = 20 if district.code in shaded else 44
        if free.area > (least * window.metres) ** 2:
            spot = _widest_place(free, window)
            name = named(language, zh=district.name, en=district.name_en.removesuffix(" District"))
            parts.append(_text(window.x(spot.x), window.y(spot.y) + 4, name, halo=True, fill="#55626e"))
    return parts


def _widest_place(shape: BaseGeometry, window: _Window) -> BaseGeometry:
    """Where a name has most room: the centre of the largest circle in the largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    return shapely.Point(shapely.maximum_inscribed_circle(largest, tolerance=4 * window.metres).coords[0])


def _place(window: _Window, shape: BaseGeometry, doubt: BaseGeometry | None, precision: Precision) -> list[str]:
    """The doubt about it as a soft dashed outline, then the thing itself; dashed where it is only schematic."""
    parts = []
    if doubt is not None and doubt.area > (9 * window.metres) ** 2:
        parts.append(
            f'<path d="{_path(window, doubt)}" fill="#1d4e89" fill-opacity="0.10" stroke="#1d4e89" '
            'stroke-opacity="0.6" stroke-width="0.9" stroke-dasharray="2 2.4"/>'
        )
    dash = ' stroke-dasharray="5 3"' if precision in _DASHED else ""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            fill = "#ffffff" if precision in _OPEN else "#1d4e89"
            parts.append(
                f'<circle cx="{window.x(part.x)}" cy="{window.y(part.y)}" r="5.5" fill="{fill}" '
                'stroke="#1d4e89" stroke-width="2"/>'
            )
        else:
            fill = "#1d4e89" if part.geom_type == "Polygon" else "none"
            parts.append(
                f'<path d="{_path(window, part)}" fill="{fill}" fill-opacity="0.22" stroke="#1d4e89" '
                f'stroke-width="2.4" stroke-linejoin="round"{dash}/>'
            )
    return parts


def _inset(window: _Window, shaded: Sequence[str]) -> list[str]:
    """The whole city small, with the window in it."""
    small = _around(_city(), left=WIDTH - _INSET_WIDTH - 6, top=6, width=_INSET_WIDTH)
    parts = [
        f'<rect x="{small.left}" y="{small.top}" width="{small.width}" height="{small.height:.1f}" '
        'fill="#ffffff" fill-opacity="0.94" stroke="#98a2aa" stroke-width="0.8"/>',
        f'<path d="{_path(small, _city())}" fill="#e7ebe8" stroke="#98a2aa" stroke-width="0.6"/>',
    ]
    parts += [f'<path d="{_path(small, _outlines()[code])}" fill="#bcd2e8"/>' for code in shaded]
    west, south, east, north = window.box.intersection(small.box).bounds
    x, y = small.x(west), small.y(north)
    width, height = (east - west) / small.metres, (north - south) / small.metres
    parts.append(
        f'<rect x="{x}" y="{y}" width="{width:.1f}" height="{height:.1f}" fill="none" stroke="#b3261e" '
        'stroke-width="1.3"/>'
    )
    return parts


def _margin(window: _Window, language: Language, *, uses_osm: bool) -> list[str]:
    """What a map has to say of itself: for internal use, scale, credits."""
    kilometres = max(km for km in _SCALES_KM if km * 1000 / window.metres <= WIDTH / 4 or km == _SCALES_KM[0])
    length = kilometres * 1000 / window.metres
    scale = f"{kilometres} {t(language, 'map.kilometres')}"
    right, bottom = WIDTH - 8, HEIGHT - 6
    key = "project.map_credit_osm" if uses_osm else "project.map_credit"
    credits = t(language, key, outlines=outline_credits.outlines(language))
    return [
        f'<rect y="{HEIGHT - 19}" width="{WIDTH}" height="19" fill="#ffffff" fill-opacity="0.88"/>',
        _text(6, bottom, f"{t(language, 'map.internal_use')} · {credits}", anchor="start", size=9.5),
        f'<path d="M{right - length:.1f} {bottom - 24}v4h{length:.1f}v-4" fill="none" stroke="#1f2933"/>',
        _text(right, bottom - 27, scale, anchor="end", size=9.5, halo=True),
    ]


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "middle",
    size: float = 11,
    halo: bool = False,
    fill: str = "#1f2933",
) -> str:
    edge = ' stroke="#ffffff" stroke-width="3" paint-order="stroke" stroke-linejoin="round"' if halo else ""
    written = escaping.text(text)
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{edge}>{written}</text>'
    )


def _path(window: _Window, shape: BaseGeometry) -> str:
    """SVG path data of what of the shape lies in the window, or a little outside it."""
    visible = shape.intersection(window.box.buffer(6 * window.metres, join_style="mitre"))
    pieces = []
    for part in shapely.get_parts(visible):
        if part.geom_type == "Polygon":
            pieces += [_line(window, ring) + "Z" for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "LineString":
            pieces.append(_line(window, part))
    return "".join(pieces)


def _line(window: _Window, line: BaseGeometry) -> str:
    return "M" + "L".join(f"{window.x(x)} {window.y(y)}" for x, y in line.coords)
