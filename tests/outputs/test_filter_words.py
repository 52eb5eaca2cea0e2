"""A filter in words, in both languages."""

from collections.abc import Iterator

import pytest
import small_city
from sqlalchemy.orm import Session

from portfolio.domain.filters import CLOSED_SETS, PARAMETERS, UNKNOWN, ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.language import Language
from portfolio.outputs import filter_words
from portfolio.services import register
from portfolio.services.register import Catalogue
from portfolio.storage.session import reading

ZH, EN = Language.CHINESE, Language.ENGLISH


@pytest.fixture(scope="module")
def names() -> Iterator[Catalogue]:
    with reading(small_city.build()) as db:
        yield _catalogue(db)


def _catalogue(db: Session) -> Catalogue:
    return register.catalogue(db)


def _words(wanted: ProjectFilter, names: Catalogue, language: Language, unit: MoneyUnit = MoneyUnit.WAN) -> str:
    return filter_words.in_words(wanted, names, language=language, unit=unit)


def test_no_filter_is_all_projects(names: Catalogue) -> None:
    assert _words(ProjectFilter(), names, ZH) == "全部项目"
    assert _words(ProjectFilter(), names, EN) == "All projects"


def test_units_stand_in_their_usual_order_and_unknown_last(names: Catalogue) -> None:
    wanted = ProjectFilter(units=frozenset({UNKNOWN, "370114", "start-up-area", "370112"}))
    assert _words(wanted, names, ZH) == "责任单位：历城区、章丘区、济南新旧动能转换起步区、责任单位不明"
    assert (
        _words(wanted, names, EN)
        == "Responsible unit: Licheng District, Zhangqiu District, Start-up Area of Jinan, Unit not known"
    )


def test_fields_narrow_each_other(names: Catalogue) -> None:
    wanted = ProjectFilter(
        districts=frozenset({"370112"}), lights=frozenset({"red"}), sectors=frozenset({"rail"}), search="地铁 {0}"
    )
    assert _words(wanted, names, ZH) == "属地区县：历城区；行业：轨道交通；灯色：红灯；检索词：“地铁 {0}”"
    assert (
        _words(wanted, names, EN) == "Lies in: Licheng District; Sector: Rail transit; Light: Red; Search: “地铁 {0}”"
    )


@pytest.mark.parametrize(
    ("fen", "unit", "said"),
    [
        (5_000_000_000, MoneyUnit.WAN, "不少于5,000万元"),
        (500_000_000_00, MoneyUnit.YI, "不少于5亿元"),
        (123_450_000, MoneyUnit.YI, "不少于0.012345亿元"),
    ],
    ids=["万元", "亿元", "to the last digit"],
)
def test_the_least_plan_is_said_exactly(names: Catalogue, fen: int, unit: MoneyUnit, said: str) -> None:
    assert _words(ProjectFilter(min_plan_fen=fen), names, ZH, unit) == f"年度计划投资：{said}"


def test_every_code_of_every_closed_set_has_words(names: Catalogue) -> None:
    for parameter, codes in CLOSED_SETS.items():
        for code in codes:
            wanted = ProjectFilter(**{PARAMETERS[parameter]: frozenset({code})})  # type: ignore[arg-type]
            for language in Language:
                said = _words(wanted, names, language)
                assert "_" not in said, (parameter, code)
                assert not said.endswith((f"：{code}", f": {code}")) or language is EN, (parameter, code)


def test_every_field_of_the_filter_is_said(names: Catalogue) -> None:
    everything = ProjectFilter(
        min_plan_fen=10**9, search="x", **{field: frozenset({"code-x"}) for field in PARAMETERS.values()}
    )
    assert len(filter_words.parts(everything, names, language=ZH, unit=MoneyUnit.WAN)) == len(PARAMETERS) + 2
