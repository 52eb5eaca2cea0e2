"""判定依据: why a project has its light, in words; nothing but what the rule looked at."""

from portfolio.domain import lights
from portfolio.domain.codes import JUDGED_LIGHTS, Light
from portfolio.domain.lights import LightRule, Situation
from portfolio.language import Language, month_name, percent, points, t
from portfolio.storage.rows import ProjectRow

_JUDGED = frozenset(light.value for light in JUDGED_LIGHTS)


def light_reason(row: ProjectRow, *, rule: LightRule, language: Language) -> str | None:
    """«完成应完成额的78.4%（连续3个月红灯）», or what else decided; None for what has no light."""
    figures = row.figures
    if figures is None:
        return None
    if figures.light not in _JUDGED:
        start = row.planned_start or figures.month
        return t(language, f"codes.reason_{figures.light}", month=month_name(language, start))
    situation = Situation(figures.month, figures.plan_fen, figures.completed_fen, reported=True)
    measured = lights.judge(situation, rule=rule).measured
    reason = t(language, f"codes.reason_{rule.formula}", share=percent(measured), points=points(measured))
    if figures.light != Light.RED or figures.red_months < 2:
        return reason
    months = t(language, "codes.red_months", months=figures.red_months)
    return t(language, "codes.reason_with_months", reason=reason, months=months)
