"""The list of projects and one project shown large, each on one slide."""

from dataclasses import replace

from pages.ui import (
    presentation,
    project_head,
    project_light,
    project_months,
    project_passport,
    project_table,
    project_totals,
)
from pages.ui.list_options import ListOptions
from pages.ui.markup import tag
from pages.ui.project_columns import columns_for, sort_of_list
from pages.ui.session import View
from portfolio.language import Language, named, t
from portfolio.services.listing import Listing
from portfolio.storage.rows import ProjectDetail

ROWS = {Language.CHINESE: 9, Language.ENGLISH: 6}
"""As many as fit with their whole names, which are longer in English."""
_COLUMNS = {
    "projects": ("light", "name", "unit", "plan", "completed", "rate", "gap", "shortfall"),
    "others": ("name", "kind", "unit", "brings"),
    "mixed": ("light", "name", "kind", "unit", "plan", "completed", "rate"),
}
TYPE_SIZE = 18.5
"""Of the chart's labels, so that they are not below 24 px on a slide of 1920×1080."""


def show_list(view: View, listing: Listing, options: ListOptions) -> None:
    """The first of what the filter finds, in the order of the list, below its totals."""
    sort = sort_of_list(view.filter.kinds)
    columns = [column for column in columns_for(sort) if column.code in _COLUMNS[sort]]
    few = replace(listing, rows=listing.rows[: ROWS[view.language]])
    first, last = f"{listing.first:,}", f"{listing.first + len(few.rows) - 1:,}"
    rows = t(view.language, "projects.rows", first=first, last=last, count=f"{listing.count:,}")
    blocks = [project_totals.strip(view, listing)] if sort != "others" else []
    blocks += [project_table.table(view, few, options, columns), tag("p", rows, cls="slide-note")]
    presentation.slide(view, t(view.language, "frame.page_projects"), *blocks, bases=listing.bases)


def show_project(view: View, detail: ProjectDetail) -> None:
    """One project: its figures, its year, and why its light is what it is."""
    blocks = [project_passport.passport(view, detail)]
    if detail.row.figures is not None:
        blocks = [
            project_head.figures(view, detail),
            tag(
                "div",
                project_months.chart(view, detail, type_size=TYPE_SIZE),
                project_light.explanation(view, detail),
                cls="slide-pair",
            ),
        ]
    title = named(view.language, zh=detail.row.name, en=detail.row.name_en)
    presentation.slide(view, title, *blocks, bases=project_head.bases(detail))
