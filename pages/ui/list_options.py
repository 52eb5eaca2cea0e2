"""How the list of projects is shown: order, page and page size in the address, chosen columns in the session."""

from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from pages.ui import navigation
from pages.ui.project_columns import Column, Sort, columns_for, sort_of_list, usual_columns
from pages.ui.session import View
from portfolio.language import t
from portfolio.services.register import Order

SORT, PAGE, SIZE = "sort", "p", "size"
"""Names in the address; they are this page's own, the frame leaves them alone."""
SIZES = (50, 100, 200)
DEFAULT_ORDER, DEFAULT_SIZE = Order.LIGHT, 100

_ORDERS_WITHOUT_MONTHS = (Order.PLAN_ORDER, Order.UNIT, Order.NAME)
"""What has no month of its own cannot be ordered by figures."""
_KEPT = "list kept "
_QUESTION = "list question"
_Choice = TypeVar("_Choice")


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What is asked for beside the filter."""

    order: Order
    page: int
    size: int

    def address(self, *, order: Order | None = None, page: int = 1) -> dict[str, str]:
        """The page's own parameters for another order or page."""
        # What an address leaves out is taken from the session: only the first page goes without saying.
        params = {SORT: (order or self.order).value, SIZE: str(self.size)}
        return params if page == 1 else {**params, PAGE: str(page)}


def current(view: View) -> ListOptions:
    """What the address asks for, else what was chosen before; another question starts at its first page."""
    order = _choice(SORT, {order.value: order for order in Order}, DEFAULT_ORDER)
    if sort_of_list(view.filter.kinds) == "others" and order not in _ORDERS_WITHOUT_MONTHS:
        order = Order.PLAN_ORDER
    size = _choice(SIZE, {str(size): size for size in SIZES}, DEFAULT_SIZE)
    question = (view.filter, view.scope, view.month, order, size)
    page = _page()
    if st.session_state.setdefault(_QUESTION, question) != question:
        st.session_state[_QUESTION] = question
        st.query_params.pop(PAGE, None)
        page = 1
    st.session_state[_KEPT + PAGE] = page
    return ListOptions(order, page, size)


def order_of_list() -> Order:
    """The order in which the list was seen last: what «next project» means on another page."""
    kept = st.session_state.get(_KEPT + SORT, DEFAULT_ORDER)
    return kept if isinstance(kept, Order) else DEFAULT_ORDER


def link_to_list(view: View, text: str) -> str:
    """HTML of a link back to the list as it was seen last."""
    page, size = st.session_state.get(_KEPT + PAGE, 1), st.session_state.get(_KEPT + SIZE, DEFAULT_SIZE)
    return navigation.link(text, "projects", **ListOptions(order_of_list(), page, size).address(page=page))


def draw(view: View, options: ListOptions) -> None:
    """Order, columns and page size; everything that also stands in the address."""
    language = view.language
    st.session_state["list order"], st.session_state["list size"] = options.order, options.size
    st.selectbox(
        t(language, "projects.order"),
        _ORDERS_WITHOUT_MONTHS if sort_of_list(view.filter.kinds) == "others" else list(Order),
        key="list order",
        format_func=lambda order: t(language, f"projects.order_{order.value}"),
        label_visibility="collapsed",
        on_change=_choose,
        args=(SORT, "list order"),
        width=230,
    )
    with st.popover(t(language, "projects.columns"), key="popover columns"):
        _draw_columns(view)
    st.segmented_control(
        t(language, "projects.size"),
        SIZES,
        key="list size",
        required=True,
        format_func=lambda size: t(language, "projects.size_of", size=size),
        label_visibility="collapsed",
        on_change=_choose,
        args=(SIZE, "list size"),
    )


def columns(view: View) -> tuple[Column, ...]:
    """The columns that are shown: as chosen for lists of this sort, else the usual ones."""
    sort = sort_of_list(view.filter.kinds)
    wanted = st.session_state.get(_columns_key(sort), usual_columns(sort))
    return tuple(column for column in columns_for(sort) if column.always or column.code in wanted)


def _draw_columns(view: View) -> None:
    language = view.language
    sort = sort_of_list(view.filter.kinds)
    names = {column.code: column.name(view) for column in columns_for(sort) if not column.always}
    st.session_state["list columns"] = [column.code for column in columns(view) if not column.always]
    st.pills(
        t(language, "projects.columns_shown"),
        list(names),
        key="list columns",
        selection_mode="multi",
        format_func=names.__getitem__,
        on_change=_keep_columns,
        args=(_columns_key(sort),),
        width=420,
    )
    st.button(t(language, "projects.columns_usual"), key="usual columns", on_click=_usual, args=(_columns_key(sort),))


def _columns_key(sort: Sort) -> str:
    """Lists of projects and of other things have other columns, each with a choice of its own."""
    return f"{_KEPT}columns {sort}"


def _keep_columns(kept: str) -> None:
    st.session_state[kept] = list(st.session_state["list columns"])


def _usual(kept: str) -> None:
    st.session_state.pop(kept, None)


def _choose(name: str, key: str) -> None:
    st.query_params[name] = str(st.session_state[key])
    st.query_params.pop(PAGE, None)


def _choice(name: str, choices: dict[str, _Choice], default: _Choice) -> _Choice:
    """What the address says, if it says something known; else what was chosen last."""
    kept: _Choice = st.session_state.get(_KEPT + name, default)
    chosen = choices.get(st.query_params.get(name, ""), kept)
    st.session_state[_KEPT + name] = chosen
    return chosen


def _page() -> int:
    asked = st.query_params.get(PAGE, "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
