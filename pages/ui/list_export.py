"""The buttons that take the list away, as a workbook or on the map: exactly what is filtered, all pages of it."""

from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

import streamlit as st

from pages.ui import session
from pages.ui.list_options import ListOptions
from pages.ui.session import View
from portfolio.language import named, t, year_to_date
from portfolio.outputs import geofiles, workbook
from portfolio.outputs.geofiles import Kind
from portfolio.services import databases, exports, geo_exports

_GEOGRAPHIC: dict[Kind, tuple[str, str]] = {
    "gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    "geojson": ("GeoJSON", "application/geo+json"),
}
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(view: View, options: ListOptions, count: int) -> None:
    """One click: the workbook is made when it is asked for, not on every run.

    Streamlit tells large files apart by length, both ends and the middle. A workbook ends with the checksums of all
    its sheets, so two that differ anywhere differ there: nobody is handed another reader's file.
    """
    language = view.language
    engine = session.database()

    def made() -> bytes:
        buffer = BytesIO()
        with databases.reading(engine) as db:
            contents = exports.contents(
                db,
                view.filter,
                view.scope,
                month=view.month,
                language=language,
                unit=view.unit,
                order=options.order,
                made_at=datetime.now(UTC),
            )
        workbook.write(buffer, contents)
        return buffer.getvalue()

    too_many = count > workbook.MOST_ROWS
    key = "projects.excel_too_many" if too_many else "projects.excel_help"
    st.download_button(
        t(language, "projects.excel"),
        made,
        file_name=file_name(view, count),
        mime=_TYPE,
        key="export list",
        on_click="ignore",
        disabled=too_many or count == 0,
        help=t(language, key, count=f"{count:,}", most=f"{workbook.MOST_ROWS:,}"),
        type="primary",
    )


def geographic(view: View, count: int) -> None:
    """The same projects with their places, as GeoPackage or GeoJSON; each is made when it is asked for."""
    language = view.language
    with st.popover(t(language, "projects.geo"), help=t(language, "projects.geo_help"), disabled=count == 0):
        for kind, (label, mime) in _GEOGRAPHIC.items():
            st.download_button(
                label,
                partial(_made, view, kind),
                file_name=Path(file_name(view, count)).with_suffix(f".{kind}").name,
                mime=mime,
                key=f"export {kind}",
                on_click="ignore",
            )


def _made(view: View, kind: Kind) -> bytes:
    with session.reading() as db:
        contents = geo_exports.contents(
            db,
            view.filter,
            view.scope,
            month=view.month,
            language=view.language,
            unit=view.unit,
            made_at=datetime.now(UTC),
        )
    return geofiles.as_bytes(contents, kind)


def file_name(view: View, count: int) -> str:
    """The list (where the filter is one list), the month and how many."""
    one = next(iter(view.filter.lists), None) if len(view.filter.lists) == 1 else None
    listed = next((item for item in view.catalogue.lists if item.code == one), None)
    words = t(view.language, "projects.file_list")
    name = words if listed is None else named(view.language, zh=listed.name, en=listed.name_en)
    period = year_to_date(view.language, view.month)
    return t(view.language, "projects.file_name", list=name, year=view.month.year, period=period, count=count)
