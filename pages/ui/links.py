"""What a link asks for, and the link that asks for it: codes only, never translated labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from portfolio.domain.codes import CountBy
from portfolio.domain.filters import MIN_PLAN, PARAMETERS, SEARCH, ProjectFilter, UnknownValue
from portfolio.domain.money import MoneyUnit
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.services import register
from portfolio.services.register import Catalogue

MONTH, LANGUAGE, MONEY, VIEWED_AS, PRESENTING, COUNT_BY = "month", "lang", "money", "as", "present", "count"
OF_THE_FRAME = (*PARAMETERS, MIN_PLAN, SEARCH, MONTH, LANGUAGE, MONEY, VIEWED_AS, PRESENTING, COUNT_BY)
"""Every parameter that the frame owns; a page's own (``id``, ``code``) pass through."""

Parameters = dict[str, list[str]]
_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address bar asks for, before anybody allowed it."""

    filter: ProjectFilter
    month: Month | None
    language: Language
    money: MoneyUnit
    viewed_as: str | None
    presenting: bool
    count_by: CountBy
    unknown: tuple[UnknownValue, ...]

    def to_params(self, catalogue: Catalogue) -> Parameters:
        """The shortest link that opens the same view."""
        params = self.filter.to_params()
        if self.month is not None and self.month != catalogue.default_month:
            params[MONTH] = [str(self.month)]
        if self.language is not Language.CHINESE:
            params[LANGUAGE] = [self.language.value]
        if self.money is not MoneyUnit.YI:
            params[MONEY] = [self.money.value]
        if self.viewed_as is not None:
            params[VIEWED_AS] = [self.viewed_as]
        if self.count_by is not CountBy.UNIT:
            params[COUNT_BY] = [self.count_by.value]
        if self.presenting:
            params[PRESENTING] = ["1"]
        return params


def read(params: Mapping[str, Sequence[str]], catalogue: Catalogue) -> Asked:
    """Read a link. What it says that we do not know is left out and named in ``unknown``."""
    wanted, unknown = ProjectFilter.from_params(params)
    month = _month(_first(params, MONTH), unknown)
    if month is not None and month not in catalogue.months:
        unknown.append(UnknownValue(MONTH, str(month)))
        month = None
    viewed_as = _first(params, VIEWED_AS) or None
    if viewed_as is not None and catalogue.unit(viewed_as) is None:
        unknown.append(UnknownValue(VIEWED_AS, viewed_as))
        viewed_as = None
    known, lost = _known(wanted, catalogue)
    return Asked(
        filter=known,
        month=month,
        language=_choice(Language, _first(params, LANGUAGE), unknown, LANGUAGE) or Language.CHINESE,
        money=_choice(MoneyUnit, _first(params, MONEY), unknown, MONEY) or MoneyUnit.YI,
        viewed_as=viewed_as,
        presenting=_first(params, PRESENTING) == "1",
        count_by=_choice(CountBy, _first(params, COUNT_BY), unknown, COUNT_BY) or CountBy.UNIT,
        unknown=(*unknown, *lost),
    )


def _known(wanted: ProjectFilter, catalogue: Catalogue) -> tuple[ProjectFilter, list[UnknownValue]]:
    """The filter without units, districts, sectors and lists that do not exist, and what was left out."""
    lost = register.unknown_values(catalogue, wanted)
    gone = {(item.parameter, item.value) for item in lost}

    def without(parameter: str, asked: frozenset[str]) -> frozenset[str]:
        return frozenset(code for code in asked if (parameter, code) not in gone)

    known = replace(
        wanted,
        units=without("unit", wanted.units),
        districts=without("district", wanted.districts),
        sectors=without("sector", wanted.sectors),
        lists=without("list", wanted.lists),
    )
    return known, lost


def _first(params: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(params.get(name, ())), "")


def _month(text: str, unknown: list[UnknownValue]) -> Month | None:
    if not text:
        return None
    try:
        return Month.parse(text)
    except ValueError:
        unknown.append(UnknownValue(MONTH, text))
        return None


def _choice(codes: type[_Code], text: str, unknown: list[UnknownValue], parameter: str) -> _Code | None:
    if not text:
        return None
    try:
        return codes(text)
    except ValueError:
        unknown.append(UnknownValue(parameter, text))
        return None
