"""One way to write a name, whatever way it came: width, spaces, brackets, and what can be left out."""

import re
import unicodedata
from collections.abc import Iterator

from geodata import vocabulary

LONGEST = 200
"""Characters of a text that are read; a location is shorter, and what is longer is not one."""

_LEFT_OUT = re.compile(r"[\s\"'“”‘’「」『』《》〈〉【】\[\]{}·•・‧`^*_|\\]+")
_DASHES = re.compile(r"[‐‑‒–—―−~〜～]+")

FAMILIES = ("village", "township", "station", "park")
_ENDINGS = {family: vocabulary.words(f"ending_{family}") for family in FAMILIES}
"""Endings that say the same kind of thing of the same name, longest first within each family."""

_PREFIXES = re.compile(r"^(?:(?:中国)?(?:山东省?)?济南(?:市(?!中区))?|市(?!中区))(?=.{2})")


def plain(text: str) -> str:
    """NFKC, no spaces, quotes or control characters, one kind of dash, capitals lowered; cut after `LONGEST`."""
    wide = unicodedata.normalize("NFKC", text[: 2 * LONGEST])
    shown = "".join(sign for sign in wide if unicodedata.category(sign)[0] != "C")
    return _DASHES.sub("-", _LEFT_OUT.sub("", shown)).casefold()[:LONGEST]


_BRANCH_IN_BRACKETS = re.compile(r"[校院厂馆店园部][区址]?\)|分[院校店部]\)|[东西南北]\)")


def without_brackets(name: str) -> str:
    """A name without what stands in brackets, unless that says which branch of it: another campus is another place."""
    return name if _BRANCH_IN_BRACKETS.search(name) else re.sub(r"\([^()]*\)", "", name)


def without_city(name: str) -> str:
    """A name without the city in front. 山东省 alone stays: the province's second hospital is not the city's."""
    return _PREFIXES.sub("", name, count=1)


def stems(name: str) -> Iterator[tuple[str, str]]:
    """Yield (family, name without an ending of this family): 张夏村 → village, 张夏. At least two characters stay."""
    for family, endings in _ENDINGS.items():
        if not name.endswith(endings):
            continue
        for ending in endings:
            if name.endswith(ending) and len(name) - len(ending) >= 2:
                yield family, name[: -len(ending)]
                break


def chinese_length(name: str) -> int:
    """How many Chinese characters a name has: one letter or digit says less than one of them."""
    return sum("\u3400" <= sign <= "\u9fff" for sign in name)
