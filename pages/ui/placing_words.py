"""Candidates, changes and findings in words; texts for Streamlit's labels, which are Markdown."""

import re
from collections.abc import Mapping

from geodata import boundaries
from geodata import words as ground
from portfolio.language import NOT_KNOWN, Language, named, t, words
from portfolio.services.placing_search import Comparison, Suggestion

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=\"'@/])")


def label(text: str) -> str:
    """The text as Streamlit's Markdown shows it: no link, no picture, no colour, no formula."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def district(language: Language, code: str | None) -> str:
    """A district's name."""
    found = None if code is None else boundaries.district(code)
    return NOT_KNOWN if found is None else named(language, zh=found.name, en=found.name_en)


def districts(language: Language, codes: tuple[str, ...]) -> str:
    """Names of districts; «outside Jinan» for none."""
    return "、".join(district(language, code) for code in codes) or t(language, "placing.outside_jinan")


def metres(language: Language, number: float) -> str:
    """A distance as it is read: metres below a kilometre."""
    if number < 1000:
        return t(language, "project.metres", number=f"{number:,.0f}")
    return t(language, "project.kilometres", number=f"{number / 1000:,.1f}".removesuffix(".0"))


def why(language: Language, item: Suggestion) -> str:
    """Precision, district and the reason of a candidate."""
    known = [t(language, f"codes.precision_{item.precision}")]
    if item.radius_m:
        known.append(t(language, "placing.within", distance=metres(language, item.radius_m)))
    if item.district:
        known.append(district(language, item.district))
    return " · ".join([*known, reason(language, item.reason, item.facts)])


def reason(language: Language, code: str, facts: Mapping[str, str]) -> str:
    """A candidate's reason; one that nobody has words for stands for itself."""
    text = words(language).get(f"placing.reason_{code}") or ground.words(language.value).get(f"reason_{code}", code)
    try:
        return text.format(**facts)
    except (KeyError, IndexError):
        return code


def source(language: Language, code: str) -> str:
    """Where a candidate's position is from."""
    return words(language).get(f"placing.source_{code}", code)


def finding(language: Language, code: str, facts: Mapping[str, str]) -> str:
    """A finding with what to do; districts by their names."""
    said = dict(facts)
    for name in ("stated", "actual"):
        if name in said:
            said[name] = districts(language, tuple(said[name].split(",")))
    text = t(language, f"findings.{code}", **said)
    return f"{text} ({facts['names']})" if code == "shared_point" and facts.get("names") else text


def refusal(language: Language, code: str, facts: Mapping[str, str]) -> str:
    """Why a file was not taken, and what to do."""
    return t(language, f"findings.refused_{code}", **facts)


def change(language: Language, found: Comparison) -> list[str]:
    """What changes on the ground, one thing a line."""
    lines = []
    if found.moved_m is not None:
        key = "placing.moved" if found.moved_m >= 1 else "placing.not_moved"
        lines.append(t(language, key, distance=metres(language, found.moved_m)))
    after = districts(language, found.districts_after)
    if found.moved_m is not None and found.districts_before != found.districts_after:
        before = districts(language, found.districts_before)
        lines.append(t(language, "placing.district_changes", before=before, after=after))
    else:
        lines.append(t(language, "placing.lies_in", districts=after))
    if found.length_m:
        lines.append(t(language, "placing.length", length=metres(language, found.length_m)))
    if found.area_km2:
        lines.append(t(language, "placing.area", area=f"{found.area_km2:,.2f}"))
    return lines
