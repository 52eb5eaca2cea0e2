"""定位 in a real Chromium with a mouse: clicks are counted, points are dragged, lines are drawn, nothing calls far."""

import json
import re
from itertools import pairwise
from pathlib import Path

import hostile
import pytest
from playwright.sync_api import Frame, Page, expect
from sqlalchemy.orm import Session

from geodata import geometry
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.services import placing
from portfolio.services.placing import PlacingSubject
from portfolio.storage.session import open_engine

pytestmark = pytest.mark.browser

WORDS = {
    "zh_CN": {"who": "操作人姓名（必填）"},
    "en": {"who": "Your name (required)"},
}
PAINTED = """code => [...document.querySelectorAll('[data-testid^="stBidiComponent"]')]
  .some((node) => node.shadowRoot?.querySelector(`.map-root[data-painted][data-project="${code}"]`))"""
WAITING = ProjectFilter()


@pytest.fixture(scope="module")
def database(plan_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """One for all: a server takes long to start. Each test works on what still waits."""
    copy = tmp_path_factory.mktemp("placing") / "placing.db"
    copy.write_bytes(plan_file.read_bytes())
    return f"sqlite:///{copy}"


def subject(database: str, code: str) -> PlacingSubject:
    engine = open_engine(database)
    with Session(engine) as db:
        found = placing.subject(db, code, WHOLE_CITY)
    engine.dispose()
    return found


def queue(database: str) -> list[PlacingSubject]:
    """What waits, as the page lists it."""
    engine = open_engine(database)
    with Session(engine) as db:
        rows = placing.queue(db, WAITING, WHOLE_CITY, month=Month(2025, 10)).rows
        found = [placing.subject(db, row.code, WHOLE_CITY) for row in rows]
    engine.dispose()
    return found


def begin(page: Page, code: str, language: str = "zh_CN") -> Frame:
    """Give the name, once a session, and wait for the map of the project."""
    page.wait_for_function(PAINTED, arg=code, timeout=60_000)
    page.get_by_placeholder(WORDS[language]["who"]).fill("王工")
    page.keyboard.press("Enter")
    expect(page.locator(".placing-who-missing")).to_have_count(0)
    page.evaluate("document.activeElement.blur()")
    return next(frame for frame in page.frames if frame.url == "about:srcdoc")


class Mouse:
    """Counts its clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def choose(self) -> bool:
        """Click the first candidate. False where there is none and what stands is all there is to agree with."""
        option = self.page.locator("[data-testid=stRadioOption]", has_text=re.compile("^1 "))
        if option.count() == 0:
            return False
        option.click()
        self.clicks += 1
        expect(option).to_have_attribute("data-selected", "true")
        return True

    def confirm(self) -> None:
        self.page.locator(".st-key-placing-confirm button").click()
        self.clicks += 1


def at_work(page: Page, code: str) -> None:
    page.wait_for_function(PAINTED, arg=code, timeout=60_000)
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    expect(page.locator(".placing-text h2 a")).to_have_attribute("href", re.compile(f"id={code}"))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_three_projects_are_two_clicks_each_and_the_map_stays(opened, served, database: str, language: str) -> None:
    first = queue(database)[:4]
    page = opened(f"{served(database)}/placing?lang={language}", until="iframe")
    begin(page, first[0].code, language)
    page.locator("iframe").evaluate("frame => frame.setAttribute('data-first', '')")
    mouse = Mouse(page)
    chosen = {}
    for here, following in pairwise(first):
        at_work(page, here.code)
        chosen[here.code] = mouse.choose()
        mouse.confirm()
        at_work(page, following.code)
    assert any(chosen.values())
    assert mouse.clicks == 3 + sum(chosen.values()) <= 2 * 3
    assert page.locator("iframe[data-first]").count() == 1, "the map is built once"
    for was in first[:3]:
        found = subject(database, was.code)
        assert found.confirmed_by == "王工"
        if chosen[was.code]:
            assert found.geometry not in (None, was.geometry)
            assert found.method == "candidate"
        else:
            assert found.geometry == was.geometry


def test_a_point_is_dragged(opened, served, database: str) -> None:
    rows = queue(database)
    was = next(row for row in rows if row.geometry and geometry.from_wkb(row.geometry).geom_type == "Point")
    page = opened(f"{served(database)}/placing?id={was.code}", until="iframe")
    frame = begin(page, was.code)
    box = frame.locator(".pl-pin").bounding_box()
    assert box is not None
    x, y = box["x"] + 13, box["y"] + 15
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=5)
    page.mouse.up()
    expect(page.locator(".placing-change")).to_contain_text("移动最多")
    expect(frame.locator(".pl-before")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".placing-done")).to_contain_text(was.name)
    before, found = geometry.from_wkb(was.geometry or b""), subject(database, was.code)
    after = geometry.from_wkb(found.geometry or b"")
    assert (found.method, found.reason, found.confirmed_by) == ("moved", "digitised", "王工")
    assert after.x > before.x
    assert after.y > before.y


def test_a_line_is_drawn_with_a_vertex_taken_back(opened, served, database: str) -> None:
    was = next(row for row in queue(database) if row.geometry is None)
    page = opened(f"{served(database)}/placing?id={was.code}", until="iframe")
    frame = begin(page, was.code)
    frame.get_by_role("button", name="线", exact=True).click()
    box = page.locator("iframe").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for across, down in ((-60, 0), (0, 30), (90, 90)):
        page.mouse.click(middle[0] + across, middle[1] + down)
    page.keyboard.press("Backspace")
    page.mouse.click(middle[0] + 70, middle[1] - 20)
    page.keyboard.press("Enter")
    expect(page.locator(".placing-change")).to_contain_text("长")
    page.locator(".st-key-placing-confirm button").click()
    expect(page.locator(".placing-done")).to_contain_text(was.name)
    found = subject(database, was.code)
    drawn = geometry.from_wkb(found.geometry or b"")
    assert drawn.geom_type == "LineString"
    assert len(drawn.coords) == 3
    assert (found.method, found.precision) == ("drawn", "schematic")


def test_a_file_is_uploaded_and_its_feature_of_this_project_taken(
    opened, served, database: str, tmp_path: Path
) -> None:
    was = next(row for row in queue(database) if row.geometry is None)
    places = {"另一个": [117.3, 36.5], was.name: [117.01, 36.67]}
    features = [
        {"type": "Feature", "properties": {"名称": name}, "geometry": {"type": "Point", "coordinates": place}}
        for name, place in places.items()
    ]
    file = tmp_path / "选址.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    page = opened(f"{served(database)}/placing?id={was.code}", until="iframe")
    frame = begin(page, was.code)
    page.get_by_text("上传图形文件").click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("选址.geojson")).to_be_visible()
    page.locator("[data-testid=stExpander]", has_text="上传图形文件").get_by_role("button", name="放到图上").click()
    expect(frame.locator(".pl-pin")).to_have_count(1)
    page.locator(".st-key-placing-confirm button").click()
    expect(page.locator(".placing-done")).to_contain_text(was.name)
    found = subject(database, was.code)
    point = geometry.from_wkb(found.geometry or b"")
    assert (round(point.x, 6), round(point.y, 6)) == (117.01, 36.67)
    assert (found.method, found.source) == ("uploaded", "选址.geojson")


def test_a_whole_file_is_looked_at_and_then_written_at_once(opened, served, database: str, tmp_path: Path) -> None:
    one, other = [row for row in queue(database) if row.geometry is None][:2]
    site = {"定位精度代码": "site"}
    features = [
        {
            "type": "Feature",
            "properties": {"系统编号": code, **site},
            "geometry": {"type": "Point", "coordinates": [117.0, lat]},
        }
        for code, lat in ((one.code, 36.66), (other.code, 36.67), ("nobody", 36.68))
    ]
    file = tmp_path / "many.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    page = opened(f"{served(database)}/placing?id={one.code}", until="iframe")
    begin(page, one.code)
    page.get_by_text("上传图形文件").click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("many.geojson")).to_be_visible()
    page.locator("[data-testid=stExpander]", has_text="上传图形文件").get_by_role("button", name="放到图上").click()
    page.get_by_text("整份文件").click()
    expect(page.locator(".placing-many")).to_contain_text("没有这个项目")
    page.get_by_role("button", name="写入 2 处").click()
    expect(page.get_by_text("已写入 2 处")).to_be_visible()
    assert [subject(database, row.code).confirmed_by for row in (one, other)] == ["王工", "王工"]


def test_keys_turn_pages_and_confirm(opened, served, database: str) -> None:
    first, second, *_ = queue(database)
    page = opened(f"{served(database)}/placing", until="iframe")
    begin(page, first.code)
    page.keyboard.press("ArrowRight")
    at_work(page, second.code)
    page.keyboard.press("ArrowLeft")
    at_work(page, first.code)
    page.keyboard.press("Enter")
    at_work(page, second.code)
    assert subject(database, first.code).confirmed_by == "王工"


def test_hostile_names_stay_text_in_the_list_and_on_the_map(opened, served, database: str) -> None:
    codes = hostile.rename(database, hostile.NAMES)
    for code in codes[:2]:
        page = opened(f"{served(database)}/placing?id={code}&lang=en", until="iframe")
        page.wait_for_function(PAINTED, arg=code, timeout=60_000)
        for frame in page.frames:
            assert frame.evaluate("typeof window.hurt") == "undefined"
