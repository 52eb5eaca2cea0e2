"""Titles, headings and the lines above a table. Headings carry the month: never «1—12月» in every month."""

from portfolio.domain.periods import Month
from portfolio.language import Language, month_name, t, year_to_date
from portfolio.outputs.workbook_contents import WorkbookContents

LONGEST_FILTER = 60
"""A longer filter is told on the sheet of notes only."""


def heading(contents: WorkbookContents, key: str) -> str:
    """The heading of a column: «10月完成投资», «1—10月完成投资», «截至2024年底累计完成投资»."""
    month, language = contents.month, contents.language
    # In January the two would read alike.
    january = "_january" if month.month == 1 and key == "completed" else ""
    return t(
        language,
        f"workbook.column_{key}{january}",
        month=_month_word(language, month),
        months=year_to_date(language, month),
        year=month.year,
        last_year=month.year - 1,
    )


def title(contents: WorkbookContents, *, kind: str = "title") -> str:
    """«济南市2025年市级重点项目1—10月进展情况表», with 演示数据 where it contains any."""
    language = contents.language
    text = t(
        language,
        f"workbook.{kind}",
        year=contents.month.year,
        list=contents.list_name,
        months=year_to_date(language, contents.month),
    )
    return t(language, "workbook.illustrative_title", title=text) if contents.is_illustrative else text


def subtitle(contents: WorkbookContents) -> str:
    """The filter where it is short, and how many projects of how many."""
    language = contents.language
    parts = []
    if not contents.wanted.is_empty:
        short = len(contents.filter_words) <= LONGEST_FILTER
        parts.append(contents.filter_words if short else t(language, "workbook.filter_in_notes"))
    parts.append(t(language, "workbook.count", shown=contents.shown, of=contents.of))
    return t(language, "workbook.between").join(parts)


def as_of(contents: WorkbookContents) -> str:
    """截至日期."""
    day, language = contents.last_day, contents.language
    name = month_name(language, contents.month)
    return t(language, "workbook.as_of", year=day.year, month=day.month, day=day.day, name=name)


def unit_line(contents: WorkbookContents) -> str:
    """«单位:万元»."""
    return t(contents.language, f"workbook.unit_{contents.unit.value}")


def _month_word(language: Language, month: Month) -> str:
    return t(language, "common.months").split()[month.month - 1]
