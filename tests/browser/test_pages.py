"""总览, 区县 and 投屏 as a reader sees them: on one screen, nothing cut off, large enough, legible, by the keys."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FIRST_SCREEN = [".basis-line", ".headline > *", ".first-screen > *", ".first-screen li", ".first-screen tr", ".floors"]
SIZES = [(1440, 900), (1920, 1080)]
LANGUAGES = ["zh_CN", "en"]

# Text that is wider or higher than the box it stands in, where the box hides what is beyond.
CUT_OFF = """() => [...document.querySelectorAll(".stMain *")]
  .filter((node) => node.checkVisibility() && node.textContent.trim() && getComputedStyle(node).overflowX !== "visible")
  .filter((node) => node.scrollWidth > node.clientWidth + 1 && !node.closest(".stAppToolbar, input, .st-key-filterbar"))
  .map((node) => `${node.className}: ${node.textContent.trim().slice(0, 40)}`)"""

# Labels that run over the edge of their card.
OVER_THE_EDGE = """() => [...document.querySelectorAll(".card")].flatMap((card) => {
  const edge = card.getBoundingClientRect().right;
  return [...card.querySelectorAll("*")]
    .filter((node) => !node.closest(".worst ol") && node.checkVisibility())
    .filter((node) => node.getBoundingClientRect().right > edge + 1)
    .map((node) => `${node.className}: ${node.textContent.trim().slice(0, 40)}`);
})"""

# Rows of a slide that are neither wholly in their list nor wholly beside it.
HALF_ROWS = """() => [...document.querySelectorAll(".worst ol")].flatMap((list) => {
  const box = list.getBoundingClientRect();
  return [...list.children]
    .filter((row) => row.getBoundingClientRect().left < box.right - 1)
    .filter((row) => row.getBoundingClientRect().bottom > box.bottom + 1)
    .map((row) => row.textContent.trim().slice(0, 40));
})"""

OWN_TEXT = """[...document.querySelectorAll(".stApp *")].filter((node) =>
  node.checkVisibility() && [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()))"""

SMALL_TYPE = f"""() => {OWN_TEXT}
  .map((node) => [parseFloat(getComputedStyle(node).fontSize), node.textContent.trim().slice(0, 30)])
  .filter(([size]) => size < 24)"""

FAINT = f"""() => {{
  const part = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (node) => {{
    for (let at = node; at; at = at.parentElement) {{
      const colour = part(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }}
    return [255, 255, 255];
  }};
  return {OWN_TEXT}
    .filter((node) => !node.closest("[disabled], .rate-bar, svg, .st-key-filterbar") && node.closest(".stMain"))
    .map((node) => {{
      const [one, two] = [light(part(getComputedStyle(node).color)), light(ground(node))].sort((a, b) => b - a);
      return [(one + 0.05) / (two + 0.05), node.className, node.textContent.trim().slice(0, 30)];
    }})
    .filter(([ratio]) => ratio < 4.5);
}}"""


# A field shows it at its frame, anything else at itself.
CHOSEN_BY_KEY = """() => {
  const node = document.activeElement;
  const name = `${node.tagName} ${(node.getAttribute("aria-label") || node.textContent).trim().slice(0, 10)}`;
  const marks = (at) => getComputedStyle(at).outlineStyle !== "none" || getComputedStyle(at).boxShadow !== "none";
  return [name, marks(node) || marks(node.parentElement) || node.tagName === "INPUT"];
}"""


def _width_is_kept(page: Page) -> None:
    main = page.locator(".stMain")
    assert main.evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=["1440x900", "1920x1080"])
def test_the_first_screen_holds_everything_without_scrolling(
    opened, plan_address: str, size: tuple[int, int], language: str
) -> None:
    width, height = size
    page = opened(f"{plan_address}/?lang={language}", until=".chart", width=width, height=height)
    page.wait_for_timeout(500)
    for selector in FIRST_SCREEN:
        found = page.locator(selector).all()
        assert found, selector
        for part in found:
            box = part.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, selector
    assert page.locator(".shortfalls li").count() == 10
    tops = [page.locator(selector).first.bounding_box()["y"] for selector in FIRST_SCREEN[:3]]
    assert tops == sorted(tops)
    _width_is_kept(page)
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/district", "/district?code=370112", "/district?code=start-up-area"])
def test_the_pages_of_units_keep_their_width(opened, plan_address: str, path: str, language: str) -> None:
    joint = "&" if "?" in path else "?"
    page = opened(f"{plan_address}{path}{joint}lang={language}", until=".about")
    _width_is_kept(page)
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.evaluate(FAINT) == []


def test_with_facts_only_the_page_stands(opened, facts_address: str) -> None:
    page = opened(facts_address, until=".stages")
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.locator(".charts").count() == 0


def test_with_facts_only_a_units_page_says_at_which_stage_its_projects_are(opened, facts_address: str) -> None:
    page = opened(f"{facts_address}/district?code=370112", until=".unit-screen .stages")
    screen, stages = (page.locator(selector).bounding_box() for selector in (".unit-screen", ".unit-screen .stages"))
    assert stages["x"] + stages["width"] == pytest.approx(screen["x"] + screen["width"], abs=1)
    assert page.locator(".shortfalls").count() == 0


def test_whatever_the_tab_key_reaches_shows_that_it_is_chosen(opened, plan_address: str) -> None:
    page = opened(plan_address, until=".chart")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(CHOSEN_BY_KEY))
    assert {"A 总览", "A 区县", "INPUT 月份"} <= {name for name, _ in reached}
    assert [name for name, marked in reached if not marked and not name.startswith("MAIN")] == []


def test_links_lead_on_within_the_session(opened, plan_address: str) -> None:
    page = opened(plan_address, until=".chart")
    page.evaluate("window.sameDocument = true")
    page.locator(".ranking a", has_text="历城").click()
    expect(page.locator(".unit-head h1")).to_have_text("历城区")
    assert "code=370112" in page.url
    assert page.evaluate("window.sameDocument") is True


def test_a_page_of_paper_and_a_workbook_come_from_the_server(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/district?code=370112", until=".projects-table")
    for key, start in (("unit-pdf", b"%PDF"), ("unit-excel", b"PK")):
        with page.expect_download() as download:
            page.locator(f".st-key-{key} button").first.click()
        assert download.value.path().read_bytes().startswith(start)


@pytest.mark.parametrize("path", ["/", "/?unit=370112", "/?unit=start-up-area", "/district?code=370104"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_type_of_a_presentation_is_below_24_pixels(opened, plan_address: str, path: str, language: str) -> None:
    joint = "&" if "?" in path else "?"
    address = f"{plan_address}{path}{joint}present=1&lang={language}"
    page = opened(address, until=".slide", width=1920, height=1080)
    expect(page.locator(".presentation-hint button")).to_have_count(4)
    assert page.evaluate(SMALL_TYPE) == []
    slide = page.locator(".slide")
    assert slide.evaluate("(node) => node.scrollHeight <= node.clientHeight && node.scrollWidth <= node.clientWidth")
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.evaluate(HALF_ROWS) == []
    expect(page.locator("header.stAppHeader")).to_be_hidden()


def test_the_arrow_keys_go_through_the_units_and_escape_leaves(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/?class=infrastructure&month=2025-09", until=".chart", width=1920, height=1080)
    page.locator(".st-key-present button").first.click()
    title = page.locator(".slide h1")
    expect(title).to_have_text("全市")
    expect(page.locator(".presentation-hint button")).to_have_count(4)
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text("历下区")
    expect(page.locator(".slide-head .month")).to_have_text("2025年9月")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(title).to_have_text("历城区")
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("槐荫区")
    page.evaluate("document.fullscreenElement ? document.exitFullscreen() : null")
    if page.locator(".slide").is_visible():
        page.keyboard.press("Escape")
    expect(page.locator(".st-key-filterbar")).to_be_visible()
    expect(page).to_have_url(re.compile(r"unit=370104&class=infrastructure&month=2025-09$"))


def test_on_the_page_of_a_unit_the_keys_turn_the_page_too(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/district?code=370112&present=1", until=".slide", width=1920, height=1080)
    expect(page.locator(".presentation-hint button")).to_have_count(4)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slide h1")).to_have_text("长清区")
    expect(page).to_have_url(re.compile("code=370113"))
    page.keyboard.press("Escape")
    expect(page.locator(".unit-head h1")).to_have_text("长清区")
