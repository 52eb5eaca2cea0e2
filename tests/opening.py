"""Opens a page of the application on a database, the way a reader does: through the frame, by its address."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.frame import PAGES

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60
SCRIPTS = {Path(script).stem: script for _, script, _ in PAGES}


def open_page(patch: pytest.MonkeyPatch, database: str, page: str = "dashboard", /, **params: str) -> AppTest:
    """The page after its first run; ``params`` stand in its address. An exception on it fails the test."""
    patch.setenv("PORTFOLIO_DATABASE_URL", database)
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
    for name, value in params.items():
        app.query_params[name.replace("_", "-")] = value
    app.run()
    if page != "dashboard":
        app.switch_page(f"pages/{SCRIPTS[page]}").run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    """All HTML of the page but its style."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def text(app: AppTest) -> str:
    """The words of the page's HTML as they are read, with one space between."""
    plain = re.sub(r"<[^>]*>", " ", markup(app))
    return " ".join(unescape(plain).split())
