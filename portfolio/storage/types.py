"""Column types that mean the same on SQLite and PostgreSQL."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from portfolio.domain.periods import Month


class Fen(TypeDecorator[int]):
    """Whole fen. Refuses floats: on SQLite ``Numeric`` stores one and loses a cent silently."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: sa.Dialect) -> int | None:
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise TypeError(f"fen are whole numbers, not {value!r}")
        return value


class MonthText(TypeDecorator[Month]):
    """A month as YYYY-MM: readable in the database and ordered like the calendar."""

    impl = sa.String(7)
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Month | None:
        return None if value is None else Month.parse(value)
