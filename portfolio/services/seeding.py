"""Loads the plan into the register: again and again without harm, and never over what a person edited."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.domain.codes import Grade
from portfolio.domain.lights import DEFAULT_RULE, SHIPPED_RULES
from portfolio.domain.money import MoneyUnit, from_unit
from portfolio.domain.periods import Month
from portfolio.seed import editions, illustrative, places, plan
from portfolio.services import place_shares, states
from portfolio.storage import catalogues, rules, upserts
from portfolio.storage.place_tables import Place
from portfolio.storage.tables import Fact, Project, ProjectList, Sector, Target, Unit
from portfolio.storage.upserts import Outcome

PLAN_DOCUMENT = "济政发〔2025〕4号"
PLAN_YEAR = 2025
ILLUSTRATIVE, FACTS = "illustrative", "facts"
_NO_PLAN = "none"
ILLUSTRATIVE_SOURCE = f"portfolio/seed/illustrative.py · {illustrative.SEED}"

LISTS = (
    ("municipal", "市级重点项目", "Municipal key projects", "municipal"),
    ("plan-named", "规划列名重点项目", "Key projects named in the plan", "plan"),
    ("result-2024", "规划列名的2024年成果", "Results of 2024 named in the plan", "plan"),
)
"""Code, names and level; the list that comes first carries a project's plan."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. ``kept`` counts what a person had edited and was left alone."""

    layer: str
    projects: int
    changed: int
    kept: int


def load_plan(db: Session, *, facts_only: bool = False) -> Loaded:
    """Load the plan, with the illustrative layer or without it; switching takes the other layer out."""
    layer = FACTS if facts_only else ILLUSTRATIVE
    outcome = Outcome()
    _catalogues(db, outcome)
    ids = _projects(db, outcome)
    _places(db, ids, outcome)
    _facts(db, ids, outcome)
    _targets(db, outcome)
    for rule in SHIPPED_RULES:
        rules.store(db, rule, active=rule is DEFAULT_RULE)
    _memberships(db, ids, outcome, plans=[] if facts_only else _plans())
    _months(db, ids, outcome, plans=[] if facts_only else _plans())
    outcome.changed += upserts.set_layer(db, layer, edition=editions.edition())
    outcome.changed += place_shares.refresh(db).changed
    if outcome.changed:
        states.refresh(db)
        catalogues.bump_data_version(db)
    return Loaded(layer=layer, projects=len(ids), changed=outcome.changed, kept=outcome.kept)


def bring_up_to_date(db: Session, *, plan_if_empty: bool) -> bool:
    """After an update of the program: load the plan again where its tables are newer than what was loaded.

    An empty register is filled only where that is asked for. Shares follow the outlines in use. True where anything
    changed.
    """
    layer, edition = catalogues.loaded_layer(db), catalogues.loaded_edition(db)
    if layer is None:
        return plan_if_empty and load_plan(db).changed > 0
    if edition not in (editions.edition(), _NO_PLAN):
        return load_plan(db, facts_only=layer == FACTS).changed > 0
    if not place_shares.outdated(db) or not place_shares.refresh(db).changed:
        return False
    catalogues.bump_data_version(db)
    return True


def note_layer(db: Session, layer: str) -> None:
    """Say which layer a register holds that was filled by other means than ``load_plan``."""
    upserts.set_layer(db, layer, edition=_NO_PLAN)


def _plans() -> list[illustrative.IllustrativePlan]:
    return illustrative.annual_plans(plan.projects(), plan.facts(), plan.sectors())


