"""How much the workbook costs above the bare writer: the same library, the same cells and formats, no logic of ours.

    python -m benchmarks.export [--rows 50000] [--runs 2]

Both write on one thread and count processor seconds, so that other work on the machine does not tilt the ratio. Ends
with 1 above the bar.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from portfolio.domain.codes import CountBy, Light, ProjectClass
from portfolio.domain.figures import Figures
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.lights import DEFAULT_RULE
from portfolio.domain.money import FEN_PER_WAN, MoneyUnit
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs import workbook
from portfolio.outputs.workbook_columns import BRIEF, COLUMNS, FULL, Table
from portfolio.outputs.workbook_contents import WorkbookContents
from portfolio.outputs.workbook_styles import Styles
from portfolio.outputs.workbook_values import Values
from portfolio.storage.rows import MonthFigures, Named, ProjectRow, Summary, SummaryRow

BAR = 1.5
MONTH = Month(2025, 10)
UNITS = tuple(Named(f"u{number}", f"第{number}责任单位", f"Unit {number}") for number in range(20))
LISTS = (Named("municipal", "市级重点项目", "Municipal key projects"),)


def contents(rows: int, *, seed: int = 1) -> WorkbookContents:
    """A portfolio in memory in which hardly a cell is empty that can be filled."""
    chance = Random(seed)
    projects = [_project(number, chance) for number in range(1, rows + 1)]
    figures = _total(projects)
    summary = Summary(MONTH, "class", (SummaryRow("industry", "industry", "industry", figures),), figures)
    return WorkbookContents(
        rows=projects,
        by_unit=summary,
        by_district=summary,
        by_place=replace(summary, count_by=CountBy.PLACE),
        by_class=summary,
        month=MONTH,
        wanted=ProjectFilter(),
        filter_words="全部项目",
        language=Language.CHINESE,
        unit=MoneyUnit.WAN,
        list_name="市级重点项目",
        shown=rows,
        of=rows,
        listed=None,
        bases=frozenset({"reported"}),
        rule=DEFAULT_RULE,
        data_version=1,
        made_at=datetime(2025, 11, 3, tzinfo=UTC),
    )


def _project(number: int, chance: Random) -> ProjectRow:
    figures = _figures(number, chance)
    return ProjectRow(
        id=number,
        code=f"B-{number:06}",
        name=f"济南市第{number}号重点产业园区及配套基础设施建设项目",
        name_en=f"Industrial park and infrastructure no. {number}",
        kind="project",
        class_code=chance.choice(list(ProjectClass)).value,
        class_basis="plan",
        sector=Named("rail", "轨道交通", "Rail transit"),
        sector_group="交通",
        sector_group_en="Transport",
        stage="construction",
        nature="new_build",
        unit=chance.choice(UNITS),
        unit_basis="plan",
        districts=(chance.choice(UNITS),),
        lists=LISTS,
        list_type="continued",
        list_category="implementation",
        official_code=f"2501-370112-04-01-{number:06}",
        total_investment_fen=4 * (figures.plan_fen or 0),
        total_investment_basis="reported",
        total_investment_source="x",
        planned_start=Month(2025, 1 + number % 12),
        planned_start_basis="reported",
        actual_start=Month(2025, 1 + number % 10),
        paragraphs=None,
        brings="主体工程完工，具备投产条件",
        brings_en="Main works finished",
        note=f"备注{number}",
        note_en=None,
        precision="site",
        physical_progress=f"完成{number % 20}号楼主体施工，开展内部装修",
        problem="部分地块征迁滞后",
        coordination="请市自然资源和规划局协调用地指标",
        statistical_fen=figures.month_fen,
        figures=figures,
    )


def _figures(number: int, chance: Random) -> MonthFigures:
    plan = chance.randrange(500, 500_000) * FEN_PER_WAN + chance.randrange(FEN_PER_WAN)
    done = round(plan * chance.uniform(0.4, 1.3))
    light = chance.choice([Light.RED, Light.YELLOW, Light.GREEN, Light.GREEN])
    return MonthFigures(
        month=MONTH,
        plan_fen=plan,
        plan_basis="reported",
        completed_fen=done,
        completed_basis="reported",
        month_fen=done // 10,
        reported=True,
        started=True,
        light=light.value,
        red_months=number % 4,
        shortfall_fen=max(0, plan - done),
    )


def _total(projects: list[ProjectRow]) -> Figures:
    figures = [row.figures for row in projects if row.figures is not None]
    return Figures(
        time_progress=MONTH.time_progress,
        projects=len(figures),
        with_plan=len(figures),
        plan_fen=sum(found.plan_fen or 0 for found in figures),
        completed_fen=sum(found.completed_fen or 0 for found in figures),
        completed_month_fen=sum(found.month_fen or 0 for found in figures),
        reported=len(figures),
    )


def bare(path: Path, sheets: list[list[tuple[str, list[Any]]]]) -> None:
    """Cells whose values are there already, written with the same formats and nothing else."""
    book: Any = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    styles = Styles(book, language=Language.CHINESE, unit=MoneyUnit.WAN)
    for columns in sheets:
        sheet = book.add_worksheet()
        string, number, blank = sheet.write_string, sheet.write_number, sheet.write_blank
        formats = [styles.cells[kind] for kind, _ in columns]
        for row, values in enumerate(zip(*(values for _, values in columns), strict=True)):
            for column, value in enumerate(values):
                if value is None:
                    blank(row, column, None, formats[column])
                elif isinstance(value, str):
                    string(row, column, value, formats[column])
                else:
                    number(row, column, value, formats[column])
    book.close()


def cells(made: WorkbookContents) -> list[list[tuple[str, list[Any]]]]:
    """What stands in the two sheets with one project a row: kind and values by column."""
    values = Values(made.rows, month=made.month, language=made.language, unit=made.unit, rule=made.rule)
    table = Table(values)
    full = list(chain.from_iterable(group.columns for group in FULL))
    return [[(COLUMNS[key].kind, list(table.column(key))) for key in keys] for keys in (list(BRIEF), full)]


def _seconds(run: Callable[[], None]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> int:
    """Measure and print; 1 where the ratio is above the bar."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.export")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=2, help="the quickest of so many counts")
    asked = parser.parse_args()
    made = contents(asked.rows)
    prepared = cells(made)
    columns = sum(len(sheet) for sheet in prepared)
    ours, theirs = [], []
    with TemporaryDirectory() as folder:
        for _ in range(asked.runs):
            theirs.append(_seconds(lambda: bare(Path(folder) / "bare.xlsx", prepared)))
            ours.append(_seconds(lambda: workbook.write(Path(folder) / "ours.xlsx", made)))
        size = (Path(folder) / "ours.xlsx").stat().st_size
    ratio = min(ours) / min(theirs)
    print(f"{'export':<32}{'CPU s':>10}")
    print(f"{f'bare writer, {asked.rows:,} × {columns}':<32}{min(theirs):>10.2f}")
    print(f"{'workbook':<32}{min(ours):>10.2f}")
    print(f"{'file, MB':<32}{size / 1e6:>10.1f}")
    print(f"{f'ratio (bar {BAR})':<32}{ratio:>10.2f}")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
