"""The tables. Typed, constrained and dumb: nothing here formats, fetches or decides."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from portfolio.domain.periods import Month
from portfolio.storage.types import Fen, MonthText

BASES = "('published', 'reported', 'derived', 'illustrative')"


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can name it too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Unit(Base):
    """责任单位: who answers and who reports. A district's code is its GB/T 2260 code."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    short_name: Mapped[str] = mapped_column(String(40))
    short_name_en: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    ranked: Mapped[bool]
    position: Mapped[int]


class Sector(Base):
    """行业 below the class, in a group of the plan's finer vocabulary."""

    __tablename__ = "sector"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    group_name: Mapped[str] = mapped_column(String(100))
    group_name_en: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]


class ProjectList(Base):
    """名单: a list on which projects stand. The list that comes first carries a project's annual plan."""

    __tablename__ = "project_list"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    level: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]


class Project(Base):
    """A named item: a project, or a programme, platform, facility, zone … as ``kind`` says."""

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint(f"total_investment_basis IN {BASES}", name="total_investment_basis"),
        CheckConstraint(
            "(total_investment_fen IS NULL) = (total_investment_basis IS NULL)", name="total_investment_has_basis"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str | None] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20), index=True)
    class_code: Mapped[str | None] = mapped_column(String(20), index=True)
    class_basis: Mapped[str | None] = mapped_column(String(20))
    sector_code: Mapped[str | None] = mapped_column(ForeignKey("sector.code"), index=True)
    stage: Mapped[str | None] = mapped_column(String(20))
    stage_basis: Mapped[str | None] = mapped_column(String(20))
    stage_since: Mapped[Month | None] = mapped_column(MonthText)
    nature: Mapped[str | None] = mapped_column(String(30))
    geometry_kind: Mapped[str | None] = mapped_column(String(10))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"), index=True)
    unit_basis: Mapped[str | None] = mapped_column(String(20))
    reporting_unit_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    official_code: Mapped[str | None] = mapped_column(String(40))
    total_investment_fen: Mapped[int | None] = mapped_column(Fen)
    total_investment_basis: Mapped[str | None] = mapped_column(String(20))
    total_investment_source: Mapped[str | None] = mapped_column(String(300))
    planned_start: Mapped[Month | None] = mapped_column(MonthText)
    planned_start_basis: Mapped[str | None] = mapped_column(String(20))
    actual_start: Mapped[Month | None] = mapped_column(MonthText)
    paragraphs: Mapped[str | None] = mapped_column(String(100))
    brings: Mapped[str | None] = mapped_column(String(300))
    brings_en: Mapped[str | None] = mapped_column(String(500))
    location_text: Mapped[str | None] = mapped_column(Text)
    """建设地点 as the source words it: what a place is sought from."""
    note: Mapped[str | None] = mapped_column(Text)
    note_en: Mapped[str | None] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    edited: Mapped[bool] = mapped_column(default=False)
    """A person changed it: loading the plan again leaves it alone."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy declares it on the instance)


class ProjectAlias(Base):
    """Another name under which sources speak of the project."""

    __tablename__ = "project_alias"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    alias: Mapped[str] = mapped_column(String(300), primary_key=True)


class ProjectDistrict(Base):
    """属地区县: a district in which the project lies."""

    __tablename__ = "project_district"
    __table_args__ = (Index("ix_project_district_district_code", "district_code"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    basis: Mapped[str | None] = mapped_column(String(20))


class Membership(Base):
    """A project on a list in a year, with the plan that the list gives it. Lists are adjusted in mid-year."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("project_id", "list_code", "year", "valid_from"),
        CheckConstraint(f"plan_basis IN {BASES}", name="plan_basis"),
        CheckConstraint(
            "(original_plan_fen IS NULL AND adjusted_plan_fen IS NULL) OR plan_basis IS NOT NULL", name="plan_has_basis"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    list_code: Mapped[str] = mapped_column(ForeignKey("project_list.code"), index=True)
    year: Mapped[int]
    category: Mapped[str | None] = mapped_column(String(20))
    """实施类 ``implementation`` or 预备类 ``preparatory``; None where the source does not say."""
    list_type: Mapped[str | None] = mapped_column(String(20))
    original_plan_fen: Mapped[int | None] = mapped_column(Fen)
    adjusted_plan_fen: Mapped[int | None] = mapped_column(Fen)
    plan_basis: Mapped[str | None] = mapped_column(String(20))
    plan_source: Mapped[str | None] = mapped_column(String(300))
    valid_from: Mapped[Month] = mapped_column(MonthText)
    valid_to: Mapped[Month | None] = mapped_column(MonthText)
    source: Mapped[str] = mapped_column(String(300))


class Progress(Base):
    """What was reported for a project and month. A correction is a new revision; the highest one counts."""

    __tablename__ = "progress"
    __table_args__ = (
        UniqueConstraint("project_id", "month", "revision"),
        CheckConstraint(f"basis IN {BASES}", name="basis"),
        Index("ix_progress_month", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    month: Mapped[Month] = mapped_column(MonthText)
    revision: Mapped[int] = mapped_column(default=1)
    month_fen: Mapped[int | None] = mapped_column(Fen)
    cumulative_fen: Mapped[int] = mapped_column(Fen)
    """年初至本月累计: authoritative. A correction may make a month negative."""
    statistical_fen: Mapped[int | None] = mapped_column(Fen)
    physical_progress: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    coordination: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(300))


class Fact(Base):
    """Something published about a project, with who published it."""

    __tablename__ = "fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    subject_en: Mapped[str | None] = mapped_column(String(300))
    attribute: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(100))
    label_en: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(Text)
    value_en: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(40))
    number_unit: Mapped[str | None] = mapped_column(String(20))
    approximate: Mapped[bool] = mapped_column(default=False)
    grade: Mapped[str] = mapped_column(String(1))
    source: Mapped[str] = mapped_column(Text)
    source_date: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
    note_en: Mapped[str | None] = mapped_column(Text)


