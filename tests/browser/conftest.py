"""The application served on this machine, and a Chromium that reaches nothing else."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60
expect.set_options(timeout=PATIENCE * 1000)  # a busy machine is slow, not wrong

Served = Callable[[str], str]
"""URL of a database → address of the application on it."""
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serves a database on a free port; asked again for the same one, it gives the same address."""
    running: dict[str, tuple[subprocess.Popen[bytes], str]] = {}
    log = tmp_path_factory.mktemp("served") / "log"

    def serve(database: str) -> str:
        if database not in running:
            port = _free_port()
            command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
            environment = {**os.environ, "PORTFOLIO_DATABASE_URL": database}
            with log.open("ab") as output:
                process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
            running[database] = process, f"http://127.0.0.1:{port}"
            _wait(process, running[database][1], log)
        return running[database][1]

    yield serve
    for process, _ in running.values():
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="session")
def plan_address(served: Served, plan_file: Path) -> str:
    """The application on the plan with its illustrative layer, to look at only."""
    return served(f"sqlite:///{plan_file}")


@pytest.fixture(scope="session")
def facts_address(served: Served, facts_file: Path) -> str:
    """The application on the plan's facts, to look at only."""
    return served(f"sqlite:///{facts_file}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of the module, because Playwright runs once in a thread."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens an address in a window of a size; at the end no page may have called far or thrown."""
    far: list[str] = []
    errors: list[str] = []

    @contextmanager
    def window(width: int, height: int) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        page = context.new_page()
        context.route("**/*", lambda route: _near_only(route, far))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
        page.on("response", lambda answer: errors.append(f"{answer.status}: {answer.url}") if not answer.ok else None)
        yield page
        context.close()

    windows = []

    def open_address(address: str, *, until: str, width: int = 1440, height: int = 900) -> Page:
        windows.append(window(width, height))
        page = windows[-1].__enter__()
        page.goto(address)
        page.wait_for_selector(until, timeout=PATIENCE * 1000)
        page.wait_for_function("document.querySelector('.stApp[data-test-script-state=\"notRunning\"]')")
        page.evaluate("document.fonts.ready")
        return page

    yield open_address
    assert far == []
    assert errors == []
    for entered in windows:
        entered.__exit__(None, None, None)


def _near_only(route: Route, far: list[str]) -> None:
    url = route.request.url
    if url.startswith(("data:", "blob:", "http://127.0.0.1:")):
        route.continue_()
    else:
        far.append(url)
        route.abort()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            assert process.poll() is None, log.read_text(errors="replace")[-2000:]
            time.sleep(0.2)
    raise AssertionError(f"not served within {PATIENCE} s: {log.read_text(errors='replace')[-2000:]}")
