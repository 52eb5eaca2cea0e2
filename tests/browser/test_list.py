"""项目库 and 项目 in a browser: nothing is cut off, links go on within the session, and the workbook arrives."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LANGUAGES = ["zh_CN", "en"]
UNITS = ["yi", "wan"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_the_usual_columns_fit_and_the_totals_stay(opened, plan_address: str, language: str, unit: str) -> None:
    page = opened(f"{plan_address}/projects?lang={language}&money={unit}", until="table.list")
    frame = page.locator(".list-frame")
    assert frame.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    in_the_frame = """(node) => node.querySelector("tr.total").getBoundingClientRect().top
      - node.getBoundingClientRect().top"""
    before = frame.evaluate(in_the_frame)
    frame.evaluate("(node) => node.scrollTo(0, 2000)")
    assert frame.evaluate(in_the_frame) == pytest.approx(before, abs=1)
    expect(page.locator("tr.total")).to_be_in_viewport()


def test_a_heading_sorts_by_mouse_and_by_key_without_loading_anew(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/projects", until="table.list")
    page.evaluate("window.sameDocument = true")
    page.locator("th.c-shortfall a").click()
    expect(page.locator("th.c-shortfall")).to_have_attribute("aria-sort", "descending")
    page.locator("th.c-rate a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th.c-rate")).to_have_attribute("aria-sort", "ascending")
    assert "sort=rate_low" in page.url
    assert page.evaluate("window.sameDocument") is True


def test_the_filter_and_the_order_go_along_to_a_project_and_back(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/projects?light=red&sort=shortfall", until="table.list")
    names = page.locator("tbody th.name").all_inner_texts()
    assert len(names) == 19
    page.locator("tbody th.name a").nth(2).click()
    expect(page.locator(".project-title h1")).to_have_text(names[2])
    expect(page.locator(".way")).to_contain_text("清单第3项，共19项")
    page.locator(".way .beside a").last.click()
    expect(page.locator(".project-title h1")).to_have_text(names[3])
    assert "light=red" in page.url
    page.locator(".way > a").click()
    expect(page.locator("tbody th.name")).to_have_count(19)
    assert page.locator("tbody th.name").all_inner_texts() == names


def test_chosen_columns_are_kept_when_one_comes_back(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/projects", until="table.list")
    page.locator(".st-key-popover-columns button, .st-key-list-tools [data-testid='stPopover'] button").first.click()
    page.get_by_role("button", name="行业", exact=True).click()
    expect(page.locator("th.c-sector")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("tbody th.name a").first.click()
    page.locator(".way > a").click()
    expect(page.locator("th.c-sector")).to_have_count(1)


def test_the_workbook_comes_in_one_click(opened, plan_address: str) -> None:
    page = opened(f"{plan_address}/projects?class=industry", until="table.list")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    assert download.value.path().read_bytes().startswith(b"PK")
    assert download.value.suggested_filename.endswith("项）.xlsx")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["JN25-005", "JN25-009", "JN25-002"])
def test_the_page_of_a_project_keeps_its_width(opened, plan_address: str, code: str, language: str) -> None:
    page = opened(f"{plan_address}/project?id={code}&lang={language}", until=".passport")
    assert page.locator(".stMain").evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")
    for picture in page.locator("img.picture").all():
        assert picture.evaluate("(node) => node.complete && node.naturalWidth > 0")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/projects?present=1", "/project?id=JN25-073&present=1", "/project?id=JN25-009&present=1"]
)
def test_a_slide_holds_all_it_shows(opened, plan_address: str, path: str, language: str) -> None:
    page = opened(f"{plan_address}{path}&lang={language}", until=".slide", width=1920, height=1080)
    slide = page.locator(".slide")
    assert slide.evaluate("(node) => node.scrollHeight <= node.clientHeight + 1")
    small = "(node) => [...node.querySelectorAll('*')].filter((part) => [...part.childNodes].some((child) =>"
    small += " child.nodeType === 3 && child.textContent.trim()) && parseFloat(getComputedStyle(part).fontSize) < 24)"
    assert slide.evaluate(small + ".map((part) => part.textContent)") == []
