"""The panel beside the map: the card of what is clicked, units without an outline, and what the map cannot draw."""

from dataclasses import replace
from fractions import Fraction
from html import escape

import streamlit as st

from pages.ui import cached, cached_map, chosen, filters, lights, navigation, session
from pages.ui.chosen import Chosen
from pages.ui.session import View
from portfolio.domain.codes import CountBy, Light
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN
from portfolio.language import amount, named, percent, points, t
from portfolio.outputs import overlays
from portfolio.outputs.overlays import Overlay
from portfolio.services import maps, overview, register
from portfolio.storage.rows import NotDrawn, ProjectDetail, ProjectRow, SummaryRow

_LISTED = 300
_CODES_WITHOUT_UNIT = {code: f"codes.district_{code}" for code in (register.OUTSIDE, register.NO_PLACE)}


def draw(view: View, overlay: Overlay, selected: Chosen | None) -> None:
    """The whole panel."""
    if selected is not None:
        _card(view, selected)
    _units(view, overlay, cached_map.beside(view))
    _missing(view)


def _card(view: View, selected: Chosen) -> None:
    if selected.kind == "project":
        detail = cached.project(view, selected.code)
        st.html(_project_card(view, detail))
        unit = None if detail.row.unit is None else detail.row.unit.code
    else:
        st.html(_district_card(view, selected.code))
        unit = selected.code
    with st.container(horizontal=True, key="map-card-buttons"):
        if unit is not None and view.filter.units != frozenset({unit}):
            label = t(view.language, "map_page.only_unit")
            if st.button(label, key="only this", on_click=filters.narrow_to_unit, args=(unit,)):
                st.rerun(scope="app")
        if st.button(t(view.language, "map_page.close"), key="close card", type="tertiary", on_click=chosen.forget):
            st.rerun(scope="fragment")


def _project_card(view: View, detail: ProjectDetail) -> str:
    row, language = detail.row, view.language
    figures = row.figures
    lines = [
        (t(language, "frame.unit"), _unit_name(view, row)),
        (t(language, "map_page.place"), escape(t(language, f"codes.precision_{row.precision or 'unknown'}"))),
    ]
    if figures is not None:
        lines[1:1] = _amounts(view, figures.plan_fen, figures.completed_fen, figures.month_fen)
        lines.insert(4, (t(language, "map_page.rate"), _rate(view, figures.rate, figures.gap_points)))
        lines.insert(5, (_shortfall(view), escape(amount(figures.shortfall_fen, view.unit))))
    place = detail.place
    if place is not None and place.radius_m is not None:
        lines.append(
            (t(language, "map_page.radius"), escape(t(language, "map_page.metres", metres=f"{place.radius_m:,}")))
        )
    light = Light.NO_PLAN if figures is None else Light(figures.light)
    title = navigation.link(named(language, zh=row.name, en=row.name_en), "project", id=row.code)
    return _box(f"<h2>{title}</h2><p>{lights.badge(light, language)}{_demo(view)}</p>", lines)


def _district_card(view: View, code: str) -> str:
    language = view.language
    unit = view.catalogue.unit(code)
    if unit is None:
        return ""
    figures = cached_map.districts(view, view.month).get(code)
    title = navigation.link(named(language, zh=unit.name, en=unit.name_en), "district", code=code)
    unplaced = _in_district_only(view, code)
    if figures is None:
        empty = escape(t(language, "map_page.no_projects"))
        return _box(f"<h2>{title}</h2><p class='quiet'>{empty}</p>", [], unplaced)
    with session.reading() as db:
        by_place = view.count_by is CountBy.PLACE
        narrowed = replace(view.filter, districts=frozenset({code})) if by_place else view.filter.only(unit=code)
        worst = overview.largest_shortfalls(db, narrowed, view.scope, month=view.month, number=5)
    items = "".join(_worst_item(view, row) for row in worst)
    heading = escape(t(language, "map_page.largest"))
    below = f"<h3>{heading}</h3><ol class='plain'>{items}</ol>" if items else ""
    way = f"<p class='quiet'>{escape(t(language, 'codes.count_by_place'))}</p>" if by_place else ""
    head = f"<h2>{title}</h2><p>{_light_counts(view, figures)}{_demo(view)}</p>{way}"
    return _box(head, _group_lines(view, figures), unplaced + below)


def _in_district_only(view: View, code: str) -> str:
    """What the badge on the district counts, one by one."""
    found = cached_map.in_district_only(view, code)
    if not found:
        return ""
    heading = escape(t(view.language, "map_page.district_only", count=len(found)))
    return f"<h3>{heading}</h3><ul class='plain'>{''.join(_missing_item(view, row) for row in found[:_LISTED])}</ul>"


def _group_lines(view: View, figures: Figures) -> list[tuple[str, str]]:
    language = view.language
    known = figures.has_figures
    completed, month = (figures.completed_fen, figures.completed_month_fen) if known else (None, None)
    return [
        (
            t(language, "map_page.projects"),
            escape(t(language, "map_page.of_which_planned", count=figures.projects, planned=figures.with_plan)),
        ),
        *_amounts(view, figures.plan_fen if figures.with_plan else None, completed, month),
        (t(language, "map_page.rate"), _rate(view, figures.rate, figures.gap_points)),
        (_shortfall(view), escape(amount(figures.shortfall_fen, view.unit))),
    ]


