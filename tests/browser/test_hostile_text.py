"""Hostile text in every field: shown as text on every page and map, in both languages; nothing of it runs."""

from pathlib import Path

import hostile
import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = [
    *("/", "/map?id=JN25-005", "/map?code=370112", "/projects", "/project?id=JN25-005", "/district?code=370112"),
    "/placing?id=JN25-005",
]


def untouched(page: Page, canary: Path) -> None:
    """Nothing ran: not in the page, not in any frame of it, not on the server."""
    for frame in page.frames:
        assert frame.evaluate(f"typeof {hostile.MARK}") == "undefined", frame.url
    assert not canary.exists()


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("canary") / "ran"


@pytest.fixture(scope="module")
def address(served, plan_file: Path, canary: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    database = tmp_path_factory.mktemp("hostile") / "hostile.db"
    database.write_bytes(plan_file.read_bytes())
    hostile.plant(f"sqlite:///{database}", canary)
    return served(f"sqlite:///{database}")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_hostile_text_as_text(opened, address: str, canary: Path, path: str, language: str) -> None:
    link = f"{address}{path}{'&' if '?' in path else '?'}lang={language}"
    page = opened(link, until=".card, .map-root[data-painted], table, section")
    page.wait_for_timeout(1500)
    shown = page.inner_text("body")
    assert "__globals__" in shown
    untouched(page, canary)


def test_the_map_drawn_with_hostile_names_runs_nothing(opened, address: str, canary: Path) -> None:
    page = opened(f"{address}/map", until="iframe")
    page.wait_for_selector(".map-root[data-painted]")
    box = page.locator("iframe").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    page.wait_for_timeout(500)
    untouched(page, canary)


@pytest.mark.parametrize(
    "path",
    [
        "/?unit=<img src=x onerror=window.__ran=1>",
        "/?search=![x](http://far.invalid/x.png)",
        "/project?id=![x](http://far.invalid/x.png)<script>window.__ran=1</script>",
        "/district?code=[x](javascript:alert(1))",
        "/?month=2099-99&lang={{7*7}}&as=<svg onload=window.__ran=1>",
    ],
)
def test_a_hostile_link_is_answered_with_words(opened, address: str, canary: Path, path: str) -> None:
    page = opened(address + path, until=".message, .card")
    page.wait_for_timeout(800)
    untouched(page, canary)
