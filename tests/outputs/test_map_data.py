import time
from dataclasses import replace
from fractions import Fraction

import map_samples
import numpy as np
import pyproj
import pytest
import shapely

from portfolio.domain.codes import Light, Precision
from portfolio.domain.figures import Figures
from portfolio.domain.money import FEN_PER_YI
from portfolio.language import Language
from portfolio.outputs import map_data, map_geometry, map_packing, map_tints, overlays


def test_what_is_packed_comes_back() -> None:
    parts = {"letters": b"abc", "numbers": np.array([1, -2], dtype=np.int32), "none": np.zeros(0, dtype=np.float32)}
    meta, arrays = map_packing.unpack(map_packing.pack({"name": "黄河 </script>"}, parts))
    assert meta == {"name": "黄河 </script>"}
    assert arrays["letters"].tobytes() == b"abc"
    assert arrays["numbers"].tolist() == [1, -2]
    assert arrays["none"].size == 0


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="not packed"):
        map_packing.unpack(b"GIF89a..........")


def test_a_guess_at_the_district_is_never_drawn() -> None:
    geometry = map_samples.packed()
    assert geometry.drawn.tolist() == [True, True, True, True, False, False]
    assert geometry.exact.tolist() == [True, False, False, True, False, False]


def test_places_are_where_the_projection_says() -> None:
    _, arrays = map_packing.unpack(map_samples.packed().content)
    to_mercator = pyproj.Transformer.from_crs(4326, 3857, always_xy=True)
    x, y = to_mercator.transform(117.60, 36.20)
    assert arrays["symbolX"][1] + map_geometry.ORIGIN[0] == pytest.approx(x, abs=0.02)
    assert arrays["symbolY"][1] + map_geometry.ORIGIN[1] == pytest.approx(y, abs=0.02)


def test_uncertainty_is_measured_on_the_ground() -> None:
    _, arrays = map_packing.unpack(map_samples.packed().content)
    assert arrays["symbolRadius"][1] == pytest.approx(2000 / np.cos(np.radians(36.2)), rel=1e-5)
    assert arrays["symbolGround"].tolist() == [0, 2000, 0, 0]


def test_only_places_that_are_known_exactly_have_a_solid_symbol() -> None:
    """The street and the schematic line are open, however small their uncertainty; a site is solid however large."""
    _, arrays = map_packing.unpack(map_samples.packed().content)
    assert arrays["symbolOpen"][np.argsort(arrays["symbolProject"])].tolist() == [0, 1, 1, 0]
    large = map_samples.project(1, shapely.Point(117, 36.6), Precision.SITE, radius_m=3000)
    _, arrays = map_packing.unpack(map_geometry.pack([large], Language.CHINESE).content)
    assert arrays["symbolOpen"].tolist() == [0]


def test_stations_travel_with_their_line_and_only_with_a_line_that_is_drawn() -> None:
    stops = (
        map_geometry.Stop("洪家楼", "Hongjialou", 117.07, 36.69),
        map_geometry.Stop("省博", "Museum", 117.1, 36.6),
    )
    line = shapely.LineString([(117.07, 36.69), (117.1, 36.66)])
    drawn = replace(map_samples.project(1, line, Precision.SCHEMATIC), stops=stops)
    nowhere = replace(map_samples.project(2, line, Precision.DISTRICT), stops=stops)
    meta, arrays = map_packing.unpack(map_geometry.pack([drawn, nowhere], Language.ENGLISH).content)
    assert meta["stopNames"] == ["Hongjialou", "Museum"]
    assert arrays["stopProject"].tolist() == [0, 0]


def test_tiles_in_gcj02_get_shifted_places_and_stations() -> None:
    stop = map_geometry.Stop("站", "Stop", 117.10, 37.30)
    rows = [replace(map_samples.project(1, shapely.Point(117.10, 37.30)), stops=(stop,))]
    _, true = map_packing.unpack(map_geometry.pack(rows, Language.CHINESE).content)
    _, moved = map_packing.unpack(map_geometry.pack(rows, Language.CHINESE, shifted=True).content)
    for x, y in (("symbolX", "symbolY"), ("stopX", "stopY")):
        # In metres of the map, which are longer than those of the ground by 1 / cos 37.3°.
        off = np.hypot(moved[x][0] - true[x][0], moved[y][0] - true[y][0]) * np.cos(np.radians(37.3))
        assert 450 < off < 600


