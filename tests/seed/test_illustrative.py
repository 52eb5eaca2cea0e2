import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from portfolio.domain.codes import Basis, Grade, ProjectClass
from portfolio.seed import illustrative, plan
from portfolio.seed.illustrative import YI_FEN, Formula, IllustrativeMonth, IllustrativePlan
from portfolio.seed.rows import PartialDate


@pytest.fixture(scope="module")
def plans() -> list[IllustrativePlan]:
    return illustrative.annual_plans(plan.projects(), plan.facts(), plan.sectors())


@pytest.fixture(scope="module")
def months(plans) -> dict[str, list[IllustrativeMonth]]:
    by_project: dict[str, list[IllustrativeMonth]] = {}
    for month in illustrative.monthly(plans):
        by_project.setdefault(month.project_code, []).append(month)
    return by_project


@pytest.fixture(scope="module")
def projects() -> dict[str, plan.Project]:
    return {project.code: project for project in plan.projects()}


def share_of_due(made: IllustrativePlan, month: IllustrativeMonth) -> Fraction:
    return Fraction(month.cumulative_fen) / (made.plan_fen * Fraction(int(month.month[5:]), 12))


def fact(code: str, attribute: str, **values) -> plan.Fact:
    base = replace(plan.facts()[0], project_code=code, attribute=attribute, number=None, number_unit=None, date=None)
    return replace(base, **values)


def test_only_works_that_the_plan_names_for_2025_have_a_plan(plans, projects):
    assert len(plans) == 105
    for made in plans:
        project = projects[made.project_code]
        assert project.kind == "project"
        assert project.named_2025
        assert not project.result_2024
        assert not project.finished_2024
        assert not project.outside_jinan
        assert made.basis is Basis.ILLUSTRATIVE


def test_money_is_counted_once_at_the_metro_lines_and_not_at_their_package(plans):
    codes = {made.project_code for made in plans}
    assert {"JN25-010", "JN25-011"} <= codes
    assert "JN25-009" not in codes


def test_a_parent_never_has_a_plan_beside_its_parts(projects):
    child = replace(projects["JN25-016"], parent="JN25-005")
    works = illustrative.with_plan([projects["JN25-005"], child])
    assert [work.code for work in works] == ["JN25-016"]


def test_a_work_without_a_class_has_no_plan(projects):
    assert illustrative.with_plan([replace(projects["JN25-005"], class_code=None)]) == []


def test_plans_are_whole_millions_of_yuan(plans):
    assert all(made.plan_fen > 0 and made.plan_fen % illustrative.PLAN_STEP_FEN == 0 for made in plans)


def test_every_average_can_be_computed_again_from_its_inputs(plans):
    averaged = [made for made in plans if made.formula is Formula.CLASS_AVERAGE]
    assert len(averaged) == 104
    for made in averaged:
        given = {name: Decimal(value) for name, value in made.inputs}
        amount = given["floor_yi_yuan"] / given["projects"] * given["size_factor"] / given["mean_size_factor"]
        assert abs(amount - Decimal(made.plan_fen) / YI_FEN) < Decimal("0.006")


def test_size_factors_move_money_between_works_and_add_none(plans, projects):
    for pool in (illustrative.INDUSTRY, illustrative.OTHER_CLASSES):
        sharing = [
            made.plan_fen
            for made in plans
            if made.formula is Formula.CLASS_AVERAGE
            and (projects[made.project_code].class_code is ProjectClass.INDUSTRY) == (pool is illustrative.INDUSTRY)
        ]
        expected = Fraction(pool.floor_yi, pool.projects) * len(sharing) * YI_FEN
        assert abs(sum(sharing) - expected) <= len(sharing) * illustrative.PLAN_STEP_FEN / 2


def test_a_published_total_is_spread_over_the_calendar_years(plans):
    spread = {made.project_code: made for made in plans if made.formula is Formula.TOTAL_OVER_YEARS}
    assert list(spread) == ["JN25-108"]
    made = spread["JN25-108"]
    assert made.inputs == (("total_yi_yuan", "67.6"), ("grade", "C"), ("first_year", "2023"), ("last_year", "2025"))
    assert made.plan_fen == 2253 * YI_FEN // 100


@pytest.mark.parametrize(
    ("dates", "formula"),
    [
        ({"start-date": "2024-03", "planned-opening": "2027"}, Formula.TOTAL_OVER_YEARS),
        ({"start-date": "2024-03"}, Formula.CLASS_AVERAGE),
        ({"planned-opening": "2027"}, Formula.CLASS_AVERAGE),
        ({"start-date": "2026-01", "planned-opening": "2027"}, Formula.CLASS_AVERAGE),
    ],
    ids=["both years known", "no completion", "no start", "the year lies outside"],
)
def test_a_total_alone_is_not_enough(dates, formula, projects):
    facts = [fact("JN25-016", "total-investment", number=Decimal(40), number_unit=plan.NumberUnit.YI_YUAN)]
    facts += [fact("JN25-016", attribute, date=PartialDate(date)) for attribute, date in dates.items()]
    (made,) = illustrative.annual_plans([projects["JN25-016"]], facts, plan.sectors())
    assert made.formula is formula
    if formula is Formula.TOTAL_OVER_YEARS:
        assert made.plan_fen == 10 * YI_FEN


