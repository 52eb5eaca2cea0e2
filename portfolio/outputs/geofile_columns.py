"""The fields that a project has in a geographic file: one entry each, in Chinese or English, and readable again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portfolio.domain.codes import Basis, Light, Precision
from portfolio.domain.money import FEN_PER_WAN
from portfolio.language import Language, named, t
from portfolio.outputs.plain_text import clean
from portfolio.outputs.unit_words import responsible_unit
from portfolio.storage.rows import MonthFigures, Named, PlaceRow, ProjectRow

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A project of the list with its place; ``place`` is None where there is no row of it."""

    row: ProjectRow
    place: PlaceRow | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: the key of its name in the locale (``geofiles.KEY``), and its value."""

    key: str
    kind: type
    value: Callable[[Placed, Language], Value]


def field_name(key: str, language: Language) -> str:
    """The name under which a field stands in a file of this language."""
    return t(language, f"geofiles.{key}")


def _figure(value: Callable[[MonthFigures], Value]) -> Callable[[Placed, Language], Value]:
    return lambda placed, _language: None if placed.row.figures is None else value(placed.row.figures)


def _place(value: Callable[[PlaceRow], Value]) -> Callable[[Placed, Language], Value]:
    return lambda placed, _language: None if placed.place is None else value(placed.place)


def _word(area: str, code: Callable[[Placed], str | None]) -> Callable[[Placed, Language], Value]:
    def said(placed: Placed, language: Language) -> Value:
        found = code(placed)
        return None if found is None else t(language, f"codes.{area}_{found}")

    return said


def _name(thing: Named | None, language: Language) -> Value:
    return None if thing is None else named(language, zh=thing.name, en=thing.name_en)


def _wan(fen: int | None) -> float | None:
    return None if fen is None else fen / FEN_PER_WAN


def _light(placed: Placed) -> str:
    return Light.NO_PLAN.value if placed.row.figures is None else placed.row.figures.light


def precision_of(placed: Placed) -> str:
    """How well the place is known; ``unknown`` where there is none."""
    return Precision.UNKNOWN.value if placed.place is None else placed.place.precision


def _basis(placed: Placed, language: Language) -> Value:
    figures = placed.row.figures
    found = {figures.plan_basis, figures.completed_basis} - {None} if figures is not None else set()
    return " · ".join(t(language, f"codes.basis_{basis.value}") for basis in Basis if basis.value in found) or None


def _names(things: Sequence[Named], language: Language) -> Value:
    between = t(language, "filter_words.between_names")
    return between.join(named(language, zh=thing.name, en=thing.name_en) for thing in things) or None


def _rounded(number: Fraction | None, *, times: int = 1) -> float | None:
    return None if number is None else round(float(number * times), 4)


def _said(name: str) -> Callable[[Placed, Language], Value]:
    """A text of the place in the language, the Chinese one where there is no other; None where nothing is said."""

    def said(placed: Placed, language: Language) -> Value:
        zh = None if placed.place is None else getattr(placed.place, name)
        return None if zh is None else named(language, zh=zh, en=getattr(placed.place, f"{name}_en"))

    return said


FIELDS: tuple[Field, ...] = (
    Field("code", str, lambda placed, _: placed.row.code),
    Field("name", str, lambda placed, _: placed.row.name),
    Field("name_en", str, lambda placed, _: placed.row.name_en),
    Field("class", str, _word("class", lambda placed: placed.row.class_code)),
    Field("sector", str, lambda placed, language: _name(placed.row.sector, language)),
    Field("unit", str, lambda placed, language: responsible_unit(placed.row, language=language)),
    Field("districts", str, lambda placed, language: _names(placed.row.districts, language)),
    Field("stage", str, _word("stage", lambda placed: placed.row.stage)),
    Field("month", str, _figure(lambda figures: str(figures.month))),
    Field("light", str, _word("light", _light)),
    Field("light_code", str, lambda placed, _: _light(placed)),
    Field("plan_fen", int, _figure(lambda figures: figures.plan_fen)),
    Field("plan_wan", float, _figure(lambda figures: _wan(figures.plan_fen))),
    Field("completed_fen", int, _figure(lambda figures: figures.completed_fen)),
    Field("completed_wan", float, _figure(lambda figures: _wan(figures.completed_fen))),
    Field("month_fen", int, _figure(lambda figures: figures.month_fen)),
    Field("rate", float, _figure(lambda figures: _rounded(figures.rate, times=100))),
    Field("gap", float, _figure(lambda figures: _rounded(figures.gap_points))),
    Field("shortfall_fen", int, _figure(lambda figures: figures.shortfall_fen)),
    Field("basis", str, _basis),
    Field("precision", str, _word("precision", precision_of)),
    Field("precision_code", str, lambda placed, _: precision_of(placed)),
    Field("radius_m", int, _place(lambda place: place.radius_m)),
    Field("place_reason", str, _place(lambda place: place.reason)),
    Field("place_source", str, _said("source")),
    Field("place_note", str, _said("note")),
)
"""In the order in which they stand in a file."""


def value_of(field: Field, placed: Placed, language: Language) -> Value:
    """What stands in the file: text is plain text, control characters do not reach it."""
    found = field.value(placed, language)
    return clean(found) if isinstance(found, str) else found
