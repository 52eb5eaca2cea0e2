"""A project's responsible unit in words: one that nobody stated says that it is inferred."""

from portfolio.domain.codes import Assignment
from portfolio.language import Language, named, t
from portfolio.storage.rows import ProjectRow


def is_inferred(row: ProjectRow) -> bool:
    """Whether the unit was worked out from where the project lies."""
    return row.unit is not None and row.unit_basis == Assignment.DERIVED


def responsible_unit(row: ProjectRow, *, language: Language) -> str | None:
    """«历城区», or «历城区（推定）»; None where nobody knows."""
    if row.unit is None:
        return None
    name = named(language, zh=row.unit.name, en=row.unit.name_en)
    return t(language, "codes.unit_derived", unit=name) if is_inferred(row) else name