@pytest.mark.parametrize(
    ("completed", "plan", "expected"),
    [
        pytest.param(4999, 10_000, 1, id="below half"),
        pytest.param(5000, 10_000, 2, id="on an edge belongs above it"),
        pytest.param(9999, 10_000, 5, id="just below the plan"),
        pytest.param(10_000, 10_000, 6, id="the plan"),
        pytest.param(99_999, 10_000, 8, id="far past the plan is not clipped away"),
        pytest.param(0, 10_000, 1, id="nothing done is a rate"),
        pytest.param(-1, 10_000, map_tints.NO_RATE, id="not reported"),
        pytest.param(5, 0, map_tints.NO_RATE, id="a plan of zero"),
        pytest.param(5, -1, map_tints.NO_RATE, id="no plan"),
    ],
)
def test_a_rate_has_a_class(completed: int, plan: int, expected: int) -> None:
    assert map_tints.rate_classes(np.array([completed]), np.array([plan])).tolist() == [expected]


def test_the_legend_of_rates_goes_past_the_plan() -> None:
    words = [text for _, text in map_tints.legend(Language.CHINESE)]
    assert len(words) == map_tints.NO_RATE
    assert words[0] == "< 50%"
    assert words[-3:] == ["120–150%", "≥ 150%", "无完成率"]


def test_rates_travel_only_when_lines_are_coloured_by_them() -> None:
    geometry = map_samples.packed()
    plain = map_samples.views(geometry)[0]
    tinted = replace(plain, tints=bytes([1, 2, 3, 4, 5, 9]))
    assert plain.meta()["tintLegend"] == []
    assert map_packing.unpack(plain.packed())[1]["tints"].size == 0
    meta, arrays = map_packing.unpack(tinted.packed())
    assert len(meta["tintLegend"]) == map_tints.NO_RATE
    assert arrays["tints"].tobytes() == bytes([0x12, 0x34, 0x59])


def test_a_schematic_line_is_marked_and_an_area_keeps_its_hole() -> None:
    _, arrays = map_packing.unpack(map_samples.packed().content)
    assert arrays["lineDashed"].tolist() == [1]
    assert arrays["lineProject"].tolist() == [2]
    assert arrays["ringProject"].tolist() == [3, 3]
    assert arrays["ringDashed"].tolist() == [0, 0]


def test_a_project_of_many_parts_has_one_symbol_for_its_lines() -> None:
    lines = shapely.MultiLineString([[(117, 36.5), (117.01, 36.5)], [(117.1, 36.6), (117.3, 36.6)]])
    both = shapely.GeometryCollection([shapely.MultiPoint([(116.9, 36.5), (116.8, 36.5)]), lines])
    geometry = map_geometry.pack([map_samples.project(7, both)], Language.CHINESE)
    _, arrays = map_packing.unpack(geometry.content)
    assert arrays["symbolKind"].tolist() == [0, 0, 1]
    assert len(arrays["lineStart"]) == 3


def test_an_empty_portfolio_is_a_map_too() -> None:
    geometry = map_geometry.pack([], Language.CHINESE)
    assert geometry.count == 0
    view = map_data.view(
        geometry,
        b"",
        {},
        overlay=overlays.OVERLAYS[0],
        month=map_samples.MONTHS[0],
        months=map_samples.MONTHS,
        language=Language.ENGLISH,
    )
    assert view.captions[0].startswith("0 of 0 located exactly")


def test_the_version_follows_what_is_drawn_and_named() -> None:
    assert map_samples.packed().version == map_samples.packed().version
    renamed = map_samples.packed(names=["a", "b", "c", "d", "e", "f"])
    assert renamed.version != map_samples.packed().version


def test_red_is_painted_last() -> None:
    order = [map_data.CLASS_OF[light] for light in (Light.NO_PLAN, Light.GREEN, Light.YELLOW, Light.RED)]
    assert order == sorted(order)
    assert set(map_data.CLASS_OF) == set(Light)
    assert map_data.light_classes([None, Light.RED]) == bytes([0, 8])


