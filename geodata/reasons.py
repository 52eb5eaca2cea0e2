"""A candidate's reason as one sentence, for whoever shows it to a person."""

from geodata import words
from geodata.candidates import Candidate

PREFIX = "reason_"


def sentence(candidate: Candidate, *, language: str = words.LANGUAGES[0]) -> str:
    """Why a candidate is what it is, in one of `words.LANGUAGES`. Raises `KeyError` for a reason without words."""
    return words.say(language, PREFIX + candidate.reason, **candidate.facts)
