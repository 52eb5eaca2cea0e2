"""What stands where on the map: names that do not collide, projects on one spot, stations, rates, the keyboard."""

from dataclasses import replace
from pathlib import Path

import map_samples
import pytest
import shapely
from map_samples import MONTHS
from playwright.sync_api import Frame, Page, expect

from portfolio.domain.codes import Light, Precision
from portfolio.domain.money import FEN_PER_YI
from portfolio.language import Language
from portfolio.outputs import map_data, map_geometry, overlays, project_map
from portfolio.outputs.map_geometry import MapProject, Stop
from portfolio.outputs.project_map import Unplaced

pytestmark = pytest.mark.browser

NAMES = "ProjectMap.namesOf(projectMap.layer)"
SPOTS = """(() => {
  const { spots, screen } = projectMap.layer.places;
  return { badges: spots.badges.map(({ members }) => members.length),
    rings: spots.rings.map(({ layout }) => layout.at.length), symbols: screen.count };
})()"""
BADGE = """() => {
  const { places, lastLook, ratio } = projectMap.layer;
  const [{ x, y }] = places.spots.badges;
  return [(x - lastLook.frame.left) / ratio, (y - lastLook.frame.top) / ratio];
}"""


def _colliding(names: list[dict[str, object]]) -> list[tuple[str, str]]:
    found = []
    for number, one in enumerate(names):
        for other in names[:number]:
            (left, top, right, bottom), (west, north, east, south) = one["box"], other["box"]
            if left < east and west < right and top < south and north < bottom:
                found.append((one["text"], other["text"]))
    return found


def _frame(page: Page) -> Frame:
    page.wait_for_selector(".map-root[data-painted]")
    page.wait_for_timeout(700)
    return next(frame for frame in page.frames if frame != page.main_frame)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)], ids=["1440x900", "1920x1080"])
def test_no_names_collide_at_the_zoom_of_the_whole_city(
    opened, plan_address: str, size: tuple[int, int], language: str
) -> None:
    page = opened(f"{plan_address}/map?lang={language}", until="iframe", width=size[0], height=size[1])
    frame = _frame(page)
    names = frame.evaluate(NAMES)
    assert _colliding(names) == []
    shown = {name["text"] for name in names}
    districts = frame.evaluate("projectMap.layer.base.districts.map(({ name }) => name)")
    assert set(districts) <= shown
    assert len(shown & set(frame.evaluate("projectMap.layer.base.neighbours.map(({ name }) => name)"))) == 5
    # No name lies under a panel.
    panels = [{"text": "panel", "box": box} for box in frame.evaluate("projectMap.panels.boxes()")]
    assert all(_colliding([panel, name]) == [] for panel in panels for name in names)


