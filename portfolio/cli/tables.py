"""A summary as JSON, and as a table for a terminal."""

from portfolio.domain.codes import CountBy, Light
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN
from portfolio.domain.money import MoneyUnit
from portfolio.language import Language, amount, named, percent, points, t
from portfolio.services import register
from portfolio.storage.rows import Summary, SummaryRow


def as_json(summary: Summary, language: Language) -> dict[str, object]:
    """What scripts read; the very numbers of the pages."""
    return {
        "month": str(summary.month),
        **({} if summary.count_by is CountBy.UNIT else {"count_by": summary.count_by.value}),
        "rows": [
            {"code": row.code, "name": _name(row, summary.by, language), **_figures(row.figures)}
            for row in summary.rows
        ],
        "total": _figures(summary.total),
    }


def _figures(figures: Figures) -> dict[str, object]:
    """Amounts as integers of fen, rates as fractions, None where not known."""
    rate, gap = figures.rate, figures.gap_points
    known = figures.has_figures
    return {
        "projects": figures.projects,
        "with_plan": figures.with_plan,
        "plan_fen": figures.plan_fen if figures.with_plan else None,
        "completed_fen": figures.completed_fen if known else None,
        "completed_month_fen": figures.completed_month_fen if known else None,
        "rate": None if rate is None else float(rate),
        "time_progress": float(figures.time_progress),
        "gap_points": None if gap is None else float(gap),
        "shortfall_fen": figures.shortfall_fen,
        "lights": {light.value: figures.lights.get(light, 0) for light in Light},
        "reported": figures.reported,
        "started": figures.started,
        "start_known": figures.start_known,
        "completed_without_plan_fen": figures.without_plan_completed_fen,
    }


def as_table(summary: Summary, language: Language) -> str:
    """What a person reads, in 亿元, columns aligned for characters of two widths."""
    heads = ("name", "projects", "with_plan", "plan", "completed", "month", "rate", "gap", "shortfall")
    lines = [[t(language, f"cli.column_{head}") for head in heads]]
    lines += [_cells(_name(row, summary.by, language), row.figures) for row in summary.rows]
    lines.append(_cells(t(language, "cli.total"), summary.total))
    widths = [max(_width(line[column]) for line in lines) for column in range(len(heads))]
    drawn = [
        "  ".join(
            _padded(cell, width, left=column == 0)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join(drawn if summary.count_by is CountBy.UNIT else [*drawn, t(language, "cli.counted_by_place")])


def _cells(name: str, figures: Figures) -> list[str]:
    known = figures.has_figures
    return [
        name,
        str(figures.projects),
        str(figures.with_plan),
        amount(figures.plan_fen if figures.with_plan else None, MoneyUnit.YI),
        amount(figures.completed_fen if known else None, MoneyUnit.YI),
        amount(figures.completed_month_fen if known else None, MoneyUnit.YI),
        percent(figures.rate),
        points(figures.gap_points),
        amount(figures.shortfall_fen, MoneyUnit.YI),
    ]


def _name(row: SummaryRow, by: str, language: Language) -> str:
    if by in ("class", "light") or row.code in (register.ELSEWHERE, register.OUTSIDE, register.NO_PLACE):
        return t(language, f"codes.{by}_{row.code}")
    if row.code == UNKNOWN:
        # By district too it is the unit that nobody states, not the place.
        return t(language, f"codes.{'unit' if by == 'district' else by}_{UNKNOWN}")
    return named(language, zh=row.name, en=row.name_en)


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) >= 0x2E80 else 1 for character in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
