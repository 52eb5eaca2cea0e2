"""The briefing of one unit: a single A4 page as PDF, made by typst. Text reaches it as data and is never markup."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

import typst

from portfolio.domain.money import MoneyUnit
from portfolio.errors import OutputError
from portfolio.language import Language
from portfolio.outputs import briefing_map, briefing_words
from portfolio.outputs.briefing_words import Wording
from portfolio.outputs.district_page import DistrictPage

FONTS = "pylopdf_fonts_zh_cn"
"""The package that carries the fonts: the page looks the same on every machine, with or without its own fonts."""


def district_pdf(page: DistrictPage, *, language: Language, unit: MoneyUnit, made_at: datetime) -> bytes:
    """The page as a PDF of exactly one page; the same page and time give the same bytes.

    Raises OutputError with ``reason`` ``not_typeset`` where typst refuses.
    """
    drawing = briefing_map.build(page, language=language)
    words = briefing_words.layout(Wording(page, language, unit, made_at), drawing)
    return _compiled({"page": json.dumps(words, ensure_ascii=False), "map": drawing.svg}, made_at)


def _compiled(inputs: Mapping[str, str], made_at: datetime) -> bytes:
    try:
        made = typst.compile(
            _layout(),
            font_paths=_fonts(),
            sys_inputs=dict(inputs),
            timestamp=made_at.astimezone(UTC),
        )
    except typst.TypstError as reason:
        raise OutputError(path="", reason="not_typeset", detail=str(reason)) from reason
    if not isinstance(made, bytes):
        raise OutputError(path="", reason="not_typeset", detail="more than one file")
    return made


@cache
def _layout() -> bytes:
    return files("portfolio").joinpath("outputs/briefing.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(files(FONTS).joinpath(""))]
    )
