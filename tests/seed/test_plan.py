import re
from collections import Counter
from decimal import Decimal

import pytest

from portfolio.domain.codes import Assignment, Kind, ListType, ProjectClass, Stage, UnitKind
from portfolio.seed import plan
from portfolio.seed.rows import BrokenSeed, PartialDate, parse

CJK = re.compile("[\u3400-\u9fff]")
UNITS_HEADER = "code,name,name_en,short_name,short_name_en,kind,district_code,ranked"


@pytest.fixture(scope="module")
def projects() -> dict[str, plan.Project]:
    return {project.code: project for project in plan.projects()}


@pytest.fixture(scope="module")
def works(projects) -> list[plan.Project]:
    return [project for project in projects.values() if project.kind is Kind.PROJECT]


def test_the_plan_names_252_items_of_which_150_are_works(projects, works):
    assert len(projects) == 252
    assert len(works) == 150
    assert [project.code for project in projects.values()] == [f"JN25-{n:03d}" for n in range(1, 253)]
    assert Counter(project.kind for project in projects.values()) == {
        Kind.PROJECT: 150,
        Kind.PROGRAMME: 60,
        Kind.PLATFORM: 17,
        Kind.FACILITY: 11,
        Kind.ZONE: 10,
        Kind.PORTFOLIO: 3,
        Kind.PRODUCT: 1,
    }


def test_every_item_has_an_english_name_of_its_own_without_chinese(projects):
    names = [project.name_en for project in projects.values()]
    assert all(names)
    assert not [name for name in names if CJK.search(name)]
    assert len(set(names)) == 252


@pytest.mark.parametrize("rows", [plan.projects(), plan.facts(), plan.targets(), plan.relations(), plan.units()])
def test_every_text_stands_in_both_languages(rows):
    for row in rows:
        for column in [name for name in row.__slots__ if name.endswith("_en")]:
            chinese, english = getattr(row, column.removesuffix("_en")), getattr(row, column)
            assert not CJK.search(english), row
            if column not in ("unit_en",):
                assert bool(chinese) == bool(english), (row, column)


def test_only_the_plan_or_this_product_assigns_a_class(works, projects):
    assert all((project.class_code is None) == (project.class_basis is None) for project in projects.values())
    assert sum(work.class_basis is Assignment.PLAN for work in works) == 19
    assert all(work.class_code for work in works)


def test_the_class_of_an_item_is_the_class_of_its_sector(projects):
    sectors = {sector.code: sector for sector in plan.sectors()}
    groups = {group.code: group for group in plan.sector_groups()}
    for project in projects.values():
        assert project.class_code == sectors[project.sector].class_code
    for sector in sectors.values():
        assert sector.class_code == groups[sector.group].class_code
        assert sector.size_factor > 0
    assert {project.sector for project in projects.values()} == set(sectors)


def test_only_the_19_works_of_the_paragraph_on_key_projects_are_on_the_municipal_list(works, projects):
    listed = [project for project in projects.values() if project.on_municipal_list]
    assert len(listed) == 19
    assert listed == [work for work in works if "三(一)一" in work.paragraphs]
    assert Counter(project.list_type for project in listed if project.list_type) == {
        ListType.CONTINUED: 2,
        ListType.NEW_START: 2,
    }


def test_a_stage_always_says_what_it_rests_on_and_when(projects):
    for project in projects.values():
        assert (project.stage is None) == (project.stage_basis is None) == (project.stage_asserted_on is None)
        if project.stage_basis is Assignment.PUBLISHED:
            assert project.stage is Stage.CONSTRUCTION
            assert project.stage_asserted_on is not None
            assert project.stage_asserted_on < "2025-04-04"


def test_no_real_project_is_said_to_be_suspended_or_withdrawn(projects):
    assert not {project.stage for project in projects.values()} & {Stage.SUSPENDED, Stage.WITHDRAWN}