def test_a_better_graded_total_goes_first(projects):
    yi = plan.NumberUnit.YI_YUAN
    facts = [
        fact("JN25-016", "total-investment", number=Decimal(80), number_unit=yi, grade=Grade.C),
        fact("JN25-016", "total-investment", number=Decimal(40), number_unit=yi, grade=Grade.A),
        fact("JN25-016", "start-date", date=PartialDate("2025")),
        fact("JN25-016", "planned-opening", date=PartialDate("2026")),
    ]
    (made,) = illustrative.annual_plans([projects["JN25-016"]], facts, plan.sectors())
    assert made.plan_fen == 20 * YI_FEN


def test_the_sum_is_not_made_to_agree_with_the_headline_or_the_floors(plans):
    total = sum(made.plan_fen for made in plans) / Fraction(YI_FEN)
    assert 300 < total < 500


def test_a_new_start_follows_its_published_month(plans):
    starts = {made.project_code: made.start_month for made in plans if made.start_month}
    assert starts["JN25-003"] == "2025-02"
    assert "2025-03" <= starts["JN25-004"] <= "2025-06"


def test_a_few_works_are_not_due_and_have_no_completions(plans, months, projects):
    late = [made for made in plans if (made.start_month or "") > "2025-10"]
    assert len(late) == 4
    for made in late:
        assert made.project_code not in months
        assert projects[made.project_code].stage is None
        assert not [one for one in plan.facts() if one.project_code == made.project_code]


def test_nothing_is_completed_before_the_start(plans, months):
    for made in plans:
        if made.start_month and made.project_code in months:
            assert months[made.project_code][0].month == made.start_month


def test_a_month_is_the_difference_of_cumulative_amounts_in_whole_ten_thousands(months):
    for rows in months.values():
        assert rows[0].month_fen == rows[0].cumulative_fen
        for before, after in pairwise(rows):
            assert after.month_fen == after.cumulative_fen - before.cumulative_fen
            assert after.month_fen >= 0
            assert int(after.month[5:]) == int(before.month[5:]) + 1
        assert all(row.cumulative_fen % illustrative.WAN_FEN == 0 for row in rows)
        assert all(re.fullmatch(r"2025-(0[1-9]|10)", row.month) for row in rows)


def test_three_works_have_not_reported_october_and_nobody_is_halted(plans, months):
    last = Counter(rows[-1].month for rows in months.values())
    assert last == {"2025-10": len(months) - 3, "2025-09": 3}


def test_completion_by_october_lies_between_45_and_125_percent(plans, months):
    for made in plans:
        assert Fraction(45, 100) <= illustrative.final_share(made) <= Fraction(125, 100)
        rows = months.get(made.project_code, [])
        if rows and rows[-1].month == "2025-10":
            assert Fraction(449, 1000) < Fraction(rows[-1].cumulative_fen, made.plan_fen) <= Fraction(125, 100)


def test_october_is_about_55_green_25_yellow_and_20_red(plans, months):
    shares = [
        share_of_due(made, rows[-1])
        for made in plans
        if (rows := months.get(made.project_code)) and rows[-1].month == "2025-10"
    ]
    green = sum(share >= 1 for share in shares) / len(shares)
    red = sum(share < Fraction(8, 10) for share in shares) / len(shares)
    assert 0.50 <= green <= 0.60
    assert 0.15 <= red <= 0.25
    assert 0.20 <= 1 - green - red <= 0.30


def test_winter_is_quiet(plans, months):
    whole = [rows for rows in months.values() if len(rows) == 10]
    january, march = (sum(rows[i].month_fen for rows in whole) for i in (0, 2))
    february = sum(rows[1].month_fen for rows in whole)
    assert january + february < march


def test_works_of_one_unit_resemble_each_other_more_than_works_of_different_units():
    def spread(units: list[str]) -> Fraction:
        made = [IllustrativePlan(f"P-{n}", YI_FEN, Formula.CLASS_AVERAGE, (), unit=u) for n, u in enumerate(units)]
        shares = [illustrative.final_share(one) for one in made]
        mean = sum(shares, Fraction(0)) / len(shares)
        return sum(((share - mean) ** 2 for share in shares), Fraction(0)) / len(shares)

    assert spread(["one"] * 300) < spread([f"unit-{n}" for n in range(300)])


def test_the_lights_keep_their_shares_whatever_the_portfolio():
    made = [IllustrativePlan(f"P-{n}", YI_FEN, Formula.CLASS_AVERAGE, ()) for n in range(2000)]
    due = [illustrative.final_share(one) / Fraction(10, 12) for one in made]
    assert abs(sum(share >= 1 for share in due) / 2000 - 0.55) < 0.04
    assert abs(sum(share < Fraction(8, 10) for share in due) / 2000 - 0.20) < 0.03


def test_the_same_plan_always_gives_the_same_months(plans):
    assert illustrative.annual_plans(plan.projects(), plan.facts(), plan.sectors()) == plans
    assert illustrative.monthly(plans) == illustrative.monthly(list(plans))


def test_a_project_moves_alone_whatever_stands_beside_it(plans):
    alone = plans[20]
    whole = [month for month in illustrative.monthly(plans) if month.project_code == alone.project_code]
    assert illustrative.monthly([alone])[:9] == whole[:9]


def test_another_seed_gives_other_amounts(plans, monkeypatch):
    before = illustrative.monthly(plans)
    monkeypatch.setattr(illustrative, "SEED", "another")
    assert illustrative.monthly(plans) != before
