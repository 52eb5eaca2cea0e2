"""A light explained is the light that is shown."""

import pytest
from making import YI, make_project, month
from sqlalchemy.orm import Session

from portfolio.domain.codes import Light
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.services import explaining, listing, register, states
from portfolio.services.register import Order

OCTOBER = Month(2025, 10)


def test_every_light_of_the_plan_is_judged_again_to_the_same(plan_db: Session) -> None:
    judged = 0
    for row in register.projects(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER).rows:
        detail = register.project(plan_db, row.code, WHOLE_CITY, month=OCTOBER)
        for figures in explaining.year_to_date(detail, OCTOBER):
            found = explaining.judgement(detail, figures.month)
            assert found is not None
            assert found.light == figures.light
            judged += found.measured is not None
    assert judged > 500


def test_the_measured_value_and_what_was_due_go_with_it(db: Session) -> None:
    make_project(db, code="A", plan=12 * YI, months={2: 2 * YI, 3: 2 * YI})
    states.refresh(db)
    detail = register.project(db, "A", WHOLE_CITY, month=month(3))
    found = explaining.judgement(detail, month(3))
    assert found is not None
    assert (found.light, found.due_fen) == (Light.RED, 3 * YI)
    assert found.measured is not None
    assert round(float(found.measured), 4) == 0.6667


def test_a_stage_reached_later_does_not_explain_an_earlier_month(db: Session) -> None:
    more = {"stage": "completed", "stage_since": month(3)}
    make_project(db, code="A", plan=12 * YI, months={2: 2 * YI, 3: 3 * YI}, **more)
    states.refresh(db)
    detail = register.project(db, "A", WHOLE_CITY, month=month(3))
    lights = [explaining.judgement(detail, month(number)) for number in (2, 3)]
    assert [found and found.light for found in lights] == [Light.GREEN, Light.DONE]


def test_what_has_no_such_month_is_not_judged(plan_db: Session) -> None:
    programme = register.project(plan_db, "JN25-009", WHOLE_CITY, month=OCTOBER)
    assert explaining.judgement(programme, OCTOBER) is None
    project = register.project(plan_db, "JN25-005", WHOLE_CITY, month=OCTOBER)
    assert explaining.judgement(project, Month(2024, 10)) is None


def test_later_months_are_not_known_yet(plan_db: Session) -> None:
    detail = register.project(plan_db, "JN25-005", WHOLE_CITY, month=OCTOBER)
    assert [figures.month.month for figures in explaining.year_to_date(detail, Month(2025, 4))] == [1, 2, 3, 4]


@pytest.mark.parametrize("order", list(Order))
def test_neighbours_are_those_of_the_list(plan_db: Session, order: Order) -> None:
    wanted = ProjectFilter(classes=frozenset({"industry"}))
    asked = {"month": OCTOBER, "order": order}
    codes = [row.code for row in register.projects(plan_db, wanted, WHOLE_CITY, **asked).rows]
    for number in (0, 7, len(codes) - 1):
        found = listing.beside(plan_db, codes[number], wanted, WHOLE_CITY, **asked)
        assert found is not None
        assert (found.position, found.count) == (number + 1, len(codes))
        assert (found.previous.code if found.previous else None) == (codes[number - 1] if number else None)
        following = codes[number + 1] if number + 1 < len(codes) else None
        assert (found.following.code if found.following else None) == following


def test_what_the_filter_leaves_out_has_no_neighbours(plan_db: Session) -> None:
    wanted = ProjectFilter(classes=frozenset({"livelihood"}))
    assert listing.beside(plan_db, "JN25-005", wanted, WHOLE_CITY, month=OCTOBER, order=Order.NAME) is None
