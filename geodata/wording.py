"""Words around a name: what may follow it where the thing still lies there, what says «beside» or «everywhere»."""

import re
from typing import Final

from geodata import vocabulary

BESIDE: Final = re.compile(
    r"^(?:的)?(?:以|之)?(?:[东西南北]{1,2}(?:侧|边|面|部|邻|临|方向|首|端|头|门|区)?|附近|对面|对过|旁边?|周边|一带|沿线|周围|路口|处|内|院内|境内)"
    r"(?:\d+(?:\.\d+)?(?:米|公里|千米|m|km))?(?:处)?$"
)

_NUMBERS = (
    r"[a-z]?\d+(?:号楼|号院|号|地块|期|区|#|亩)?|[a-z](?:座|区|地块)|[东西南北]{1,2}(?:区|苑|院|片区|地块|门|侧)?"
)


def _run_of(*lists: str) -> re.Pattern[str]:
    """Any number of these words. Atomic and possessive: a hostile text is read once, never tried in every way."""
    words = "|".join(re.escape(word) for word in vocabulary.words(*lists))
    return re.compile(rf"(?>{words}|{_NUMBERS})*+")


ONLY_WORK: Final = _run_of("work")
ALONG: Final = _run_of("line_work")
"""What may follow a river or a road and still mean all of it; a house number too."""
AT_VILLAGE: Final = _run_of("civic", "stops", "leisure", "works", "work")
"""What may follow a village, an estate, a school, and still be there."""
AT_SEAT: Final = _run_of("civic", "stops", "work")
"""What may follow a township and be at its seat: a school, not a mine."""
AT_STOP: Final = _run_of("stops", "work")
AT_SIGHT: Final = _run_of("leisure", "stops", "work")

NEIGHBOUR_REBUILT: Final = re.compile(r"^[^路街桥河山湖庄村]{1,2}(?:城中村|安置|回迁|棚户区|旧村)")
"""Two villages rebuilt together are written one after the other: 王炉北辛城中村安置房."""

BRANCH: Final = re.compile(r"(?:新院区|分院|新校区|分校|校区|院区|分部|分馆|新馆|分店|新址|[东南西北][院校])")
LEAD: Final = re.compile(
    r"^(?:(?:项目)?(?:位于|坐落于?|地处|选址(?:于|在)?|建设地点|地址|地点|在|于|为|[::])*)"
    r"(?:(?:中国)?(?:山东省?)?济南(?:市(?!中区))?|山东省)?"
)

ROUTE: Final = re.compile(
    r"^(?P<from>[\u4e00-\u9fff]{2,12}?)(?:至|到|-)(?P<to>[\u4e00-\u9fff]{2,12}?)"
    r"(?P<what>(?:城际|市域|高速|快速|客运|国家|段)*(?:高速公路|高速铁路|高速|高铁|铁路|公路|快速路|干线|专线|通道|隧道|管线|管道|线路|线|段))"
)
ANOTHER_PART: Final = re.compile(r"^(?:[二三四五六]期|[东西南北]?延|延长|支线|联络线)")
"""What follows the name of a line where not the line is meant but a part that is still to come."""
ROAD: Final = re.compile(r"[\u4e00-\u9fff](?:大街|大道|路|街|道|高速|桥|河)$")
EVERYWHERE: Final = re.compile(
    r"(?:全市|全域|各区县?|各县区|区县|市域|全县|全区|各镇街|多个|若干|\d+个|[两二三四五六七八九十百千]+个|\d+(?:处|条|座|所|户|万户|套|项)|等\d+|村庄|农村(?!商业)|城镇老旧小区)"
)
BETWEEN_ROADS: Final = re.compile(
    r"(?P<road>[\u4e00-\u9fff\d]{1,10}?(?:大道|大街|路|街|河|高速|铁路))(?:以|之)?(?P<side>[东西南北])(?:侧|面|边)?(?=[、,及和与至;]|$|[^\u4e00-\u9fff]|.{1,20}(?:路|街|大道))"
)
CROSSING: Final = re.compile(
    r"(?P<one>[\u4e00-\u9fff\d]{1,10}?(?:大道|大街|路|街))(?:与|和|、|-|/)(?P<other>[\u4e00-\u9fff\d]{1,10}?(?:大道|大街|路|街))(?:交叉口|交汇处|交叉处|路口|交界处|口)"
)
HILLS_AND_TEMPLES: Final = re.compile(
    r"^(?:"
    r"(?:玉皇|关帝|观音|龙王|土地|山神|三官|泰山奶奶|碧霞|碧霞元君|文昌|城隍|娘娘|真武|火神|二郎|三皇|白衣|奶奶|王母|老君|吕祖|财神|药王)(?:庙|阁|殿|宫|寺|祠|堂|顶|洞)"
    r"|(?:清真|观音|兴隆|兴国|灵泉|朝阳|白云|龙泉|普照|兴福|福胜|石佛|大佛|千佛|三教|龙兴|清凉|华严|云台)(?:寺|堂|院|观|庵)"
    r"|(?:凤凰|卧虎|卧龙|青龙|黑龙|白龙|龙|虎|马鞍|南|北|东|西|青|黑|鸡|尖|大|小|老|平顶|馒头|笔架|金|银|玉皇|狮子|鸡冠|云台|围子|寨|红|簸箕|团|白|馍馍|莲花|骆驼|猪|牛|羊|石|后|前|望)山"
    r")$"
)
"""Names that several hills and temples of one district bear: only a curated one is known to be meant."""

