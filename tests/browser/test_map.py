"""The map in a real Chromium that can reach nothing: whatever it asks another host for fails the test."""

from pathlib import Path

import map_samples
import pytest
from playwright.sync_api import Frame, Page, expect

from portfolio.outputs import project_map
from portfolio.outputs.project_map import MapCard, Unplaced

pytestmark = pytest.mark.browser

# Where a project's first symbol, or a district's label point, is on the screen.
SYMBOL = """(id) => {
  const { places, lastLook, ratio } = projectMap.layer;
  const symbol = places.symbolProject.indexOf(places.indexOf.get(id));
  const x = places.view.x + places.symbolX[symbol] * places.view.k - lastLook.frame.left;
  return [x / ratio, (places.view.y - places.symbolY[symbol] * places.view.k - lastLook.frame.top) / ratio];
}"""
DISTRICT = """(code) => {
  const { base, lastLook, ratio } = projectMap.layer;
  const [x, y] = lastLook.view.degrees(...base.districts.find((entry) => entry.code === code).label);
  return [(x - lastLook.frame.left) / ratio, (y - lastLook.frame.top) / ratio];
}"""


def _opened(page: Page, folder: Path, names: tuple[str, ...] = (), words: str = "") -> None:
    """Open an exported file of the six sample projects; ``words`` stands in every place for a text."""
    geometry = map_samples.packed(names=names)
    named = words or "单位"
    html = project_map.export_html(
        geometry,
        map_samples.views(geometry, caption=words, banner=words),
        title=words or "济南市重点项目一张图",
        cards=[MapCard(1, facts=((named, words or "商河县"),), monthly=(("4.10",), ("7.30",)))],
        monthly=[words or "累计完成"],
        unplaced=[Unplaced(6, names[5] if names else "无处项目", words or "位置未知")],
    )
    file = folder / "map.html"
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri())
    expect(page.locator(".pm-legend")).to_be_visible()


def test_the_file_opens_without_a_network(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _opened(page, tmp_path)
    expect(page.locator("h1")).to_have_text("济南市重点项目一张图")
    expect(page.locator(".pm-foot")).to_contain_text("内部使用")
    expect(page.locator(".pm-foot")).to_contain_text("5 个项目中 2 个定位精确")
    assert len(asked) == 1
    colours = page.evaluate("""() => {
      const canvas = document.querySelector(".pm-canvas");
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(new Uint32Array(data.buffer)).size;
    }""")
    assert colours > 50, "the map is painted"


def test_a_click_opens_the_card_and_months_change_it(page: Page, tmp_path: Path) -> None:
    _opened(page, tmp_path)
    page.mouse.click(*page.evaluate(SYMBOL, 1))
    card = page.locator(".pm-card")
    expect(card).to_contain_text("第1号项目")
    expect(card).to_contain_text("商河县")
    expect(card).to_contain_text("红灯")
    expect(card).to_contain_text("7.30")
    page.locator(".pm-months input").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".pm-months output")).to_have_text("2025年9月")
    expect(card).to_contain_text("4.10")
    page.locator(".pm-close").click()
    expect(card).to_be_hidden()


def test_the_months_play_to_the_last(page: Page, tmp_path: Path) -> None:
    _opened(page, tmp_path)
    month = page.locator(".pm-months output")
    page.locator(".pm-play").click()
    expect(month).to_have_text("2025年9月")
    expect(month).to_have_text("2025年10月")
    expect(page.locator(".pm-play")).to_have_attribute("aria-label", "播放各月")


def test_the_overlay_is_chosen_in_the_file(page: Page, tmp_path: Path) -> None:
    _opened(page, tmp_path)
    expect(page.locator(".pm-classes")).to_contain_text("≥ +20")
    page.locator("select").first.select_option("rate")
    expect(page.locator(".pm-classes")).to_contain_text("≥ 150%")
    expect(page.locator(".pm-classes")).to_contain_text("无数据")
    assert page.evaluate("projectMap.layer.texts['370126'].label") == "160.0%"


def test_what_is_not_on_the_map_is_listed(page: Page, tmp_path: Path) -> None:
    _opened(page, tmp_path)
    page.locator(".pm-list summary").click()
    page.locator(".pm-list button").click()
    expect(page.locator(".pm-card h2")).to_have_text("无处项目")


def test_lines_areas_and_holes_answer_to_the_pointer(page: Page, tmp_path: Path) -> None:
    _opened(page, tmp_path)
    met = page.evaluate("""() => {
      const { layer } = projectMap;
      const at = (lon, lat) => {
        const [x, y] = layer.lastLook.view.degrees(lon, lat);
        const found = layer.hits.at(x, y, layer.lastLook.view);
        return found && (found.district || layer.places.ids[found.project]);
      };
      return [at(116.8, 36.425), at(117.61, 36.75), at(117.55, 36.75), at(117.1, 37.3), at(115, 36)];
    }""")
    assert met == [3, 4, "370114", 1, None]


def test_the_map_answers_to_the_keyboard(page: Page, tmp_path: Path) -> None:
    _opened(page, tmp_path)
    before = page.evaluate("projectMap.map.getCenter().lng")
    page.locator(".folium-map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(before) => projectMap.map.getCenter().lng !== before", arg=before)
    unnamed = page.evaluate("""() => [...document.querySelectorAll("button, input, select")]
      .filter((node) => !node.getAttribute("aria-label") && !node.textContent.trim()).length""")
    assert unnamed == 0


