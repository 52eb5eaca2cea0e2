"""Links between pages: real addresses that open anywhere, followed inside the session without loading it anew."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import session
from pages.ui.links import Asked
from pages.ui.markup import Html, tag
from portfolio.domain.filters import ProjectFilter

_JS = """
export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data;
  const follow = (event) => {
    const link = event.composedPath().find((node) => node.dataset && "go" in node.dataset);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setTriggerValue("address", link.getAttribute("href"));
  };
  document.addEventListener("click", follow, true);
  return () => document.removeEventListener("click", follow, true);
}
"""

_listener = st.components.v2.component("followed_links", js=_JS)


def follow_links(pages: Mapping[str, StreamlitPage]) -> None:
    """Go where a link with ``data-go`` was clicked, and say the page's language. The frame calls it once a run."""
    clicked = _listener(key="followed links", data=session.view().language.tag, on_address_change=lambda: None).address
    if clicked:
        address = urlsplit(clicked)
        page = pages.get(address.path.rstrip("/").rsplit("/", 1)[-1])
        if page is not None:
            st.switch_page(page, query_params=parse_qs(address.query))


def address(page: str, **own: str) -> str:
    """The address of a page with the present view and the page's own parameters."""
    return filtered_address(session.view().filter, page, **own)


def filtered_address(wanted: ProjectFilter, page: str, **own: str) -> str:
    """The address of a page with another filter in the present view."""
    view = session.view()
    asked = Asked(wanted, view.month, view.language, view.unit, view.viewed_as, view.presenting, view.count_by, ())
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    query = urlencode({**{name: [value] for name, value in own.items()}, **asked.to_params(view.catalogue)}, doseq=True)
    path = "/".join(part for part in ("", base, page) if part or page == "") or "/"
    return (path if path.startswith("/") else f"/{path}") + (f"?{query}" if query else "")


def link(text: str, page: str, **own: str) -> Html:
    """HTML of a link to a page; the text is escaped, what is already ``Html`` stands as it is."""
    return link_to(text, address(page, **own))


def link_to(text: str, target: str, *, title: str | None = None) -> Html:
    """HTML of a link to an address that ``address`` or ``filtered_address`` made."""
    return tag("a", text, data_go="", href=target, target="_self", title=title)