COMMON: Final = re.compile(
    r"^(?:"
    r"(?:人民|中心|文化|体育|植物|动物|儿童|青年|世纪|市民|滨河|滨湖|湿地|森林|城市|休闲|街心|社区|和平|胜利|解放|生态|法治|法制|廉政|劳动|政法)"
    r"(?:公园|广场|游园|乐园|园)"
    r"|(?:人民|中医|妇幼保健|第[一二三四五六七八九十]|中心|口腔|眼科)(?:医院|院)"
    r"|(?:实验|第[一二三四五六七八九十]|中心|育才|育英|新华|和平|胜利|文化|外国语|双语)?(?:小学|中学|学校|幼儿园|实验小学|实验中学|高级中学)"
    r"|(?:烈士陵园|革命烈士陵园|火车站|汽车站|长途汽车站|客运站|高铁站|东站|西站|南站|北站|博物馆|图书馆|文化馆|体育馆|体育场|体育中心|档案馆|殡仪馆|电视台|水库|公墓|敬老院|开发区|工业园)"
    r"|(?:幸福|和平|阳光|花园|丽景|锦绣|御景|金色|和谐|富贵|吉祥|平安|安居|世纪|盛世|东方|滨河|翠湖|绿地|金域|温馨|新世纪|怡和|馨苑|水岸|龙泉|凤凰|银座|祥和|康居|汇丰|金都|丽都|香格里拉)"
    r"(?:小区|家园|花园|花苑|名城|嘉园|佳苑|嘉苑|新城|新村|华府|公馆|苑|城|府|里|居|庄园)"
    r")$"
)
"""Names that many places bear: one of them in the gazetteer does not mean that it is the only one in the city."""


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文司柳安席商柴鲁国辛纪解滕靳岳齐牛"
)
COMMON_VILLAGE: Final = re.compile(
    rf"^(?:[东西南北前后大小上下中新老旧]?[{_SURNAMES}东西南北前后大小上下中新老旧寺庙河山沙水柳桃杏梨枣]家?"
    r"(?:官庄|[庄村屯店营寨沟峪口河庙岭埠坡桥楼洼林园坊集铺湾崖头塘泉井窝疃宅巷])"
    r"|石门|兴隆|玉皇庙|三官庙|关帝庙|十里铺|五里堡|红庙|双庙|新民|和平|胜利|团结|幸福|光明|永安|太平|龙山|凤凰|青龙|卧龙|石桥|官庄|南坦|北坦|河东|河西|城东|城西)$"
)
"""Stems that villages everywhere bear; the statistics do not list the natural villages that bear them too."""


def only_work(text: str) -> bool:
    """Whether a plain text says nothing but what is being built."""
    return ONLY_WORK.fullmatch(text) is not None
