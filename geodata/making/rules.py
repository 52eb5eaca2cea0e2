"""How a name of OpenStreetMap becomes a row of the gazetteer: what kind of place it is, what it is also called."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

CURATION = Path(__file__).parents[1] / "curation"
"""What people wrote by hand: lists of words, places, seats and lines."""


def _words(name: str) -> list[str]:
    return CURATION.joinpath(name).read_text(encoding="utf-8").split()


class Listed(Protocol):
    """A village or community as listed."""

    @property
    def community(self) -> bool:
        """Whether it is a 社区 of a town."""


KINDS = frozenset(
    {
        "estate",
        "industrial",
        "school",
        "hospital",
        "park",
        "sight",
        "station",
        "village",
        "township",
        "road_crossing",
        "building",
        "facility",
        "zone",
        "river",
        "mountain",
        "reservoir",
        "bridge",
        "tunnel",
        "expressway",
        "metro",
        "other",
    }
)
"""The closed list of kinds."""

RADIUS_M = {
    "estate": 300,
    "industrial": 400,
    "school": 300,
    "hospital": 200,
    "park": 400,
    "sight": 300,
    "station": 300,
    "metro": 200,
    "village": 500,
    "building": 150,
    "facility": 200,
    "mountain": 1000,
    "reservoir": 1500,
    "bridge": 1000,
    "zone": 2000,
    "other": 500,
}
"""How far the place itself usually reaches from the one position that OpenStreetMap gives."""

_WIDE = re.compile(
    r"(森林公园|湿地公园?|风景名?胜?区|景区|度假区|旅游区|植物园|林场|保护区|高尔夫.*|动物世界)(\(.*\))?$"
)
_LARGE = re.compile(r"(工业园区?|产业园区?|开发区|科技园区?|物流园区?|保税区|钢铁.*公司|石化.*公司)(\(.*\))?$")
_CAMPUS = re.compile(r"(大学|学院|校区\)?|学校)$")

BY_CLASS = {
    "residential": "estate",
    "industrial": "industrial",
    "commercial": "facility",
    "retail": "facility",
    "school": "school",
    "kindergarten": "school",
    "college": "school",
    "university": "school",
    "hospital": "hospital",
    "clinic": "hospital",
    "park": "park",
    "recreation_ground": "park",
    "golf_course": "park",
    "forest": "other",
    "nature_reserve": "sight",
    "attraction": "sight",
    "viewpoint": "sight",
    "museum": "sight",
    "memorial": "sight",
    "monument": "sight",
    "ruins": "sight",
    "archaeological": "sight",
    "theme_park": "sight",
    "zoo": "sight",
    "building": "building",
    "stadium": "facility",
    "sports_centre": "facility",
    "theatre": "facility",
    "library": "facility",
    "arts_centre": "facility",
    "mall": "facility",
    "market_place": "facility",
    "police": "facility",
    "courthouse": "facility",
    "fire_station": "facility",
    "town_hall": "facility",
    "public_building": "facility",
    "community_centre": "facility",
    "prison": "facility",
    "graveyard": "facility",
    "wastewater_plant": "facility",
    "water_works": "facility",
    "quarry": "industrial",
    "hotel": "facility",
    "cinema": "facility",
}
"""Kind by class of the source; a class that is not here (restaurants, shops, benches …) is nobody's landmark."""

BY_ENDING = (
    (
        r"火车站$|高铁站$|^(?!.*(执法|服务|工作|变电|加油|消防|污水|泵|换热|热力|暖气|液化气|处理|配气|监测|环卫|充电|调压|空压|动力|二次水|净化|加压|垃圾|氧气|中水|收费|索道|缆车|驿|水电|转运|脱盐|风|气|油|水|汽车|客运|总站)).{2,5}站$",
        "station",
    ),
    (r"(水库)$", "reservoir"),
    (r"(黄河|小清河|河)(大桥|特大桥)$|立交桥?$", "bridge"),
    (r"(医院|卫生院|卫生室|卫生服务中心)(\(.*\))?$", "hospital"),
    (r"(小学|中学|学校|大学|学院|幼儿园|一中|二中|三中|高中|校区)(\(.*\))?$", "school"),
    (r"(公园|游园|植物园|湿地)$", "park"),
    (r"(风景区|景区|遗址|故居|纪念馆|博物馆|寺|塔|宫|庙|泉)$", "sight"),
    (r"(?<!房)(?<!江)(?<!世)(?<!河)山$", "mountain"),
    (r"(小区|家园|花园|佳苑|嘉苑|新苑|雅苑|小区.区|宿舍|公寓|新村|安置房|山庄)$", "estate"),
)
"""What a name says of itself outweighs the class that a mapper chose; the first ending that fits."""

