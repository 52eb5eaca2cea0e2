"""Closed sets of codes. They are the same in code, database, link, workbook and command line."""

from enum import StrEnum


class Kind(StrEnum):
    """What an item of the plan is; only a project counts as one."""

    PROJECT = "project"
    PROGRAMME = "programme"
    PLATFORM = "platform"
    FACILITY = "facility"
    ZONE = "zone"
    PORTFOLIO = "portfolio"
    PRODUCT = "product"


class ProjectClass(StrEnum):
    """The four classes of investment of the plan: 产业, 基础设施, 民生保障, 房地产."""

    INDUSTRY = "industry"
    INFRASTRUCTURE = "infrastructure"
    LIVELIHOOD = "livelihood"
    REAL_ESTATE = "real_estate"


class Stage(StrEnum):
    """Where a project stands: 谋划 签约 前期 在建 竣工 投用, and 停工 or 退出 from any of them."""

    PLANNED = "planned"
    SIGNED = "signed"
    PREPARATION = "preparation"
    CONSTRUCTION = "construction"
    COMPLETED = "completed"
    IN_USE = "in_use"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


STARTED_STAGES = frozenset({Stage.CONSTRUCTION, Stage.COMPLETED, Stage.IN_USE, Stage.SUSPENDED})
FINISHED_STAGES = frozenset({Stage.COMPLETED, Stage.IN_USE})


class Nature(StrEnum):
    """建设性质. 续建 is not one of them: that is list membership."""

    NEW_BUILD = "new_build"
    EXPANSION = "expansion"
    TECHNICAL_UPGRADE = "technical_upgrade"


class Light(StrEnum):
    """红黄绿灯, and the states that are not colours of blame."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    HALTED = "halted"
    DONE = "done"
    NO_PLAN = "no_plan"


JUDGED_LIGHTS = frozenset({Light.RED, Light.YELLOW, Light.GREEN})


class Basis(StrEnum):
    """What an amount rests on."""

    PUBLISHED = "published"
    REPORTED = "reported"
    DERIVED = "derived"
    ILLUSTRATIVE = "illustrative"


class Assignment(StrEnum):
    """Who says that a project has this class, unit or district."""

    PLAN = "plan"
    PUBLISHED = "published"
    ASSIGNED = "assigned"
    DERIVED = "derived"
    GENERAL_KNOWLEDGE = "general_knowledge"
    PERSON = "person"


class UnitKind(StrEnum):
    """A responsible unit is a district, a functional area or a unit of the city."""

    DISTRICT = "district"
    FUNCTIONAL_AREA = "functional_area"
    CITY_UNIT = "city_unit"


class ListType(StrEnum):
    """续建 or 新开工 in the year of the list."""

    CONTINUED = "continued"
    NEW_START = "new_start"


class Precision(StrEnum):
    """How well a place is known; schematic marks a line or area between stated ends or in a stated corridor."""

    EXACT = "exact"
    SITE = "site"
    STREET = "street"
    SCHEMATIC = "schematic"
    DISTRICT = "district"
    CITY = "city"
    UNKNOWN = "unknown"


DRAWN_PRECISIONS = frozenset({Precision.EXACT, Precision.SITE, Precision.STREET, Precision.SCHEMATIC})


class Grade(StrEnum):
    """Who published a fact: A the owner's own site, B a republisher, C unconfirmed."""

    A = "A"
    B = "B"
    C = "C"


class CountBy(StrEnum):
    """计数口径: whether money stands with the unit that answers, or where the project lies."""

    UNIT = "unit"
    PLACE = "place"
