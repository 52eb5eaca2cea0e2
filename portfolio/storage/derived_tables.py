"""Tables that are computed inside the transaction that changes what they rest on. They can always be made again."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.domain.periods import Month
from portfolio.storage.tables import Base
from portfolio.storage.types import Fen, MonthText


class MonthState(Base):
    """A project in a month: the plan in force, what is completed by then, and its light."""

    __tablename__ = "month_state"
    __table_args__ = (
        CheckConstraint("red_months >= 0", name="red_months"),
        {"sqlite_with_rowid": False},
    )

    month: Mapped[Month] = mapped_column(MonthText, primary_key=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    plan_fen: Mapped[int | None] = mapped_column(Fen)
    plan_basis: Mapped[str | None] = mapped_column(String(20))
    completed_fen: Mapped[int | None] = mapped_column(Fen)
    """The latest cumulative figure of the year, of this month or carried from an earlier one."""
    completed_basis: Mapped[str | None] = mapped_column(String(20))
    month_fen: Mapped[int | None] = mapped_column(Fen)
    """Reported for this very month; None where it was not."""
    reported: Mapped[bool]
    started: Mapped[bool | None]
    light: Mapped[str] = mapped_column(String(20))
    red_months: Mapped[int]
    """Consecutive red months up to this one."""
    shortfall_fen: Mapped[int | None] = mapped_column(Fen)


class MonthSummary(Base):
    """Sums of the projects that share unit, class, sector and light in a month: what every overview is read from."""

    __tablename__ = "month_summary"
    __table_args__ = (Index("ix_month_summary_unit_code", "unit_code"), {"sqlite_with_rowid": False})

    month: Mapped[Month] = mapped_column(MonthText, primary_key=True)
    unit_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    class_code: Mapped[str] = mapped_column(String(20), primary_key=True)
    sector_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    light: Mapped[str] = mapped_column(String(20), primary_key=True)
    projects: Mapped[int]
    with_plan: Mapped[int]
    plan_fen: Mapped[int] = mapped_column(Fen)
    completed_fen: Mapped[int] = mapped_column(Fen)
    completed_month_fen: Mapped[int] = mapped_column(Fen)
    without_plan_completed_fen: Mapped[int] = mapped_column(Fen)
    lagging_fen: Mapped[int] = mapped_column(Fen)
    reported: Mapped[int]
    started: Mapped[int]
    start_known: Mapped[int]
