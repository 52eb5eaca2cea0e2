"""Hostile text in every field: what leaves as a workbook, a page or a map holds it as text."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import hostile
import openpyxl
import pytest
from pypdf import PdfReader

from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs import briefing, workbook
from portfolio.services import district, exports, map_files
from portfolio.storage.session import open_engine, reading

MONTH = Month(2025, 10)
MADE_AT = datetime(2025, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    return tmp_path / "ran"


@pytest.fixture
def db(plan_database: str, canary: Path):
    hostile.plant(plan_database, canary)
    engine = open_engine(plan_database)
    with reading(engine) as session:
        yield session
    engine.dispose()


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl does not read data bars
@pytest.mark.parametrize("language", list(Language))
def test_no_cell_of_the_workbook_is_a_formula(db, canary: Path, language: Language) -> None:
    contents = exports.contents(
        db, ProjectFilter(), WHOLE_CITY, month=MONTH, language=language, unit=MoneyUnit.WAN, made_at=MADE_AT
    )
    book = openpyxl.load_workbook(BytesIO(workbook.as_bytes(contents)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink is not None] == []
    assert any("__globals__" in str(cell.value) for cell in cells)
    assert not canary.exists()


def test_the_page_on_paper_sets_it_as_text(db, canary: Path) -> None:
    page = district.read(db, "370112", ProjectFilter(), WHOLE_CITY, month=MONTH)
    content = briefing.district_pdf(page, language=Language.CHINESE, unit=MoneyUnit.YI, made_at=MADE_AT)
    reader = PdfReader(BytesIO(content))
    assert len(reader.pages) == 1
    assert "=1+1" in reader.pages[0].extract_text()
    assert "root:" not in reader.pages[0].extract_text()
    assert not canary.exists()


def test_the_map_file_holds_it_as_data(db, canary: Path) -> None:
    asked = map_files.Asked(ProjectFilter(), WHOLE_CITY, MONTH, Language.CHINESE, MoneyUnit.YI)
    document = map_files.html(db, asked)
    assert hostile.MARK not in document
    assert "<img src=x" not in document
    assert not canary.exists()
