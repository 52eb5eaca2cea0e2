"""The small map of a briefing: one unit's projects among the districts, as SVG without any text in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import basemap, boundaries, crs, geometry
from portfolio.domain.codes import DRAWN_PRECISIONS, Light
from portfolio.language import Language, named
from portfolio.outputs.district_page import DistrictPage
from portfolio.storage.rows import MapRow

WIDTH, HEIGHT = 880.0, 640.0
"""The frame in units of the drawing."""
TOLERANCE_M = 150
MARGIN = 0.06
SMALLEST_M = 45_000
"""No view without an outline is narrower than this: projects alone, with nothing known around them, are nowhere."""

COLOURS: Mapping[str, str] = {
    Light.RED: "#c8321f",
    Light.YELLOW: "#d99a0b",
    Light.GREEN: "#1f9367",
    Light.NOT_REPORTED: "#6f7781",
    Light.NOT_DUE: "#7d93ad",
    Light.HALTED: "#3b3350",
    Light.DONE: "#2f7d9c",
    Light.NO_PLAN: "#7b7f86",
}
_SYMBOL = 9.0
"""Half the width of a symbol."""


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A district's name and where its middle is written, as shares of the frame's width and height."""

    text: str
    x: float
    y: float
    own: bool


@dataclass(frozen=True, slots=True)
class BriefingMap:
    """The drawing, the names on it, and how many of the projects are drawn."""

    svg: str
    labels: tuple[MapLabel, ...]
    drawn: int
    of: int
    uses_osm: bool


@dataclass(frozen=True, slots=True)
class _View:
    """Metres of EPSG:4548 → units of the drawing."""

    west: float
    north: float
    scale: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.west) * self.scale, (self.north - y) * self.scale


def build(page: DistrictPage, *, language: Language) -> BriefingMap:
    """Districts grey, the unit's own tinted, the river, and every project of the page that has a place to draw."""
    lights = {row.id: row.figures.light for row in (*page.own, *page.elsewhere) if row.figures is not None}
    own = {row.id for row in page.own}
    shapes = {place.id: shape for place in page.places if (shape := _drawable(place)) is not None}
    view = _view(page.unit.code, [shape for id_, shape in shapes.items() if id_ in own])
    parts = [_district(shape, view, tinted=code == page.unit.code) for code, shape in _districts().items()]
    parts.append(_path(crs.to_metric(basemap.river()), view, 'fill="none" stroke="#9cc3dd" stroke-width="5"'))
    # What matters most is drawn last, on top.
    order = list(Light)
    ranked = sorted(shapes, key=lambda id_: (id_ in own, -order.index(Light(lights.get(id_, Light.NO_PLAN)))))
    lines = [id_ for id_ in ranked if shapes[id_].geom_type not in ("Point", "MultiPoint")]
    parts += [_extent(shapes[id_], lights.get(id_, Light.NO_PLAN), view) for id_ in lines]
    parts += [_symbols(shapes[id_], lights.get(id_, Light.NO_PLAN), view) for id_ in ranked if id_ not in lines]
    return BriefingMap(
        svg=_svg(parts),
        labels=tuple(_labels(page.unit.code, view, language)),
        drawn=len(shapes),
        of=len(page.places),
        uses_osm=any(place.uses_osm for place in page.places if place.id in shapes),
    )


@cache
def _districts() -> Mapping[str, BaseGeometry]:
    """Outlines in metres, with common edges kept common."""
    metric = [crs.to_metric(district.geometry) for district in boundaries.districts()]
    simple = shapely.coverage_simplify(metric, tolerance=TOLERANCE_M)
    return {district.code: shape for district, shape in zip(boundaries.districts(), simple, strict=True)}


@cache
def _city() -> BaseGeometry:
    return shapely.union_all(list(_districts().values()))


def _drawable(place: MapRow) -> BaseGeometry | None:
    """The shape in metres, if its place is known well enough to be drawn and touches the city."""
    if place.geometry is None or place.precision not in DRAWN_PRECISIONS:
        return None
    shape = crs.to_metric(geometry.from_wkb(place.geometry))
    return shape if shape.intersects(_city().envelope) else None


