"""The tables of where projects are, and of how much of each lies in which district."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.rows import SHARE_PARTS
from portfolio.storage.tables import Base


class Place(Base):
    """Where a project is: WKB in EPSG:4490 with its bounding box in degrees, or a reason why it has none."""

    __tablename__ = "place"
    __table_args__ = (CheckConstraint("(geometry IS NULL) = (min_longitude IS NULL)", name="geometry_has_box"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    geometry: Mapped[bytes | None]
    min_longitude: Mapped[float | None]
    min_latitude: Mapped[float | None]
    max_longitude: Mapped[float | None]
    max_latitude: Mapped[float | None]
    precision: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why the precision is what it is, or why there is no geometry: a code."""
    radius_m: Mapped[int | None]
    method: Mapped[str | None] = mapped_column(String(60))
    source: Mapped[str | None] = mapped_column(String(500))
    source_en: Mapped[str | None] = mapped_column(String(500))
    source_crs: Mapped[str | None] = mapped_column(String(20))
    uses_osm: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    note_en: Mapped[str | None] = mapped_column(Text)
    stops: Mapped[list[dict[str, object]] | None] = mapped_column(sa.JSON)
    """Stations along a line, in order: ``name``, ``name_en``, ``longitude``, ``latitude`` (EPSG:4490)."""
    confirmed_by: Mapped[str | None] = mapped_column(String(100))
    """Who looked at the place and said that it is right; None while nobody did."""
    confirmed_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    edited: Mapped[bool] = mapped_column(default=False)
    """A person changed it: loading the plan again leaves it alone."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy declares it on the instance)


class PlaceShare(Base):
    """How much of a project lies in a district, or outside Jinan; the parts of a project add up to a whole."""

    __tablename__ = "place_share"
    __table_args__ = (
        CheckConstraint(f"parts > 0 AND parts <= {SHARE_PARTS}", name="parts"),
        Index("ix_place_share_area_code", "area_code"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    area_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    """A district's code of GB/T 2260, or ``outside``: outside Jinan."""
    parts: Mapped[int] = mapped_column(sa.BigInteger)
    """Of ``SHARE_PARTS``."""
    method: Mapped[str] = mapped_column(String(20))
    """``length``, ``area``, ``point``, ``stated`` (only the district is known) or ``manual``."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was set by hand."""
    place_version: Mapped[int]
    boundaries_version: Mapped[str] = mapped_column(String(40))
