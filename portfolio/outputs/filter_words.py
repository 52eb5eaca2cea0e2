"""A filter in words: on pages, in workbooks and on paper alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.money import MoneyUnit, in_unit
from portfolio.language import Language, named, t
from portfolio.storage.rows import Named, UnitRow


class Names(Protocol):
    """Where the names of open codes stand; the register's catalogue is one."""

    @property
    def units(self) -> Sequence[UnitRow]: ...
    @property
    def sectors(self) -> Sequence[Named]: ...
    @property
    def lists(self) -> Sequence[Named]: ...


def in_words(wanted: ProjectFilter, names: Names, *, language: Language, unit: MoneyUnit) -> str:
    """The whole filter as one line: «责任单位：历城区、章丘区；灯色：红灯», or the words for «all projects»."""
    found = parts(wanted, names, language=language, unit=unit)
    if not found:
        return t(language, "filter_words.everything")
    between = t(language, "filter_words.between_parts")
    return between.join(t(language, "filter_words.part", label=label, text=text) for label, text in found)


def parts(wanted: ProjectFilter, names: Names, *, language: Language, unit: MoneyUnit) -> list[tuple[str, str]]:
    """(label, words) of every field that narrows the filter. Text that a person typed is handed on as it is."""
    fields: tuple[tuple[str, Iterable[str], Mapping[str, str]], ...] = (
        ("unit", wanted.units, _units(names, language)),
        ("district", wanted.districts, _units(names, language)),
        ("class", wanted.classes, {}),
        ("sector", wanted.sectors, _named(names.sectors, language)),
        ("list", wanted.lists, _named(names.lists, language)),
        ("stage", wanted.stages, {}),
        ("light", wanted.lights, {}),
        ("basis", wanted.bases, {}),
    )
    found = [(field, _alternatives(field, codes, known, language)) for field, codes, known in fields if codes]
    if wanted.kinds != ProjectFilter().kinds:
        found.append(("kind", _alternatives("kind", wanted.kinds, {}, language)))
    if wanted.min_plan_fen is not None:
        found.append(("min_plan", _least(wanted.min_plan_fen, language, unit)))
    if wanted.search:
        found.append(("search", t(language, "filter_words.quoted", text=wanted.search)))
    return [(t(language, f"filter_words.{field}"), text) for field, text in found]


def _alternatives(field: str, codes: Iterable[str], known: Mapping[str, str], language: Language) -> str:
    """The names in their usual order, what is not known last."""
    order = {code: position for position, code in enumerate(known)}
    ordered = sorted(codes, key=lambda code: (code == UNKNOWN, order.get(code, len(order)), code))
    return t(language, "filter_words.between_names").join(
        known.get(code) or _word(field, code, language) for code in ordered
    )


def _word(field: str, code: str, language: Language) -> str:
    """The word for a code of a closed set or for «not known»; a code that names nothing stands for itself."""
    try:
        return t(language, f"codes.{field}_{code}")
    except KeyError:
        return t(language, "filter_words.not_known") if code == UNKNOWN else code


def _least(fen: int, language: Language, unit: MoneyUnit) -> str:
    # Exact, unlike the rounded amounts of tables: it says where the line was drawn.
    exact = f"{in_unit(fen, unit).normalize():,f}"
    return t(language, "filter_words.at_least", amount=exact, unit=t(language, f"filter_words.{unit.value}"))


def _units(names: Names, language: Language) -> dict[str, str]:
    return {unit.code: named(language, zh=unit.name, en=unit.name_en) for unit in names.units}


def _named(things: Iterable[Named], language: Language) -> dict[str, str]:
    return {thing.code: named(language, zh=thing.name, en=thing.name_en) for thing in things}
