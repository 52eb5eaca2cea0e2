"""A handful of projects of every kind of place, and views of them, for the tests of the map."""

from collections.abc import Sequence
from fractions import Fraction

import shapely

from portfolio.domain.codes import Light, Precision
from portfolio.domain.figures import Figures
from portfolio.domain.money import FEN_PER_YI
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs import map_data, map_geometry, overlays
from portfolio.outputs.map_data import MapView
from portfolio.outputs.map_geometry import MapProject, PackedGeometry

MONTHS = (Month(2025, 9), Month(2025, 10))
LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN, Light.NOT_REPORTED, Light.HALTED, None)

HOSTILE = (
    '{{ cycler.__init__.__globals__.os.popen("id").read() }}',
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror=\"window.hacked = 2\"> & 'quoted'",
    "${window.hacked = 3} `${window.hacked = 4}` \\u0022",
    '=cmd|" /C calc"!A0 --> ]]> \u2028 \u2029',
)


def project(
    number: int,
    shape: shapely.Geometry | None,
    precision: Precision = Precision.EXACT,
    *,
    name: str | None = None,
    radius_m: int | None = None,
    plan_fen: int | None = 5 * FEN_PER_YI,
) -> MapProject:
    wkb = None if shape is None else bytes(shapely.to_wkb(shape))
    title = name or f"第{number}号项目"
    return MapProject(number, title, name or f"Project {number}", wkb, precision, radius_m, plan_fen)


def projects(names: Sequence[str] = ()) -> list[MapProject]:
    """Six: a point, a street, a schematic line, an area with a hole, a district-level guess, and none at all."""
    ring = shapely.Point(117.55, 36.75).buffer(0.08)
    shapes = [
        (shapely.Point(117.10, 37.30), Precision.EXACT, None),
        (shapely.Point(117.60, 36.20), Precision.STREET, 2000),
        (shapely.LineString([(116.7, 36.4), (116.9, 36.45), (117.0, 36.4)]), Precision.SCHEMATIC, None),
        (ring.difference(shapely.Point(117.55, 36.75).buffer(0.03)), Precision.SITE, None),
        (shapely.Point(117.20, 36.70), Precision.DISTRICT, None),
        (None, Precision.UNKNOWN, None),
    ]
    return [
        project(number, shape, precision, radius_m=radius, name=names[number - 1] if names else None)
        for number, (shape, precision, radius) in enumerate(shapes, start=1)
    ]


def packed(names: Sequence[str] = (), language: Language = Language.CHINESE) -> PackedGeometry:
    return map_geometry.pack(projects(names), language)


def figures(percent: int, month: Month = MONTHS[-1]) -> Figures:
    """Figures of a district that reached ``percent`` of its plan of 10 亿元."""
    return Figures(
        month.time_progress,
        projects=3,
        with_plan=3,
        plan_fen=10 * FEN_PER_YI,
        completed_fen=int(10 * FEN_PER_YI * Fraction(percent, 100)),
        reported=3,
        lights={Light.RED: 1, Light.GREEN: 2},
    )


def views(
    geometry: PackedGeometry, *, overlay_codes: Sequence[str] = ("gap", "rate"), caption: str = "", banner: str = ""
) -> list[MapView]:
    lights = map_data.light_classes(LIGHTS)
    return [
        map_data.view(
            geometry,
            lights,
            {"370112": figures(70 + month.month, month), "370126": figures(160, month)},
            overlay=overlays.OVERLAYS_BY_CODE[code],
            month=month,
            months=MONTHS,
            language=geometry.language,
            only_district_known={"370112": 1},
            captions=(caption,) if caption else (),
            banner=banner or None,
        )
        for code in overlay_codes
        for month in MONTHS
    ]
