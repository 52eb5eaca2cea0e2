"""The lists of words that the geocoder reads around names, from `locale/vocabulary.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    text = files("geodata").joinpath("locale/vocabulary.toml").read_text(encoding="utf-8")
    return {name: tuple(words.split()) for name, words in tomllib.loads(text).items()}


def words(*names: str) -> tuple[str, ...]:
    """Return the words of these lists, each once, the longest first. Raises `KeyError` for an unknown list."""
    found = dict.fromkeys(word for name in names for word in _lists()[name])
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
