"""Words: the only way from a code to a sentence. Chinese by default, English complete."""

import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files

from portfolio.domain.money import MoneyUnit, in_unit
from portfolio.domain.periods import Month

NOT_KNOWN = "—"
MINUS = "−"


class Language(StrEnum):
    """The languages of the product; the value is the folder of the words and the parameter in links."""

    CHINESE = "zh_CN"
    ENGLISH = "en"

    @property
    def tag(self) -> str:
        """The tag for HTML's lang attribute."""
        return self.value.replace("_", "-")


@cache
def words(language: Language) -> Mapping[str, str]:
    """All words of a language, keyed ``file.key``; each area of the product has a file of its own."""
    found: dict[str, str] = {}
    folder = files("portfolio") / "locale" / language.value
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml"):
            continue
        area = entry.name.removesuffix(".toml")
        for key, text in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if not isinstance(text, str):
                raise TypeError(f"{entry.name}: {key} is not a text")
            found[f"{area}.{key}"] = text
    return found


def t(language: Language, key: str, **values: object) -> str:
    """The words for a key, with values put in; raises KeyError for a key that has none."""
    text = words(language)[key]
    return text.format(**values) if values else text


def named(language: Language, *, zh: str | None, en: str | None) -> str:
    """A thing's own name in the reader's language; the other one where there is none."""
    first, second = (zh, en) if language is Language.CHINESE else (en, zh)
    return first or second or NOT_KNOWN


def amount(fen: int | None, unit: MoneyUnit) -> str:
    """An amount without its unit: «1,234.50» in 亿元, «12,345,000» in 万元; «—» where not known."""
    return NOT_KNOWN if fen is None else _fixed(in_unit(fen, unit), unit.places)


def percent(share: Fraction | Decimal | None, places: int = 1) -> str:
    """A share as «83.3%»; «—» where not known."""
    return NOT_KNOWN if share is None else f"{_fixed(_decimal(share) * 100, places)}%"


def points(value: Fraction | Decimal | None, places: int = 1) -> str:
    """Percentage points with their sign: «+9.7», «−3.2», «0.0»; «—» where not known."""
    if value is None:
        return NOT_KNOWN
    text = _fixed(_decimal(value), places)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def month_name(language: Language, month: Month) -> str:
    """«2025年10月» or «October 2025»."""
    return t(language, "common.month_name", year=month.year, month=month.month, name=_month_word(language, month))


def year_to_date(language: Language, month: Month) -> str:
    """«1—10月» or «Jan–Oct»; just the month in January."""
    name = _month_word(language, month)
    if month.month == 1:
        return t(language, "common.january_only", month=month.month, name=name[:3])
    return t(language, "common.year_to_date", month=month.month, name=name[:3])


def _month_word(language: Language, month: Month) -> str:
    return t(language, "common.months").split()[month.month - 1]


def _decimal(value: Fraction | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value.numerator) / Decimal(value.denominator)


def _fixed(value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,.{places}f}".replace("-", MINUS)
