"""Light rules as rows."""

from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portfolio.domain.lights import DEFAULT_RULE, Formula, LightRule
from portfolio.domain.periods import Month
from portfolio.storage.tables import LightRuleRow


def in_force(db: Session, month: Month) -> LightRule:
    """The active rule with the latest start not after the month; the default where none was set that early."""
    row = db.scalars(
        sa.select(LightRuleRow)
        .where(LightRuleRow.active, LightRuleRow.effective_from <= month)
        .order_by(LightRuleRow.effective_from.desc(), LightRuleRow.code)
        .limit(1)
    ).first()
    return DEFAULT_RULE if row is None else _rule(row)


def store(db: Session, rule: LightRule, *, active: bool) -> None:
    """Put a rule into the table unless it is there; an active one takes force from its first month on."""
    if db.get(LightRuleRow, (rule.code, rule.effective_from)) is None:
        db.add(
            LightRuleRow(
                code=rule.code,
                effective_from=rule.effective_from,
                formula=rule.formula,
                green_from=str(rule.green_from),
                yellow_from=str(rule.yellow_from),
                green_is_open=rule.green_is_open,
                source=rule.source,
                active=active,
            )
        )


def _rule(row: LightRuleRow) -> LightRule:
    formulas: dict[str, Formula] = {
        "share_of_due": "share_of_due",
        "gap_points": "gap_points",
        "relative_lag": "relative_lag",
    }
    return LightRule(
        code=row.code,
        formula=formulas[row.formula],
        green_from=Fraction(row.green_from),
        yellow_from=Fraction(row.yellow_from),
        effective_from=row.effective_from,
        source=row.source,
        green_is_open=row.green_is_open,
    )
