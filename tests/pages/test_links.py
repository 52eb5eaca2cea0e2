"""A link says what is asked: codes only, and whatever it says that we do not know is named and left out."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pages.ui.links import OF_THE_FRAME, Asked, read
from portfolio.domain.codes import Basis, CountBy, Kind, Light, ProjectClass, Stage
from portfolio.domain.filters import UNKNOWN, ProjectFilter, UnknownValue
from portfolio.domain.money import MoneyUnit
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.services import register
from portfolio.services.register import Catalogue
from portfolio.storage.session import open_engine


@pytest.fixture(scope="module")
def catalogue(plan_file: Path) -> Catalogue:
    return _catalogue(plan_file)


@cache
def _catalogue(file: Path) -> Catalogue:
    engine = open_engine(f"sqlite:///{file}")
    with Session(engine) as db:
        found = register.catalogue(db)
    engine.dispose()
    return found


@given(st.data())
@settings(max_examples=150)
def test_a_view_survives_its_link(catalogue: Catalogue, data: st.DataObject) -> None:
    def some(codes: list[str]) -> st.SearchStrategy[frozenset[str]]:
        return st.frozensets(st.sampled_from(codes), max_size=3)

    asked = data.draw(
        st.builds(
            Asked,
            filter=st.builds(
                ProjectFilter,
                units=some([*(unit.code for unit in catalogue.units), UNKNOWN]),
                districts=some([*(unit.code for unit in catalogue.districts), UNKNOWN]),
                sectors=some([sector.code for sector in catalogue.sectors]),
                lists=some([listing.code for listing in catalogue.lists]),
                classes=some([*ProjectClass, UNKNOWN]),
                stages=some([*Stage, UNKNOWN]),
                lights=some([*Light]),
                bases=some([*Basis, UNKNOWN]),
                kinds=some([*Kind]).filter(bool),
                min_plan_fen=st.none() | st.integers(1, 10**14),
                search=st.sampled_from(["", "水库", "4号线 轨道", "100%", "a&b=c#d"]),
            ),
            month=st.sampled_from([None, *catalogue.months]),
            language=st.sampled_from(Language),
            money=st.sampled_from(MoneyUnit),
            viewed_as=st.sampled_from([None, *(unit.code for unit in catalogue.units)]),
            presenting=st.booleans(),
            unknown=st.just(()),
        )
    )
    found = read(asked.to_params(catalogue), catalogue)
    assert found.unknown == ()
    assert found.filter == asked.filter
    assert (found.month or catalogue.default_month) == (asked.month or catalogue.default_month)
    assert (found.language, found.money, found.viewed_as, found.presenting) == (
        asked.language,
        asked.money,
        asked.viewed_as,
        asked.presenting,
    )
    assert found.to_params(catalogue) == asked.to_params(catalogue)


@given(params=st.dictionaries(st.sampled_from(OF_THE_FRAME), st.lists(st.text(), max_size=3)))
@example(params={"month": ["9999-99"], "lang": ["zh-CN"], "money": [""], "as": ["unknown"], "present": ["yes"]})
@example(params={"unit": ["\ud800"], "search": ["\x00"]})
def test_whatever_a_link_says_it_opens_a_view(catalogue: Catalogue, params: dict[str, list[str]]) -> None:
    found = read(params, catalogue)
    again = read(found.to_params(catalogue), catalogue)
    assert again.unknown == ()
    assert again.filter == found.filter


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("unit", "370199"),
        ("district", "start-up-area"),
        ("sector", "magic"),
        ("list", "secret"),
        ("class", "farming"),
        ("month", "2025-11"),
        ("month", "October"),
        ("lang", "fr"),
        ("count", "fairly"),
        ("money", "dollar"),
        ("as", "370199"),
        ("min-plan", "much"),
    ],
)
def test_what_names_nothing_is_left_out_and_said(catalogue: Catalogue, parameter: str, value: str) -> None:
    found = read({parameter: [value], "light": ["red"]}, catalogue)
    assert found.unknown == (UnknownValue(parameter, value),)
    assert found == Asked(
        filter=ProjectFilter(lights=frozenset({"red"})),
        month=None,
        language=Language.CHINESE,
        money=MoneyUnit.YI,
        viewed_as=None,
        presenting=False,
        count_by=CountBy.UNIT,
        unknown=found.unknown,
    )


def test_what_stands_at_its_default_is_not_in_the_link(catalogue: Catalogue) -> None:
    assert read({}, catalogue).to_params(catalogue) == {}
    last = read({"month": ["2025-10"], "lang": ["zh_CN"], "money": ["yi"]}, catalogue)
    assert last.month == Month(2025, 10)
    assert last.to_params(catalogue) == {}


def test_a_pages_own_parameters_are_none_of_the_frames(catalogue: Catalogue) -> None:
    assert not {"id", "code"} & set(OF_THE_FRAME)
    assert read({"id": ["JN25-001"], "code": ["370112"]}, catalogue) == read({}, catalogue)
