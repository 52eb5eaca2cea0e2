"""Tile servers: which settings make a map, and which are refused with what is wrong."""

import pytest

from geodata import tiles
from geodata.tiles import TilesRefused


def test_no_server_is_asked_by_default() -> None:
    assert tiles.chosen("none") == tiles.NO_TILES
    assert tiles.NO_TILES.addresses == ()
    assert tiles.NO_TILES.origins == ()


def test_a_reviewed_map_without_tiles_keeps_its_number() -> None:
    assert tiles.chosen("none", approval="GS(2024)0650号").approval_number == "GS(2024)0650号"


@pytest.mark.parametrize(("kind", "layers"), [("tianditu-vector", "vec cva"), ("tianditu-image", "img cia")])
def test_tianditu_is_a_picture_and_its_names_in_web_mercator(kind: str, layers: str) -> None:
    found = tiles.chosen(kind, key="0123abc", approval="GS(2024)0650号")
    assert len(found.addresses) == 2
    for layer, address in zip(layers.split(), found.addresses, strict=True):
        assert address.startswith(f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?")
        assert "TILEMATRIXSET=w" in address
        assert address.endswith("TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=0123abc")
    assert found.origins[0] == "https://t0.tianditu.gov.cn"
    assert len(found.origins) == 8
    assert found.attribution == "天地图"


def test_an_address_of_wmts_in_its_own_words_and_with_a_key() -> None:
    url = "http://10.0.0.5:8080/wmts?LAYER=base&TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk={key}"
    found = tiles.chosen("xyz", url=url, key="k-1", attribution="市底图")
    assert found.addresses == ("http://10.0.0.5:8080/wmts?LAYER=base&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=k-1",)
    assert found.origins == ("http://10.0.0.5:8080",)
    assert not found.shifted


def test_subdomains_are_named_one_by_one() -> None:
    found = tiles.chosen("xyz", url="https://{s}.example.invalid/{z}/{x}/{-y}.png", crs="gcj02")
    assert found.origins == tuple(f"https://{letter}.example.invalid" for letter in "abc")
    assert found.shifted


@pytest.mark.parametrize(
    ("kind", "settings", "field", "reason"),
    [
        pytest.param("google", {}, "kind", "unknown_kind", id="a kind that there is not"),
        pytest.param("tianditu-vector", {}, "key", "key_missing", id="tianditu without a key"),
        pytest.param("tianditu-vector", {"key": "a&b=c"}, "key", "key_letters", id="a key that is more than a key"),
        pytest.param("tianditu-vector", {"key": "a", "crs": "4490"}, "crs", "degrees", id="tiles in degrees"),
        pytest.param("tianditu-vector", {"key": "a", "crs": "gcj02"}, "crs", "not_shifted", id="tianditu shifted"),
        pytest.param("xyz", {"url": "http://h/{z}/{x}/{y}", "crs": "4326"}, "crs", "degrees", id="WGS 84 in degrees"),
        pytest.param("xyz", {"url": "http://h/{z}/{x}/{y}", "crs": "bd09"}, "crs", "unknown_crs", id="an unknown CRS"),
        pytest.param("xyz", {}, "url", "url_missing", id="no address"),
        pytest.param("xyz", {"url": "file:///{z}/{x}/{y}"}, "url", "url_form", id="not http"),
        pytest.param("xyz", {"url": "http://h; script-src */{z}/{x}/{y}"}, "url", "url_form", id="a host that is more"),
        pytest.param("xyz", {"url": "http://{z}/{x}/{y}"}, "url", "url_form", id="a place in the host"),
        pytest.param("xyz", {"url": "http://h/{z}/{x}.png"}, "url", "url_places", id="no row"),
        pytest.param("xyz", {"url": "http://h/{z}/{x}/{y}/{q}"}, "url", "url_places", id="a place that nobody fills"),
        pytest.param("xyz", {"url": "http://h/{z}/{x}/{y}?k={key}"}, "key", "key_missing", id="a key that is missing"),
    ],
)
def test_what_makes_no_map_is_refused(kind: str, settings: dict[str, str], field: str, reason: str) -> None:
    with pytest.raises(TilesRefused) as refused:
        tiles.chosen(kind, **settings)
    assert (refused.value.field, refused.value.reason) == (field, reason)
