"""Makes a portfolio of any size in a database of its own: names say that nothing in it is real.

``python -m benchmarks.generator --url sqlite:///var/large.db --projects 5000 --months 10``
"""

import argparse
import math
import sys
from collections.abc import Iterable, Iterator
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata import boundaries, geometry
from portfolio.domain.codes import Basis, Kind, ListType, Precision, ProjectClass, Stage
from portfolio.domain.money import FEN_PER_WAN, FEN_PER_YI
from portfolio.domain.periods import Month
from portfolio.seed import plan
from portfolio.services import databases, place_shares, seeding, states
from portfolio.storage import catalogues, session
from portfolio.storage.place_tables import Place
from portfolio.storage.tables import (
    Base,
    Membership,
    Progress,
    Project,
    ProjectDistrict,
    ProjectList,
    Sector,
    Unit,
)

LAST = Month(2025, 10)
SEED = 2025
SOURCE = "benchmarks/generator.py"
CITY_UNITS = (("city-rail", "示例轨道公司"), ("city-roads", "示例道路公司"), ("city-water", "示例水务公司"))
BATCH = 20_000

Row = dict[str, object]


def fill(db: Session, *, projects: int, months: int, seed: int = SEED) -> None:
    """Fill an empty, migrated database with so many projects and as many months of reports up to October 2025."""
    random = Random(seed)
    _catalogues(db)
    span = _months(months)
    made = [_project(number, random) for number in range(1, projects + 1)]
    _insert(db, Project, made)
    _insert(db, ProjectDistrict, (_district(row, random) for row in made))
    shapes = _shapes(random)
    _insert(db, Place, (_place(int(str(row["id"])), shapes, random) for row in made))
    plans = {row["id"]: _plan_fen(random) for row in made}
    _insert(db, Membership, _memberships(made, plans, span, random))
    _insert(db, Progress, _progress(made, plans, span, random))
    seeding.note_layer(db, seeding.ILLUSTRATIVE)
    place_shares.refresh(db)
    states.refresh(db)
    catalogues.bump_data_version(db)


