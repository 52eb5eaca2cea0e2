"""The filter bar: drawn by the frame, because a page's own bar forgets itself on the next page."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import streamlit as st

from pages.ui import session
from pages.ui.links import COUNT_BY, MONTH, OF_THE_FRAME, Asked, Parameters, read
from portfolio.domain.codes import Basis, CountBy, Kind, Light, ProjectClass, Stage
from portfolio.domain.filters import LARGEST_PLAN_WAN, MIN_PLAN, PARAMETERS, SEARCH, UNKNOWN, ProjectFilter
from portfolio.domain.money import FEN_PER_YI, MoneyUnit
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import Language, month_name, named, t
from portfolio.services.register import Catalogue

_WHOLE_CITY = "-"
_KEY = "bar."
_WRITTEN, _PAGE = "link written", "page shown"


def adopt_link(catalogue: Catalogue, page: str) -> Asked | None:
    """Take over what the address bar asks for, if a person changed it; None where it is what we wrote ourselves.

    A click on another page empties the address: then what was chosen before stays.
    """
    found = {name: st.query_params.get_all(name) for name in OF_THE_FRAME if name in st.query_params}
    turned = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page
    written = st.session_state.get(_WRITTEN)
    if written is not None and (found == written or (turned and not found)):
        return None
    asked = read(found, catalogue)
    _fill(asked, catalogue)
    return asked


def write_link(asked: Asked, catalogue: Catalogue) -> None:
    """Bring the address bar to what is shown; a page's own parameters stay."""
    params: Parameters = asked.to_params(catalogue)
    st.session_state[_WRITTEN] = params
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    own = {name: values for name, values in now.items() if name not in OF_THE_FRAME}
    if now != {**own, **params}:
        st.query_params.from_dict({**own, **params})


def reset() -> None:
    """Forget every condition; month, language and unit of money stay."""
    for name in (*PARAMETERS, SEARCH, MIN_PLAN):
        st.session_state.pop(_KEY + name, None)
    st.session_state[_KEY + "kind"] = [Kind.PROJECT.value]


def narrow_to_unit(unit: str | None) -> None:
    """«Only this» on the map, and the next unit of a presentation. Call it in a callback or before the bar is drawn."""
    st.session_state[_KEY + "unit"] = [] if unit is None else [unit]


def choose_month(month: Month) -> None:
    """Show another month. Call it in a callback or before the bar is drawn."""
    st.session_state[_KEY + MONTH] = month


def choose_page_unit(unit: str | None) -> None:
    """On a page that is about one unit, turn to another. Call it in a callback."""
    if "code" in st.query_params:
        if unit is None:
            del st.query_params["code"]
        else:
            st.query_params["code"] = unit


def hold() -> None:
    """Keep what is chosen while the bar is not drawn: Streamlit forgets a widget that a run does not draw."""
    for name in [name for name in st.session_state if str(name).startswith(_KEY)]:
        st.session_state[name] = st.session_state[name]


def leave_presentation() -> None:
    """Back to the page with its frame. Call it in a callback or before the bar is drawn."""
    st.session_state[_KEY + "presenting"] = False


def current(catalogue: Catalogue) -> Asked:
    """What is chosen, whether the bar is drawn or not."""
    state = st.session_state
    sets = {
        attribute: frozenset(state.get(_KEY + name, ())) for name, attribute in PARAMETERS.items() if name != "kind"
    }
    least = state.get(_KEY + MIN_PLAN)
    return Asked(
        filter=ProjectFilter(
            **sets,
            kinds=frozenset(state.get(_KEY + "kind") or [Kind.PROJECT.value]),
            min_plan_fen=round(least * FEN_PER_YI) if least else None,
            search=state.get(_KEY + SEARCH, "").strip(),
        ),
        month=state.get(_KEY + MONTH) or catalogue.default_month,
        language=Language(state.get(_KEY + "language") or Language.CHINESE),
        money=MoneyUnit(state.get(_KEY + "money") or MoneyUnit.YI),
        viewed_as=None if (chosen := state.get(_KEY + "as", _WHOLE_CITY)) == _WHOLE_CITY else chosen,
        presenting=bool(state.get(_KEY + "presenting")),
        count_by=CountBy(state.get(_KEY + COUNT_BY) or CountBy.UNIT),
        unknown=(),
    )


