"""How well names are placed, on places that the gazetteer was not built from; and how fast, against a floor.

The floor reads and writes the same rows as JSON and nothing else.
"""

import csv
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from geodata import choosing, divisions, geocoding
from geodata.candidates import TOLERANCE_M, Candidate
from geodata.geometry import Point

TRUTH = Path(__file__).parent / "places_truth.csv"
LEAST_WITHIN = 0.50
MOST_WRONG = 0.02
NAMES = 10_000
MOST_TIMES_FLOOR = 400
"""10,000 names in a few seconds: the floor is some 30 ms."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A place of which the true position is known, to within `tolerance_m`."""

    name: str
    district: str
    point: Point
    tolerance_m: float
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one name."""

    truth: Truth
    candidate: Candidate
    error_m: float | None

    @property
    def answered(self) -> bool:
        """Whether at least a district was named."""
        return self.error_m is not None or self.candidate.district is not None

    @property
    def allowed_m(self) -> float:
        """How far off this answer may be."""
        return TOLERANCE_M.get(self.candidate.precision, 0) + self.truth.tolerance_m

    @property
    def within(self) -> bool:
        """Whether it is a point as good as it claims."""
        return self.error_m is not None and self.error_m <= self.allowed_m

    @property
    def claims_too_much(self) -> bool:
        """Whether it is a point that is worse than it claims."""
        return self.error_m is not None and self.error_m > self.allowed_m

    @property
    def wrong_district(self) -> bool:
        """Whether it names another district than the true one."""
        return self.candidate.district is not None and self.candidate.district != self.truth.district


def truths(file: Path = TRUTH) -> list[Truth]:
    """Read the truth file."""
    codes = {divisions.district_name(code): code for code in divisions.ALL}
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Truth(
                name=row["name"],
                district=codes[row["district"]],
                point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
                tolerance_m=float(row["tolerance_m"] or 0),
                kind=row["kind"],
                source=row["source"],
            )
            for row in csv.DictReader(lines)
        ]


def judged(rows: Iterable[Truth], *, way: str) -> Iterator[Judged]:
    """Ask for each name alone, with the district in front, or with the district beside it."""
    for truth in rows:
        name = divisions.district_name(truth.district)
        text = name + truth.name if way == "in the text" else truth.name
        column = name if way == "in the column" else None
        best = geocoding.find(text, district=column, limit=1)[0]
        error = None if best.point is None else choosing.metres_apart(best.point, truth.point)
        yield Judged(truth, best, error)


WAYS = ("none", "in the text", "in the column")


def table(rows: Sequence[Truth]) -> tuple[float, float]:
    """Print what became of the names, and return the share within tolerance and the share of wrong answers."""
    titles = ("names", "answered", "points", "within", "too much", "district", "unknown")
    print(f"{'district':14} " + " ".join(f"{title:>9}" for title in titles))
    total = []
    for way in WAYS:
        found = list(judged(rows, way=way))
        total += found
        _line(way, found)
    _line("all", total)
    for kind in sorted({truth.kind for truth in rows}):
        _line(f"  {kind}", [one for one in total if one.truth.kind == kind])
    _confidence(total)
    answered = [one for one in total if one.answered]
    wrong = sum(one.claims_too_much or one.wrong_district for one in answered)
    return sum(one.within for one in total) / len(total), wrong / max(1, len(answered))


def _line(label: str, found: Sequence[Judged]) -> None:
    counts = [
        sum(one.answered for one in found),
        sum(one.error_m is not None for one in found),
        sum(one.within for one in found),
        sum(one.claims_too_much for one in found),
        sum(one.wrong_district for one in found),
        sum(not one.answered for one in found),
    ]
    print(f"{label:14} " + " ".join(f"{count:9}" for count in (len(found), *counts)))


def _confidence(found: Sequence[Judged]) -> None:
    """How often an answer holds, by the confidence that it was given with."""
    print("confidence → holds")
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        band = [one for one in found if one.answered and low <= one.candidate.confidence < high]
        right = sum(not one.claims_too_much and not one.wrong_district for one in band)
        if band:
            print(f"  {low:.1f}–{min(high, 1):.1f} {right:5} of {len(band):5} {right / len(band):6.1%}")


def speed(rows: Sequence[Truth]) -> float:
    """Seconds for 10,000 names as a multiple of writing and reading them as JSON."""
    texts = [truth.name for truth in islice(cycle(rows), NAMES)]
    geocoding.find("济南", limit=1)
    start = time.perf_counter()
    for number, text in enumerate(texts):
        geocoding.find(f"{text}{number % 7 or ''}", limit=1)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    for text in texts:
        json.loads(json.dumps({"name": text, "lon": 117.01, "lat": 36.65, "precision": "site"}, ensure_ascii=False))
    floor = time.perf_counter() - start
    print(f"{NAMES} names in {seconds:.2f} s, {seconds / floor:.0f} × a JSON round trip of the rows ({floor:.3f} s)")
    return seconds / floor


def main(arguments: Sequence[str] = ()) -> int:
    """Print the tables; 1 when a bar is missed. `--wrong` lists every wrong answer."""
    rows = truths()
    if "--wrong" in arguments:
        for way in WAYS:
            _wrong(way, judged(rows, way=way))
    within, wrong = table(rows)
    times = speed(rows)
    print(f"within tolerance {within:.1%} of names, bar {LEAST_WITHIN:.0%}")
    print(f"wrong {wrong:.1%} of answers, bar {MOST_WRONG:.0%}")
    return int(within < LEAST_WITHIN or wrong > MOST_WRONG or times > MOST_TIMES_FLOOR)


def _wrong(way: str, found: Iterable[Judged]) -> None:
    for one in found:
        if one.claims_too_much or one.wrong_district:
            best = one.candidate
            print(
                way,
                one.truth.name,
                one.truth.district,
                best.precision,
                best.district,
                best.name,
                best.reason,
                one.error_m,
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
