"""How long a summary takes, against the raw join that answers the same question from what was reported.

    python -m benchmarks.summary [--projects 50000] [--months 36]

Two questions: one month by unit, and the curve of all months. Both sides run in this process on the same SQLite file,
in turn, and their answers are compared to the fen. The bar: at most a twentieth of the raw join. Ends with 1 above it.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import generator
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY
from portfolio.domain.periods import Month
from portfolio.services import register
from portfolio.storage import schema, session

BAR = 1 / 20
REPEATS = 9

Answer = dict[str, tuple[int, int]]

# The latest revision of the latest report of the year up to the month, joined with the plan of the year and the unit.
_RAW = """
SELECT {group}, SUM(membership.original_plan_fen), SUM(report.cumulative_fen)
FROM project
JOIN membership ON membership.project_id = project.id AND membership.year = CAST(substr(:month, 1, 4) AS INTEGER)
LEFT JOIN (
    SELECT project_id, cumulative_fen FROM (
        SELECT project_id, cumulative_fen,
               row_number() OVER (PARTITION BY project_id ORDER BY month DESC, revision DESC) AS place
        FROM progress WHERE month BETWEEN substr(:month, 1, 4) || '-01' AND :month
    ) AS ordered WHERE place = 1
) AS report ON report.project_id = project.id
GROUP BY {group}
"""


def _raw_by_unit(db: Session, month: Month) -> Answer:
    rows = db.execute(sa.text(_RAW.format(group="project.unit_code")), {"month": str(month)})
    return {str(code): (int(plan or 0), int(done or 0)) for code, plan, done in rows}


def _raw_curve(db: Session, months: list[Month]) -> Answer:
    found: Answer = {}
    for month in months:
        for _, plan, done in db.execute(sa.text(_RAW.format(group="1")), {"month": str(month)}):
            found[str(month)] = (int(plan or 0), int(done or 0))
    return found


def _summary_by_unit(db: Session, month: Month) -> Answer:
    rows = register.summary(db, "unit", ProjectFilter(), WHOLE_CITY, month=month).rows
    return {row.code: (row.figures.plan_fen, row.figures.completed_fen) for row in rows}


def _summary_curve(db: Session, months: list[Month]) -> Answer:
    figures = register.curve(db, ProjectFilter(), WHOLE_CITY, months=months)
    return {str(month): (item.plan_fen, item.completed_fen) for month, item in figures}


def _ratio(ours: Callable[[], Answer], raw: Callable[[], Answer], *, repeats: int) -> tuple[float, float]:
    """Medians of both, taken in turn, in milliseconds. Raises AssertionError where the answers differ."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeats):
        answers = []
        for taken, ask in zip(times, (ours, raw), strict=True):
            start = time.perf_counter()
            answers.append(ask())
            taken.append((time.perf_counter() - start) * 1000)
        assert answers[0] == answers[1], "the summary and the raw join disagree"
    return statistics.median(times[0]), statistics.median(times[1])


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a ratio is above the bar."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summary")
    parser.add_argument("--projects", type=int, default=50_000)
    parser.add_argument("--months", type=int, default=36)
    options = parser.parse_args(arguments)
    path = Path("var") / f"bench-{schema.expected()}-{options.projects}x{options.months}.db"
    url = f"sqlite:///{path}"
    if not path.exists():
        print(f"making {path} …", flush=True)
        generator.main(["--url", url, "--projects", str(options.projects), "--months", str(options.months)])
    with session.reading(session.open_engine(url)) as db:
        months = list(register.catalogue(db).months)
        questions = (
            (
                "one month by unit",
                lambda: _summary_by_unit(db, months[-1]),
                lambda: _raw_by_unit(db, months[-1]),
                REPEATS,
            ),
            (f"{len(months)} months, total", lambda: _summary_curve(db, months), lambda: _raw_curve(db, months), 3),
        )
        print(f"{options.projects} projects, {options.months} months, SQLite; medians in ms")
        print(f"{'question':24}{'summary':>10}{'raw join':>10}{'ratio':>10}   bar {BAR}")
        worst = 0.0
        for name, ours, raw, repeats in questions:
            quick, slow = _ratio(ours, raw, repeats=repeats)
            worst = max(worst, quick / slow)
            print(f"{name:24}{quick:10.1f}{slow:10.1f}{quick / slow:10.4f}")
    return 0 if worst <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
