"""A project's year as SVG: what was due against what is completed, the single months, and the light of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain import progress
from portfolio.domain.codes import Light
from portfolio.domain.money import MoneyUnit, in_unit
from portfolio.domain.periods import Month
from portfolio.language import Language, amount, t
from portfolio.outputs import escaping
from portfolio.storage.rows import MonthFigures

WIDTH = 820
TYPE_SIZE = 11.5
"""Of labels, in units of the drawing; on a slide that is shown large they are larger."""
_MIDDLE = 186
_BARS_TOP, _BARS_FOOT = 206, 252
"""The upper panel, of cumulative figures, ends at the first; the single months stand between the others."""
_INK, _QUIET, _ACCENT, _SOFT = "#1f2933", "#55626e", "#1d4e89", "#9db7d3"
_LIGHT_INK = {Light.RED: "#b3261e", Light.YELLOW: "#8a5f00", Light.GREEN: "#176b50"}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand for a size of type, and in which words and unit."""

    type_size: float
    language: Language
    unit: MoneyUnit
    most: int
    """Fen at the top of the axis."""

    @property
    def left(self) -> float:
        return 5.6 * self.type_size

    @property
    def top(self) -> float:
        return 2.2 * self.type_size

    @property
    def height(self) -> float:
        return _BARS_FOOT + 3.5 * self.type_size

    @property
    def right(self) -> float:
        return WIDTH - 12

    @property
    def step(self) -> float:
        return (self.right - self.left) / 12

    def x(self, month: int) -> float:
        """The middle of a month."""
        return self.left + (month - 0.5) * self.step

    def y(self, fen: int) -> float:
        return _MIDDLE - fen / self.most * (_MIDDLE - self.top)

    def text(self, x: float, y: float, text: str, *, more: str = "", fill: str = _INK, anchor: str = "middle") -> str:
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{more}>{escaping.text(text)}</text>'


_HALO = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"'


def svg(
    months: Sequence[MonthFigures], *, language: Language, unit: MoneyUnit, type_size: float = TYPE_SIZE
) -> str | None:
    """The chart of the months given, of one year and in order; None where nothing was planned or reported in them."""
    if not any(figures.plan_fen or figures.completed_fen is not None for figures in months):
        return None
    most = max([_due(months[-1], 12), *(figures.completed_fen or 0 for figures in months), 1])
    steps = _steps(most, unit, 4)
    sheet = _Sheet(type_size, language, unit, steps[-1])
    parts = [
        *_grid(sheet, steps),
        *_due_line(sheet, months),
        *_completed_line(sheet, months),
        *_bars(sheet, months),
        *_months_and_lights(sheet, months),
    ]
    size = f'viewBox="0 0 {WIDTH} {sheet.height:.0f}" width="{WIDTH}" height="{sheet.height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-size="{type_size}" '
        f"font-family=\"'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif\">{''.join(parts)}</svg>"
    )


def _due(figures: MonthFigures, month: int) -> int:
    """What is due by a month under the plan in force in the month of these figures."""
    return progress.due_fen(figures.plan_fen or 0, Month(figures.month.year, month).time_progress)