def _catalogues(db: Session, outcome: Outcome) -> None:
    for position, unit in enumerate(plan.units()):
        values = {name: getattr(unit, name) for name in ("name", "name_en", "short_name", "short_name_en", "ranked")}
        upserts.put(db, Unit, {"code": unit.code}, {**values, "kind": unit.kind.value, "position": position}, outcome)
    groups = {group.code: group for group in plan.sector_groups()}
    for position, sector in enumerate(plan.sectors()):
        values = {
            "name": sector.name,
            "name_en": sector.name_en,
            "group_name": groups[sector.group].name,
            "group_name_en": groups[sector.group].name_en,
            "position": position,
        }
        upserts.put(db, Sector, {"code": sector.code}, values, outcome)
    for position, (code, name, name_en, level) in enumerate(LISTS):
        values = {"name": name, "name_en": name_en, "level": level, "position": position}
        upserts.put(db, ProjectList, {"code": code}, values, outcome)


def _projects(db: Session, outcome: Outcome) -> dict[str, int]:
    """Put all items; a parent is linked in a second pass, when every item has its id."""
    for item in plan.projects():
        upserts.put(db, Project, {"code": item.code}, _project_values(item), outcome, unless_edited=True)
    db.flush()
    ids = upserts.project_ids(db)
    counted = outcome.kept
    for item in plan.projects():
        parent = {"parent_id": ids.get(item.parent) if item.parent else None}
        if upserts.put(db, Project, {"code": item.code}, parent, outcome, unless_edited=True):
            upserts.put_aliases(db, ids[item.code], item.aliases, outcome)
            basis = None if item.located_basis is None else item.located_basis.value
            upserts.put_districts(db, ids[item.code], dict.fromkeys(item.located_in, basis), outcome)
    outcome.kept = counted  # what a person edited was counted in the first pass
    return {item.code: ids[item.code] for item in plan.projects()}


def _project_values(item: plan.Project) -> dict[str, object]:
    total = _total_investment(item)
    words = [item.code, item.name, item.name_en, *item.aliases]
    return {
        "name": item.name,
        "name_en": item.name_en,
        "kind": item.kind.value,
        "class_code": None if item.class_code is None else item.class_code.value,
        "class_basis": None if item.class_basis is None else item.class_basis.value,
        "sector_code": item.sector or None,
        "stage": None if item.stage is None else item.stage.value,
        "stage_basis": None if item.stage_basis is None else item.stage_basis.value,
        "nature": None if item.nature is None else item.nature.value,
        "geometry_kind": item.geometry_kind.value,
        "unit_code": item.responsible_unit,
        "unit_basis": None if item.unit_basis is None else item.unit_basis.value,
        "reporting_unit_code": None,
        "total_investment_fen": None if total is None else _fen(total),
        "total_investment_basis": None if total is None else "published",
        "total_investment_source": None if total is None else f"{total.grade.value} · {total.source}",
        "paragraphs": "; ".join(item.paragraphs) or None,
        "brings": item.brings_2025 or None,
        "brings_en": item.brings_2025_en or None,
        "location_text": _location_text(item),
        "note": item.note or None,
        "note_en": item.note_en or None,
        "search_text": "\n".join(words).lower(),
    }


def _total_investment(item: plan.Project) -> plan.Fact | None:
    """The published total that stands in the passport: the best grade, and of the phase that the name speaks of.

    Where two totals of one grade are published, the first stands here; both stand among the facts.
    """
    totals = [
        fact
        for fact in plan.facts()
        if fact.project_code == item.code and fact.attribute == "total-investment" and fact.number is not None
    ]
    of_phase = [fact for fact in totals if "一期" in item.name and "一期" in fact.label]
    grades = list(Grade)
    return min(of_phase or totals, key=lambda fact: grades.index(fact.grade), default=None)


def _location_text(item: plan.Project) -> str | None:
    """What was published of where the work is, in the words of the sources."""
    said = [
        fact.value
        for fact in plan.facts()
        if fact.project_code == item.code and fact.attribute in ("location", "route") and fact.value
    ]
    return "；".join(dict.fromkeys(said)) or None


def _fen(fact: plan.Fact) -> int:
    assert fact.number is not None
    return from_unit(fact.number, MoneyUnit.YI)


def _places(db: Session, ids: dict[str, int], outcome: Outcome) -> None:
    for place in places.places():
        values = places.columns(place)
        upserts.put(db, Place, {"project_id": ids[place.code]}, values, outcome, unless_edited=True)


