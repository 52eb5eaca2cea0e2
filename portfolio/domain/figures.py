"""The figures of one project or of a group in one month, and how they add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from portfolio.domain import apportioning, progress
from portfolio.domain.codes import JUDGED_LIGHTS, Light


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over projects in one month. Amounts in fen; money counts each project once.

    ``completed_fen`` and ``plan_fen`` are both only over projects that have a plan, so that their quotient is the
    group's rate; what projects without a plan completed stands beside it.
    """

    time_progress: Fraction
    projects: int = 0
    with_plan: int = 0
    plan_fen: int = 0
    completed_fen: int = 0
    completed_month_fen: int = 0
    without_plan_completed_fen: int = 0
    lagging_fen: int = 0
    """Sum of the shortfalls of the projects that are behind, before those ahead make up for it."""
    reported: int = 0
    """Projects with a plan that reported this month."""
    started: int = 0
    start_known: int = 0
    """Projects of which it is known whether they have started."""
    lights: dict[Light, int] = field(default_factory=dict)

    @property
    def rate(self) -> Fraction | None:
        """Σ completed ÷ Σ plan, never the mean of rates; None without a plan or before any report."""
        return progress.completion(self.completed_fen, self.plan_fen) if self.has_figures else None

    @property
    def has_figures(self) -> bool:
        """Whether anything was ever reported for the projects that have a plan."""
        return self.reported > 0 or self.completed_fen != 0

    @property
    def gap_points(self) -> Fraction | None:
        return progress.gap_points(self.rate, self.time_progress)

    @property
    def shortfall_fen(self) -> int | None:
        if not self.has_figures:
            return None
        return progress.shortfall_fen(self.plan_fen, self.completed_fen, self.time_progress)

    @property
    def red_share(self) -> Fraction | None:
        """Red ÷ those that were judged at all."""
        judged = sum(self.lights.get(light, 0) for light in JUDGED_LIGHTS)
        return None if judged == 0 else Fraction(self.lights.get(Light.RED, 0), judged)

    def __add__(self, other: "Figures") -> "Figures":
        if self.time_progress != other.time_progress:
            raise ValueError("figures of different months do not add up")
        return Figures(
            time_progress=self.time_progress,
            projects=self.projects + other.projects,
            with_plan=self.with_plan + other.with_plan,
            plan_fen=self.plan_fen + other.plan_fen,
            completed_fen=self.completed_fen + other.completed_fen,
            completed_month_fen=self.completed_month_fen + other.completed_month_fen,
            without_plan_completed_fen=self.without_plan_completed_fen + other.without_plan_completed_fen,
            lagging_fen=self.lagging_fen + other.lagging_fen,
            reported=self.reported + other.reported,
            started=self.started + other.started,
            start_known=self.start_known + other.start_known,
            lights={light: self.lights.get(light, 0) + other.lights.get(light, 0) for light in Light},
        )


def apportioned(figures: Figures, parts: Mapping[str, int]) -> dict[str, Figures]:
    """The figures of one project divided among areas: money by parts and to the fen, the project counted in each."""
    plan = apportioning.split(figures.plan_fen, parts)
    completed = apportioning.split(figures.completed_fen, parts)
    month = apportioning.split(figures.completed_month_fen, parts)
    without_plan = apportioning.split(figures.without_plan_completed_fen, parts)
    lagging = apportioning.split(figures.lagging_fen, parts)
    return {
        code: replace(
            figures,
            plan_fen=plan[code],
            completed_fen=completed[code],
            completed_month_fen=month[code],
            without_plan_completed_fen=without_plan[code],
            lagging_fen=lagging[code],
        )
        for code in parts
    }
