"""Rates, gaps and shortfalls: the arithmetic of a bulletin. Amounts in fen, rates as exact fractions."""

from fractions import Fraction

from portfolio.domain.money import whole_fen


def completion(completed_fen: int | None, plan_fen: int | None) -> Fraction | None:
    """投资完成率: cumulative ÷ annual plan, or None without a plan or without a figure.

    May exceed 1: in 2024 the municipal projects reached 125.7 %.
    """
    if completed_fen is None or plan_fen is None or plan_fen <= 0:
        return None
    return Fraction(completed_fen, plan_fen)


def gap_points(rate: Fraction | None, time_progress: Fraction) -> Fraction | None:
    """较序时进度 in percentage points: 84.7 % in September is 9.7 ahead."""
    return None if rate is None else (rate - time_progress) * 100


def due_fen(plan_fen: int, time_progress: Fraction) -> int:
    """What should be completed by now: plan × time progress."""
    return whole_fen(plan_fen * time_progress)


def shortfall_fen(plan_fen: int | None, completed_fen: int | None, time_progress: Fraction) -> int | None:
    """缺口金额: max(0, plan × time progress − cumulative), or None where there is no plan or no figure."""
    if plan_fen is None or plan_fen <= 0 or completed_fen is None:
        return None
    return max(0, due_fen(plan_fen, time_progress) - completed_fen)
