"""Tiles from a server on this machine: from it and from nowhere else; without them the built-in map."""

import struct
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from geodata import tiles
from portfolio.language import Language
from portfolio.outputs import project_map

pytestmark = pytest.mark.browser


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# A tile of one colour.
PICTURE = b"\x89PNG\r\n\x1a\n" + b"".join(
    [
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress((b"\0" + b"\xcc\xdd\xee" * 256) * 256)),
        _chunk(b"IEND", b""),
    ]
)


class _Tiles(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200 if self.path.startswith("/wmts") else 404)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        if self.path.startswith("/wmts"):
            self.wfile.write(PICTURE)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """Address of a tile server, and what it was asked for."""
    _Tiles.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Tiles)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}", _Tiles.asked
    running.shutdown()
    running.server_close()


def _shown(page: Page, address: str, *, crs: str = "") -> None:
    chosen = tiles.chosen("xyz", url=address, attribution="市底图", approval="鲁S(2025)001号", crs=crs)
    page.set_content(project_map.document(Language.CHINESE, tiles=chosen))


def test_tiles_come_from_the_chosen_server_below_the_map(page: Page, server: tuple[str, list[str]]) -> None:
    address, asked = server
    _shown(page, f"{address}/wmts?LAYER=base&TILEMATRIX={{TileMatrix}}&TILEROW={{TileRow}}&TILECOL={{TileCol}}")
    page.wait_for_selector(".leaflet-tile-loaded", state="attached")
    assert any("LAYER=base&TILEMATRIX=9&TILEROW=" in path for path in asked)
    expect(page.locator(".pm-law")).to_contain_text("审图号：鲁S(2025)001号")
    expect(page.locator(".pm-law")).to_contain_text("市底图")
    # The canvas lets the tiles through where nothing is drawn.
    clear = page.evaluate("projectMap.layer.pen.getImageData(5, 200, 1, 1).data[3]")
    assert clear == 0


def test_the_document_loads_from_no_other_server(page: Page, server: tuple[str, list[str]]) -> None:
    _shown(page, f"{server[0]}/wmts/{{z}}/{{x}}/{{y}}")
    refused = page.evaluate("""() => new Promise((done) => {
      const picture = new Image();
      picture.onload = () => done("loaded");
      picture.onerror = () => done("refused");
      picture.src = "http://127.0.0.1:9/other.png";
    })""")
    assert refused == "refused"
    violated = page.evaluate("fetch('" + server[0] + "/wmts/x').then(() => 'sent', () => 'refused')")
    assert violated == "refused", "pictures only"


def test_if_no_tile_comes_the_built_in_map_takes_their_place(page: Page, server: tuple[str, list[str]]) -> None:
    _shown(page, f"{server[0]}/missing/{{z}}/{{x}}/{{y}}")
    expect(page.locator(".pm-law")).to_contain_text("底图未能载入")
    assert page.locator(".leaflet-tile").count() == 0
    assert page.evaluate("projectMap.layer.pen.getImageData(5, 200, 1, 1).data[3]") == 255


def test_over_shifted_tiles_no_degrees_are_written(page: Page, server: tuple[str, list[str]]) -> None:
    _shown(page, f"{server[0]}/wmts/{{z}}/{{x}}/{{y}}", crs="gcj02")
    page.wait_for_selector(".leaflet-tile-loaded", state="attached")
    assert page.evaluate("ProjectMap.namesOf(projectMap.layer).filter(({ text }) => text.includes('°')).length") == 0
