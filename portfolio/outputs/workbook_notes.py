"""说明: what the figures are, where they come from, and what they must not be taken for."""

from collections.abc import Iterator
from typing import Any

from portfolio.domain.codes import Basis
from portfolio.language import month_name, percent, points, t
from portfolio.outputs.workbook_columns import COLUMNS
from portfolio.outputs.workbook_contents import WorkbookContents
from portfolio.outputs.workbook_sheets import A4
from portfolio.outputs.workbook_styles import Styles
from portfolio.outputs.workbook_values import in_cell
from portfolio.outputs.workbook_words import as_of, heading, title

LABEL_WIDTH, WORDS_WIDTH = 20, 112
_LINE_HEIGHT = 16.0


def write(sheet: Any, contents: WorkbookContents, styles: Styles) -> None:
    """Label and words, one matter a row."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, 1, WORDS_WIDTH)
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, 1, "", styles.title)
    sheet.write_string(0, 0, title(contents, kind="notes_title"), styles.title)
    for row, (key, words, style) in enumerate(_lines(contents, styles), start=1):
        text = in_cell(words)
        wide = len(text.encode("gb18030", "replace"))
        sheet.set_row(row, (1 + wide // (WORDS_WIDTH - 1)) * _LINE_HEIGHT + 6)
        sheet.write_string(row, 0, t(contents.language, f"workbook.note_{key}"), styles.label)
        sheet.write_string(row, 1, text, style)


def _lines(contents: WorkbookContents, styles: Styles) -> Iterator[tuple[str, str, Any]]:
    language = contents.language
    if contents.is_illustrative:
        yield "illustrative", t(language, "workbook.illustrative_warning"), styles.warning
    yield "month", f"{month_name(language, contents.month)} · {as_of(contents)}", styles.words
    yield "filter", contents.filter_words, styles.words
    yield "count", t(language, "workbook.count", shown=contents.shown, of=contents.of), styles.words
    yield "coverage", _coverage(contents), styles.words
    yield "basis", _bases(contents), styles.words
    for key in ("unit", "empty", "rate", "gap", "shortfall"):
        yield key, _words(contents, key), styles.words
    yield "light", _rule(contents), styles.words
    for key in ("started", "inferred", "total", "by_place", "total_investment", "bar"):
        yield key, _words(contents, key), styles.words
    yield "open", _open_columns(contents), styles.words
    for key in ("sources", "use"):
        yield key, _words(contents, key), styles.words
    yield "made", _made(contents), styles.words


def _words(contents: WorkbookContents, key: str) -> str:
    elapsed = contents.month.time_progress
    unit = t(contents.language, f"filter_words.{contents.unit.value}")
    number, share = contents.month.month, percent(elapsed)
    return t(contents.language, f"workbook.words_{key}", unit=unit, number=number, share=share)


def _coverage(contents: WorkbookContents) -> str:
    if contents.listed is None:
        return t(contents.language, "workbook.coverage_unknown", of=contents.of)
    year = contents.month.year
    return t(contents.language, "workbook.coverage", of=contents.of, listed=contents.listed, year=year)


def _bases(contents: WorkbookContents) -> str:
    found = [basis for basis in Basis if basis.value in contents.bases]
    between = t(contents.language, "filter_words.between_parts")
    return between.join(t(contents.language, f"workbook.basis_{basis}") for basis in found) or t(
        contents.language, "workbook.basis_none"
    )


def _rule(contents: WorkbookContents) -> str:
    rule = contents.rule
    edge = points if rule.formula == "gap_points" else percent
    return t(
        contents.language,
        f"workbook.rule_{rule.formula}",
        green=edge(rule.green_from),
        yellow=edge(rule.yellow_from),
        source=t(contents.language, f"workbook.rule_from_{rule.source}"),
        since=month_name(contents.language, rule.effective_from),
    )


def _open_columns(contents: WorkbookContents) -> str:
    between = t(contents.language, "filter_words.between_names")
    headings = [heading(contents, column.key) for column in COLUMNS.values() if not column.held]
    return t(contents.language, "workbook.words_open", columns=between.join(headings))


def _made(contents: WorkbookContents) -> str:
    at = f"{contents.made_at:%Y-%m-%d %H:%M}"
    return t(contents.language, "workbook.words_made", at=at, version=contents.data_version)