def test_a_work_finished_in_2024_is_completed_or_in_use(works):
    finished = [work for work in works if work.finished_2024]
    assert finished == [work for work in works if work.stage in (Stage.COMPLETED, Stage.IN_USE)]
    assert len(finished) == 21
    assert not [work for work in finished if work.to_finish_2025]


def test_works_of_the_review_of_2024_are_not_named_for_2025(works):
    assert sum(work.result_2024 for work in works) == 38
    assert sum(not work.named_2025 for work in works) == 44
    for work in works:
        assert work.named_2025 == any(paragraph.startswith("三") for paragraph in work.paragraphs)
        assert not (work.result_2024 and work.named_2025)
        assert work.named_2025 or not (work.brings_2025 or work.to_finish_2025)


def test_short_wordings_are_short(projects):
    assert max(len(project.brings_2025) for project in projects.values()) <= 30


def test_a_unit_is_stated_by_the_plan_or_inferred_from_the_place_and_else_unknown(works):
    for work in works:
        assert (work.responsible_unit is None) == (work.unit_basis is None)
        assert work.unit_basis in (None, Assignment.PLAN, Assignment.DERIVED)
        if work.unit_basis is Assignment.DERIVED:
            assert work.sector not in ("metro", "railway", "expressway", "river-crossing", "airport", "flood-control")


def test_a_functional_area_answers_for_works_but_no_work_lies_in_it(projects):
    functional = {unit.code for unit in plan.units() if unit.kind is UnitKind.FUNCTIONAL_AREA}
    districts = {unit.code for unit in plan.units() if unit.kind is UnitKind.DISTRICT}
    assert len(functional) == 6
    assert len(districts) == 12
    for project in projects.values():
        assert set(project.located_in) <= districts
        assert bool(project.located_in) == (project.located_basis is not None)
    assert {project.responsible_unit for project in projects.values()} & functional


def test_districts_carry_their_national_code_and_functional_areas_none():
    for unit in plan.units():
        assert unit.district_code == (unit.code if unit.kind is UnitKind.DISTRICT else None)
    assert [unit.short_name for unit in plan.units() if not unit.ranked] == ["国际医学中心", "中央商务区"]


def test_the_named_metro_lines_are_parts_of_the_second_phase(projects):
    children = [project.code for project in projects.values() if project.parent]
    assert children == ["JN25-010", "JN25-011", "JN25-012"]
    assert {projects[code].parent for code in children} == {"JN25-009"}


def test_the_two_overseas_warehouses_lie_in_no_district(projects):
    abroad = [project for project in projects.values() if project.outside_jinan]
    assert [project.code for project in abroad] == ["JN25-245", "JN25-246"]
    assert not [project for project in abroad if project.located_in or project.responsible_unit]


def test_there_are_205_published_facts_with_grade_and_source():
    facts = plan.facts()
    assert len(facts) == 205
    assert all(fact.source for fact in facts)
    assert all((fact.grade.value == "C") == (fact.source == "unconfirmed") for fact in facts)
    assert all((fact.project_code is None) == bool(fact.subject) for fact in facts)
    assert all((fact.number is None) == (fact.number_unit is None) for fact in facts)
    assert {fact.attribute for fact in facts} == {attribute.code for attribute in plan.attributes()}


def test_both_published_totals_of_the_binzhou_railway_are_kept():
    totals = [f.number for f in plan.facts() if (f.project_code, f.attribute) == ("JN25-227", "total-investment")]
    assert totals == [Decimal("374.2"), Decimal("343.57")]


def test_areas_and_capacities_are_normalised():
    numbers = {(fact.project_code, fact.label): (fact.number, fact.number_unit) for fact in plan.facts()}
    assert numbers["JN25-005", "T2航站楼面积"] == (Decimal(600_000), plan.NumberUnit.M2)
    assert numbers["JN25-018", "占地面积"] == (Decimal(18_000), plan.NumberUnit.MU)
    assert numbers["JN25-009", "估算总投资（批复）"] == (Decimal("1154.36"), plan.NumberUnit.YI_YUAN)


