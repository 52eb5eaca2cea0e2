"""一张图 as one HTML file that opens without a network: every month, every overlay, a card for each project."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from geodata.tiles import NO_TILES, Tiles
from portfolio.domain.codes import Basis, CountBy, Light
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import NOT_KNOWN, Language, amount, month_name, named, percent, points, t
from portfolio.outputs import filter_words, map_data, overlays, project_map
from portfolio.outputs.map_data import MapView
from portfolio.outputs.map_geometry import PackedGeometry
from portfolio.outputs.project_map import MapCard, Unplaced
from portfolio.services import maps, register
from portfolio.storage.rows import MonthFigures, NotDrawn, ProjectRow

CARDS = 5_000
"""A file with more projects opens slowly in an office browser: beyond, it holds symbols and names without cards."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the file is of, and for whom."""

    filter: ProjectFilter
    scope: Scope
    month: Month
    language: Language
    unit: MoneyUnit
    count_by: CountBy = CountBy.UNIT
    """Whether districts are shaded by what they answer for, or by what lies in them."""
    tiles: Tiles = NO_TILES
    """What the installation's map has below it; a file has none and says so."""


def html(db: Session, asked: Asked) -> str:
    """The file. It holds exactly what the filter finds: nothing hidden travels with it."""
    known = register.catalogue(db)
    found = set(register.project_ids(db, asked.filter, asked.scope, month=asked.month))
    rows = [row for row in maps.rows(db, asked.scope) if row.id in found]
    geometry = maps.geometry(rows, asked.language)
    months = maps.year_to_show(known, asked.month)
    missing = maps.not_drawn(db, asked.filter, asked.scope, month=asked.month)
    conditions = filter_words.in_words(asked.filter, known, language=asked.language, unit=asked.unit)
    return project_map.export_html(
        geometry,
        _views(db, asked, geometry, months),
        title=_title(asked),
        cards=_cards(db, asked, months) if len(rows) <= CARDS else (),
        monthly=[t(asked.language, f"map_page.{name}", unit=_money(asked)) for name in _MONTHLY],
        unplaced=[_unplaced(row, asked.language) for row in missing],
        month=str(asked.month),
        tiles=asked.tiles,
        credits=(*maps.credits(rows, asked.language), conditions),
    )


_MONTHLY = ("light", "plan", "completed", "month", "rate", "gap", "shortfall")


def _views(db: Session, asked: Asked, geometry: PackedGeometry, months: Sequence[Month]) -> list[MapView]:
    """Every month of every overlay, on one scale an overlay."""
    order = geometry.ids
    bases = register.bases(db, asked.filter, asked.scope, month=asked.month)
    banner = t(asked.language, "codes.basis_illustrative") if Basis.ILLUSTRATIVE.value in bases else None
    captions = maps.captions(bases, asked.language, count_by=asked.count_by)
    states, figures = {}, {}
    for month in months:
        state = maps.month(db, asked.scope, month=month)
        picked = np.searchsorted(state.ids, order)
        states[month] = (state.classes[picked].tobytes(), state.plan_fen[picked], state.rates[picked].tobytes())
        figures[month] = maps.district_figures(db, asked.filter, asked.scope, month=month, count_by=asked.count_by)
    only_district = maps.known_by_district_only(db, asked.filter, asked.scope, month=asked.month)
    views = []
    for overlay in overlays.OVERLAYS:
        scale = overlays.scale(overlay, [each for month in months for each in figures[month].values()])
        for month in months:
            classes, plans, rates = states[month]
            views.append(
                map_data.view(
                    geometry,
                    classes,
                    figures[month],
                    overlay=overlay,
                    month=month,
                    months=months,
                    language=asked.language,
                    scale=scale,
                    plan_fen=plans,
                    only_district_known=only_district,
                    captions=captions,
                    banner=banner,
                    tints=rates,
                )
            )
    return views


def _title(asked: Asked) -> str:
    return t(asked.language, "map_page.file_title", month=month_name(asked.language, asked.month))


def _money(asked: Asked) -> str:
    return t(asked.language, f"frame.money_{asked.unit}")


def _cards(db: Session, asked: Asked, months: Sequence[Month]) -> list[MapCard]:
    by_month = [
        {row.id: row.figures for row in register.projects(db, asked.filter, asked.scope, month=month).rows}
        for month in months
    ]
    rows = register.projects(db, asked.filter, asked.scope, month=asked.month).rows
    return [
        MapCard(
            id=row.id,
            facts=_facts(row, asked),
            monthly=tuple(_monthly(figures.get(row.id), asked) for figures in by_month),
        )
        for row in rows
    ]


def _facts(row: ProjectRow, asked: Asked) -> tuple[tuple[str, str], ...]:
    language = asked.language
    unit = (
        t(language, "codes.unit_unknown")
        if row.unit is None
        else named(language, zh=row.unit.name, en=row.unit.name_en)
    )
    return (
        (t(language, "frame.unit"), unit),
        (t(language, "frame.class"), t(language, f"codes.class_{row.class_code or 'unknown'}")),
        (t(language, "frame.stage"), t(language, f"codes.stage_{row.stage or 'unknown'}")),
        (t(language, "map_page.place"), t(language, f"codes.precision_{row.precision or 'unknown'}")),
        (t(language, "map_page.code"), row.code),
    )


def _monthly(figures: MonthFigures | None, asked: Asked) -> tuple[str, ...]:
    if figures is None:
        return tuple(NOT_KNOWN for _ in _MONTHLY)
    return (
        t(asked.language, f"codes.light_{Light(figures.light).value}"),
        amount(figures.plan_fen, asked.unit),
        amount(figures.completed_fen, asked.unit),
        amount(figures.month_fen, asked.unit),
        percent(figures.rate),
        points(figures.gap_points),
        amount(figures.shortfall_fen, asked.unit),
    )


def _unplaced(row: NotDrawn, language: Language) -> Unplaced:
    key = f"map_page.reason_{row.reason}" if row.reason else f"codes.precision_{row.precision}"
    district = row.districts[0] if len(row.districts) == 1 else None
    return Unplaced(row.id, named(language, zh=row.name, en=row.name_en), t(language, key), district)