class Target(Base):
    """A figure of the plan: a result of last year or a target of this one."""

    __tablename__ = "target"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    domain: Mapped[str] = mapped_column(String(40))
    domain_en: Mapped[str] = mapped_column(String(60))
    indicator: Mapped[str] = mapped_column(String(200))
    indicator_en: Mapped[str] = mapped_column(String(300))
    comparator: Mapped[str] = mapped_column(String(20))
    value: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str | None] = mapped_column(String(40))
    unit_en: Mapped[str | None] = mapped_column(String(60))
    class_code: Mapped[str | None] = mapped_column(String(20))
    paragraph: Mapped[str | None] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(300))


class LightRuleRow(Base):
    """A light rule in force from a month on. Thresholds are exact fractions written as text."""

    __tablename__ = "light_rule"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    effective_from: Mapped[Month] = mapped_column(MonthText, primary_key=True)
    formula: Mapped[str] = mapped_column(String(20))
    green_from: Mapped[str] = mapped_column(String(20))
    yellow_from: Mapped[str] = mapped_column(String(20))
    green_is_open: Mapped[bool]
    source: Mapped[str] = mapped_column(String(100))
    active: Mapped[bool]


class History(Base):
    """Who changed what, when: never altered, never deleted."""

    __tablename__ = "history"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    actor: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(100), index=True)
    before: Mapped[dict[str, object] | None] = mapped_column(sa.JSON)
    after: Mapped[dict[str, object] | None] = mapped_column(sa.JSON)


class DataVersion(Base):
    """One row that counts every change; whatever is cached carries the number it was made from."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int]
    layer: Mapped[str | None] = mapped_column(String(20))
    """Which layer of the plan was loaded last: ``illustrative`` or ``facts``; None before that."""
    plan_edition: Mapped[str | None] = mapped_column(String(20))
    """Which edition of the plan's tables was loaded; ``none`` where the register was filled by other means."""
