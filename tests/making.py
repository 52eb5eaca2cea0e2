"""Projects for tests: a valid default, say only what matters."""

from collections.abc import Iterable, Mapping
from itertools import count

from sqlalchemy.orm import Session

from portfolio.domain.periods import Month
from portfolio.storage.place_tables import Place
from portfolio.storage.tables import (
    Membership,
    Progress,
    Project,
    ProjectAlias,
    ProjectDistrict,
    ProjectList,
    Sector,
    Unit,
)

YI = 10_000_000_000
"""Fen of 1 亿元."""

LICHENG, ZHANGQIU, PINGYIN, START_UP_AREA, METRO = "370112", "370114", "370124", "start-up-area", "metro-group"
UNITS = (
    (LICHENG, "历城区", "Licheng District", "district", True),
    (ZHANGQIU, "章丘区", "Zhangqiu District", "district", True),
    (PINGYIN, "平阴县", "Pingyin County", "district", True),
    (START_UP_AREA, "起步区", "Start-up Area", "functional_area", True),
    (METRO, "济南轨道交通集团", "Jinan Rail Transit Group", "city_unit", False),
)
SECTORS = ("rail", "hospital", "semiconductor")
PROVINCIAL, MUNICIPAL, DISTRICT_LIST = "provincial", "municipal", "district-list"
LISTS = (PROVINCIAL, MUNICIPAL, DISTRICT_LIST)

_NUMBERS = count(1)


def month(text: str | int) -> Month:
    """«2025-03», or 3 for March 2025."""
    return Month(2025, text) if isinstance(text, int) else Month.parse(text)


def catalogues(db: Session) -> None:
    """A few units, sectors and lists to stand on."""
    for position, (code, name, name_en, kind, ranked) in enumerate(UNITS):
        names = {"name": name, "name_en": name_en, "short_name": name, "short_name_en": name_en}
        db.add(Unit(code=code, **names, kind=kind, ranked=ranked, position=position))
    for position, code in enumerate(SECTORS):
        groups = {"group_name": "组", "group_name_en": "group"}
        db.add(Sector(code=code, name=f"行业 {code}", name_en=code, **groups, position=position))
    for position, code in enumerate(LISTS):
        db.add(ProjectList(code=code, name=f"名单 {code}", name_en=code, level=code, position=position))
    db.flush()


def make_project(
    db: Session,
    *,
    code: str | None = None,
    name: str | None = None,
    unit: str | None = LICHENG,
    project_class: str | None = "industry",
    sector: str | None = "rail",
    stage: str | None = "construction",
    plan: int | None = 12 * YI,
    months: Mapping[int | str, int] | None = None,
    basis: str = "reported",
    lists: Iterable[str] = (MUNICIPAL,),
    districts: Iterable[str] = (),
    aliases: Iterable[str] = (),
    precision: str | None = None,
    **more: object,
) -> Project:
    """A project under construction on the municipal list, with a plan of 12 亿元 for 2025 and no report yet.

    ``plan`` and the cumulative figures of ``months`` are in fen; the first of ``lists`` carries the plan.
    """
    code = code or f"P-{next(_NUMBERS):06}"
    name = name or f"项目 {code}"
    columns: dict[str, object] = {
        "kind": "project",
        "search_text": "\n".join([code, name, *aliases]).lower(),
        **more,
    }
    project = Project(
        code=code, name=name, unit_code=unit, class_code=project_class, sector_code=sector, stage=stage, **columns
    )
    db.add(project)
    db.flush()
    db.add_all(ProjectAlias(project_id=project.id, alias=alias) for alias in aliases)
    db.add_all(ProjectDistrict(project_id=project.id, district_code=district) for district in districts)
    for position, listing in enumerate(lists):
        put_on_list(db, project, listing=listing, plan=plan if position == 0 else None, basis=basis)
    for number, cumulative in (months or {}).items():
        report(db, project, number, cumulative, basis=basis)
    if precision is not None:
        db.add(Place(project_id=project.id, precision=precision))
    db.flush()
    return project


def put_on_list(
    db: Session,
    project: Project,
    *,
    listing: str = MUNICIPAL,
    plan: int | None = 12 * YI,
    basis: str = "reported",
    since: str | int = 1,
    until: str | int | None = None,
    year: int = 2025,
    **more: object,
) -> Membership:
    """The project on a list from a month on."""
    planned = plan is not None or more.get("adjusted_plan_fen") is not None
    columns = {"original_plan_fen": plan, "plan_basis": basis if planned else None, "source": "test", **more}
    member = Membership(
        project_id=project.id,
        list_code=listing,
        year=year,
        valid_from=month(since),
        valid_to=None if until is None else month(until),
        **columns,
    )
    db.add(member)
    db.flush()
    return member


def report(
    db: Session, project: Project, number: int | str, cumulative: int, *, basis: str = "reported", **more: object
) -> Progress:
    """What was reported for a month of 2025; the cumulative figure in fen."""
    row = Progress(
        project_id=project.id, month=month(number), cumulative_fen=cumulative, basis=basis, source="test", **more
    )
    db.add(row)
    db.flush()
    return row
