"""Links of web maps: 高德, 百度, 腾讯, 天地图; each says where it points, in its own system."""

import math
import re

from geodata import offsets
from geodata.pairs import Written, decimals_of, ordered

_LINK_PAIR = re.compile(
    r"(?<![\d.])(-?\d{1,8}(?:\.\d{1,15})?)(?:,|%2c|\|)(-?\d{1,8}(?:\.\d{1,15})?)(?![\d.])", re.IGNORECASE
)
_HOSTS = (
    ("amap.com", "amap", offsets.GCJ02),
    ("gaode.com", "amap", offsets.GCJ02),
    ("map.baidu.com", "baidu", offsets.BD09),
    ("api.map.baidu.com", "baidu", offsets.BD09),
    ("map.qq.com", "tencent", offsets.GCJ02),
    ("tianditu.gov.cn", "tianditu", offsets.WGS84),
    ("tianditu.com", "tianditu", offsets.WGS84),
)
_TOLD_IN_LINK = {
    "wgs84": offsets.WGS84,
    "wgs84ll": offsets.WGS84,
    "gcj02": offsets.GCJ02,
    "gcj02ll": offsets.GCJ02,
    "bd09": offsets.BD09,
    "bd09ll": offsets.BD09,
}
_COORD_TYPE = re.compile(r"(?:coord_type|coordtype|coordinate)=(\w{3,8})", re.IGNORECASE)


def read(link: str) -> Written | None:
    """Return where a link points, in the system of its service or the one that it names; None for no such link."""
    host = re.sub(r"^https?://", "", link, flags=re.IGNORECASE).split("/", 1)[0].casefold()
    known = next(((how, system) for name, how, system in _HOSTS if host == name or host.endswith("." + name)), None)
    if known is None:
        return None
    how, system = known
    named = _COORD_TYPE.search(link)
    system = _TOLD_IN_LINK.get(named[1].casefold(), system) if named else system
    for x, y in _LINK_PAIR.findall(link):
        one, other = float(x), float(y)
        if how == "baidu" and abs(one) > 10_000:
            return Written(*_from_baidu_mercator(one, other), system=system, how=how)
        written = ordered(one, other, system, how, decimals=decimals_of(x, y))
        if written is not None:
            return written
    return _from_parameters(link, system, how)


_LON = re.compile(r"[?&#](?:lng|lon|longitude|x|q_lng)=(\d{1,3}\.\d{2,15})", re.IGNORECASE)
_LAT = re.compile(r"[?&#](?:lat|latitude|y|q_lat)=(\d{1,3}\.\d{2,15})", re.IGNORECASE)


def _from_parameters(link: str, system: str, how: str) -> Written | None:
    lon, lat = _LON.search(link), _LAT.search(link)
    return (
        ordered(float(lon[1]), float(lat[1]), system, how, decimals=decimals_of(lon[1], lat[1]))
        if lon and lat
        else None
    )


_BAIDU_BANDS = (12890594.86, 8362377.87, 5591021.0, 3481989.83, 1678043.12, 0.0)
_BAIDU_FACTORS = (
    (
        1.410526172116255e-8,
        0.00000898305509648872,
        -1.9939833816331,
        200.9824383106796,
        -187.2403703815547,
        91.6087516669843,
        -23.38765649603339,
        2.57121317296198,
        -0.03801003308653,
        17337981.2,
    ),
    (
        -7.435856389565537e-9,
        0.000008983055097726239,
        -0.78625201886289,
        96.32687599759846,
        -1.85204757529826,
        -59.36935905485877,
        47.40033549296737,
        -16.50741931063887,
        2.28786674699375,
        10260144.86,
    ),
    (
        -3.030883460898826e-8,
        0.00000898305509983578,
        0.30071316287616,
        59.74293618442277,
        7.357984074871,
        -25.38371002664745,
        13.45380521110908,
        -3.29883767235584,
        0.32710905363475,
        6856817.37,
    ),
    (
        -1.981981304930552e-8,
        0.000008983055099779535,
        0.03278182852591,
        40.31678527705744,
        0.65659298677277,
        -4.44255534477492,
        0.85341911805263,
        0.12923347998204,
        -0.04625736007561,
        4482777.06,
    ),
    (
        3.09191371068437e-9,
        0.000008983055096812155,
        0.00006995724062,
        23.10934304144901,
        -0.00023663490511,
        -0.6321817810242,
        -0.00663494467273,
        0.03430082397953,
        -0.00466043876332,
        2555164.4,
    ),
    (
        2.890871144776878e-9,
        0.000008983055095805407,
        -3.068298e-8,
        7.47137025468032,
        -0.00000353937994,
        -0.02145144861037,
        -0.00001234426596,
        0.00010322952773,
        -0.00000323890364,
        826088.5,
    ),
)
"""The published factors of 百度's own mercator: one row for each band of northing."""


def _from_baidu_mercator(x: float, y: float) -> tuple[float, float]:
    """百度's mercator metres → BD-09 degrees."""
    factors = next(row for band, row in zip(_BAIDU_BANDS, _BAIDU_FACTORS, strict=True) if abs(y) >= band)
    longitude = factors[0] + factors[1] * abs(x)
    share = abs(y) / factors[9]
    latitude = sum(factor * share**power for power, factor in enumerate(factors[2:9]))
    return math.copysign(longitude, x), math.copysign(latitude, y)