def _months(number: int) -> list[Month]:
    last = LAST.year * 12 + LAST.month - 1
    return [Month(index // 12, index % 12 + 1) for index in range(last - number + 1, last + 1)]


def _insert(db: Session, table: type[Base], rows: Iterable[Row]) -> None:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            db.execute(sa.insert(table), batch)
            batch = []
    if batch:
        db.execute(sa.insert(table), batch)


def _catalogues(db: Session) -> None:
    units: list[Row] = [
        {
            "code": unit.code,
            "name": unit.name,
            "name_en": unit.name_en,
            "short_name": unit.short_name,
            "short_name_en": unit.short_name_en,
            "kind": unit.kind.value,
            "ranked": unit.ranked,
        }
        for unit in plan.units()
    ]
    units += [
        {
            "code": code,
            "name": name,
            "name_en": code,
            "short_name": name,
            "short_name_en": code,
            "kind": "city_unit",
            "ranked": False,
        }
        for code, name in CITY_UNITS
    ]
    _insert(db, Unit, ({**unit, "position": position} for position, unit in enumerate(units)))
    groups = {group.code: group for group in plan.sector_groups()}
    _insert(
        db,
        Sector,
        (
            {
                "code": sector.code,
                "name": sector.name,
                "name_en": sector.name_en,
                "group_name": groups[sector.group].name,
                "group_name_en": groups[sector.group].name_en,
                "position": position,
            }
            for position, sector in enumerate(plan.sectors())
        ),
    )
    _insert(
        db,
        ProjectList,
        (
            {"code": code, "name": name, "name_en": name_en, "level": level, "position": position}
            for position, (code, name, name_en, level) in enumerate(seeding.LISTS)
        ),
    )


def _project(number: int, random: Random) -> Row:
    classes = [item.value for item in ProjectClass]
    class_code = random.choices(classes, weights=[40, 30, 20, 10])[0]
    sectors = [sector for sector in plan.sectors() if sector.class_code in (None, class_code)]
    sector = random.choice(sectors)
    units = [unit.code for unit in plan.units()] + [code for code, _ in CITY_UNITS]
    name = f"示例{sector.name}项目{number:06d}"
    code = f"GEN-{number:06d}"
    return {
        "id": number,
        "code": code,
        "name": name,
        "name_en": f"Example {sector.name_en} project {number:06d}",
        "kind": Kind.PROJECT.value,
        "class_code": class_code,
        "class_basis": "assigned",
        "sector_code": sector.code,
        "stage": random.choices([Stage.CONSTRUCTION, Stage.PREPARATION, Stage.IN_USE], weights=[80, 12, 8])[0].value,
        "stage_basis": "assigned",
        "unit_code": random.choice(units),
        "unit_basis": "assigned",
        "search_text": f"{code}\n{name}".lower(),
        "edited": False,
        "version": 1,
    }


def _district(row: Row, random: Random) -> Row:
    districts = [district.code for district in boundaries.districts()]
    code = row["unit_code"] if row["unit_code"] in districts else random.choice(districts)
    return {"project_id": row["id"], "district_code": code, "basis": "assigned"}


def _plan_fen(random: Random) -> int:
    """Log-normal around 2 亿元, in whole 万元."""
    return max(1, round(2 * FEN_PER_YI * math.exp(random.gauss(0, 1)) / FEN_PER_WAN)) * FEN_PER_WAN


def _shapes(random: Random) -> list[tuple[float, float]]:
    """Places inside the city, in degrees: enough to draw from."""
    box = boundaries.city_box()
    found: list[tuple[float, float]] = []
    while len(found) < 5_000:
        point = geometry.Point(random.uniform(box.south, box.north), random.uniform(box.west, box.east))
        if boundaries.district_of(point) is not None:
            found.append((point.longitude, point.latitude))
    return found


def _place(project_id: int, shapes: list[tuple[float, float]], random: Random) -> Row:
    """Eight in ten are points, one is a line, one an area; a tenth of the points is known by street only."""
    longitude, latitude = random.choice(shapes)
    longitude, latitude = longitude + random.gauss(0, 0.01), latitude + random.gauss(0, 0.008)
    kind = random.random()
    if kind < 0.8:
        shape: Row = {"type": "Point", "coordinates": [longitude, latitude]}
        precision = Precision.STREET if kind < 0.1 else Precision.SITE
    elif kind < 0.9:
        steps = [[longitude + 0.01 * step, latitude + random.gauss(0, 0.004)] for step in range(6)]
        shape, precision = {"type": "LineString", "coordinates": steps}, Precision.SCHEMATIC
    else:
        ring = [[longitude + 0.006 * math.cos(a), latitude + 0.005 * math.sin(a)] for a in (0, 1.2, 2.4, 3.6, 4.8, 0)]
        shape, precision = {"type": "Polygon", "coordinates": [ring]}, Precision.SITE
    built = geometry.from_geojson(shape)
    box = geometry.bounding_box(built)
    return {
        "project_id": project_id,
        "geometry": geometry.to_wkb(built),
        "min_longitude": box.west,
        "min_latitude": box.south,
        "max_longitude": box.east,
        "max_latitude": box.north,
        "precision": precision.value,
        "radius_m": 1_000 if precision is Precision.STREET else 100,
        "source": SOURCE,
        "uses_osm": False,
        "edited": False,
    }


def _memberships(made: list[Row], plans: dict[object, int], span: list[Month], random: Random) -> Iterator[Row]:
    for year in sorted({month.year for month in span}):
        for row in made:
            yield {
                "project_id": row["id"],
                "list_code": "municipal",
                "year": year,
                "category": "implementation",
                "list_type": random.choice(list(ListType)).value,
                "original_plan_fen": plans[row["id"]],
                "plan_basis": Basis.ILLUSTRATIVE.value,
                "plan_source": SOURCE,
                "valid_from": Month(year, 1),
                "source": SOURCE,
            }


def _progress(made: list[Row], plans: dict[object, int], span: list[Month], random: Random) -> Iterator[Row]:
    pace = {row["id"]: random.gauss(1.0, 0.2) for row in made}
    before: dict[object, int] = {}
    for month in span:
        if month.month == 1:
            before = {}
        for row in made:
            if random.random() < 0.02:
                continue
            share = month.time_progress * pace[row["id"]]
            cumulative = max(before.get(row["id"], 0), round(plans[row["id"]] * share / FEN_PER_WAN) * FEN_PER_WAN)
            yield {
                "project_id": row["id"],
                "month": month,
                "revision": 1,
                "month_fen": cumulative - before.get(row["id"], 0),
                "cumulative_fen": cumulative,
                "basis": Basis.ILLUSTRATIVE.value,
                "source": SOURCE,
            }
            before[row["id"]] = cumulative


def main(arguments: list[str] | None = None) -> int:
    """Make a database. Returns 0, or 2 where there is something in it already."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--projects", type=int, default=5_000)
    parser.add_argument("--months", type=int, default=10)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    engine = session.open_engine(options.url)
    databases.initialise(engine)
    with session.writing(engine) as db:
        if catalogues.data_version(db):
            print("there is something in this database already", file=sys.stderr)
            return 2
        fill(db, projects=options.projects, months=options.months, seed=options.seed)
    print(f"{options.projects} projects, {options.months} months: {session.shown(options.url)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
