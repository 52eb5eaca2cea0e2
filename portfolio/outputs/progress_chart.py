"""A project's year as SVG: what was due against what is completed, the single months, and the light of each."""

from collections.abc import Sequence

from portfolio.domain import progress
from portfolio.domain.codes import Light
from portfolio.domain.money import MoneyUnit, in_unit
from portfolio.domain.periods import Month
from portfolio.language import Language, amount, t
from portfolio.outputs import escaping
from portfolio.storage.rows import MonthFigures

WIDTH, HEIGHT = 820, 292
_LEFT, _RIGHT = 64, 12
_TOP, _MIDDLE = 24, 186
"""The upper panel, of cumulative figures, lies between these."""
_BARS_TOP, _BARS_FOOT = 206, 252
_INK, _QUIET, _ACCENT, _SOFT = "#1f2933", "#55626e", "#1d4e89", "#9db7d3"
_LIGHT_INK = {Light.RED: "#b3261e", Light.YELLOW: "#8a5f00", Light.GREEN: "#176b50"}
_STEP = (WIDTH - _LEFT - _RIGHT) / 12


def svg(months: Sequence[MonthFigures], *, language: Language, unit: MoneyUnit) -> str | None:
    """The chart of the months given, of one year and in order; None where nothing was planned or reported in them."""
    if not any(figures.plan_fen or figures.completed_fen is not None for figures in months):
        return None
    top = max([_due(months[-1], 12), *(figures.completed_fen or 0 for figures in months), 1])
    steps = _steps(top, unit, 4)
    parts = [
        *_grid(steps, unit, language),
        *_due_line(months, steps[-1], language),
        *_completed_line(months, steps[-1], language, unit),
        *_bars(months, language, unit),
        *_months_and_lights(months, language),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        "font-family=\"'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif\" font-size=\"11.5\">"
        f"{''.join(parts)}</svg>"
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


def _x(month: int) -> float:
    """The middle of a month."""
    return _LEFT + (month - 0.5) * _STEP


def _y(fen: int, top: int) -> float:
    return _MIDDLE - fen / top * (_MIDDLE - _TOP)


def _grid(steps: Sequence[int], unit: MoneyUnit, language: Language) -> list[str]:
    parts = [_text(4, 12, t(language, f"project.chart_unit_{unit}"), anchor="start", fill=_QUIET)]
    for fen in steps:
        y = _y(fen, steps[-1])
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}" stroke="{"#8a949c" if fen == 0 else "#e3e6e4"}"/>')
        parts.append(_text(_LEFT - 6, y + 4, f"{in_unit(fen, unit).normalize():,f}", anchor="end", fill=_QUIET))
    return parts


def _due_line(months: Sequence[MonthFigures], top: int, language: Language) -> list[str]:
    """Plan × time progress: month by month as it was in force, then to December under the last plan."""
    last = months[-1]
    if not last.plan_fen:
        return []
    known = [(figures.month.month, _due(figures, figures.month.month)) for figures in months if figures.plan_fen]
    ahead = [(month, _due(last, month)) for month in range(last.month.month + 1, 13)]
    path = "L".join(f"{_x(month):.1f} {_y(fen, top):.1f}" for month, fen in [*known, *ahead])
    return [
        f'<path d="M{path}" fill="none" stroke="{_QUIET}" stroke-width="1.6" stroke-dasharray="5 4"/>',
        f'<path d="M{_LEFT + 250} 8h22" stroke="{_QUIET}" stroke-width="1.6" stroke-dasharray="5 4"/>',
        _text(_LEFT + 278, 12, t(language, "project.chart_due"), anchor="start", fill=_QUIET),
    ]


def _completed_line(months: Sequence[MonthFigures], top: int, language: Language, unit: MoneyUnit) -> list[str]:
    """The cumulative figure; a month without a report keeps the last one and is drawn hollow."""
    known = [figures for figures in months if figures.completed_fen is not None]
    if not known:
        return []
    spots = [(_x(figures.month.month), _y(figures.completed_fen or 0, top), figures) for figures in known]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in spots)
    parts = [f'<path d="M{path}" fill="none" stroke="{_ACCENT}" stroke-width="2.6" stroke-linejoin="round"/>']
    parts += [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="{_ACCENT if figures.reported else "#ffffff"}" '
        f'stroke="{_ACCENT}" stroke-width="1.6"/>'
        for x, y, figures in spots
    ]
    x, y, last = spots[-1]
    behind = last.completed_fen is not None and last.completed_fen < _due(last, last.month.month)
    parts.append(
        _text(
            x,
            y + 18 if behind else max(y - 10, 24),
            amount(last.completed_fen, unit),
            fill=_ACCENT,
            weight=700,
            halo=True,
        )
    )
    parts.append(f'<path d="M{_LEFT + 60} 8h22" stroke="{_ACCENT}" stroke-width="2.6"/>')
    parts.append(_text(_LEFT + 88, 12, t(language, "project.chart_completed"), anchor="start", fill=_INK))
    return parts


def _bars(months: Sequence[MonthFigures], language: Language, unit: MoneyUnit) -> list[str]:
    """What was completed in each month; below zero where a correction took something back."""
    known = {figures.month.month: figures.month_fen for figures in months if figures.month_fen is not None}
    if not known:
        return []
    high, low = max(0, *known.values()), min(0, *known.values())
    scale = (_BARS_FOOT - _BARS_TOP) / max(high - low, 1)
    zero = _BARS_TOP + high * scale
    parts = [_text(_LEFT - 6, _BARS_FOOT - 16, t(language, "project.chart_month"), anchor="end", fill=_QUIET)]
    for month, fen in known.items():
        height = max(abs(fen) * scale, 0.8)
        y = zero - height if fen >= 0 else zero
        parts.append(
            f'<rect x="{_x(month) - 17:.1f}" y="{y:.1f}" width="34" height="{height:.1f}" fill="{_SOFT}" rx="1"/>'
        )
        parts.append(_text(_x(month), (y if fen >= 0 else zero) - 3, amount(fen, unit), fill=_INK, size=10.5))
    parts.append(f'<path d="M{_LEFT} {zero:.1f}H{WIDTH - _RIGHT}" stroke="#8a949c"/>')
    return parts


def _months_and_lights(months: Sequence[MonthFigures], language: Language) -> list[str]:
    names = t(language, "common.months").split()
    parts = [_text(_x(number), _BARS_FOOT + 16, name[:3], fill=_QUIET) for number, name in enumerate(names, start=1)]
    parts.append(_text(_LEFT - 6, _BARS_FOOT + 33, t(language, "codes.light"), anchor="end", fill=_QUIET))
    for figures in months:
        light = Light(figures.light)
        shape = t(language, f"codes.shape_{light.value}")
        ink = _LIGHT_INK.get(light, "#55626e")
        parts.append(_text(_x(figures.month.month), _BARS_FOOT + 33, shape, fill=ink, size=13))
    return parts


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "middle",
    size: float | None = None,
    fill: str = _INK,
    weight: int | None = None,
    halo: bool = False,
) -> str:
    more = "" if size is None else f' font-size="{size}"'
    more += "" if weight is None else f' font-weight="{weight}"'
    more += ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if halo else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{more}>{escaping.text(text)}</text>'
