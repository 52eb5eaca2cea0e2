"""`python -m geodata place`: every name gets one line, in order; bad tables are refused with their row."""

import json

import pytest

from geodata.__main__ import main

KEYS = ["name", "lon", "lat", "precision", "district", "source", "confidence", "reason"]
TABLE = "name,district\n大明湖,\n全市老旧小区改造,\n仲宫镇,历城区\n不存在的地方,商河县\n\n,\n"


@pytest.fixture
def place(tmp_path, capsys):
    """Run the command on a table's bytes; gives (code, rows or None, what was said)."""

    def run(content, *more, name="names.csv"):
        table, output = tmp_path / name, tmp_path / "places.jsonl"
        if content is not None:
            table.write_bytes(content)
        code = main(["place", "--input", str(table), "--output", str(output), *more])
        said = capsys.readouterr().err
        rows = (
            [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()] if output.exists() else None
        )
        return code, rows, said

    return run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_every_name_gets_one_object_in_order(place, encoding):
    code, rows, said = place(TABLE.encode(encoding))
    assert code == 0
    assert [row["name"] for row in rows] == ["大明湖", "全市老旧小区改造", "仲宫镇", "不存在的地方", ""]
    assert all(list(row) == KEYS for row in rows)
    assert "100%" in said
    lake, programme, town, unknown, empty = rows
    assert lake["district"] == "历下区"
    assert lake["lon"] == pytest.approx(117.02, abs=0.02)
    assert (programme["lon"], programme["lat"], programme["district"], programme["source"]) == (None,) * 4
    assert (town["precision"], town["district"]) == ("street", "历城区")
    assert (unknown["precision"], unknown["district"], unknown["lon"]) == ("district", "商河县", None)
    assert (empty["precision"], empty["reason"]) == ("unknown", "没有名称")


def test_reasons_come_in_english_too(place):
    _, rows, _ = place("name\n全市老旧小区改造\n".encode(), "--language", "en", "--quiet")
    assert rows[0]["reason"] == "work in many places or everywhere: it has no single place"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"title\nx\n", "没有 name"),
        (b"name,district\na,b\nc,d,e\n", "第 3 行: 单元格多于表头"),
        (b'name\n"a"b\n', "第 2 行: 不是合法的 CSV 行"),
        (b"name\n\xff\xfe\x00\xd8\xff\n", "既不是 UTF-8 也不是 GBK"),
        (None, "无法读取"),
    ],
    ids=["empty", "no name", "too many cells", "broken quotes", "no text", "no file"],
)
def test_a_bad_table_is_refused_with_its_row_and_nothing_is_written(place, content, said):
    code, rows, error = place(content)
    assert (code, rows) == (2, None)
    assert said in error


def test_an_output_that_cannot_be_written_is_said(tmp_path, capsys):
    table = tmp_path / "names.csv"
    table.write_text("name\n大明湖\n", encoding="utf-8")
    assert main(["place", "--input", str(table), "--output", str(tmp_path / "no" / "x.jsonl"), "--quiet"]) == 2
    assert "x.jsonl" in capsys.readouterr().err


def test_an_old_output_stays_when_the_run_breaks(tmp_path, monkeypatch):
    from geodata import place_command

    table, output = tmp_path / "names.csv", tmp_path / "places.jsonl"
    table.write_text("name\n大明湖\n千佛山\n", encoding="utf-8")
    output.write_text("old", encoding="utf-8")

    def broken(*_, **__):
        yield "one line"
        raise RuntimeError

    monkeypatch.setattr(place_command, "lines", broken)
    with pytest.raises(RuntimeError):
        main(["place", "--input", str(table), "--output", str(output), "--quiet"])
    assert output.read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["names.csv", "places.jsonl"]


def test_names_in_quotes_may_hold_commas_and_titles_may_be_chinese(place):
    _, rows, _ = place('名称;区县\n"大明湖, 南门";历下区\n'.encode())
    assert rows[0]["name"] == "大明湖, 南门"
    assert rows[0]["district"] == "历下区"
