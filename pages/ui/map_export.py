"""The button that takes the map away as one HTML file: made when it is asked for, not on every run."""

import streamlit as st

from pages.ui import session
from pages.ui.session import View
from portfolio import settings
from portfolio.language import t
from portfolio.services import map_files


def button(view: View) -> None:
    """One click: the file is made on the server and saved by the browser."""

    def made() -> bytes:
        tiles = settings.load().tiles
        asked = map_files.Asked(view.filter, view.scope, view.month, view.language, view.unit, view.count_by, tiles)
        with session.reading() as db:
            return map_files.html(db, asked).encode()

    st.download_button(
        t(view.language, "map_page.export"),
        made,
        file_name=t(view.language, "map_page.file_name", month=view.month),
        mime="text/html",
        key="map export",
        on_click="ignore",
    )
