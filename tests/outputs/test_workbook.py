"""The workbook, read back with another library: headers, sums to the fen, text that stays text, print set-up."""

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import small_city
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet
from small_city import HOSTILE, MUNICIPAL, NAMED, OCTOBER, Given
from sqlalchemy.orm import Session

from portfolio.domain.codes import CountBy, Light
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.errors import OutputError
from portfolio.language import Language, words
from portfolio.outputs import workbook
from portfolio.outputs.workbook_columns import BRIEF, COLUMNS, FULL
from portfolio.outputs.workbook_contents import MOST_ROWS, WorkbookContents
from portfolio.outputs.workbook_values import LONGEST_TEXT
from portfolio.services import exports, register
from portfolio.storage.rows import Summary
from portfolio.storage.session import reading
from portfolio.storage.summaries import Grouping

ZH, EN = Language.CHINESE, Language.ENGLISH
EVERYTHING = ProjectFilter()
MADE_AT = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)
BRIEF_HEADINGS = (
    "序号 项目名称 责任单位 类别 总投资 2025年计划投资 10月完成投资 1—10月完成投资 投资完成率(%) 较序时进度(百分点)"
    " 灯色 形象进度 存在问题 需协调事项"
)
FULL_HEADINGS = {
    "基本情况": "序号 项目名称 项目代码 级别 类别 行业 名单类型 续建/新开工 建设性质 责任单位 属地区县"
    " 建设地点 项目单位 建设规模及主要内容 建设起止年限",
    "投资计划": "总投资 截至2024年底累计完成投资 2025年计划投资 2025年建设目标",
    "投资完成": "10月完成投资 1—10月完成投资 投资完成率(%) 较序时进度(百分点) 灯色 判定依据",
    "建设进展": "计划开工时间 实际开工时间 形象进度 手续办理",
    "入库纳统": "是否入库 入库时间 1—10月纳统投资",
    "问题": "存在问题 需协调事项 牵头单位 办结时限",
    "责任": "包挂领导 联系人及电话 数据口径 备注 系统编号",
}


@pytest.fixture(scope="module")
def db() -> Iterator[Session]:
    with reading(small_city.build()) as session:
        yield session


def _contents(
    db: Session,
    wanted: ProjectFilter = EVERYTHING,
    *,
    language: Language = ZH,
    unit: MoneyUnit = MoneyUnit.WAN,
    month: Month = OCTOBER,
) -> WorkbookContents:
    return exports.contents(db, wanted, WHOLE_CITY, month=month, language=language, unit=unit, made_at=MADE_AT)


def _opened(contents: WorkbookContents) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # openpyxl does not know the extension that holds the data bars' fixed ends.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(BytesIO(workbook.as_bytes(contents)))


@pytest.fixture(scope="module")
def book(db: Session) -> openpyxl.Workbook:
    """Everything, in Chinese and 万元."""
    return _opened(_contents(db))


def _column(sheet: Worksheet, heading: str, header_row: int) -> list[object]:
    """Cells under a heading, the total first."""
    position = next(cell.column for cell in sheet[header_row] if cell.value == heading)
    return [row[position - 1].value for row in sheet.iter_rows(min_row=header_row + 1)]


