"""The briefing as PDF: always exactly one page, with what a leader needs and nothing that text could do to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
import small_city
from pypdf import PdfReader
from small_city import HOSTILE, OCTOBER, Given

from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.language import Language
from portfolio.outputs import briefing, briefing_map
from portfolio.outputs.district_page import DistrictPage
from portfolio.services import district
from portfolio.storage.session import reading

ZH, EN = Language.CHINESE, Language.ENGLISH
MADE_AT = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)
LONG = "济南市特别长的名称的重点产业园区及其配套基础设施建设项目（含一期、二期、三期）" * 7


def _page(
    projects: Sequence[Given] = small_city.PROJECTS, code: str = "370112", scope: Scope = WHOLE_CITY
) -> DistrictPage:
    with reading(small_city.build(tuple(projects))) as db:
        return district.read(db, code, ProjectFilter(), scope, month=OCTOBER)


def _pdf(page: DistrictPage, language: Language = ZH) -> bytes:
    return briefing.district_pdf(page, language=language, unit=MoneyUnit.WAN, made_at=MADE_AT)


def _text(content: bytes) -> str:
    """The words of the only page, without the gaps that typesetting puts between scripts."""
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) == 1
    return "".join(pages[0].extract_text().split())


@pytest.fixture(scope="module")
def page() -> DistrictPage:
    """Licheng in the small city."""
    return _page()


def test_the_page_says_what_a_leader_needs(page: DistrictPage) -> None:
    text = _text(_pdf(page))
    for words in (
        "历城区重点项目进展简报",
        "2025年10月",
        "55.6%",  # completion rate
        "−27.8",  # points behind
        "133,333",  # completed
        "66,667",  # shortfall
        "第2/2",  # rank
        "与全市相比",
        "67.1%",  # the city's rate
        "我负责的项目（2个）",
        "在我辖区、由其他单位负责的项目（2个）",
        "完成应完成额的33.3%（连续2个月红灯）",
        "内部使用",
        "数据版本1",
        "2025-11-0301:00",
    ):
        assert words in text, words


def test_the_english_page_is_english(page: DistrictPage) -> None:
    text = _text(_pdf(page, EN))
    for words in ("LichengDistrict:keyprojects", "October2025", "CentralParkRenewal", "Internaluseonly", "33.3%ofwhat"):
        assert words in text, words
    assert "历城" not in text


def test_a_leader_does_not_read_the_city() -> None:
    text = _text(_pdf(_page(scope=Scope(frozenset({"370112"})))))
    assert "仅对全市用户显示" in text
    assert "全市67" not in text
    assert "67.1%" not in text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("code", ["370112", "370126", "start-up-area"], ids=["busy", "empty", "without an outline"])
def test_every_unit_has_one_page(code: str, language: Language) -> None:
    assert len(PdfReader(BytesIO(_pdf(_page(code=code), language))).pages) == 1


@pytest.mark.parametrize("number", [0, 1, 14, 15, 16, 40, 200])
@pytest.mark.parametrize("elsewhere", [0, 60])
def test_one_page_whatever_the_number_of_projects(page: DistrictPage, number: int, elsewhere: int) -> None:
    own = tuple(replace(page.own[1], id=index, name=f"项目{index}号") for index in range(number))
    full = replace(page, own=own, shortfalls=own[:10], elsewhere=(page.elsewhere[0],) * elsewhere)
    text = _text(_pdf(full))
    assert f"我负责的项目（{number}个）" in text
    assert "数据版本1" in text  # the last line of the footer is on the page too
    # Every project is there, or the page says how many more there are.
    listed = text[text.index("我负责的项目") :]
    missing = number - sum(f"项目{index}号" in listed for index in range(number))
    assert (f"另有{missing}个" in text) == (missing > 0)


def test_very_long_names_are_cut_not_wrapped(page: DistrictPage) -> None:
    long = tuple(replace(page.own[1], name=LONG, name_en=LONG) for _ in range(30))
    page = replace(page, own=long, shortfalls=long[:8], elsewhere=long)
    page = replace(page, unit=replace(page.unit, name=LONG, name_en=LONG))
    for language in Language:
        text = _text(_pdf(page, language))
        assert "…" in text or "⋯" in text
        assert LONG not in text


def test_text_is_never_markup() -> None:
    payloads = (
        HOSTILE,
        '#panic("x")',
        "$ x^2 $ *strong* _emph_ @ref <label> \\ `raw`",
        '#read("/etc/passwd")',
        "</svg><script>alert(1)</script>",
    )
    text = _text(_pdf(_page([Given(payload) for payload in payloads])))
    for payload in ('#panic("x")', "$x^2$*strong*", '#read("/etc/passwd")', "</svg><script>"):
        assert payload in text, payload


def test_control_characters_and_lone_surrogates_do_not_break_it(page: DistrictPage) -> None:
    own = (replace(page.own[0], name="a\x00b\x0bc\ud800d\n\te"), *page.own[1:])
    assert _text(_pdf(replace(page, own=own)))


def test_illustrative_data_is_marked(page: DistrictPage) -> None:
    text = _text(_pdf(_page([Given("演示项目", basis="illustrative")])))
    assert text.count("演示数据") >= 2
    assert "含演示数据，非真实统计" in text
    assert "演示数据" not in _text(_pdf(page))


def test_the_map_draws_what_has_a_place_and_says_how_many(page: DistrictPage) -> None:
    drawing = briefing_map.build(page, language=ZH)
    assert (drawing.drawn, drawing.of) == (1, 4)
    assert "4个项目中1个上图" in _text(_pdf(page))
    assert "<text" not in drawing.svg


def test_a_place_outside_the_city_is_not_drawn() -> None:
    drawing = briefing_map.build(_page([Given("墨西哥城海外仓", point=(-99.13, 19.43))]), language=ZH)
    assert drawing.drawn == 0


def test_the_same_page_gives_the_same_bytes(page: DistrictPage) -> None:
    assert _pdf(page) == _pdf(page)