def _facts(db: Session, ids: dict[str, int], outcome: Outcome) -> None:
    rows = [
        {
            "project_id": None if fact.project_code is None else ids[fact.project_code],
            "subject": fact.subject,
            "subject_en": fact.subject_en or None,
            "attribute": fact.attribute,
            "label": fact.label,
            "label_en": fact.label_en,
            "value": fact.value,
            "value_en": fact.value_en or None,
            "number": None if fact.number is None else str(fact.number),
            "number_unit": None if fact.number_unit is None else fact.number_unit.value,
            "approximate": fact.approximate,
            "grade": fact.grade.value,
            "source": fact.source,
            "source_date": fact.source_date,
            "note": fact.note or None,
            "note_en": fact.note_en or None,
        }
        for fact in plan.facts()
    ]
    upserts.put_all(db, Fact, rows, outcome)


def _targets(db: Session, outcome: Outcome) -> None:
    for target in plan.targets():
        values = {
            "year": target.year,
            "kind": target.kind.value,
            "domain": target.domain,
            "domain_en": target.domain_en,
            "indicator": target.indicator,
            "indicator_en": target.indicator_en,
            "comparator": target.comparator.value,
            "value": None if target.value is None else str(target.value),
            "unit": target.unit or None,
            "unit_en": target.unit_en or None,
            "class_code": None if target.class_code is None else target.class_code.value,
            "paragraph": target.paragraph or None,
            "source": f"{PLAN_DOCUMENT} {target.paragraph}".strip(),
        }
        upserts.put(db, Target, {"code": target.id}, values, outcome)


def _memberships(
    db: Session, ids: dict[str, int], outcome: Outcome, *, plans: list[illustrative.IllustrativePlan]
) -> None:
    """Each work on the lists it stands on for certain; the first of them carries the illustrative plan."""
    by_code = {item.project_code: item for item in plans}
    for item in plan.projects():
        lists = _lists_of(item)
        for list_code in lists:
            values: dict[str, object] = {
                "list_type": None if item.list_type is None else item.list_type.value,
                "source": f"{PLAN_DOCUMENT} {'; '.join(item.paragraphs)}".strip(),
            }
            made = by_code.get(item.code) if list_code == lists[0] else None
            amounts: dict[str, object] = {
                "original_plan_fen": None if made is None else made.plan_fen,
                "plan_basis": None if made is None else made.basis.value,
                "plan_source": None if made is None else _formula(made),
            }
            key = {"project_id": ids[item.code], "list_code": list_code, "year": PLAN_YEAR}
            upserts.put_membership(db, {**key, "valid_from": Month(PLAN_YEAR, 1)}, values, amounts, outcome)


def _lists_of(item: plan.Project) -> list[str]:
    if item.kind.value != "project":
        return []
    standing = {
        "municipal": item.on_municipal_list,
        "plan-named": item.named_2025,
        "result-2024": item.result_2024 or not item.named_2025,
    }
    return [code for code, *_ in LISTS if standing[code]]


def _formula(made: illustrative.IllustrativePlan) -> str:
    inputs = ", ".join(f"{name}={value}" for name, value in made.inputs)
    return f"{made.formula.value}({inputs})"


def _months(db: Session, ids: dict[str, int], outcome: Outcome, *, plans: list[illustrative.IllustrativePlan]) -> None:
    starts = {ids[item.project_code]: Month.parse(item.start_month) for item in plans if item.start_month}
    upserts.put_illustrative_starts(db, starts, outcome)
    rows = [
        {
            "project_id": ids[item.project_code],
            "month": Month.parse(item.month),
            "month_fen": item.month_fen,
            "cumulative_fen": item.cumulative_fen,
            "basis": item.basis.value,
            "source": ILLUSTRATIVE_SOURCE,
        }
        for item in illustrative.monthly(plans)
    ]
    upserts.put_illustrative_progress(db, rows, outcome)