def test_size_follows_the_plan() -> None:
    plans = np.array([-1, 0, FEN_PER_YI - 1, FEN_PER_YI, 30 * FEN_PER_YI])
    assert map_geometry.size_bins(plans).tolist() == [0, 1, 1, 2, 5]


def test_two_lights_travel_in_a_byte() -> None:
    assert map_data.halved(bytes([8, 1, 0])) == bytes([0x81, 0x00])
    assert map_data.halved(b"") == b""


def test_sizes_travel_only_where_plans_differ_from_those_of_the_geometry() -> None:
    geometry = map_samples.packed()
    assert map_samples.views(geometry)[0].sizes == b""
    adjusted = map_data.view(
        geometry,
        map_data.light_classes(map_samples.LIGHTS),
        {},
        overlay=overlays.OVERLAYS[0],
        month=map_samples.MONTHS[0],
        months=map_samples.MONTHS,
        language=Language.CHINESE,
        plan_fen=geometry.plan_fen * 10,
    )
    assert adjusted.sizes == bytes([5] * 6)


def test_lights_that_do_not_fit_the_geometry_are_refused() -> None:
    with pytest.raises(ValueError, match="6 projects, 2 lights"):
        map_data.view(
            map_samples.packed(),
            bytes([1, 2]),
            {},
            overlay=overlays.OVERLAYS[0],
            month=map_samples.MONTHS[0],
            months=map_samples.MONTHS,
            language=Language.CHINESE,
        )


def test_a_view_says_how_many_are_located_exactly() -> None:
    view = map_samples.views(map_samples.packed(language=Language.ENGLISH))[0]
    # The sixth is filtered out; the fifth is known by its district only.
    assert view.captions[0] == "2 of 5 located exactly, 1 street, 1 schematic, 1 not drawn"


def test_a_district_without_figures_shows_its_count_and_no_value() -> None:
    view = map_data.view(
        map_samples.packed(),
        map_data.light_classes(map_samples.LIGHTS),
        {"370112": map_samples.figures(90)},
        overlay=overlays.OVERLAYS_BY_CODE["rate"],
        month=map_samples.MONTHS[0],
        months=map_samples.MONTHS,
        language=Language.CHINESE,
        only_district_known={"370114": 2},
    )
    assert [(fill.code, fill.shade, fill.label, fill.not_drawn) for fill in view.districts] == [
        ("370112", 3, "90.0%", 0),
        ("370114", overlays.NO_DATA, "—", 2),
    ]


def test_months_that_are_alike_travel_once() -> None:
    views = map_samples.views(map_samples.packed())
    meta, arrays = map_packing.unpack(map_data.frames(views, contents={"more": b"x"}))
    assert len(meta["views"]) == len(views) == 4
    assert len(arrays) == 3
    assert arrays[meta["views"][3]["classesIn"]].tobytes() == map_data.halved(views[3].classes)


def test_fifty_thousand_projects_take_milliseconds() -> None:
    chance = np.random.default_rng(1)
    points = shapely.points(chance.uniform(116.4, 117.7, 50_000), chance.uniform(36.2, 37.2, 50_000))
    rows = [
        map_geometry.MapProject(number, "名", "name", wkb, Precision.SITE, None, FEN_PER_YI)
        for number, wkb in enumerate(shapely.to_wkb(points).tolist())
    ]
    geometry = map_geometry.pack(rows, Language.CHINESE)
    lights = chance.integers(1, 9, 50_000).astype(np.uint8)
    known = {"370112": Figures(Fraction(10, 12), projects=1)}
    times = []
    for _ in range(7):
        start = time.perf_counter()
        view = map_data.view(
            geometry,
            lights,
            known,
            overlay=overlays.OVERLAYS[0],
            month=map_samples.MONTHS[1],
            months=map_samples.MONTHS,
            language=Language.CHINESE,
        )
        times.append(time.perf_counter() - start)
    assert len(view.packed()) < 30_000
    assert min(times) < 0.010