def _view(code: str, own: Iterable[BaseGeometry]) -> _View:
    """The unit's district with the middles of its own projects; without an outline what it has, or the whole city.

    A line runs out of the frame: a railway through one district should not show three cities.
    """
    outline = _districts().get(code)
    middles = [point for shape in own if _city().envelope.covers(point := shape.representative_point())]
    found = [*middles, *([] if outline is None else [outline])]
    west, south, east, north = shapely.union_all(found or [_city()]).bounds
    least = SMALLEST_M if outline is None else 0
    width, height = max(east - west, least), max(north - south, least)
    scale = min(WIDTH / width, HEIGHT / height) * (1 - 2 * MARGIN)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return _View(middle_x - WIDTH / scale / 2, middle_y + HEIGHT / scale / 2, scale)


def _district(shape: BaseGeometry, view: _View, *, tinted: bool) -> str:
    fill = "#dbe7f1" if tinted else "#f6f7f8"
    stroke, width = ("#5a7d9c", 2.6) if tinted else ("#b9c1c8", 1.4)
    return _path(shape, view, f'fill="{fill}" stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"')


def _extent(shape: BaseGeometry, light: str, view: _View) -> str:
    colour = COLOURS[light]
    fill = f'fill="{colour}" fill-opacity="0.22"' if shape.area else 'fill="none"'
    return _path(shape, view, f'{fill} stroke="{colour}" stroke-width="3.4" stroke-linejoin="round"')


def _symbols(shape: BaseGeometry, light: str, view: _View) -> str:
    return "".join(_symbol(light, *view.place(point.x, point.y)) for point in shapely.get_parts(shape))


def _symbol(light: str, x: float, y: float) -> str:
    """The light's own shape: triangle, square, circle, ring, diamond, cross; white-edged on any ground."""
    r, colour = _SYMBOL, COLOURS[light]
    edge = 'stroke="#ffffff" stroke-width="2" paint-order="stroke"'
    if light == Light.RED:
        return _polygon([(x, y - r * 1.15), (x + r * 1.1, y + r * 0.8), (x - r * 1.1, y + r * 0.8)], colour, edge)
    if light == Light.YELLOW:
        s = r * 0.85
        return _polygon([(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)], colour, edge)
    if light == Light.NOT_DUE:
        return _polygon(
            [(x, y - r), (x + r, y), (x, y + r), (x - r, y)], "#ffffff", f'stroke="{colour}" stroke-width="3"'
        )
    if light in (Light.GREEN, Light.DONE):
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r * 0.8:.1f}" fill="{colour}" {edge}/>'
    if light == Light.HALTED:
        s = r * 0.8
        cross = f"M{x - s:.1f} {y - s:.1f}L{x + s:.1f} {y + s:.1f}M{x - s:.1f} {y + s:.1f}L{x + s:.1f} {y - s:.1f}"
        return f'<path d="{cross}" stroke="{colour}" stroke-width="4" fill="none"/>'
    size = 0.75 if light == Light.NOT_REPORTED else 0.4
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r * size:.1f}" fill="#ffffff" stroke="{colour}" stroke-width="3"/>'


def _polygon(corners: Iterable[tuple[float, float]], colour: str, edge: str) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{points}" fill="{colour}" {edge}/>'


def _path(shape: BaseGeometry, view: _View, style: str) -> str:
    """Lines and areas as one path."""
    found: list[str] = []
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings:
            points = [view.place(x, y) for x, y, *_ in ring.coords]
            closing = "Z" if part.geom_type == "Polygon" else ""
            found.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + closing)
    return f'<path d="{"".join(found)}" fill-rule="evenodd" {style}/>'


def _svg(parts: Iterable[str]) -> str:
    box = f'viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" width="{WIDTH:.0f}" height="{HEIGHT:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(parts)}</svg>'


def _labels(code: str, view: _View, language: Language) -> Iterable[MapLabel]:
    """Names of the districts whose label point is in the frame."""
    for district in boundaries.districts():
        point = crs.to_metric(district.label.shape())
        x, y = view.place(point.x, point.y)
        share_x, share_y = x / WIDTH, y / HEIGHT
        if 0.06 < share_x < 0.94 and 0.05 < share_y < 0.95:
            name = named(language, zh=district.name, en=district.name_en.rsplit(" ", 1)[0])
            yield MapLabel(name, round(share_x, 4), round(share_y, 4), own=district.code == code)