def test_the_targets_are_224_results_and_138_targets():
    assert Counter(target.kind for target in plan.targets()) == {
        plan.TargetKind.RESULT: 224,
        plan.TargetKind.TARGET: 138,
    }
    assert {target.year for target in plan.targets() if target.kind is plan.TargetKind.RESULT} == {2024}
    for target in plan.targets():
        assert (target.value is None) == (target.comparator is plan.Comparator.QUALITATIVE)
        assert (target.value_to is not None) == (target.comparator is plan.Comparator.BETWEEN)


def test_the_floors_of_the_classes_stay_below_the_headline():
    values = {target.id: target for target in plan.targets()}
    floors = {values[i].class_code: values[i].value for i in ("T243", "T244", "T245", "T246")}
    assert floors == {
        ProjectClass.INDUSTRY: 600,
        ProjectClass.INFRASTRUCTURE: 480,
        ProjectClass.LIVELIHOOD: 240,
        ProjectClass.REAL_ESTATE: 560,
    }
    assert sum(floors.values(), Decimal(0)) == 1880
    assert values["T240"].value == 2000


def test_the_arithmetic_between_figures_holds():
    results = {relation.id: relation for relation in plan.relations()}
    assert len(results) == 25
    for code, expected, digits in [
        ("R01", Decimal(600 + 480 + 240 + 560), "1"),
        ("R02", Decimal("1176.1") / Decimal("1.315"), "0.1"),
        ("R03", Decimal("2835.2") / Decimal("1.257"), "0.1"),
        ("R10", Decimal(141 + 83), "1"),
        ("R11", Decimal(550 - 224), "1"),
        ("R12", Decimal(600) / 224, "0.01"),
        ("R21", Decimal("5.4") + Decimal("0.6"), "0.1"),
    ]:
        assert Decimal(results[code].result) == expected.quantize(Decimal(digits)), code
    assert {code for code, relation in results.items() if relation.derived} == {"R02", "R03", "R11", "R12"}


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("x,甲,A,甲,A,village,,1", "kind", "village"),
        ("x,甲,A,甲,A,district,,yes", "ranked", "yes"),
        ("x,甲,A,甲,A,district,,", "ranked", ""),
    ],
    ids=["a kind outside the set", "a flag that is neither 0 nor 1", "an empty flag"],
)
def test_a_broken_cell_is_named_by_file_row_and_column(line, column, value):
    with pytest.raises(BrokenSeed) as broken:
        parse("units.csv", [UNITS_HEADER, "a,乙,B,乙,B,district,,1", line], plan.Unit, known={})
    assert (broken.value.file, broken.value.row, broken.value.column, broken.value.value) == (
        "units.csv",
        3,
        column,
        value,
    )


def test_a_code_that_names_nothing_is_refused():
    lines = ["code,group,class_code,name,name_en,size_factor", "metro,nothing,,轨道,Rail,1"]
    with pytest.raises(BrokenSeed, match=r"sectors.csv, row 2, group: 'nothing'"):
        parse("sectors.csv", lines, plan.Sector, known={"group": {"infrastructure"}})


@pytest.mark.parametrize("header", ["code,name", UNITS_HEADER + ",colour", "name" + UNITS_HEADER[4:]])
def test_other_columns_than_expected_are_refused(header):
    with pytest.raises(BrokenSeed, match=r"units.csv, row 1"):
        parse("units.csv", [header], plan.Unit, known={})


def test_a_row_that_is_too_short_is_refused():
    with pytest.raises(BrokenSeed, match=r"units.csv, row 2"):
        parse("units.csv", [UNITS_HEADER, "a,乙,B"], plan.Unit, known={})


@pytest.mark.parametrize("text", ["2025-13", "25-01", "2025-1", "2025-02-30x", "2025-00"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=text):
        PartialDate(text)
