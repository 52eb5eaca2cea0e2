"""Words of `python -m geodata`: from a code with its facts to a sentence, Chinese by default."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("zh_CN", "en")


@cache
def words(language: str) -> Mapping[str, str]:
    """All sentences of a language by code."""
    return tomllib.loads((files("geodata") / "locale" / f"{language}.toml").read_text(encoding="utf-8"))


def say(language: str, code: str, /, **facts: object) -> str:
    """The sentence of a code with its facts filled in."""
    return words(language)[code].format(**facts)