def _steps(top: int, unit: MoneyUnit, wanted: int) -> list[int]:
    """Round values for an axis, from 0 to at least ``top`` fen."""
    least = max(top / wanted, 1)
    size = 1
    while size * 10 <= least:
        size *= 10
    step = next(size * factor for factor in (1, 2, 2.5, 3, 4, 5, 10) if size * factor >= least)
    step = max(int(step), unit.fen // 10**unit.places)
    return [step * number for number in range(-(-top // step) + 1)]


def _grid(sheet: _Sheet, steps: Sequence[int]) -> list[str]:
    unit = t(sheet.language, f"project.chart_unit_{sheet.unit}")
    parts = [sheet.text(4, sheet.type_size, unit, anchor="start", fill=_QUIET)]
    for fen in steps:
        y, ink = sheet.y(fen), "#8a949c" if fen == 0 else "#e3e6e4"
        value = f"{in_unit(fen, sheet.unit).normalize():,f}"
        parts.append(f'<path d="M{sheet.left:.1f} {y:.1f}H{sheet.right}" stroke="{ink}"/>')
        parts.append(sheet.text(sheet.left - 6, y + sheet.type_size / 3, value, anchor="end", fill=_QUIET))
    return parts


def _key(sheet: _Sheet, x: float, key: str, line: str, *, fill: str) -> list[str]:
    """One line of the legend, above the chart."""
    said = t(sheet.language, key)
    y = sheet.type_size * 0.65
    return [
        f'<path d="M{x:.1f} {y:.1f}h22" {line}/>',
        sheet.text(x + 28, sheet.type_size, said, anchor="start", fill=fill),
    ]


def _due_line(sheet: _Sheet, months: Sequence[MonthFigures]) -> list[str]:
    """Plan × time progress: month by month as it was in force, then to December under the last plan."""
    last = months[-1]
    if not last.plan_fen:
        return []
    known = [(figures.month.month, _due(figures, figures.month.month)) for figures in months if figures.plan_fen]
    ahead = [(month, _due(last, month)) for month in range(last.month.month + 1, 13)]
    path = "L".join(f"{sheet.x(month):.1f} {sheet.y(fen):.1f}" for month, fen in [*known, *ahead])
    line = f'stroke="{_QUIET}" stroke-width="1.6" stroke-dasharray="5 4"'
    return [
        f'<path d="M{path}" fill="none" {line}/>',
        *_key(sheet, sheet.left + 18 * sheet.type_size, "project.chart_due", line, fill=_QUIET),
    ]


def _completed_line(sheet: _Sheet, months: Sequence[MonthFigures]) -> list[str]:
    """The cumulative figure; a month without a report keeps the last one and is drawn hollow."""
    known = [figures for figures in months if figures.completed_fen is not None]
    if not known:
        return []
    spots = [(sheet.x(figures.month.month), sheet.y(figures.completed_fen or 0), figures) for figures in known]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in spots)
    line = f'stroke="{_ACCENT}" stroke-width="2.6"'
    parts = [f'<path d="M{path}" fill="none" {line} stroke-linejoin="round"/>']
    parts += [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="{_ACCENT if figures.reported else "#ffffff"}" '
        f'stroke="{_ACCENT}" stroke-width="1.6"/>'
        for x, y, figures in spots
    ]
    x, y, last = spots[-1]
    behind = (last.completed_fen or 0) < _due(last, last.month.month)
    below, above = y + 0.6 * sheet.type_size + 10, max(y - 10, sheet.top)
    value = amount(last.completed_fen, sheet.unit)
    parts.append(sheet.text(x, below if behind else above, value, fill=_ACCENT, more=f' font-weight="700"{_HALO}'))
    return parts + _key(sheet, sheet.left + 5 * sheet.type_size, "project.chart_completed", line, fill=_INK)


def _bars(sheet: _Sheet, months: Sequence[MonthFigures]) -> list[str]:
    """What was completed in each month; below zero where a correction took something back."""
    known = {figures.month.month: figures.month_fen for figures in months if figures.month_fen is not None}
    if not known:
        return []
    high, low = max(0, *known.values()), min(0, *known.values())
    scale = (_BARS_FOOT - _BARS_TOP) / max(high - low, 1)
    zero = _BARS_TOP + high * scale
    said = {month: amount(fen, sheet.unit) for month, fen in known.items()}
    size = 0.92 * sheet.type_size
    legible = max(len(value) for value in said.values()) * 0.6 * size < sheet.step
    label = t(sheet.language, "project.chart_month")
    parts = [sheet.text(sheet.left - 6, _BARS_FOOT - 16, label, anchor="end", fill=_QUIET)]
    for month, fen in known.items():
        height = max(abs(fen) * scale, 0.8)
        y = zero - height if fen >= 0 else zero
        parts.append(
            f'<rect x="{sheet.x(month) - 17:.1f}" y="{y:.1f}" width="34" height="{height:.1f}" fill="{_SOFT}" rx="1"/>'
        )
        if legible:
            above = (y if fen >= 0 else zero) - 3
            parts.append(sheet.text(sheet.x(month), above, said[month], more=f' font-size="{size:.1f}"'))
    return [*parts, f'<path d="M{sheet.left:.1f} {zero:.1f}H{sheet.right}" stroke="#8a949c"/>']


def _months_and_lights(sheet: _Sheet, months: Sequence[MonthFigures]) -> list[str]:
    names = t(sheet.language, "common.months").split()
    first, second = _BARS_FOOT + 1.4 * sheet.type_size, _BARS_FOOT + 2.9 * sheet.type_size
    parts = [sheet.text(sheet.x(number), first, name[:3], fill=_QUIET) for number, name in enumerate(names, start=1)]
    parts.append(sheet.text(sheet.left - 6, second, t(sheet.language, "codes.light"), anchor="end", fill=_QUIET))
    for figures in months:
        light = Light(figures.light)
        shape = t(sheet.language, f"codes.shape_{light.value}")
        ink = _LIGHT_INK.get(light, _QUIET)
        size = f' font-size="{1.13 * sheet.type_size:.1f}"'
        parts.append(sheet.text(sheet.x(figures.month.month), second, shape, fill=ink, more=size))
    return parts