GENERIC = frozenset(_words("generic.txt"))
"""Names that many places bear and that point at none."""

_NUMBERED = re.compile(
    r"(^[\W\d_A-Za-z一二三四五六七八九十甲乙丙丁东西南北中第]{0,8}(号?楼|栋|座|幢|单元|门|区|期|组团|#|教|舍|号)?$)"
    r"|\d#|(^.{0,6}银行$)|(^大学生.{0,4}中心$)|假山$"
    r"|(\d+[#号]?(楼|栋|座|幢|单元|门|宿舍|公寓|教学楼)?$)|([A-Za-z一二三四五六七八九十]座$)"
    r"|((教学|宿舍|实验|办公|综合|公寓)楼.?$)|([东西南北正后侧]门$)|(学院楼$)|(店\)?$)|(停车场$)|(售楼处$)|(操场$)"
)
_LANDMARK = re.compile(
    r"(大厦|广场|中心|大楼|局|委员会|法院|检察院|政府|办事处|酒店|宾馆|饭店|山庄|市场|商城|商厦|公司|集团|厂|馆|寺|庙|塔|阁|教堂|剧院|剧场|影院|"
    r"书城|图书大厦|汽车站|客运站|车站|医院|研究院|研究所|设计院|基地|产业园|科技园|园区|银行|派出所|支队|大队|故居|旧址|大学|学院|学校|小学|中学|"
    r"商务港|国际|金融港|大观|万达|银座|MALL|电视台|报社|出版社|门诊部|桥|隧道|水厂|电厂|变电站|机场|航站楼|仓库|物流园|粮库|体育场|体育馆)(\(.*\))?$"
)
"""Endings of buildings that people navigate by; a «boiler room» or «hall of virtue» on a campus is none."""

_OFFICIAL = re.compile(r"^(山东省)?济南(市|(?!市))(?=.{4})")
_DISTRICT = r"历下|市中|槐荫|天桥|历城|长清|章丘|济阳|莱芜|钢城|平阴|商河"
_DISTRICT_WORD = re.compile(rf"^({_DISTRICT})[区县市](?=.{{3}})")
_VILLAGE_OFFICE = re.compile(
    r"(社区居民委员会|社区居委会|居民委员会|村民委员会|村委会|居委会|社区服务中心|社区村委会|社区|村委|居委)$"
)
_VILLAGE_INSTITUTION = re.compile(
    r"村?(完全小学|回民小学|公寓|中心小学|联小|小学|中学|学校|幼儿园|卫生室|村委会|村委|居委会|社区居委会|旧村改造项目|安置房|安置区|回迁房|清真寺|教堂|天主堂|大集)"
    r"([东西南北一二三四五]区)?$|村([东西南北一二三四五]区)?$"
)
_NAMED_AFTER = re.compile(
    r"(新村|新居|新苑|小区|花园|家园|佳苑|嘉苑|社区|工业园|水库|公园|市场)([东西南北一二三四五]区)?$"
)
_LIKE_A_VILLAGE = re.compile(r"[家庄村屯埠店堡营峪沟口泉集桥甸堰崖寨铺洼湾岭坡窝套墙渡]$")
_SOUNDS_LIKE_A_VILLAGE = re.compile(r"^.{1,4}(?<![山新])(庄|峪|屯|埠|沟|崖|岭|铺|村|营)$")
COMMON_WORDS = frozenset(_words("common_words.txt"))
"""Names that say nothing about a village when a school bears them."""


def plain(name: str) -> str:
    """The name as one writes it: NFKC, no spaces between Chinese characters, brackets as ()."""
    text = unicodedata.normalize("NFKC", name).strip().replace("【", "(").replace("】", ")")
    text = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)
    return re.sub(r"\s+", " ", text)


