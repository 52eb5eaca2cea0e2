"""What stands on the briefing, as plain text and numbers: the layout decides nothing but how much fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from portfolio.domain.codes import Basis, Light, UnitKind
from portfolio.domain.figures import Figures
from portfolio.domain.money import MoneyUnit
from portfolio.language import NOT_KNOWN, Language, amount, month_name, named, percent, points, t, year_to_date
from portfolio.outputs.briefing_map import COLOURS, BriefingMap
from portfolio.outputs.district_page import DistrictPage
from portfolio.outputs.light_reason import light_reason
from portfolio.outputs.plain_text import one_line
from portfolio.outputs.unit_words import is_inferred, responsible_unit
from portfolio.storage.rows import ProjectRow

MOST_ROWS = 80
"""More rows of a list never fit on the page."""
MOST_SHORTFALLS = 8
_INK = "#1f2933"
_BEHIND, _AHEAD = "#a3280f", "#16704d"

Layout = dict[str, object]


@dataclass(frozen=True, slots=True)
class Wording:
    """The page with the language, the unit of money and the time that its words need."""

    page: DistrictPage
    language: Language
    unit: MoneyUnit
    made_at: datetime

    def t(self, key: str, **values: object) -> str:
        return t(self.language, f"briefing.{key}", **values)

    def amount(self, fen: int | None) -> str:
        return amount(fen, self.unit)

    @property
    def is_illustrative(self) -> bool:
        return Basis.ILLUSTRATIVE.value in self.page.bases


def layout(words: Wording, drawing: BriefingMap) -> Layout:
    """Everything the page says."""
    page, language = words.page, words.language
    unit = one_line(named(language, zh=page.unit.name, en=page.unit.name_en))
    money = t(language, f"filter_words.{words.unit.value}")
    return {
        "lang": "zh" if language is Language.CHINESE else "en",
        "title": words.t("title", unit=unit),
        "subtitle": words.t("subtitle", month=month_name(language, page.month), unit=money),
        "mark": words.t("illustrative") if words.is_illustrative else "",
        "cards": _cards(words),
        "compared": _compared(words),
        "lights": _lights(words),
        "trend": _trend(words),
        "map": {
            "caption": _caption(words, drawing),
            "labels": [{"text": item.text, "x": item.x, "y": item.y, "own": item.own} for item in drawing.labels],
        },
        "shortfalls": _shortfalls(words),
        "own": _own(words),
        "elsewhere": _elsewhere(words),
        "more": words.t("more", n="{n}"),
        "footer": _footer(words, drawing),
    }


def _cards(words: Wording) -> list[Layout]:
    page, figures = words.page, words.page.figures
    gap = figures.gap_points
    tone = _INK if gap is None or gap == 0 else _AHEAD if gap > 0 else _BEHIND
    state = "unknown" if gap is None else "even" if gap == 0 else "ahead" if gap > 0 else "behind"
    shortfall = figures.shortfall_fen
    time_progress = percent(page.month.time_progress)
    months = year_to_date(words.language, page.month)
    completed = words.amount(figures.completed_fen) if figures.has_figures else NOT_KNOWN
    plan = words.amount(figures.plan_fen) if figures.with_plan else NOT_KNOWN
    lagging = words.amount(figures.lagging_fen)
    return [
        _card(words.t("card_rate"), percent(figures.rate), "", words.t("card_rate_note", share=time_progress)),
        _card(words.t("card_gap"), points(gap), words.t("points"), words.t(f"card_gap_{state}"), tone),
        _card(words.t("card_completed", months=months), completed, "", words.t("card_completed_note", plan=plan)),
        _card(
            words.t("card_shortfall"),
            words.amount(shortfall),
            "",
            words.t("card_shortfall_note", lagging=lagging),
            _BEHIND if shortfall else _INK,
        ),
        _rank(words),
    ]


def _card(label: str, value: str, beside: str, note: str, tone: str = _INK) -> Layout:
    return {"label": label, "value": value, "beside": beside, "note": note, "tone": tone}


def _rank(words: Wording) -> Layout:
    page = words.page
    if page.place is None:
        note = words.t("card_rank_hidden" if page.city is None else "card_rank_none")
        return _card(words.t("card_rank"), NOT_KNOWN, "", note)
    climbed = page.climbed
    if climbed is None:
        note = words.t("card_rank_new")
    elif climbed == 0:
        note = words.t("card_rank_same")
    else:
        note = words.t("card_rank_up" if climbed > 0 else "card_rank_down", places=abs(climbed))
    value, of = words.t("card_rank_value", place=page.place), words.t("card_rank_of", ranked=page.ranked)
    return _card(words.t("card_rank"), value, of, note)


def _compared(words: Wording) -> Layout:
    """The unit beside the city, as far as the reader may see the city."""
    page = words.page
    sides = [page.figures] if page.city is None else [page.figures, page.city]
    month = t(words.language, "common.months").split()[page.month.month - 1]
    rows = [
        [words.t("row_rate"), *(percent(side.rate) for side in sides)],
        [words.t("row_gap"), *(points(side.gap_points) for side in sides)],
        [words.t("row_month", month=month), *(_in_month(words, side) for side in sides)],
        [words.t("row_started"), *(_share(words, side.started, side.start_known) for side in sides)],
        [words.t("row_reported"), *(_share(words, side.reported, side.with_plan) for side in sides)],
        [words.t("row_red"), *(percent(side.red_share) for side in sides)],
    ]
    head = [words.t("compared"), words.t("own_column"), words.t("city_column")]
    return {"head": head[: 1 + len(sides)], "rows": rows}


def _in_month(words: Wording, figures: Figures) -> str:
    return words.amount(figures.completed_month_fen) if figures.has_figures else NOT_KNOWN


def _share(words: Wording, part: int, whole: int) -> str:
    """Always X/Y, with its share where there is a whole."""
    if whole == 0:
        return words.t("of", part=part, whole=whole)
    return words.t("of_share", part=part, whole=whole, share=percent(Fraction(part, whole), 0))


def _lights(words: Wording) -> Layout:
    page = words.page
    items = []
    for light in Light:
        count = page.figures.lights.get(light, 0)
        change = 0 if page.before is None else count - page.before.lights.get(light, 0)
        moved = "" if change == 0 else words.t("light_up" if change > 0 else "light_down", number=abs(change))
        items.append({**_light(words, light), "count": str(count), "change": moved})
    return {"heading": words.t("lights"), "items": items}


def _light(words: Wording, light: str) -> Layout:
    shape, word = t(words.language, f"codes.shape_{light}"), t(words.language, f"codes.light_{light}")
    return {"shape": shape, "colour": COLOURS[light], "word": word}


def _trend(words: Wording) -> Layout:
    """Twelve months as shares of the highest of them, and what is due by then."""
    page = words.page
    known = {month.month: figures for month, figures in page.series if figures.has_figures}
    plan = page.figures.plan_fen
    highest = max([plan, *(figures.completed_fen for figures in known.values())], default=0)
    bars = [known[number].completed_fen / highest if number in known and highest > 0 else 0 for number in range(1, 13)]
    return {
        "heading": words.t("trend"),
        "legend": words.t("trend_legend"),
        "bars": [max(0.0, bar) for bar in bars],
        "due": plan / highest if highest > 0 else 0,
    }


def _caption(words: Wording, drawing: BriefingMap) -> str:
    if drawing.drawn == 0:
        return words.t("map_none")
    if drawing.drawn == drawing.of:
        return words.t("map_whole", of=drawing.of)
    return words.t("map_caption", of=drawing.of, drawn=drawing.drawn)


def _shortfalls(words: Wording) -> Layout:
    rows = words.page.shortfalls[:MOST_SHORTFALLS]
    columns = ("name", "plan", "completed", "rate", "shortfall", "reason")
    return {
        "heading": words.t("shortfalls"),
        "head": [words.t(f"column_{column}") for column in columns],
        "rows": [_row(words, row, columns) for row in rows],
        "total": len(rows),
        "empty": words.t("shortfalls_none"),
    }


def _own(words: Wording) -> Layout:
    columns = ("name", "plan", "completed", "rate", "gap")
    return _list(words, "own", words.page.own, columns)


def _elsewhere(words: Wording) -> Layout:
    """Only districts have a territory: for another unit an empty list is left out."""
    found = _list(words, "elsewhere", words.page.elsewhere, ("name", "unit", "rate"))
    return found if words.page.unit.kind == UnitKind.DISTRICT else {**found, "empty": ""}


def _list(words: Wording, key: str, rows: Sequence[ProjectRow], columns: Sequence[str]) -> Layout:
    """The worst light first, then the largest shortfall: what does not fit matters least."""
    ordered = sorted(rows, key=_urgency)[:MOST_ROWS]
    return {
        "heading": words.t(key, count=len(rows)),
        "head": [words.t(f"column_{column}") for column in columns],
        "rows": [_row(words, row, columns) for row in ordered],
        "total": len(rows),
        "empty": words.t(f"{key}_none"),
    }


def _urgency(row: ProjectRow) -> tuple[int, int, int]:
    light = Light.NO_PLAN if row.figures is None else Light(row.figures.light)
    shortfall = 0 if row.figures is None else row.figures.shortfall_fen or 0
    return list(Light).index(light), -shortfall, row.id


def _row(words: Wording, row: ProjectRow, columns: Sequence[str]) -> Layout:
    figures = row.figures
    cells = {
        "name": named(words.language, zh=row.name, en=row.name_en),
        "unit": responsible_unit(row, language=words.language) or t(words.language, "codes.unit_unknown"),
        "plan": words.amount(None if figures is None else figures.plan_fen),
        "completed": words.amount(None if figures is None else figures.completed_fen),
        "rate": percent(None if figures is None else figures.rate),
        "gap": points(None if figures is None else figures.gap_points),
        "shortfall": words.amount(None if figures is None else figures.shortfall_fen),
        "reason": light_reason(row, rule=words.page.rule, language=words.language) or NOT_KNOWN,
    }
    light = Light.NO_PLAN.value if figures is None else figures.light
    return {"light": _light(words, light), "cells": [one_line(cells[column]) for column in columns]}


def _footer(words: Wording, drawing: BriefingMap) -> list[str]:
    found = [basis for basis in Basis if basis.value in words.page.bases]
    between = t(words.language, "filter_words.between_names")
    bases = between.join(t(words.language, f"codes.basis_{basis}") for basis in found) or words.t("bases_none")
    lines = [words.t("footer_basis", bases=bases)]
    if words.is_illustrative:
        lines.insert(0, words.t("illustrative_note"))
    inferred = sum(is_inferred(row) for row in words.page.own)
    if inferred:
        lines[-1] += f" {words.t('footer_inferred', count=inferred)}"
    sources = words.t("footer_sources")
    lines.append(f"{sources} {words.t('footer_osm')}" if drawing.uses_osm else sources)
    at = f"{words.made_at:%Y-%m-%d %H:%M}"
    lines.append(words.t("footer_made", version=words.page.data_version, at=at))
    return lines