def test_the_sheets_are_those_of_the_office(db: Session, book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["简表", "全表", "汇总", "说明"]
    assert _opened(_contents(db, language=EN)).sheetnames == ["Brief", "Full", "Summary", "Notes"]


def test_the_brief_sheet_has_exactly_its_columns(book: openpyxl.Workbook) -> None:
    sheet = book["简表"]
    assert [cell.value for cell in sheet[3]] == BRIEF_HEADINGS.split()
    assert sheet["A1"].value == "济南市2025年市级重点项目1—10月进展情况表"
    assert sheet["A2"].value == "截至日期:2025年10月31日"
    assert sheet.cell(2, len(BRIEF_HEADINGS.split()) - 1).value == "单位:万元"
    assert sheet.cell(2, len(BRIEF_HEADINGS.split()) - 1).alignment.horizontal == "right"


def test_the_full_sheet_has_seven_groups_in_order_above_its_columns(book: openpyxl.Workbook) -> None:
    sheet = book["全表"]
    assert [cell.value for cell in sheet[3] if cell.value] == list(FULL_HEADINGS)
    assert [cell.value for cell in sheet[4]] == " ".join(FULL_HEADINGS.values()).split()
    merged = sorted((area.min_col, area.size["columns"]) for area in sheet.merged_cells.ranges if area.min_row == 3)
    assert [columns for _, columns in merged] == [len(names.split()) for names in FULL_HEADINGS.values()]


def test_january_does_not_repeat_a_heading(db: Session) -> None:
    book = _opened(_contents(db, month=Month(2025, 1)))
    headings = [cell.value for cell in book["全表"][4]]
    assert len(set(headings)) == len(headings)
    assert {"1月完成投资", "1月累计完成投资", "1月纳统投资", "截至2024年底累计完成投资"} <= set(headings)
    assert book["简表"]["A1"].value == "济南市2025年市级重点项目1月进展情况表"


@pytest.mark.parametrize(
    ("name", "frozen", "repeated", "paper"),
    [("简表", "C4", "$1:$3", 9), ("全表", "C5", "$1:$4", 8), ("汇总", "B3", "$1:$2", 9)],
)
def test_sheets_are_set_up_for_print_and_scrolling(
    book: openpyxl.Workbook, name: str, frozen: str, repeated: str, paper: int
) -> None:
    sheet = book[name]
    assert sheet.freeze_panes == frozen
    assert sheet.print_title_rows == repeated
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", paper)
    assert sheet.page_setup.fitToHeight == 0


@pytest.mark.parametrize("unit", list(MoneyUnit))
@pytest.mark.parametrize("by", ["unit", "district", "place", "class"])
def test_sums_equal_the_summary_to_the_fen(db: Session, by: str, unit: MoneyUnit) -> None:
    count_by = CountBy.PLACE if by == "place" else CountBy.UNIT
    key: Grouping = "district" if by == "place" else by  # type: ignore[assignment]
    expected: Summary = register.summary(db, key, EVERYTHING, WHOLE_CITY, month=OCTOBER, count_by=count_by)
    sheet = _opened(_contents(db, unit=unit))["汇总"]
    head = {"unit": "责任单位", "district": "区县", "place": "区县（按落点分摊", "class": "类别"}[by]
    first = next(cell.row for cell in sheet["A"] if str(cell.value).split("，")[0] == head)
    headings = [cell.value for cell in sheet[first]]
    figures = [expected.total, *(row.figures for row in expected.rows)]
    for offset, wanted in enumerate(figures, start=1):
        cells = dict(zip(headings, [cell.value for cell in sheet[first + offset]], strict=True))
        assert cells["项目个数"] == wanted.projects
        assert _fen(cells["2025年计划投资"], unit) == (wanted.plan_fen if wanted.with_plan else None)
        assert _fen(cells["1—10月完成投资"], unit) == (wanted.completed_fen if wanted.has_figures else None)
        assert _fen(cells["10月完成投资"], unit) == (wanted.completed_month_fen if wanted.has_figures else None)
        assert _fen(cells["缺口金额"], unit) == wanted.shortfall_fen
        assert _fen(cells["另：无年度计划项目完成投资"], unit) == wanted.without_plan_completed_fen
        assert cells["红灯"] == wanted.lights.get(Light.RED, 0)


def _fen(value: object, unit: MoneyUnit) -> int | None:
    assert value is None or isinstance(value, int | float)
    return None if value is None else round(value * unit.fen)


@pytest.mark.parametrize(("sheet_name", "header_row"), [("简表", 3), ("全表", 4)])
def test_the_total_comes_first_and_the_rows_add_up_to_it(
    db: Session, book: openpyxl.Workbook, sheet_name: str, header_row: int
) -> None:
    sheet = book[sheet_name]
    total = register.total(db, EVERYTHING, WHOLE_CITY, month=OCTOBER)
    names = _column(sheet, "项目名称", header_row)
    assert names[:2] == ["合计", "另：无年度计划项目"]
    plan, done = _column(sheet, "2025年计划投资", header_row), _column(sheet, "1—10月完成投资", header_row)
    assert _fen(plan[0], MoneyUnit.WAN) == total.plan_fen == sum(_fen(value, MoneyUnit.WAN) or 0 for value in plan[2:])
    assert _fen(done[0], MoneyUnit.WAN) == total.completed_fen
    assert _fen(done[1], MoneyUnit.WAN) == total.without_plan_completed_fen
    assert sum(_fen(value, MoneyUnit.WAN) or 0 for value in done[2:]) == sum(
        _fen(value, MoneyUnit.WAN) or 0 for value in done[:2]
    )
    assert _column(sheet, "投资完成率(%)", header_row)[0] == float(total.rate or 0)


def test_what_is_not_known_is_an_empty_cell_and_zero_is_zero(book: openpyxl.Workbook) -> None:
    sheet = book["简表"]
    names = _column(sheet, "项目名称", 3)
    unreported, without_plan = names.index("未报项目"), names.index("无计划项目")
    assert _column(sheet, "10月完成投资", 3)[unreported] is None
    assert _column(sheet, "2025年计划投资", 3)[without_plan] is None
    assert _column(sheet, "投资完成率(%)", 3)[without_plan] is None
    assert _column(sheet, "较序时进度(百分点)", 3)[names.index("济南中央公园片区改造")] == 0


def test_no_text_is_a_formula_or_a_link(db: Session, book: openpyxl.Workbook) -> None:
    for language in Language:
        content = workbook.as_bytes(_contents(db, language=language))
        with zipfile.ZipFile(BytesIO(content)) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 4
        assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    names = _column(book["全表"], "项目名称", 4)
    assert {HOSTILE, "-2+3 轨道站点", "@SUM 安置房"} <= set(names)


def test_control_characters_do_not_reach_the_file(book: openpyxl.Workbook) -> None:
    sheet = book["简表"]
    assert "+征地滞后" in _column(sheet, "存在问题", 3)
    assert "@市局" in _column(sheet, "需协调事项", 3)


def test_text_that_looks_like_an_escape_and_text_that_is_too_long_survive() -> None:
    given = (Given("_x0041_ <&>\r\n第二行 😀"), Given("长"))
    with reading(small_city.build(given)) as db:
        contents = _contents(db)
    rows = [contents.rows[0], replace(contents.rows[1], note="长" * (LONGEST_TEXT + 5))]
    sheet = _opened(replace(contents, rows=rows))["全表"]
    # Excel reads the escape back; openpyxl leaves that to its caller.
    assert unescape(str(_column(sheet, "项目名称", 4)[1])) == "_x0041_ <&>\n第二行 😀"
    note = _column(sheet, "备注", 4)[2]
    assert isinstance(note, str)
    assert len(note) == LONGEST_TEXT
    assert note.endswith("…")


def test_a_light_has_shape_word_and_colour(book: openpyxl.Workbook) -> None:
    sheet = book["简表"]
    lights = {cell.value: cell.fill.fgColor.rgb for cell in sheet["K"][4:]}
    assert {"▲ 红灯", "■ 黄灯", "● 绿灯", "○ 未报", "√ 竣工", "· 无年度计划"} <= set(lights)
    assert len({lights["▲ 红灯"], lights["■ 黄灯"], lights["● 绿灯"]}) == 3


def test_the_reason_for_a_light_is_the_rules_input(book: openpyxl.Workbook) -> None:
    reasons = _column(book["全表"], "判定依据", 4)
    assert "完成应完成额的33.3%（连续2个月红灯）" in reasons
    assert "本月未报" in reasons


def test_rates_carry_a_bar_up_to_150_percent(db: Session, book: openpyxl.Workbook) -> None:
    with zipfile.ZipFile(BytesIO(workbook.as_bytes(_contents(db)))) as parts:
        brief = parts.read("xl/worksheets/sheet1.xml").decode()
    assert '<cfvo type="num" val="1.5"/>' in brief
    assert book["简表"]["I6"].number_format == "0.0%"


def test_a_list_is_named_only_where_all_projects_stand_on_it() -> None:
    given = (Given("在名单上"), Given("只在规划里", lists=(NAMED,)), Given("两者", lists=(MUNICIPAL, NAMED)))
    with reading(small_city.build(given)) as db:
        assert _contents(db).list_name == "规划列名重点项目"
        on_the_list = ProjectFilter(lists=frozenset({MUNICIPAL}))
        assert _contents(db, on_the_list).list_name == "市级重点项目"
        assert _contents(db, ProjectFilter(search="没有这个")).list_name == "规划列名重点项目"


def test_an_inferred_unit_says_so() -> None:
    given = (Given("推定", more={"unit_basis": "derived"}), Given("写明", more={"unit_basis": "plan"}))
    with reading(small_city.build(given)) as db:
        chinese, english = _opened(_contents(db)), _opened(_contents(db, language=EN))
    assert _column(chinese["简表"], "责任单位", 3)[1:] == ["历城区（推定）", "历城区"]
    assert _column(english["Brief"], "Responsible unit", 3)[1:] == ["Licheng District (inferred)", "Licheng District"]


def test_illustrative_amounts_are_said_wherever_they_are() -> None:
    given = (Given("演示", basis="illustrative"), Given("真实"))
    with reading(small_city.build(given)) as db:
        book = _opened(_contents(db))
        real_only = _opened(_contents(db, ProjectFilter(bases=frozenset({"reported"}))))
    assert all("演示数据" in str(book[name]["A1"].value) for name in book.sheetnames)
    assert book["说明"]["A2"].value == "演示数据"
    assert _column(book["全表"], "数据口径", 4)[1:] == ["计划、完成：演示数据", "计划、完成：单位填报"]
    assert not any("演示数据" in str(cell.value) for sheet in real_only for row in sheet for cell in row)


def test_the_notes_tell_filter_count_and_coverage(db: Session) -> None:
    wanted = ProjectFilter(units=frozenset({"370112"}))
    notes = {row[0].value: row[1].value for row in _opened(_contents(db, wanted))["说明"].iter_rows(min_row=2)}
    assert notes["筛选条件"] == "责任单位：历城区"
    assert notes["项目数"] == "共2个项目（全部7个）"
    assert "共550个" in str(notes["覆盖范围"])
    assert "数据版本 1" in str(notes["生成"])


def test_the_english_workbook_is_english() -> None:
    given = (Given("项目", more={"name_en": "Project"}), Given("项目二", None, None, None, (), more={"name_en": "Two"}))
    with reading(small_city.build(given)) as db:
        book = _opened(_contents(db, language=EN))
    said = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    chinese = [text for text in said if any("\u4e00" <= letter <= "\u9fff" for letter in text)]
    assert chinese == [text for text in said if "济政发" in text]


@pytest.mark.parametrize("language", list(Language))
def test_an_empty_portfolio_still_makes_a_workbook(language: Language) -> None:
    with reading(small_city.build(())) as db:
        contents = exports.contents(
            db, EVERYTHING, WHOLE_CITY, month=OCTOBER, language=language, unit=MoneyUnit.YI, made_at=MADE_AT
        )
    assert len(_opened(contents).sheetnames) == 4


def test_the_scope_bounds_the_workbook(db: Session) -> None:
    scope = Scope(frozenset({"370114"}))
    contents = exports.contents(db, EVERYTHING, scope, month=OCTOBER, language=ZH, unit=MoneyUnit.WAN, made_at=MADE_AT)
    assert {row.unit.code for row in contents.rows if row.unit is not None} == {"370114"}
    assert contents.of == contents.shown == 3


def test_the_same_contents_give_the_same_bytes(db: Session) -> None:
    assert workbook.as_bytes(_contents(db)) == workbook.as_bytes(_contents(db))


def test_too_many_rows_are_refused(db: Session) -> None:
    contents = _contents(db)
    with pytest.raises(OutputError) as raised:
        workbook.as_bytes(replace(contents, rows=[contents.rows[0]] * (MOST_ROWS + 1)))
    assert raised.value.facts["reason"] == "too_many_rows"


def test_a_path_that_cannot_be_written_is_said(db: Session, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as raised:
        workbook.write(tmp_path / "no such folder" / "x.xlsx", _contents(db))
    assert raised.value.facts["reason"] == "not_writable"
    workbook.write(tmp_path / "好.xlsx", _contents(db))
    assert (tmp_path / "好.xlsx").stat().st_size > 5_000


def test_every_column_has_a_place_and_words() -> None:
    shown = {*BRIEF, *(key for group in FULL for key in group.columns)}
    assert shown == set(COLUMNS)
    for language in Language:
        known = words(language)
        assert all(f"workbook.column_{key}" in known for key in shown)
        assert all(f"workbook.group_{group.key}" in known for group in FULL)
    assert words(ZH).keys() == words(EN).keys()
