"""Writes a project's place."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portfolio.errors import StaleVersion
from portfolio.storage.place_tables import Place


def put(db: Session, project_id: int, values: Mapping[str, object]) -> None:
    """Give the place of a project these values, and its next version; the first where there was none.

    Raises StaleVersion where somebody else wrote in the meantime.
    """
    held = db.get(Place, project_id)
    if held is None:
        db.add(Place(project_id=project_id, **values))
    else:
        for name, value in values.items():
            setattr(held, name, value)
    try:
        db.flush()
    except (StaleDataError, IntegrityError) as reason:
        raise StaleVersion(what=project_id, found=None, expected=None) from reason


def values(db: Session, project_id: int) -> dict[str, Any] | None:
    """Every column of the place of a project but its key; None where there is none."""
    held = db.get(Place, project_id)
    if held is None:
        return None
    return {name: getattr(held, name) for name in map(str, Place.__table__.columns.keys()) if name != "project_id"}
