"""One filter for page, query, map, table, workbook and link: frozen, hashable, codes only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from portfolio.domain.codes import Basis, Kind, Light, ProjectClass, Stage
from portfolio.domain.money import FEN_PER_WAN

UNKNOWN = "unknown"
"""Stands in a filter for «not known», where a code would stand."""


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What is asked for. Values of one field are alternatives; fields narrow each other; empty means all.

    ``units`` are responsible units, ``districts`` are where a project lies. ``min_plan_fen`` is the least annual plan.
    """

    units: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    lights: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    min_plan_fen: int | None = None
    search: str = ""
    kinds: frozenset[str] = frozenset({Kind.PROJECT.value})

    @property
    def is_empty(self) -> bool:
        return self == ProjectFilter()

    def only(self, *, unit: str | None = None) -> "ProjectFilter":
        """The same filter for one responsible unit («only this» on the map)."""
        return replace(self, units=frozenset() if unit is None else frozenset({unit}))

    def to_params(self) -> dict[str, list[str]]:
        """Stable parameters for a link: short names, codes in order, nothing that is at its default."""
        params = {
            name: sorted(getattr(self, attribute))
            for name, attribute in PARAMETERS.items()
            if getattr(self, attribute) != getattr(_DEFAULT, attribute)
        }
        if self.min_plan_fen is not None:
            params[MIN_PLAN] = [f"{(Decimal(self.min_plan_fen) / FEN_PER_WAN).normalize():f}"]
        if self.search:
            params[SEARCH] = [self.search]
        return params

    @classmethod
    def from_params(cls, params: Mapping[str, Iterable[str]]) -> "tuple[ProjectFilter, list[UnknownValue]]":
        """Read a link. What is not in the closed sets is left out and returned; open codes are checked by storage."""
        values: dict[str, frozenset[str]] = {}
        unknown: list[UnknownValue] = []
        for name, attribute in PARAMETERS.items():
            if name not in params:
                continue
            asked = [value for value in params[name] if value]
            closed = CLOSED_SETS.get(name)
            good = [value for value in asked if closed is None or value in closed]
            unknown += [UnknownValue(name, value) for value in asked if value not in good]
            if good:
                values[attribute] = frozenset(good)
        least = next(iter(params.get(MIN_PLAN, ())), "")
        min_plan_fen = _fen_of_wan(least)
        if least and min_plan_fen is None:
            unknown.append(UnknownValue(MIN_PLAN, least))
        search = _words(next(iter(params.get(SEARCH, ())), ""))
        return cls(min_plan_fen=min_plan_fen, search=search, **values), unknown


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value in a link or on a command line that names nothing."""

    parameter: str
    value: str


PARAMETERS: Mapping[str, str] = {
    "unit": "units",
    "district": "districts",
    "class": "classes",
    "sector": "sectors",
    "list": "lists",
    "stage": "stages",
    "light": "lights",
    "basis": "bases",
    "kind": "kinds",
}
"""Names in links and on the command line → fields of the filter."""
MIN_PLAN = "min-plan"
SEARCH = "search"
SEARCH_LIMIT = 80
LARGEST_PLAN_WAN = 10**9
"""Ten 万亿元: no plan is larger, and its fen fit every database."""

_DEFAULT = ProjectFilter()


def _codes(codes: type[StrEnum]) -> frozenset[str]:
    return frozenset(code.value for code in codes) | {UNKNOWN}


CLOSED_SETS: Mapping[str, frozenset[str]] = {
    "class": _codes(ProjectClass),
    "stage": _codes(Stage),
    "light": frozenset(light.value for light in Light),
    "basis": _codes(Basis),
    "kind": frozenset(kind.value for kind in Kind),
}


def _fen_of_wan(text: str) -> int | None:
    """Fen of a number of 万元; None for what is not a number, less than a fen, or beyond any plan."""
    try:
        wan = Decimal(text)
    except InvalidOperation:
        return None
    if not wan.is_finite() or not 0 < wan <= LARGEST_PLAN_WAN:
        return None
    return int((wan * FEN_PER_WAN).to_integral_value(ROUND_HALF_UP)) or None


def _words(text: str) -> str:
    """Words with one space between them. What cannot be printed goes: PostgreSQL refuses a NUL, UTF-8 a surrogate."""
    printable = "".join(character for character in text if character.isprintable() or character.isspace())
    return " ".join(printable.split())[:SEARCH_LIMIT].rstrip()


assert {field.name for field in fields(ProjectFilter)} >= set(PARAMETERS.values())
