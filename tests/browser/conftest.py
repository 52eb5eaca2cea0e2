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

Served = Callable[..., str]
"""URL of a database (and settings) → address of the application on it; text of a script → address of its page."""
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serves a database on a free port; asked again for the same one, it gives the same address."""
    running: dict[str, tuple[subprocess.Popen[bytes], str]] = {}
    log = tmp_path_factory.mktemp("served") / "log"

    def serve(database: str, **settings: str) -> str:
        key = f"{database} {settings}"
        if key not in running:
            environment = {**os.environ, "PORTFOLIO_DATABASE_URL": database, **settings}
            running[key] = _started(Path("streamlit_app.py"), ROOT, environment, log)
        return running[key][1]

    yield serve
    for process, _ in running.values():
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="session")
def served_script(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serves a page of its own, given as text, for the tests of one component."""
    running = []
    folder = tmp_path_factory.mktemp("scripts")

    def serve(text: str) -> str:
        script = folder / f"page{len(running)}.py"
        paths = [str(ROOT), str(ROOT / "tests")]
        script.write_text(f"import sys\nsys.path[:0] = {paths!r}\n{text}", encoding="utf-8")
        running.append(_started(script, folder, {**os.environ}, folder / "log"))
        return running[-1][1]

    yield serve
    for process, _ in running:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _started(script: Path, folder: Path, environment: dict[str, str], log: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A running server of a script and its address, once it answers."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none"]
    command += ["--browser.gatherUsageStats=false"]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    _wait(process, address, log)
    return process, address


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
def page(browser: Browser) -> Iterator[Page]:
    """A page that reaches files and this machine and nothing else, and stays free of errors."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    shown = context.new_page()
    far: list[str] = []
    errors: list[str] = []
    context.route("**/*", lambda route: _near_only(route, far))
    shown.on("pageerror", lambda error: errors.append(str(error)))
    shown.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield shown
    context.close()
    assert far == []
    assert errors == []


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
    if url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:")):
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
