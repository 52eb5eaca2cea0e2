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


def stops(db: Session, project_id: int) -> list[dict[str, Any]] | None:
    """The stations of a project's line, where they are known."""
    held = db.get(Place, project_id)
    return None if held is None else held.stops