def _amounts(view: View, plan: int | None, completed: int | None, month: int | None) -> list[tuple[str, str]]:
    unit = t(view.language, f"frame.money_{view.unit}")
    return [
        (t(view.language, f"map_page.{name}", unit=unit), escape(amount(fen, view.unit)))
        for name, fen in (("plan", plan), ("completed", completed), ("month", month))
    ]


def _rate(view: View, rate: Fraction | None, gap: Fraction | None) -> str:
    text = percent(rate)
    return escape(text if gap is None else t(view.language, "map_page.rate_and_gap", rate=text, gap=points(gap)))


def _shortfall(view: View) -> str:
    return t(view.language, "map_page.shortfall", unit=t(view.language, f"frame.money_{view.unit}"))


def _unit_name(view: View, row: ProjectRow) -> str:
    if row.unit is None:
        return escape(t(view.language, "codes.unit_unknown"))
    name = navigation.link(named(view.language, zh=row.unit.name, en=row.unit.name_en), "district", code=row.unit.code)
    derived = row.unit_basis == "derived"
    return name + (f" <span class='quiet'>{escape(t(view.language, 'map_page.derived'))}</span>" if derived else "")


def _worst_item(view: View, row: ProjectRow) -> str:
    assert row.figures is not None
    name = navigation.link(named(view.language, zh=row.name, en=row.name_en), "project", id=row.code)
    value = escape(amount(row.figures.shortfall_fen, view.unit))
    return f"<li>{lights.mark(row.figures.light, view.language)} {name} <b class='num'>{value}</b></li>"


def _light_counts(view: View, figures: Figures) -> str:
    return " ".join(
        f"{lights.mark(light, view.language)}<b class='num'>{number}</b>"
        for light, number in sorted(figures.lights.items(), key=lambda item: list(Light).index(item[0]))
        if number
    )


def _units(view: View, overlay: Overlay, found: tuple[SummaryRow, ...]) -> None:
    if not found:
        return
    if view.count_by is CountBy.PLACE:
        _panel_of_units(view, "_by_place", [_unit_badge(view, overlay, row) for row in found])
        return
    kinds = maps.kinds_beside(view.catalogue, found)
    parts = []
    for kind, rows in kinds.items():
        if rows:
            # «Nobody says who» is one line that names itself.
            title = "" if kind == UNKNOWN else f"<h3>{escape(t(view.language, f'codes.unit_kind_{kind}'))}</h3>"
            parts.append(title + "".join(_unit_badge(view, overlay, row) for row in rows))
    _panel_of_units(view, "", parts)


def _panel_of_units(view: View, way: str, parts: list[str]) -> None:
    title, hint = (escape(t(view.language, f"map_page.{name}{way}")) for name in ("beside", "no_outline"))
    st.html(f"<section class='card map-units'><h2>{title}</h2>{''.join(parts)}<p class='quiet'>{hint}</p></section>")


def _unit_badge(view: View, overlay: Overlay, row: SummaryRow) -> str:
    unit = view.catalogue.unit(row.code)
    value = overlays.value_text(overlay, overlay.value(row.figures))
    if unit is None:
        name = escape(t(view.language, _CODES_WITHOUT_UNIT.get(row.code, "codes.unit_unknown")))
    else:
        name = navigation.link(
            named(view.language, zh=unit.short_name, en=unit.short_name_en), "district", code=row.code
        )
    reds = row.figures.lights.get(Light.RED, 0)
    red = f" {lights.mark(Light.RED, view.language)}<b class='num'>{reds}</b>" if reds else ""
    count = escape(t(view.language, "map_page.items", count=row.figures.projects))
    # A share says «%» itself.
    suffix = "" if overlay.indicator.unit == "share" else escape(overlays.unit_text(view.language, overlay))
    amount_of_it = f"<b class='num'>{escape(value)}<small>{suffix}</small></b>"
    return f"<p class='badge-row'><span>{name}</span><span class='quiet'>{count}{red}</span>{amount_of_it}</p>"


def _missing(view: View) -> None:
    found = cached_map.not_drawn(view)
    if not found:
        return
    label = t(view.language, "map_page.missing", count=len(found) if len(found) < _LISTED else f"{_LISTED}+")
    with st.expander(label, expanded=False):
        st.html(f"<ul class='plain'>{''.join(_missing_item(view, row) for row in found)}</ul>")


def _missing_item(view: View, row: NotDrawn) -> str:
    why = escape(
        t(view.language, f"map_page.reason_{row.reason}" if row.reason else f"codes.precision_{row.precision}")
    )
    link = navigation.link(named(view.language, zh=row.name, en=row.name_en), "project", id=row.code)
    return f"<li>{lights.mark(row.light, view.language)} {link} <span class='quiet'>{why}</span></li>"


def _demo(view: View) -> str:
    if view.catalogue.layer != "illustrative":
        return ""
    return f" <span class='demo'>{escape(t(view.language, 'frame.illustrative'))}</span>"


def _box(head: str, lines: list[tuple[str, str]], below: str = "") -> str:
    """A card; the values are HTML already."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd class='num'>{value}</dd>" for label, value in lines)
    return f"<section class='card map-card'>{head}<dl>{rows}</dl>{below}</section>"