def test_the_colours_of_lines_are_chosen_in_the_tools_and_in_the_address(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/map?lines=rate", until="iframe")
    frame = _frame(page)
    expect(frame.locator(".pm-tints")).to_contain_text("≥ 150%")
    assert frame.evaluate("projectMap.layer.places.tints.length") > 100
    page.get_by_text("线面：灯色").click()
    expect(frame.locator(".pm-tints")).to_have_count(0)
    assert "lines=light" in page.url


def _file(page: Page, folder: Path, projects: list[MapProject], lights: list[Light], **more: object) -> None:
    geometry = map_geometry.pack(projects, Language.CHINESE)
    view = map_data.view(
        geometry,
        map_data.light_classes(lights),
        {"370112": map_samples.figures(80)},
        overlay=overlays.OVERLAYS_BY_CODE["rate"],
        month=MONTHS[1],
        months=MONTHS,
        language=Language.CHINESE,
        only_district_known={"370112": 2},
        tints=bytes((number % 9) + 1 for number in range(len(projects))),
    )
    file = folder / "map.html"
    file.write_text(project_map.export_html(geometry, [view], title="图", **more), encoding="utf-8")
    page.goto(file.as_uri())
    expect(page.locator(".pm-legend")).to_be_visible()


def _on_one_spot(number: int) -> tuple[list[MapProject], list[Light]]:
    place = shapely.Point(117.1, 36.8)
    kinds = [Light.RED, Light.YELLOW, Light.GREEN, Light.GREEN]
    rows = [map_samples.project(each + 1, place, plan_fen=(each + 1) * FEN_PER_YI) for each in range(number)]
    return rows, [kinds[each % 4] for each in range(number)]


def test_a_few_projects_on_one_spot_stand_around_it(page: Page, tmp_path: Path) -> None:
    _file(page, tmp_path, *_on_one_spot(3))
    assert page.evaluate(SPOTS) == {"badges": [], "rings": [3], "symbols": 3}
    apart = page.evaluate("""() => {
      const { screen } = projectMap.layer.places;
      const far = [];
      for (let one = 0; one < 3; one += 1) for (let other = 0; other < one; other += 1) {
        far.push(Math.hypot(screen.x[one] - screen.x[other], screen.y[one] - screen.y[other]) - screen.r[other]);
      }
      return Math.min(...far);
    }""")
    assert apart > 3, "every light shows"


def test_many_on_one_spot_are_a_counted_badge_and_a_click_spreads_them(page: Page, tmp_path: Path) -> None:
    _file(page, tmp_path, *_on_one_spot(24))
    assert page.evaluate(SPOTS) == {"badges": [24], "rings": [], "symbols": 0}
    place = page.evaluate(BADGE)
    page.mouse.move(*place)
    expect(page.locator(".pm-tip")).to_contain_text("24 个项目在同一点")
    expect(page.locator(".pm-tip")).to_contain_text("红灯 6 · 黄灯 6 · 绿灯 12")
    page.mouse.click(*place)
    assert page.evaluate(SPOTS) == {"badges": [], "rings": [24], "symbols": 24}
    # One of them is clicked where it now stands, and they stay spread.
    at = page.evaluate("projectMap.layer.whereIs(4).at")
    page.mouse.click(at["x"], at["y"])
    expect(page.locator(".pm-card h2")).to_have_text("第5号项目")
    assert page.evaluate(SPOTS)["rings"] == [24]
    page.mouse.click(640, 60)
    assert page.evaluate(SPOTS)["badges"] == [24]


def test_close_to_it_a_spot_spreads_by_itself(page: Page, tmp_path: Path) -> None:
    _file(page, tmp_path, *_on_one_spot(12))
    assert page.evaluate(SPOTS)["badges"] == [12]
    page.evaluate("() => { projectMap.map.setView([36.8, 117.1], 14, { animate: false }); }")
    assert page.evaluate(SPOTS) == {"badges": [], "rings": [12], "symbols": 12}


def test_hundreds_on_one_spot_show_the_most_serious_and_count_the_rest(page: Page, tmp_path: Path) -> None:
    _file(page, tmp_path, *_on_one_spot(300))
    page.mouse.click(*page.evaluate(BADGE))
    assert page.evaluate(SPOTS)["rings"] == [60]
    assert page.evaluate("projectMap.layer.places.spots.rings[0].more") == 240
    reds = map_data.CLASS_OF[Light.RED]
    shown = page.evaluate("""() => {
      const { places } = projectMap.layer;
      return Array.from(places.screen.project.slice(0, 60), (symbol) => places.classes[places.symbolProject[symbol]]);
    }""")
    assert set(shown) == {reds}


def test_a_line_shows_its_stations_and_close_to_it_their_names(page: Page, tmp_path: Path) -> None:
    places = [(117.0 + step / 50, 36.65 + step / 300) for step in range(8)]
    stops = tuple(Stop(f"第{number}站", f"Stop {number}", x, y) for number, (x, y) in enumerate(places))
    line = replace(map_samples.project(1, shapely.LineString(places), Precision.SCHEMATIC), stops=stops)
    _file(page, tmp_path, [line], [Light.GREEN])
    expect(page.locator(".pm-places")).to_contain_text("车站")
    assert page.evaluate("projectMap.layer.places.stopsShown.length") == 0
    page.evaluate("() => { projectMap.map.setView([36.66, 117.07], 12.5, { animate: false }); }")
    assert page.evaluate("projectMap.layer.places.stopsShown.length") == 8
    names = page.evaluate(NAMES)
    assert {f"第{number}站" for number in range(8)} <= {name["text"] for name in names}
    assert _colliding(names) == []


def test_a_file_colours_lines_by_rate_too(page: Page, tmp_path: Path) -> None:
    line = map_samples.project(1, shapely.LineString([(116.9, 36.7), (117.2, 36.75)]))
    _file(page, tmp_path, [line], [Light.RED])
    seen = "projectMap.layer.places.pathStyle(0).colour"
    assert page.evaluate(seen) == "#c8321f"
    page.locator("select").nth(1).select_option("rate")
    assert page.evaluate(seen) == "#8f3d14"
    expect(page.locator(".pm-tints")).to_contain_text("< 50%")


def test_a_click_on_a_district_lists_what_its_badge_counts(page: Page, tmp_path: Path) -> None:
    rows, lights = _on_one_spot(1)
    missing = [Unplaced(number, f"无点{number}", "仅知区县", "370112") for number in (7, 8)]
    _file(page, tmp_path, rows, lights, unplaced=[*missing, Unplaced(9, "他处", "仅知区县", "370126")])
    page.mouse.click(
        *page.evaluate("""() => {
      const { base, lastLook, ratio } = projectMap.layer;
      const [x, y] = lastLook.view.degrees(...base.districts.find(({ code }) => code === "370112").label);
      return [(x - lastLook.frame.left) / ratio, (y - lastLook.frame.top) / ratio];
    }""")
    )
    card = page.locator(".pm-card")
    expect(card).to_contain_text("仅知区县的项目（2）")
    expect(card.locator("li")).to_have_count(2)
    card.locator("button", has_text="无点8").click()
    expect(card.locator("h2")).to_have_text("无点8")


def test_projects_are_stepped_through_by_size_with_the_keyboard(page: Page, tmp_path: Path) -> None:
    rows = [
        map_samples.project(number, shapely.Point(116.9 + number / 10, 36.7), plan_fen=plan * FEN_PER_YI)
        for number, plan in ((1, 2), (2, 40), (3, 5))
    ]
    _file(page, tmp_path, rows, [Light.GREEN] * 3)
    page.locator(".folium-map").focus()
    said = page.locator(".pm-live")
    for key, words in (("n", "第 1 个，共 3 个：第2号项目"), ("n", "第 2 个，共 3 个：第3号项目"), ("p", "第 1 个")):
        page.keyboard.press(key)
        expect(said).to_contain_text(words)
    page.keyboard.press("Enter")
    expect(page.locator(".pm-card h2")).to_have_text("第2号项目")
    page.keyboard.press("Escape")
    assert page.evaluate("projectMap.layer.selected") is None
