"""The command line: the numbers of the pages, and a sentence instead of a traceback."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio import cli
from portfolio.domain.codes import Light
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.language import amount
from portfolio.services import register, seeding
from portfolio.services.register import GROUPINGS
from portfolio.storage.place_tables import Place, PlaceShare
from portfolio.storage.session import open_engine, reading, writing
from portfolio.storage.tables import DataVersion

OCTOBER = Month(2025, 10)
FIRST_KEYS = [
    *("code", "name", "projects", "with_plan", "plan_fen", "completed_fen", "completed_month_fen", "rate"),
    *("time_progress", "gap_points", "shortfall_fen", "lights"),
]
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> Done:
        capsys.readouterr()
        try:
            code = cli.main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return command


@pytest.fixture
def plan(plan_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", plan_database)
    return plan_database


def summary(run: Run, *arguments: str) -> dict[str, object]:
    done = run("summary", "--format", "json", *arguments)
    assert done.code == 0, done.err
    return json.loads(done.out)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("by", GROUPINGS)
def test_the_summary_is_of_the_stated_shape(run: Run, by: str) -> None:
    found = summary(run, "--by", by, "--month", "2025-10")
    assert list(found) == ["month", "rows", "total"]
    assert found["month"] == "2025-10"
    rows = found["rows"]
    assert isinstance(rows, list)
    for row in [*rows, {"code": "", "name": "", **found["total"]}]:
        assert list(row)[: len(FIRST_KEYS)] == FIRST_KEYS
        assert list(row["lights"]) == [light.value for light in Light]
        for name, value in row.items():
            if name.endswith("_fen"):
                assert value is None or type(value) is int, name
    assert "code" not in found["total"]
    assert all(row["name"] for row in rows)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("by", GROUPINGS)
def test_the_total_is_the_sum_of_the_rows(run: Run, by: str) -> None:
    found = summary(run, "--by", by, "--month", "2025-10")
    total = found["total"]
    for name in ("projects", "with_plan", "plan_fen", "completed_fen", "completed_month_fen"):
        assert sum(row[name] or 0 for row in found["rows"]) == total[name], name
    assert total["projects"] == 150
    assert sum(total["lights"].values()) == 150
    assert total["rate"] == pytest.approx(total["completed_fen"] / total["plan_fen"])
    assert total["time_progress"] == float(Fraction(10, 12))
    assert total["gap_points"] == pytest.approx((total["rate"] - total["time_progress"]) * 100)


@pytest.mark.usefixtures("plan")
def test_the_numbers_are_those_of_the_pages(run: Run, plan_db: Session) -> None:
    wanted = ProjectFilter(units=frozenset({"370112", "370114"}), lights=frozenset({"red", "green"}))
    expected = register.total(plan_db, wanted, WHOLE_CITY, month=OCTOBER)
    arguments = ["--unit", "370112", "--unit", "370114", "--light", "red", "--light", "green"]
    total = summary(run, "--by", "class", "--month", "2025-10", *arguments)["total"]
    assert expected.projects > 0
    assert (total["projects"], total["plan_fen"], total["completed_fen"], total["shortfall_fen"]) == (
        expected.projects,
        expected.plan_fen,
        expected.completed_fen,
        expected.shortfall_fen,
    )


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--unit", "370112"],
        ["--district", "370112", "--district", "unknown"],
        ["--class", "industry", "--class", "livelihood"],
        ["--list", "municipal"],
        ["--stage", "construction"],
        ["--light", "red"],
        ["--basis", "illustrative"],
        ["--min-plan", "100000"],
        ["--search", "轨道"],
        ["--search", "轨道", "--search", "4号线"],
        ["--kind", "project"],
    ],
    ids=" ".join,
)
def test_every_filter_narrows(run: Run, arguments: list[str]) -> None:
    total = summary(run, "--by", "light", "--month", "2025-10", *arguments)["total"]
    assert 0 < total["projects"] <= 150
    if arguments[0] not in ("--kind",):
        assert total["projects"] < 150


@pytest.mark.usefixtures("plan")
def test_without_a_month_it_is_the_last_one_with_reports(run: Run) -> None:
    assert summary(run, "--by", "unit")["month"] == "2025-10"


def test_what_is_not_known_is_null(run: Run, facts_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", facts_database)
    total = summary(run, "--by", "unit")["total"]
    names = ("plan_fen", "completed_fen", "completed_month_fen", "rate", "gap_points", "shortfall_fen")
    assert {total[name] for name in names} == {None}
    assert total["projects"] == 150


@pytest.mark.usefixtures("plan")
def test_what_finds_nothing_is_empty_and_not_an_error(run: Run) -> None:
    found = summary(run, "--by", "unit", "--search", "没有这样的项目")
    assert found["rows"] == []
    assert found["total"]["projects"] == 0


@pytest.mark.usefixtures("plan")
def test_the_table_shows_every_row_and_the_total(run: Run, plan_db: Session) -> None:
    done = run("summary", "--by", "unit", "--month", "2025-10")
    expected = register.summary(plan_db, "unit", ProjectFilter(), WHOLE_CITY, month=OCTOBER)
    lines = done.out.splitlines()
    assert len(lines) == len(expected.rows) + 2
    assert amount(expected.total.plan_fen, MoneyUnit.YI) in lines[-1]
    assert amount(expected.total.completed_fen, MoneyUnit.YI) in lines[-1]
    assert "150" in lines[-1]
    english = run("--language", "en", "summary", "--by", "unit", "--month", "2025-10")
    assert english.code == 0
    assert not HAN.search(english.out)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--unit", "999999"], "999999"),
        (["--district", "start-up-area"], "start-up-area"),
        (["--class", "farming"], "farming"),
        (["--sector", "magic"], "magic"),
        (["--list", "secret"], "secret"),
        (["--stage", "dreaming"], "dreaming"),
        (["--light", "blue"], "blue"),
        (["--basis", "rumour"], "rumour"),
        (["--kind", "wish"], "wish"),
        (["--month", "2025-11"], "11"),
        (["--month", "2023-01"], "2023"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_code_that_names_nothing_is_said_in_chinese_and_ends_with_2(
    run: Run, arguments: list[str], named: str
) -> None:
    done = run("summary", "--by", "unit", "--format", "json", *arguments)
    assert (done.code, done.out) == (2, "")
    assert named in done.err
    assert HAN.search(done.err)
    assert "Traceback" not in done.err


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    "arguments",
    [
        ["summary"],
        ["summary", "--by", "colour"],
        ["summary", "--by", "unit", "--month", "October"],
        ["summary", "--by", "unit", "--month", "2025-13"],
        ["summary", "--by", "unit", "--min-plan", "much"],
        ["summary", "--by", "unit", "--min-plan", "-1"],
        ["nonsense"],
        [],
    ],
    ids=" ".join,
)
def test_an_option_that_cannot_be_read_ends_with_2_and_names_it(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert done.err


COMMANDS = [
    ["load-plan"],
    ["info"],
    ["summary", "--by", "unit"],
    ["export", "--out", "list.xlsx"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_without_a_database_every_command_says_how_to_make_one(
    run: Run, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "python -m portfolio init" in done.err
    assert not (tmp_path / "list.xlsx").exists()


@pytest.mark.parametrize("arguments", [["init"], *COMMANDS], ids=" ".join)
@pytest.mark.parametrize(
    "url", ["nonsense", "postgresql+psycopg://somebody:secret@127.0.0.1:1/portfolio", "nosuch://host/name"]
)
def test_a_broken_url_is_said_without_its_password(
    run: Run, arguments: list[str], url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", url)
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert HAN.search(done.err)
    assert "PORTFOLIO_DATABASE_URL" in done.err
    assert "secret" not in done.err


def test_an_old_database_is_said_with_what_to_do(
    run: Run, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sa.create_engine(empty_database)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", empty_database)
    for arguments in COMMANDS:
        done = run(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "0000" in done.err


def test_a_scope_that_is_empty_is_said(run: Run, plan_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", plan_database)
    monkeypatch.setenv("PORTFOLIO_SCOPE_UNITS", ",")
    done = run("summary", "--by", "unit")
    assert (done.code, done.out) == (2, "")
    assert "PORTFOLIO_SCOPE_UNITS" in done.err


@pytest.mark.usefixtures("plan")
def test_a_scope_bounds_every_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_SCOPE_UNITS", "370112")
    found = summary(run, "--by", "unit", "--unit", "370112", "--unit", "370114")
    assert [row["code"] for row in found["rows"]] == ["370112"]


def test_one_command_makes_a_database_that_can_be_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert run("init", "--plan-if-empty").code == 0
    assert summary(run, "--by", "unit")["total"]["projects"] == 150
    assert run("load-plan", "--facts-only").code == 0
    assert run("init", "--plan-if-empty").code == 0
    assert summary(run, "--by", "unit")["total"]["with_plan"] == 0, "a second start does not bring the layer back"


def test_from_nothing_to_numbers_in_three_commands(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", f"sqlite:///{tmp_path / 'var' / 'new.db'}")
    for arguments in (["init"], ["init"], ["info"], ["summary", "--by", "unit"]):
        done = run(*arguments)
        assert done.code == (2 if arguments[0] == "summary" else 0), done.err
    first = run("load-plan")
    assert (first.code, first.err) == (0, "")
    assert "252" in first.out
    information = run("info").out
    assert run("init", "--plan-if-empty").code == 0
    assert run("info").out == information
    assert "150" in information
    assert "2025-10" in information
    assert summary(run, "--by", "unit")["total"]["plan_fen"] > 0
    assert run("load-plan", "--facts-only").code == 0
    assert summary(run, "--by", "unit")["total"]["plan_fen"] is None


@pytest.mark.usefixtures("plan")
def test_an_export_holds_what_the_filter_finds(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    done = run("export", "--out", str(target), "--month", "2025-10", "--unit", "370112")
    assert done.code == 0, done.err
    number = summary(run, "--by", "unit", "--unit", "370112")["total"]["projects"]
    assert str(number) in done.out
    workbook = openpyxl.load_workbook(target, read_only=True)
    assert {"简表", "全表", "汇总"} <= set(workbook.sheetnames)
    workbook.close()


@pytest.mark.usefixtures("plan")
def test_an_export_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    done = run("export", "--out", str(tmp_path), "--month", "2025-10")
    assert (done.code, done.out) == (2, "")
    assert HAN.search(done.err)


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in ("init", "load-plan", "info", "summary", "export"))]
)
def test_help_is_there_for_everything_and_in_both_languages(run: Run, arguments: list[str]) -> None:
    chinese, english = run(*arguments), run("--language", "en", *arguments)
    assert (chinese.code, english.code) == (0, 0)
    assert HAN.search(chinese.out)
    assert chinese.out != english.out


@pytest.mark.usefixtures("plan")
def test_counted_by_place_districts_outside_and_no_place_add_up_to_the_city(run: Run) -> None:
    usual = summary(run, "--by", "district", "--month", "2025-10")
    found = summary(run, "--by", "district", "--count-by", "place", "--month", "2025-10")
    assert found["count_by"] == "place"
    assert found["total"] == usual["total"]
    assert {"outside", "no_place"} <= {row["code"] for row in found["rows"]}
    for name in ("plan_fen", "completed_fen", "completed_month_fen"):
        assert sum(row[name] or 0 for row in found["rows"]) == usual["total"][name], name
    assert [row["name"] for row in found["rows"]][-2:] == ["济南市外", "无落点"]


@pytest.mark.usefixtures("plan")
def test_only_districts_are_counted_by_place(run: Run) -> None:
    done = run("summary", "--by", "class", "--count-by", "place", "--month", "2025-10")
    assert done.code == 2
    assert "--by class" in done.err


def test_an_older_edition_of_the_plan_is_brought_up_to_date_and_a_portfolio_of_other_origin_is_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    monkeypatch.setenv("PORTFOLIO_DATABASE_URL", url)
    assert run("init", "--plan-if-empty").code == 0
    engine = open_engine(url)
    with writing(engine) as db:
        db.execute(sa.update(DataVersion).values(plan_edition=None))
        db.execute(sa.delete(Place))
        db.execute(sa.delete(PlaceShare))
    again = run("init")
    assert "更新" in again.out
    with reading(engine) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(Place)) >= 150
        assert db.scalar(sa.select(sa.func.count()).select_from(PlaceShare)) > 50
    assert "更新" not in run("init").out
    with writing(engine) as db:
        seeding.note_layer(db, seeding.ILLUSTRATIVE)
        db.execute(sa.delete(Place))
    assert "更新" not in run("init").out
    with reading(engine) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(Place)) == 0


@pytest.mark.usefixtures("plan")
def test_projects_leave_with_their_places_in_the_format_of_the_name(run: Run, tmp_path: Path) -> None:
    for ending in ("gpkg", "geojson"):
        target = tmp_path / f"list.{ending}"
        done = run("export-places", "--out", str(target), "--month", "2025-10", "--unit", "370112")
        assert done.code == 0, done.err
        assert "9" in done.out
        assert target.stat().st_size > 5_000
    refused = run("export-places", "--out", str(tmp_path / "list.shp"), "--month", "2025-10")
    assert refused.code == 2
    assert ".gpkg" in refused.err


@pytest.mark.usefixtures("plan")
def test_the_table_by_place_says_so(run: Run) -> None:
    assert run("summary", "--by", "district", "--count-by", "place").out.splitlines()[-1].startswith("按落点分摊")
    assert "按落点分摊" not in run("summary", "--by", "district").out
