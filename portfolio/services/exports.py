"""What leaves as a workbook: exactly what the filter finds, with the sums that the pages show."""

from datetime import datetime

from sqlalchemy.orm import Session

from portfolio.domain.codes import CountBy
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import Language, t
from portfolio.outputs import filter_words, workbook
from portfolio.outputs.workbook_contents import WorkbookContents
from portfolio.services import overview, register
from portfolio.services.register import Order
from portfolio.storage import queries, rules
from portfolio.storage.rows import ProjectRow

MUNICIPAL_LIST = "municipal"
"""The code of the list whose name a table may carry only where every project in it stands on that list."""


def contents(
    db: Session,
    wanted: ProjectFilter,
    scope: Scope,
    *,
    month: Month,
    language: Language,
    unit: MoneyUnit,
    made_at: datetime,
    order: Order = Order.PLAN_ORDER,
) -> WorkbookContents:
    """Read what a workbook needs. Raises OutputError where the filter finds more than one workbook holds."""
    shown, of = register.count(db, wanted, scope, month=month)
    workbook.check_size(shown)
    known = register.catalogue(db)
    rows = register.projects(db, wanted, scope, month=month, order=order).rows
    return WorkbookContents(
        rows=rows,
        by_unit=register.summary(db, "unit", wanted, scope, month=month),
        by_district=register.summary(db, "district", wanted, scope, month=month),
        by_place=register.summary(db, "district", wanted, scope, month=month, count_by=CountBy.PLACE),
        by_class=register.summary(db, "class", wanted, scope, month=month),
        month=month,
        wanted=wanted,
        filter_words=filter_words.in_words(wanted, known, language=language, unit=unit),
        language=language,
        unit=unit,
        list_name=t(language, f"workbook.{_list_of(rows)}"),
        shown=shown,
        of=of,
        listed=overview.listed_projects(register.floors(db, month.year)),
        bases=queries.bases(db, wanted, scope, month=month) | _bases_of_totals(rows),
        rule=rules.in_force(db, month),
        data_version=known.data_version,
        made_at=made_at,
    )


def _bases_of_totals(rows: tuple[ProjectRow, ...]) -> frozenset[str]:
    return frozenset(row.total_investment_basis for row in rows if row.total_investment_basis is not None)


def _list_of(rows: tuple[ProjectRow, ...]) -> str:
    """The key of the words for the list on which all rows stand for certain."""
    municipal = all(any(listed.code == MUNICIPAL_LIST for listed in row.lists) for row in rows)
    return "list_municipal" if rows and municipal else "list_named"