def test_a_map_that_is_made_before_it_has_room_appears_when_it_gets_some(page: Page, tmp_path: Path) -> None:
    _opened(page, tmp_path)
    outer = tmp_path / "outer.html"
    outer.write_text('<iframe src="map.html" style="display: none; width: 900px; height: 600px"></iframe>')
    page.goto(outer.as_uri())
    page.evaluate("document.querySelector('iframe').style.display = 'block'")
    frame = page.frames[1]
    frame.wait_for_function("projectMap.layer.lastLook && projectMap.layer.places.screen.count === 4")
    assert frame.evaluate(f"({SYMBOL})(1)")[0] == pytest.approx(450, abs=200)


@pytest.mark.parametrize("hostile", map_samples.HOSTILE)
def test_hostile_text_is_shown_and_nothing_more(page: Page, tmp_path: Path, hostile: str) -> None:
    _opened(page, tmp_path, names=(hostile,) * 6, words=hostile)
    place = page.evaluate(SYMBOL, 1)
    page.mouse.move(*place)
    assert page.locator(".pm-tip strong").text_content() == hostile
    page.mouse.click(*place)
    assert page.locator(".pm-card h2").text_content() == hostile
    page.locator(".pm-list summary").click()
    assert page.locator(".pm-banner").text_content() == hostile
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0


APP = """
import map_samples
import streamlit as st
from pages.ui import maps
from portfolio.language import Language
from portfolio.outputs import project_map

@st.fragment
def shown():
    geometry = map_samples.packed(names=[st.query_params["name"]] * 6)
    views = map_samples.views(geometry, overlay_codes=["gap"])
    def follow(event):
        st.session_state["said"] = str(event)
        if event.month:
            st.session_state["month"] = str(event.month)
        st.session_state["chosen"] = event.project or event.district
    month = st.session_state.get("month", "2025-10")
    st.button("again")
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    view = next(view for view in views if str(view.month) == month)
    view = view.with_selected(st.session_state.get("chosen"))
    maps.show(lambda: project_map.document(Language.CHINESE), geometry, view, frames=lambda: views, on_event=follow)
    st.text(st.session_state.get("said", "nothing"))
    st.text(f"run {st.session_state['runs']}")

shown()
"""


@pytest.fixture(scope="module")
def application(served_script) -> str:
    """The address of a page with nothing but the map."""
    return served_script(APP)


def _map(page: Page, address: str, name: str = "name") -> Frame:
    """The frame of the map once it is painted."""
    page.goto(f"{address}/?name={name}")
    page.wait_for_selector(".map-root[data-painted]", timeout=30_000)
    # The second run tells Python what the browser holds; then the page is at rest.
    expect(page.get_by_text("run 2")).to_be_visible(timeout=30_000)
    return next(frame for frame in page.frames if frame != page.main_frame)


def _clicked(page: Page, frame: Frame, place: list[float]) -> None:
    box = page.locator(".map-root iframe").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + place[0], box["y"] + place[1])


def test_a_click_reaches_the_page_and_the_frame_stays(page: Page, application: str) -> None:
    frame = _map(page, application)
    frame.evaluate("window.mine = 'the same frame'")
    _clicked(page, frame, frame.evaluate(SYMBOL, 1))
    expect(page.get_by_text("MapEvent(kind='project', project=1")).to_be_visible()
    _clicked(page, frame, frame.evaluate(DISTRICT, "370126"))
    expect(page.get_by_text("MapEvent(kind='district', project=None, district='370126'")).to_be_visible()
    assert frame.evaluate("window.mine") == "the same frame"
    assert frame.evaluate("projectMap.layer.selected") == "370126"


def test_the_places_travel_once(page: Page, application: str) -> None:
    frame = _map(page, application)
    frame.evaluate("""() => {
      window.heard = [];
      window.addEventListener("message", (message) => window.heard.push(message.data.type));
    }""")
    for run in (3, 4):
        page.get_by_role("button", name="again").click()
        expect(page.get_by_text(f"run {run}")).to_be_visible()
    frame.wait_for_function("window.heard.length >= 2")
    assert set(frame.evaluate("window.heard")) == {"view"}


def test_months_play_in_the_frame_and_the_last_is_told(page: Page, application: str) -> None:
    frame = _map(page, application)
    frame.locator(".pm-play").click()
    expect(frame.locator(".pm-months output")).to_have_text("2025年9月", timeout=10_000)
    expect(page.get_by_text("MapEvent(kind='month'")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("month=Month(year=2025, month=10)")).to_be_visible()


def test_the_frame_cannot_reach_the_page(page: Page, application: str) -> None:
    frame = _map(page, application)
    assert frame.evaluate("(() => { try { return window.parent.document.title; } catch { return 'refused'; } })()") == (
        "refused"
    )
    assert frame.evaluate("fetch('https://example.org').then(() => 'sent', () => 'refused')") == "refused"


def test_hostile_names_stay_text_in_the_application(page: Page, application: str) -> None:
    frame = _map(page, application, name="%3Cimg src=x onerror=%22window.hacked=1%22%3E{{7*191}}")
    box = page.locator(".map-root iframe").bounding_box()
    assert box is not None
    place = frame.evaluate(SYMBOL, 1)
    page.mouse.move(box["x"] + place[0], box["y"] + place[1])
    expect(frame.locator(".pm-tip strong")).to_have_text('<img src=x onerror="window.hacked=1">{{7*191}}')
    assert frame.evaluate("window.hacked") is None
