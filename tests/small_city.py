"""A small city in a real SQLite database: few projects, every light, hostile names, two months of reports."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from shapely import Point, to_wkb
from sqlalchemy.orm import Session

from portfolio.domain.periods import Month
from portfolio.services import place_shares, states
from portfolio.storage import catalogues, schema
from portfolio.storage.place_tables import Place
from portfolio.storage.session import open_engine, writing
from portfolio.storage.tables import (
    DataVersion,
    Membership,
    Progress,
    Project,
    ProjectDistrict,
    ProjectList,
    Sector,
    Target,
    Unit,
)

SEPTEMBER, OCTOBER = Month(2025, 9), Month(2025, 10)
MUNICIPAL, NAMED = "municipal", "plan-named"
HOSTILE = '=HYPERLINK("http://evil.invalid","x") <b>&"\'`${1}{{7*7}}</b>'


@dataclass(frozen=True)
class Given:
    """A project as a test states it: a valid default, say only what matters. Amounts in fen."""

    name: str
    unit: str | None = "370112"
    class_code: str | None = "industry"
    plan: int | None = 1_200_000_000_00
    done: tuple[int | None, ...] = (900_000_000_00, 1_000_000_000_00)
    """Cumulative figures of September and October; None where the unit did not report."""
    basis: str = "reported"
    districts: tuple[str, ...] = ()
    lists: tuple[str, ...] = (MUNICIPAL,)
    point: tuple[float, float] | None = None
    """Longitude, latitude."""
    more: dict[str, object] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """Physical progress, problem, coordination of the last report."""


PROJECTS = (
    Given("济南中央公园片区改造", districts=("370112",), point=(117.2, 36.7), more={"name_en": "Central Park Renewal"}),
    Given(
        HOSTILE, done=(300_000_000_00, 333_333_333_33), words={"problem": "+征地\x00滞后\x0b", "coordination": "@市局"}
    ),
    Given("-2+3 轨道站点", "370114", "infrastructure", 3_700_000_000_01, (2_500_000_000_00, 2_800_000_000_07)),
    Given("@SUM 安置房", "370114", "livelihood", 100_000_000_00, (150_000_000_00, 160_000_000_00)),
    Given("未报项目", "370114", "real_estate", 500_000_000_00, (200_000_000_00, None)),
    Given("无计划项目", "start-up-area", None, None, (None, 12_345_678_90), districts=("370112", "370114")),
    Given("无责任单位项目", None, "livelihood", None, (), districts=("370112",), more={"stage": "completed"}),
)


def build(projects: tuple[Given, ...] = PROJECTS) -> sa.Engine:
    """A database in memory that holds these projects, with all states refreshed."""
    engine = open_engine("sqlite://")
    schema.migrate(engine)
    with writing(engine) as db:
        _catalogues(db)
        for number, given in enumerate(projects, start=1):
            _add(db, number, given)
        place_shares.refresh(db)
        states.refresh(db)
        catalogues.bump_data_version(db)
        db.execute(sa.update(DataVersion).values(layer="illustrative"))
    return engine


def _catalogues(db: Session) -> None:
    units = [
        ("370112", "历城区", "Licheng District", "历城", "Licheng", "district"),
        ("370114", "章丘区", "Zhangqiu District", "章丘", "Zhangqiu", "district"),
        ("370126", "商河县", "Shanghe County", "商河", "Shanghe", "district"),
        (
            "start-up-area",
            "济南新旧动能转换起步区",
            "Start-up Area of Jinan",
            "起步区",
            "Start-up Area",
            "functional_area",
        ),
    ]
    names = ("code", "name", "name_en", "short_name", "short_name_en", "kind")
    for position, unit in enumerate(units):
        db.add(Unit(**dict(zip(names, unit, strict=True)), ranked=True, position=position))
    db.add(
        Sector(
            code="rail",
            name="轨道交通",
            name_en="Rail transit",
            group_name="交通",
            group_name_en="Transport",
            position=0,
        )
    )
    db.add(ProjectList(code=MUNICIPAL, name="市级重点项目", name_en="Municipal key projects", level="city", position=0))
    db.add(ProjectList(code=NAMED, name="规划列名重点项目", name_en="Named in the plan", level="plan", position=1))
    db.add(
        Target(
            code="T1", year=2025, kind="target", domain="重点项目", domain_en="Key projects", indicator="市级重点项目",
            indicator_en="Municipal key projects", comparator="eq", value="550", unit="个", unit_en="projects",
            source="济政发〔2025〕4号",
        )
    )  # fmt: skip
    db.flush()


def _add(db: Session, number: int, given: Given) -> None:
    more: dict[str, object] = {"code": f"T-{number:03}", "kind": "project", "sector_code": "rail", **given.more}
    project = Project(
        id=number,
        name=given.name,
        class_code=given.class_code,
        unit_code=given.unit,
        search_text=given.name.lower(),
        **more,
    )
    db.add(project)
    db.flush()
    for code in given.districts:
        db.add(ProjectDistrict(project_id=number, district_code=code))
    for position, code in enumerate(given.lists):
        plan = given.plan if position == 0 else None
        db.add(
            Membership(
                project_id=number, list_code=code, year=2025, category="implementation", list_type="continued",
                original_plan_fen=plan, plan_basis=None if plan is None else given.basis,
                valid_from=Month(2025, 1), source="test",
            )
        )  # fmt: skip
    for month, fen in zip((SEPTEMBER, OCTOBER), given.done, strict=False):
        if fen is not None:
            db.add(
                Progress(
                    project_id=number, month=month, cumulative_fen=fen, basis=given.basis, source="test", **given.words
                )
            )
    if given.point is not None:
        db.add(_place(number, *given.point))


def _place(project_id: int, longitude: float, latitude: float) -> Place:
    return Place(
        project_id=project_id,
        geometry=to_wkb(Point(longitude, latitude)),
        min_longitude=longitude,
        max_longitude=longitude,
        min_latitude=latitude,
        max_latitude=latitude,
        precision="exact",
    )
