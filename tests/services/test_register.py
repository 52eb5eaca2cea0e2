"""What officials ask of the register, and how it says no."""

import pytest
from making import LICHENG, YI, ZHANGQIU, make_project
from sqlalchemy.orm import Session

from portfolio.domain.filters import ProjectFilter, UnknownValue
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.errors import NoFigures, NotAllowed, UnknownCode
from portfolio.services import register, states

OCTOBER = Month(2025, 10)
OWN = Scope(frozenset({LICHENG}))


def test_the_last_month_with_reports_is_the_one_to_begin_with(plan_db: Session) -> None:
    known = register.catalogue(plan_db)
    assert register.month_or_last(known, None) == OCTOBER
    assert register.month_or_last(known, Month(2025, 2)) == Month(2025, 2)
    assert known.months == tuple(Month(2025, number) for number in range(1, 11))


@pytest.mark.parametrize("asked", [Month(2025, 11), Month(2024, 10), Month(2026, 1)], ids=str)
def test_a_month_without_reports_is_refused_and_the_last_one_named(plan_db: Session, asked: Month) -> None:
    with pytest.raises(NoFigures) as refused:
        register.month_or_last(register.catalogue(plan_db), asked)
    assert refused.value.facts == {"month": asked, "last": OCTOBER}


def test_an_empty_register_has_no_month_at_all(db: Session) -> None:
    known = register.catalogue(db)
    assert (known.months, known.default_month, known.layer) == ((), None, None)
    with pytest.raises(NoFigures) as refused:
        register.month_or_last(known, None)
    assert refused.value.facts == {"month": None, "last": None}


@pytest.mark.parametrize("code", ["JN25-999", "", "'; DROP TABLE project; --", "jn25-001"])
def test_a_code_that_names_no_project_is_unknown(plan_db: Session, code: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        register.project(plan_db, code, WHOLE_CITY, month=OCTOBER)
    assert refused.value.facts == {"parameter": "id", "value": code}


def test_a_project_outside_the_scope_is_unknown(db: Session) -> None:
    make_project(db, code="THEIRS", unit=ZHANGQIU)
    make_project(db, code="NOBODYS", unit=None)
    for code in ("THEIRS", "NOBODYS"):
        with pytest.raises(UnknownCode):
            register.project(db, code, OWN, month=OCTOBER)
        assert register.project(db, code, WHOLE_CITY, month=OCTOBER).row.code == code


def test_what_lies_in_a_district_outside_the_scope_is_not_told(db: Session) -> None:
    with pytest.raises(NotAllowed) as refused:
        register.located_elsewhere(db, ZHANGQIU, OWN, month=OCTOBER)
    assert refused.value.facts == {"what": ZHANGQIU}


def test_codes_that_name_nothing_are_found(plan_db: Session) -> None:
    wanted = ProjectFilter(
        units=frozenset({"370112", "999"}),
        districts=frozenset({"start-up-area", "unknown"}),
        sectors=frozenset({"nothing"}),
        lists=frozenset({"municipal", "none"}),
    )
    assert register.unknown_values(register.catalogue(plan_db), wanted) == [
        UnknownValue("unit", "999"),
        UnknownValue("district", "start-up-area"),
        UnknownValue("sector", "nothing"),
        UnknownValue("list", "none"),
    ]


def test_a_page_of_the_list_says_how_many_there_are_and_of_how_many(db: Session) -> None:
    for _ in range(5):
        make_project(db, months={10: YI})
    make_project(db, project_class="livelihood")
    states.refresh(db)
    industry = ProjectFilter(classes=frozenset({"industry"}))
    page = register.projects(db, industry, WHOLE_CITY, month=OCTOBER, limit=2, offset=2)
    assert (len(page.rows), page.count, page.of) == (2, 5, 6)
    assert register.count(db, industry, WHOLE_CITY, month=OCTOBER) == (5, 6)
    assert register.count(db, industry, OWN, month=OCTOBER) == (5, 6)


def test_the_curve_of_the_year_is_the_total_of_each_month(plan_db: Session) -> None:
    months = OCTOBER.year_to_date()
    curve = register.curve(plan_db, ProjectFilter(), WHOLE_CITY, months=months)
    assert [month for month, _ in curve] == months
    for month, figures in curve:
        assert figures == register.total(plan_db, ProjectFilter(), WHOLE_CITY, month=month)
        assert figures == register.summary(plan_db, "unit", ProjectFilter(), WHOLE_CITY, month=month).total
