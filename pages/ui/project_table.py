"""The table of the list of projects: headings that sort, a row of totals that stays in sight, links, bars."""

from collections.abc import Sequence

from pages.ui import navigation
from pages.ui.list_options import ListOptions
from pages.ui.markup import Html, join, tag
from pages.ui.project_columns import Column, Shown
from pages.ui.session import View
from portfolio.domain.codes import Basis
from portfolio.language import t
from portfolio.services.listing import Listing
from portfolio.services.register import Order
from portfolio.storage.rows import ProjectRow

_ASCENDING = frozenset({Order.RATE_LOW, Order.NAME, Order.PLAN_ORDER, Order.UNIT})


def table(view: View, listing: Listing, options: ListOptions, columns: Sequence[Column]) -> Html:
    """The page of the listing. It scrolls in itself, so that headings and totals are always in sight."""
    illustrative = Basis.ILLUSTRATIVE.value in listing.bases
    shown = Shown(view, listing.rule, mixed=illustrative and len(listing.bases) > 1)
    heading = tag(
        "tr", tag("th", t(view.language, "projects.number"), scope="col", cls="number"),
        *(_heading(view, column, options) for column in columns),
    )  # fmt: skip
    body = [_row(shown, row, columns, number) for number, row in enumerate(listing.rows, start=listing.first)]
    drawn = tag(
        "table",
        tag("thead", heading, _totals(view, listing, columns)),
        tag("tbody", *body),
        cls="list",
    )
    label = t(view.language, "projects.caption", count=f"{listing.count:,}")
    # Whoever has no mouse scrolls it with the arrow keys.
    return tag("div", drawn, cls="list-frame", tabindex="0", role="region", aria_label=label, lang=view.language.tag)


def pager(view: View, listing: Listing, options: ListOptions) -> Html:
    """Which rows of how many, and links to the other pages."""
    language = view.language
    last = listing.first + len(listing.rows) - 1
    said = t(language, "projects.rows", first=f"{listing.first:,}", last=f"{last:,}", count=f"{listing.count:,}")
    if listing.pages == 1:
        return tag("nav", tag("span", said, cls="quiet num"), cls="pager")
    pieces: list[str] = [_turn(t(language, "projects.previous"), listing, options, listing.page - 1)]
    before = 0
    for page in _offered(listing.page, listing.pages):
        if page > before + 1:
            pieces.append(tag("span", "…", cls="quiet"))
        pieces.append(_page(page, listing, options))
        before = page
    pieces.append(_turn(t(language, "projects.next"), listing, options, listing.page + 1))
    label = t(language, "projects.pages")
    return tag("nav", tag("span", said, cls="quiet num"), *pieces, cls="pager num", aria_label=label)


def _offered(page: int, pages: int) -> list[int]:
    """First, last, and those around the page shown."""
    return sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})


def _page(page: int, listing: Listing, options: ListOptions) -> Html:
    if page == listing.page:
        return tag("strong", f"{page:,}", aria_current="page")
    return navigation.link(f"{page:,}", "projects", **options.address(page=page))


def _turn(text: str, listing: Listing, options: ListOptions, page: int) -> Html:
    if 1 <= page <= listing.pages:
        return navigation.link(text, "projects", **options.address(page=page))
    return tag("span", text, cls="quiet")


def _heading(view: View, column: Column, options: ListOptions) -> Html:
    """The name of the column, a link that sorts where it can be sorted by, and the unit below."""
    name: str = column.name(view)
    sorted_by = options.order in column.sorts
    if column.sorts:
        following = column.sorts[(column.sorts.index(options.order) + 1) % len(column.sorts)] if sorted_by else None
        order = following or column.sorts[0]
        arrow = ("▴" if options.order in _ASCENDING else "▾") if sorted_by else ""
        title = t(view.language, "projects.sort_by", order=t(view.language, f"projects.order_{order.value}"))
        mark = tag("span", arrow, aria_hidden="true", cls="arrow")
        target = navigation.address("projects", **options.address(order=order))
        name = navigation.link_to(join(name, mark), target, title=title)
    unit = tag("small", t(view.language, f"frame.money_{view.unit}")) if column.money else ""
    if column.code == "gap":
        unit = tag("small", t(view.language, "projects.points"))
    direction = "ascending" if options.order in _ASCENDING else "descending"
    return tag("th", name, unit, scope="col", cls=_style(column), aria_sort=direction if sorted_by else None)


def _totals(view: View, listing: Listing, columns: Sequence[Column]) -> Html:
    """Sums over all that the filter finds, whatever page is shown; nothing where no column can be summed."""
    if not any(column.total for column in columns) or listing.figures.projects == 0:
        return Html("")
    words = t(view.language, "projects.total", count=f"{listing.count:,}")
    cells = [tag("td", "", cls="number")]
    for column in columns:
        if column.code == "name":
            cells.append(tag("th", words, scope="row", cls="name"))
        else:
            total = "" if column.total is None else column.total(view, listing.figures)
            cells.append(tag("td", total, cls=_style(column)))
    return tag("tr", *cells, cls="total")


def _row(shown: Shown, row: ProjectRow, columns: Sequence[Column], number: int) -> Html:
    cells = [tag("td", f"{number:,}", cls="number quiet")]
    for column in columns:
        head = column.code == "name"
        scope = "row" if head else None
        cells.append(tag("th" if head else "td", column.cell(shown, row), cls=_style(column), scope=scope))
    return tag("tr", *cells)


def _style(column: Column) -> str:
    return f"{column.align} c-{column.code}" if column.code != "name" else "name"
