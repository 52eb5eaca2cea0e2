"""Who changed what, when: rows are added and read, never altered, never deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.storage.tables import History

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change: what was there before and after; None where there was nothing."""

    at: datetime
    actor: str
    action: str
    before: Facts | None
    after: Facts | None


def record(
    db: Session, *, at: datetime, actor: str, action: str, subject: str, before: Facts | None, after: Facts | None
) -> None:
    """Write one change down, in the transaction that makes it."""
    db.add(
        History(
            at=at,
            actor=actor,
            action=action,
            subject=subject,
            before=None if before is None else dict(before),
            after=None if after is None else dict(after),
        )
    )


def of_subject(db: Session, subject: str, *, actions: str = "") -> list[HistoryRow]:
    """What was done to the subject, newest first; only actions that begin with ``actions``."""
    query = sa.select(History).where(History.subject == subject, History.action.startswith(actions, autoescape=True))
    rows = db.scalars(query.order_by(History.at.desc(), History.id.desc()))
    return [
        HistoryRow(row.at.replace(tzinfo=row.at.tzinfo or UTC), row.actor, row.action, row.before, row.after)
        for row in rows
    ]


def aware(moment: datetime | None) -> datetime | None:
    """SQLite forgets the zone; every moment is written in UTC."""
    return None if moment is None else moment.replace(tzinfo=moment.tzinfo or UTC)
