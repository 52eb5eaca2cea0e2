"""The frame around every page: who is here, the filter bar, the table of pages, and the one handler of errors."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import cached, filters, messages, navigation, presentation, session
from pages.ui.links import Asked
from portfolio.errors import PortfolioError
from portfolio.language import Language, t
from portfolio.services import register
from portfolio.services.register import Catalogue

_HERE = Path(__file__).parent
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

PAGES: tuple[tuple[str, str, bool], ...] = (
    ("", "overview/dashboard.py", True),
    ("map", "overview/map.py", True),
    ("projects", "overview/projects.py", True),
    ("district", "overview/district.py", True),
    ("project", "overview/project.py", False),
    ("placing", "work/placing.py", True),
)
"""Address, script below ``pages/``, and whether the page stands in the menu."""


def run() -> None:
    """One run of the script: the frame, then the page in it."""
    language = _asked_language()
    st.set_page_config(page_title=t(language, "common.product"), page_icon=str(_HERE / "icon.svg"), layout="wide")
    st.html(_HERE / "style.css")
    st.logo(str(_HERE / f"logo_{language.value}.svg"), size="large")
    if st.get_option("server.address") not in _LOOPBACK:
        messages.show(t(language, "messages.not_loopback"), "error")
        return
    pages = _pages(language)
    page = st.navigation(list(pages.values()), position="top")
    try:
        _run_page(pages, page)
    except PortfolioError as error:
        messages.show_error(error, language)


def explain(error: Exception) -> bool:
    """Say in the reader's language what a script ran into, a fragment's included. True: Streamlit need not."""
    messages.show_error(error, _asked_language())
    return True


def _run_page(pages: dict[str, StreamlitPage], page: StreamlitPage) -> None:
    catalogue = session.catalogue()
    came_with_link = filters.adopt_link(catalogue, page.url_path)
    asked = filters.current(catalogue)
    if not catalogue.months or asked.month is None:
        messages.show_nothing_yet(asked.language)
        return
    view = _view(asked, catalogue)
    session.show(view)
    if view.presenting:
        presentation.stage(view)
    else:
        filters.draw(catalogue, language=view.language, scope=view.scope, shown=cached.count(view))
    filters.write_link(asked, catalogue)
    if came_with_link is not None:
        messages.show_unknown(came_with_link.unknown, view.language)
    navigation.follow_links(pages)
    page.run()


def _view(asked: Asked, catalogue: Catalogue) -> session.View:
    allowed = session.allowed_scope()
    return session.View(
        language=asked.language,
        unit=asked.money,
        filter=asked.filter,
        scope=allowed.narrowed_to(asked.viewed_as),
        month=register.month_or_last(catalogue, asked.month),
        catalogue=catalogue,
        viewed_as=asked.viewed_as,
        presenting=asked.presenting,
        count_by=asked.count_by,
        selected=st.query_params.get("id") or st.query_params.get("code"),
    )


def _pages(language: Language) -> dict[str, StreamlitPage]:
    folder = _HERE.parent
    return {
        address: st.Page(
            folder / script,
            title=t(language, f"frame.page_{Path(script).stem}"),
            url_path=address or None,
            default=address == "",
            visibility="visible" if in_menu else "hidden",
        )
        for address, script, in_menu in PAGES
    }


def _asked_language() -> Language:
    """The language before anything else is known: errors have to be said in it too."""
    chosen = st.session_state.get("bar.language") or st.query_params.get("lang") or Language.CHINESE
    return Language(chosen) if chosen in set(Language) else Language.CHINESE
