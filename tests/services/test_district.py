"""The page of a district: two lists, the unit against the city, and no look beyond the scope."""

from collections.abc import Iterator

import pytest
import small_city
from small_city import OCTOBER
from sqlalchemy.orm import Session

from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.errors import NotAllowed, UnknownCode
from portfolio.services import district, register
from portfolio.storage.session import reading

EVERYTHING = ProjectFilter()
ZHANGQIU = Scope(frozenset({"370114"}))


@pytest.fixture(scope="module")
def db() -> Iterator[Session]:
    with reading(small_city.build()) as session:
        yield session


def test_own_projects_are_those_for_which_the_unit_answers(db: Session) -> None:
    page = district.read(db, "370112", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    assert [row.code for row in page.own] == ["T-001", "T-002"]


def test_what_lies_here_and_is_answered_for_elsewhere_stands_in_the_second_list(db: Session) -> None:
    page = district.read(db, "370112", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    assert [row.code for row in page.elsewhere] == ["T-006", "T-007"]


def test_the_figures_are_those_of_the_summary(db: Session) -> None:
    page = district.read(db, "370114", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    rows = register.summary(db, "unit", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    assert page.figures == next(row.figures for row in rows.rows if row.code == "370114")
    assert page.city is not None
    assert page.city == rows.total
    assert page.series[-1] == (OCTOBER, page.figures)
    assert len(page.series) == 10


def test_the_place_and_the_places_won_come_from_the_ranking(db: Session) -> None:
    page = district.read(db, "370114", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    other = district.read(db, "370112", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    assert {page.place, other.place} == {1, 2}
    assert page.ranked == 2
    assert page.climbed == 0


def test_a_leader_sees_neither_the_city_nor_a_rank_of_one(db: Session) -> None:
    page = district.read(db, "370114", EVERYTHING, ZHANGQIU, month=OCTOBER)
    assert (page.city, page.place, page.climbed, page.ranked) == (None, None, None, 0)
    assert [row.code for row in page.elsewhere] == ["T-006"]


def test_the_address_cannot_open_another_units_page(db: Session) -> None:
    with pytest.raises(NotAllowed):
        district.read(db, "370112", EVERYTHING, ZHANGQIU, month=OCTOBER)


def test_an_unknown_district_is_said(db: Session) -> None:
    with pytest.raises(UnknownCode) as raised:
        district.read(db, "999999", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    assert raised.value.facts == {"parameter": "district", "value": "999999"}


def test_the_filter_narrows_both_lists_but_not_whose_page_it_is(db: Session) -> None:
    wanted = ProjectFilter(classes=frozenset({"livelihood"}), units=frozenset({"370114"}))
    page = district.read(db, "370112", wanted, WHOLE_CITY, month=OCTOBER)
    assert page.unit.code == "370112"
    assert page.own == ()
    assert [row.code for row in page.elsewhere] == ["T-007"]
    assert district.read(db, "370114", wanted, WHOLE_CITY, month=OCTOBER).own[0].name == "@SUM 安置房"


def test_places_cover_both_lists(db: Session) -> None:
    page = district.read(db, "370112", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    assert [place.code for place in page.places] == ["T-001", "T-002", "T-006", "T-007"]
    assert [place.geometry is None for place in page.places] == [False, True, True, True]


def test_a_unit_without_projects_has_an_empty_page(db: Session) -> None:
    page = district.read(db, "370126", EVERYTHING, WHOLE_CITY, month=OCTOBER)
    assert (page.own, page.elsewhere, page.shortfalls, page.places) == ((), (), (), ())
    assert page.place is None
    assert page.figures.rate is None