def draw(catalogue: Catalogue, *, language: Language, scope: Scope, shown: tuple[int, int] | None) -> None:
    """The bar itself. ``shown`` is how many of how many the filter finds, or None where nothing can be counted."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filterbar"):
        _draw_month(catalogue, language)
        _draw_place(catalogue, language, scope)
        _draw_kind_of_work(catalogue, language)
        _draw_state(language)
        _draw_more(catalogue, language)
        st.text_input(
            t(language, "frame.search"),
            **_bound(SEARCH, language),
            placeholder=t(language, "frame.search"),
            label_visibility="collapsed",
            max_chars=80,
            width=170,
        )
        if shown is not None:
            st.markdown(t(language, "frame.shown", count=shown[0], of=shown[1]), width="content")
        narrowed = not current(catalogue).filter.is_empty
        st.button(t(language, "frame.reset"), key="reset", on_click=reset, type="tertiary", disabled=not narrowed)
        st.space("stretch")
        _draw_reader(catalogue, language)


def _draw_month(catalogue: Catalogue, language: Language) -> None:
    st.selectbox(
        t(language, "frame.month"),
        list(reversed(catalogue.months)),
        **_bound(MONTH, language),
        format_func=lambda month: month_name(language, month),
        label_visibility="collapsed",
        width=150,
    )


def _draw_place(catalogue: Catalogue, language: Language, scope: Scope) -> None:
    names = {unit.code: named(language, zh=unit.short_name, en=unit.short_name_en) for unit in catalogue.units}
    names[UNKNOWN] = t(language, "codes.unit_unknown")
    units = [unit.code for unit in catalogue.units if scope.allows(unit.code)]
    if scope.units is None:
        units.append(UNKNOWN)
    with _popover(t(language, "frame.units"), ("unit", "district"), names):
        _choose("unit", units, t(language, "frame.unit"), names.__getitem__, language)
        districts = [unit.code for unit in catalogue.districts]
        _choose("district", [*districts, UNKNOWN], t(language, "frame.district"), names.__getitem__, language)


def _draw_kind_of_work(catalogue: Catalogue, language: Language) -> None:
    names = _words(language, "class", ProjectClass)
    sectors = {sector.code: named(language, zh=sector.name, en=sector.name_en) for sector in catalogue.sectors}
    with _popover(t(language, "frame.classes"), ("class", "sector"), {**names, **sectors}):
        _choose("class", list(names), t(language, "frame.class"), names.__getitem__, language)
        _choose("sector", list(sectors), t(language, "frame.sector"), sectors.__getitem__, language)


def _draw_state(language: Language) -> None:
    lights = _words(language, "light", Light)
    del lights[UNKNOWN]
    stages = _words(language, "stage", Stage)
    with _popover(t(language, "frame.lights"), ("light", "stage"), {**stages, **lights}):
        _choose("light", list(lights), t(language, "frame.light"), lights.__getitem__, language)
        _choose("stage", list(stages), t(language, "frame.stage"), stages.__getitem__, language)


def _draw_more(catalogue: Catalogue, language: Language) -> None:
    lists = {listing.code: named(language, zh=listing.name, en=listing.name_en) for listing in catalogue.lists}
    bases = _words(language, "basis", Basis)
    kinds = _words(language, "kind", Kind)
    with _popover(t(language, "frame.more"), ("list", "basis"), {**lists, **bases}):
        _choose("list", list(lists), t(language, "frame.list"), lists.__getitem__, language)
        _choose("basis", list(bases), t(language, "frame.basis"), bases.__getitem__, language)
        _choose("kind", list(kinds), t(language, "frame.kind"), kinds.__getitem__, language)
        st.number_input(
            t(language, "frame.min_plan"),
            min_value=0.0,
            max_value=LARGEST_PLAN_WAN / 10_000,
            step=1.0,
            value=None,
            **_bound(MIN_PLAN, language),
            format="%.2f",
        )
        st.segmented_control(
            t(language, "frame.count_by"),
            list(CountBy),
            **_bound(COUNT_BY, language),
            required=True,
            format_func=lambda way: t(language, f"codes.count_by_{way}"),
            help=t(language, "frame.count_by_help"),
        )


def _draw_reader(catalogue: Catalogue, language: Language) -> None:
    allowed = session.allowed_scope()
    names = {unit.code: named(language, zh=unit.short_name, en=unit.short_name_en) for unit in catalogue.units}
    everybody = [unit.code for unit in catalogue.units if allowed.allows(unit.code)]
    st.selectbox(
        t(language, "frame.viewed_as"),
        [_WHOLE_CITY, *everybody],
        **_bound("as", language),
        format_func=lambda code: _viewer(language, names, code),
        label_visibility="collapsed",
        width=150,
    )
    st.segmented_control(
        t(language, "frame.money"),
        list(MoneyUnit),
        **_bound("money", language),
        required=True,
        format_func=lambda unit: t(language, f"frame.money_{unit}"),
        label_visibility="collapsed",
    )
    st.segmented_control(
        "语言 Language",
        list(Language),
        **_bound("language", language),
        required=True,
        format_func=lambda tongue: t(tongue, "frame.own_name"),
        label_visibility="collapsed",
    )
    st.button(t(language, "frame.present"), key="present", on_click=_present, help=t(language, "frame.present_help"))


def _viewer(language: Language, names: dict[str, str], code: str) -> str:
    if code == _WHOLE_CITY:
        return t(language, "frame.viewed_as_all")
    return t(language, "frame.viewed_as_unit", unit=names[code])


def _present() -> None:
    st.session_state[_KEY + "presenting"] = True


def _popover(title: str, parameters: Sequence[str], names: dict[str, str]) -> "st.delta_generator.DeltaGenerator":
    """A popover whose label says what is chosen in it."""
    chosen = [code for name in parameters for code in st.session_state.get(_KEY + name, ())]
    if not chosen:
        label = title
    elif len(chosen) == 1:
        label = f"{title}：{names.get(chosen[0], chosen[0])}"
    else:
        label = f"{title} · {len(chosen)}"
    # The key keeps the popover open while its own label changes.
    return st.popover(label, key="popover " + parameters[0], type="primary" if chosen else "secondary")


def _choose(name: str, options: list[str], label: str, words: Callable[[str], str], language: Language) -> None:
    # What is chosen but may no longer be offered (another scope, other data) would be an error of the widget.
    st.session_state[_KEY + name] = [code for code in st.session_state.get(_KEY + name, ()) if code in options]
    st.multiselect(label, options, **_bound(name, language), format_func=words, placeholder="")


def _bound(name: str, language: Language) -> dict[str, Any]:
    """Key and callback that tie a widget to what is chosen.

    A browser keeps the words of a choice with its widget: in another language it has to be another widget. So what is
    chosen stands in the session by itself, and outlives the widgets (a presentation draws none).
    """
    key = f"{_KEY}{name}@{language.value}"
    st.session_state[key] = st.session_state.get(_KEY + name)
    return {"key": key, "on_change": _take, "args": (name, key)}


def _take(name: str, key: str) -> None:
    st.session_state[_KEY + name] = st.session_state[key]


def _words(language: Language, name: str, codes: type[StrEnum]) -> dict[str, str]:
    """Words of a closed set, «not known» last."""
    found = {code.value: t(language, f"codes.{name}_{code.value}") for code in codes}
    if name != "kind":
        found[UNKNOWN] = t(language, f"codes.{name}_unknown")
    return found


def _fill(asked: Asked, catalogue: Catalogue) -> None:
    """Put what a link asks for into the widgets, before they are drawn."""
    state = st.session_state
    for name, attribute in PARAMETERS.items():
        state[_KEY + name] = sorted(getattr(asked.filter, attribute))
    state[_KEY + SEARCH] = asked.filter.search
    least = asked.filter.min_plan_fen
    state[_KEY + MIN_PLAN] = None if least is None else least / FEN_PER_YI
    if catalogue.months:
        state[_KEY + MONTH] = asked.month or catalogue.default_month
    state[_KEY + "language"] = asked.language
    state[_KEY + "money"] = asked.money
    allowed = asked.viewed_as is not None and session.allowed_scope().allows(asked.viewed_as)
    state[_KEY + "as"] = asked.viewed_as if allowed else _WHOLE_CITY
    state[_KEY + "presenting"] = asked.presenting
    state[_KEY + COUNT_BY] = asked.count_by
