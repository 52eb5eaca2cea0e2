"""The page that ``map_paint.py`` measures: a map and a text, each with its button; ``?projects=N`` sets the size."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import shapely
import streamlit as st
from numpy.typing import NDArray

from geodata import boundaries
from pages.ui import maps
from portfolio.domain.codes import Light, Precision
from portfolio.domain.figures import Figures
from portfolio.domain.money import FEN_PER_YI
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs import map_data, map_geometry, overlays, project_map

MONTHS = tuple(Month(2025, number) for number in range(1, 11))
OVERLAY = overlays.OVERLAYS_BY_CODE["gap"]


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A portfolio that never was: places, lights and figures of ten months."""

    geometry: map_geometry.PackedGeometry
    lights: dict[Month, bytes]
    figures: dict[Month, dict[str, Figures]]


@st.cache_resource
def synthetic(projects: int) -> Synthetic:
    """Make projects all over the city, a tenth of them lines and a tenth areas; the same ones every time."""
    chance = np.random.default_rng(20251031)
    shapes = _shapes(chance, projects)
    plans = (np.exp(chance.normal(0.8, 1.2, projects)) * FEN_PER_YI).astype(np.int64)
    rows = [
        map_geometry.MapProject(
            id=number + 1,
            name=f"第{number + 1}号重点项目",
            name_en=f"Project {number + 1}",
            wkb=wkb,
            precision=Precision.STREET if number % 4 == 0 else Precision.SITE,
            radius_m=2000 if number % 4 == 0 else None,
            plan_fen=int(plans[number]),
        )
        for number, wkb in enumerate(shapely.to_wkb(shapes).tolist())
    ]
    lights = {month: chance.integers(1, 9, projects).astype(np.uint8).tobytes() for month in MONTHS}
    figures = {month: _figures(chance, month) for month in MONTHS}
    return Synthetic(map_geometry.pack(rows, Language.CHINESE), lights, figures)


def _shapes(chance: np.random.Generator, projects: int) -> NDArray[np.object_]:
    box = boundaries.city_box()
    places = np.column_stack(
        [chance.uniform(box.west, box.east, projects), chance.uniform(box.south, box.north, projects)]
    )
    shapes: NDArray[np.object_] = np.asarray(shapely.points(places), dtype=object)
    lines = shapes[0::10]
    offsets = np.cumsum(chance.normal(0, 0.01, (len(lines), 6, 2)), axis=1)
    shapes[0::10] = shapely.linestrings(places[0::10, None, :] + offsets)
    shapes[5::10] = shapely.buffer(shapes[5::10], 0.008, quad_segs=2)
    return shapes


def _figures(chance: np.random.Generator, month: Month) -> dict[str, Figures]:
    return {
        district.code: Figures(
            month.time_progress,
            projects=50,
            with_plan=50,
            plan_fen=100 * FEN_PER_YI,
            completed_fen=int(100 * FEN_PER_YI * Fraction(month.month, 12) * Fraction(chance.uniform(0.7, 1.3))),
            reported=50,
            lights={Light.RED: 10, Light.GREEN: 40},
        )
        for district in boundaries.districts()
    }


@st.fragment
def text() -> None:
    """The rerun that only changes a text."""
    presses = st.session_state["texts"] = st.session_state.get("texts", 0) + 1
    st.button("text", key="press_text")
    st.markdown(f"text {presses}")


@st.fragment
def shaded_map(made: Synthetic) -> None:
    """The rerun that changes every light and every district."""
    st.button("map", key="press_map")
    presses = st.session_state["maps"] = st.session_state.get("maps", 0) + 1
    month = MONTHS[presses % len(MONTHS)]
    view = map_data.view(
        made.geometry,
        made.lights[month],
        made.figures[month],
        overlay=OVERLAY,
        month=month,
        months=MONTHS,
        language=Language.CHINESE,
        banner="演示数据",
    )
    maps.show(lambda: project_map.document(Language.CHINESE), made.geometry, view, height=620, key="map")


st.set_page_config(layout="wide")
text()
shaded_map(synthetic(int(st.query_params.get("projects", "600"))))
