"""The tile server that an installation may put below the map: 天地图 with its key, or any XYZ or WMTS address.

The map is drawn in web mercator. Tiles in a scheme of degrees (`_c` of 天地图) are refused rather than bent
(docs/adr/0007): every server that has them has the same picture in web mercator (`_w`).
"""

import re
from dataclasses import dataclass

TIANDITU_LAYERS = {"tianditu-vector": ("vec", "cva"), "tianditu-image": ("img", "cia")}
"""The picture and, above it, the names."""
KINDS = ("none", *TIANDITU_LAYERS, "xyz")

_TIANDITU = (
    "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)
_TIANDITU_HOSTS = "01234567"
_SHIFTED = {"3857": False, "gcj02": True}
_WMTS_NAMES = {"{TileMatrix}": "{z}", "{TileRow}": "{y}", "{TileCol}": "{x}"}
# The host goes into the content policy of the map document: nothing but the letters of a host may stand there.
_ADDRESS = re.compile(r"(?P<origin>https?://(?:[A-Za-z0-9.-]|\{s\})+(?::\d{1,5})?)/[^\s\"'<>;\\`]*")
_KEY = re.compile(r"[A-Za-z0-9_-]+")


class TilesRefused(ValueError):
    """Settings from which no map can be made. `field` is `kind`, `url`, `key` or `crs`, `reason` a code."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Tiles:
    """Where tiles come from; without `addresses` the map is drawn from this package alone.

    `addresses` are URL templates with `{z}`, `{x}`, `{y}` and perhaps `{s}`, the lowest picture first. `shifted` tiles
    are in GCJ-02: what is drawn above them has to be shifted too. `approval_number` is the 审图号.
    """

    kind: str = "none"
    addresses: tuple[str, ...] = ()
    subdomains: str = ""
    attribution: str = ""
    approval_number: str | None = None
    shifted: bool = False

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins that a browser has to be allowed to load pictures from."""
        found = [_origin(address).replace("{s}", s) for address in self.addresses for s in self.subdomains or ("",)]
        return tuple(dict.fromkeys(found))


NO_TILES = Tiles()
"""The default: no server is asked for anything."""


def chosen(
    kind: str, *, url: str = "", key: str = "", attribution: str = "", approval: str = "", crs: str = ""
) -> Tiles:
    """The tiles that these settings name; empty texts are settings that were left out.

    `crs` is `3857` (the default) or `gcj02`. Raises `TilesRefused`.
    """
    if kind not in KINDS:
        raise TilesRefused("kind", "unknown_kind")
    if kind == "none":
        return Tiles(approval_number=approval or None)
    if crs in {"4490", "4326"}:
        raise TilesRefused("crs", "degrees")
    if crs and crs not in _SHIFTED:
        raise TilesRefused("crs", "unknown_crs")
    if key and not _KEY.fullmatch(key):
        raise TilesRefused("key", "key_letters")
    shifted = _SHIFTED[crs or "3857"]
    if kind == "xyz":
        address, hosts, named = _template(url, key), "abc" if "{s}" in url else "", attribution
        return Tiles(kind, (address,), hosts, named, approval or None, shifted)
    if not key:
        raise TilesRefused("key", "key_missing")
    if shifted:
        raise TilesRefused("crs", "not_shifted")
    addresses = tuple(_TIANDITU.format(layer=layer, key=key) for layer in TIANDITU_LAYERS[kind])
    return Tiles(kind, addresses, _TIANDITU_HOSTS, attribution or "天地图", approval or None)


def _template(url: str, key: str) -> str:
    """A URL template with `{z}`, `{x}`, `{y}` and the key put in."""
    if not url:
        raise TilesRefused("url", "url_missing")
    for theirs, ours in _WMTS_NAMES.items():
        url = url.replace(theirs, ours)
    if "{key}" in url and not key:
        raise TilesRefused("key", "key_missing")
    url = url.replace("{key}", key)
    if not _ADDRESS.fullmatch(url):
        raise TilesRefused("url", "url_form")
    named = set(re.findall(r"\{([^}]*)\}", url))
    if not {"z", "x"} <= named or not named & {"y", "-y"} or named - {"z", "x", "y", "-y", "s"}:
        raise TilesRefused("url", "url_places")
    return url


def _origin(address: str) -> str:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(address)
    return found["origin"]