def says_where(name: str) -> bool:
    """Whether a name points at one place: not a number of a building, not «canteen», not a chain's branch."""
    chinese = len(re.findall(r"[\u4e00-\u9fff]", name))
    return chinese >= 2 and len(name) <= 40 and name not in GENERIC and not _NUMBERED.search(name)


def kind_of(name: str, source_class: str, *, known: bool = False) -> str | None:
    """Kind of a named feature; None for what nobody would write as a location. A `known` name is one anyway."""
    kind = BY_CLASS.get(source_class)
    if kind is None:
        return None
    if kind in {"industrial", "school", "hospital"}:
        return kind
    found = next((found for ending, found in BY_ENDING if re.search(ending, name)), kind)
    if found == "mountain" and source_class not in {"forest", "park", "attraction", "viewpoint", "nature_reserve"}:
        found = kind
    if not known and kind == "building" and found in {"building", "mountain"} and not _LANDMARK.search(name):
        return None
    return found


def radius_of(name: str, kind: str) -> int:
    """How far a place of this name and kind usually reaches, in metres."""
    if kind in {"park", "sight", "other", "facility"} and _WIDE.search(name):
        return 1500
    if kind in {"industrial", "facility", "building", "estate"} and _LARGE.search(name):
        return 800
    if kind == "school" and re.search(r"大学|学院", name) and _CAMPUS.search(name):
        return 500
    return RADIUS_M[kind]


def names_in(name: str) -> list[str]:
    """A mapper writes several names of one place with semicolons between."""
    return [part for part in re.split(r"[;;/]|(?<=[\u4e00-\u9fff]):(?=[\u4e00-\u9fff])", name) if part]


def also_called(name: str) -> list[str]:
    """Shorter official forms of a name: «市第五人民医院», without «district», without brackets around a branch."""
    found = {name}
    short = _OFFICIAL.sub("", name)
    found.add(short)
    found.add(_DISTRICT_WORD.sub(r"\1", short))
    if name.startswith("济南市") and len(name) >= 6 and not _DISTRICT_WORD.match(name[3:]):
        found.add(name[2:])
    if re.match(r"山东省(?!济南)", name) and len(name) >= 7:
        found.add(name[2:])
    for one in tuple(found):
        branch = re.fullmatch(r"(.+)\((.{2,8})\)", one)
        if branch and re.search(r"(校区|院区|院|厂区)$", branch[2]):
            found.add(branch[1] + branch[2])
    return sorted(one for one in found - {name} if len(one) >= 3 and one not in GENERIC)


def village_base(name: str) -> str:
    """«张夏村委会», «张夏村» and «张夏社区» are all 张夏; a name of two characters keeps its 村."""
    base = _VILLAGE_OFFICE.sub("", name) or name
    return base[:-1] if re.search(r"..(?<!新)村$", base) else base


def village_named_in(name: str, villages: Mapping[str, Sequence[Listed]]) -> str | None:
    """The village whose name a school or chapel bears: «秦口峪小学» says 秦口峪, if there is such a village.

    An estate, a park or a market says it only of a community, or where the name sounds like a village: «八涧堡小区».
    """
    short = _DISTRICT_WORD.sub("", _OFFICIAL.sub("", re.sub(r"\(.*", "", name)))
    short = re.sub(r"^.{2,4}(街道办事处|街道|镇|乡)(?=.{3})", "", short)
    institution, estate = _VILLAGE_INSTITUTION.sub("", short), _NAMED_AFTER.sub("", short)
    for candidate in dict.fromkeys((institution, estate, short)):
        listed = villages.get(candidate)
        if not listed or len(candidate) < 2 or candidate in COMMON_WORDS:
            continue
        community = all(one.community for one in listed) and candidate != short
        if candidate not in (short, estate) or community or _LIKE_A_VILLAGE.search(candidate):
            return candidate
    return None


def sounds_like_a_village(name: str) -> bool:
    """Whether a residential area is a village by its name: 卧云铺村, 大鲁庄; not 凤鸣山庄, not 济钢新村."""
    return bool(_SOUNDS_LIKE_A_VILLAGE.search(name))


def is_like_a_road(base: str) -> bool:
    """Whether a community's name alone would be taken for a road, a park or a spring."""
    return bool(re.search(r"[路街巷道桥泉湖山河园场城苑]$", base))
