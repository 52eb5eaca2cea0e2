"""A map made before its frame has a size is drawn once the frame has one, whatever the window says of it."""

import pytest
from playwright.sync_api import Browser

from portfolio.language import Language
from portfolio.outputs import placing_map, project_map

pytestmark = pytest.mark.browser

# What Leaflet itself listens to never comes: as when a frame gets its size while it is being loaded.
DEAF = "window.addEventListener('resize', (event) => event.stopImmediatePropagation(), true)"

ADD = """(html) => {
  const frame = document.createElement("iframe");
  Object.assign(frame, { id: "map", srcdoc: html });
  frame.style.cssText = "width: 0; height: 0; border: 0";
  document.body.append(frame);
}"""

DRAWN = "() => [...document.querySelectorAll('canvas')].some((it) => it.width > 800 && it.height > 600)"
DOCUMENTS = {"map": project_map.document, "editor": placing_map.document}


@pytest.mark.parametrize("which", DOCUMENTS)
def test_a_frame_that_grows_from_nothing_is_drawn(browser: Browser, which: str) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.add_init_script(DEAF)
    page.goto("about:blank")
    page.evaluate(ADD, DOCUMENTS[which](Language.CHINESE))
    frame = page.locator("#map").element_handle().content_frame()
    assert frame is not None
    frame.wait_for_selector("canvas", state="attached")
    assert frame.evaluate("() => document.querySelector('.leaflet-container').clientHeight") == 0
    page.evaluate("document.querySelector('#map').style.cssText = 'width: 900px; height: 700px'")
    frame.wait_for_function(DRAWN)
    page.close()
