"""The plan's own tables, read from the files beside this module: typed, checked, read once.

A value outside its closed set, or a code that names nothing, is a ``BrokenSeed`` with file, row and column.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portfolio.domain.codes import Assignment, Grade, Kind, ListType, Nature, ProjectClass, Stage, UnitKind
from portfolio.seed.rows import PartialDate, read


class Geometry(StrEnum):
    """What an item is on the ground."""

    POINT = "point"
    LINE = "line"
    AREA = "area"


class TargetKind(StrEnum):
    """A figure reached in the year before, or one to reach."""

    RESULT = "result"
    TARGET = "target"


class TargetNature(StrEnum):
    """预期性 or 约束性."""

    INDICATIVE = "indicative"
    BINDING = "binding"


class Comparator(StrEnum):
    """How a figure is to be read: 等于 至少 至多 超过 低于 左右 近, in words only, or from-to."""

    EQ = "eq"
    GE = "ge"
    LE = "le"
    GT = "gt"
    LT = "lt"
    APPROX = "approx"
    NEAR = "near"
    QUALITATIVE = "qualitative"
    BETWEEN = "between"


class NumberUnit(StrEnum):
    """Units of the numbers of facts; yi_yuan is 亿元."""

    YI_YUAN = "yi_yuan"
    KM = "km"
    M = "m"
    M2 = "m2"
    M3 = "m3"
    HA = "ha"
    MU = "mu"
    GW = "gw"
    BEDS = "beds"
    STATIONS = "stations"
    LANES = "lanes"
    RUNWAYS = "runways"
    EVENTS = "events"
    PASSENGERS_PER_YEAR = "passengers_per_year"
    T_PER_YEAR = "t_per_year"
    GJ_PER_YEAR = "gj_per_year"
    VEHICLES_PER_YEAR = "vehicles_per_year"


@dataclass(frozen=True, slots=True)
class SectorGroup:
    """The finer word that stands beside an item of the plan; no class where it covers several."""

    code: str
    name: str
    name_en: str
    class_code: ProjectClass | None


@dataclass(frozen=True, slots=True)
class Sector:
    """A kind of work. The size factor serves the illustrative layer only."""

    code: str
    group: str
    class_code: ProjectClass | None
    name: str
    name_en: str
    size_factor: Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """Who can answer for a project; only a district has a GB/T 2260 code."""

    code: str
    name: str
    name_en: str
    short_name: str
    short_name_en: str
    kind: UnitKind
    district_code: str | None
    ranked: bool


@dataclass(frozen=True, slots=True)
class Project:
    """An item that the plan names. None means that neither the plan nor a publication says it."""

    code: str
    seq: int
    kind: Kind
    name: str
    name_en: str
    aliases: tuple[str, ...]
    class_code: ProjectClass | None
    class_basis: Assignment | None
    sector: str
    stage: Stage | None
    stage_basis: Assignment | None
    stage_asserted_on: PartialDate | None
    nature: Nature | None
    geometry_kind: Geometry
    paragraphs: tuple[str, ...]
    named_2025: bool
    result_2024: bool
    finished_2024: bool
    on_municipal_list: bool
    list_type: ListType | None
    brings_2025: str
    brings_2025_en: str
    responsible_unit: str | None
    unit_basis: Assignment | None
    located_in: tuple[str, ...]
    located_basis: Assignment | None
    parent: str | None
    note: str
    note_en: str
    outside_jinan: bool
    to_finish_2025: bool
    """The plan says that it is to be finished, opened or handed over in 2025, or aims for it."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a published fact is about."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something published about a project, or about a subject that the plan does not name."""

    project_code: str | None
    subject: str
    subject_en: str
    attribute: str
    label: str
    label_en: str
    value: str
    value_en: str
    number: Decimal | None
    number_unit: NumberUnit | None
    date: PartialDate | None
    approximate: bool
    grade: Grade
    source_date: PartialDate | None
    source: str
    note: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of the plan; no value where it is stated in words only."""

    id: str
    year: int
    kind: TargetKind
    domain: str
    domain_en: str
    indicator: str
    indicator_en: str
    comparator: Comparator
    value: Decimal | None
    value_to: Decimal | None
    unit: str
    unit_en: str
    nature: TargetNature | None
    nature_basis: Assignment | None
    class_code: ProjectClass | None
    class_basis: Assignment | None
    paragraph: str
    note: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Arithmetic between figures; derived where the plan does not give the result."""

    id: str
    expression: str
    result: str
    unit: str
    unit_en: str
    meaning: str
    meaning_en: str
    derived: bool
    paragraphs: tuple[str, ...]


@cache
def sector_groups() -> tuple[SectorGroup, ...]:
    """The finer words, in the order of the classes."""
    return read("sector_groups.csv", SectorGroup)


@cache
def sectors() -> tuple[Sector, ...]:
    """Kinds of work, by group."""
    return read("sectors.csv", Sector, {"group": {group.code for group in sector_groups()}})


@cache
def units() -> tuple[Unit, ...]:
    """Districts and counties by GB/T 2260 code, then the functional areas."""
    return read("units.csv", Unit)


@cache
def projects() -> tuple[Project, ...]:
    """All items that the plan names, in its numbering; a parent stands before its children."""
    districts = {unit.district_code for unit in units() if unit.district_code}
    known = {
        "sector": {sector.code for sector in sectors()},
        "responsible_unit": {unit.code for unit in units()},
        "located_in": districts,
        "parent": {item.code for item in read("projects.csv", Project)},
    }
    return read("projects.csv", Project, known)


@cache
def attributes() -> tuple[Attribute, ...]:
    """The closed set of what facts are about."""
    return read("attributes.csv", Attribute)


@cache
def facts() -> tuple[Fact, ...]:
    """What was published elsewhere, with its grade; two figures for one thing both stand here."""
    known = {
        "attribute": {attribute.code for attribute in attributes()},
        "project_code": {project.code for project in projects()},
    }
    return read("facts.csv", Fact, known)


@cache
def targets() -> tuple[Target, ...]:
    """The figures of the plan: results of 2024, then targets of 2025."""
    return read("targets.csv", Target)


@cache
def relations() -> tuple[Relation, ...]:
    """The arithmetic between figures."""
    return read("relations.csv", Relation)
