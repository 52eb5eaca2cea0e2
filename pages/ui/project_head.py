"""The head of a project's page: where it stands in the list, its names, its light, and the figures of the month."""

from dataclasses import replace

from pages.ui import basis, cached, cards, lights, list_options, navigation
from pages.ui.markup import Html, join, tag
from pages.ui.session import View
from portfolio.domain.codes import Basis, Light
from portfolio.language import Language, amount, named, percent, points, t, year_to_date
from portfolio.outputs.light_reason import light_reason
from portfolio.services.listing import OTHERS, PROJECTS
from portfolio.storage.rows import MonthFigures, Named, ProjectDetail, ProjectRow


def way(view: View, row: ProjectRow) -> Html:
    """Back to the list as it was seen, and on to the projects beside this one in it."""
    language = view.language
    order = list_options.order_of_list()
    found = cached.neighbours(_among_its_like(view, row), row.code, order)
    back = list_options.link_to_list(view, t(language, "frame.page_projects"))
    if found is None:
        return tag("nav", back, tag("span", t(language, "project.not_in_list"), cls="quiet"), cls="way")
    place = t(language, "project.place_in_list", position=f"{found.position:,}", count=f"{found.count:,}")
    ordered = t(language, f"projects.order_{order.value}")
    beside = [
        _beside(view, found.previous, "project.previous"),
        _beside(view, found.following, "project.following"),
    ]
    return tag(
        "nav",
        back,
        tag("span", place, cls="quiet num", title=ordered),
        tag("span", *(link for link in beside if link), cls="beside"),
        cls="way",
        aria_label=t(language, "project.way"),
    )


def _among_its_like(view: View, row: ProjectRow) -> View:
    """A programme or a zone stands in the other of the two lists."""
    if row.kind in view.filter.kinds or row.kind in PROJECTS:
        return view
    return replace(view, filter=replace(view.filter, kinds=OTHERS))


def _beside(view: View, thing: Named | None, key: str) -> Html | None:
    if thing is None:
        return None
    name = named(view.language, zh=thing.name, en=thing.name_en)
    return navigation.link(t(view.language, key, name=name), "project", id=thing.code)


def title(view: View, detail: ProjectDetail) -> Html:
    """The name, the other name, the light, and whether any amount is made for the demonstration."""
    row, language = detail.row, view.language
    names = named(language, zh=row.name, en=row.name_en)
    other = row.name_en if language is Language.CHINESE else row.name
    marks: list[str] = [tag("span", row.code, cls="quiet num"), tag("span", _kind(view, row), cls="quiet")]
    if row.figures is not None:
        marks.insert(0, lights.badge(Light(row.figures.light), language))
    if Basis.ILLUSTRATIVE.value in bases(detail):
        marks.append(basis.badge(view))
    second = tag("p", other, cls="quiet") if other and other != names else ""
    return tag("header", tag("h1", names), tag("p", *_spaced(marks), cls="marks"), second, cls="project-title")


def bases(detail: ProjectDetail) -> frozenset[str]:
    """On what the amounts of the page rest that plan and progress give."""
    found = {basis for figures in detail.months for basis in (figures.plan_basis, figures.completed_basis)}
    found |= {member.plan_basis for member in detail.memberships}
    return frozenset(basis for basis in found if basis is not None)


def _kind(view: View, row: ProjectRow) -> str:
    if row.class_code is None:
        return t(view.language, f"codes.kind_{row.kind}")
    return t(view.language, f"codes.class_{row.class_code}") + " · " + t(view.language, f"codes.kind_{row.kind}")


def _spaced(marks: list[str]) -> list[str]:
    return [piece for mark in marks for piece in (mark, " ")]


def figures(view: View, detail: ProjectDetail) -> Html:
    """The figures of the month in one strip."""
    found, language = detail.row.figures, view.language
    if found is None:
        return Html("")
    unit = t(language, f"frame.money_{view.unit}")
    month = t(language, "common.months").split()[view.month.month - 1][:3]
    reason = light_reason(detail.row, rule=detail.rule, language=language) or ""
    boxes = [
        _box(t(language, "project.plan", year=view.month.year), amount(found.plan_fen, view.unit), unit),
        _box(t(language, "project.month", month=month), amount(found.month_fen, view.unit), unit),
        _box(
            t(
                language,
                f"project.completed{'_january' if view.month.month == 1 else ''}",
                period=year_to_date(language, view.month),
            ),
            amount(found.completed_fen, view.unit),
            _how_known(view, found, unit),
        ),
        _box(t(language, "projects.sum_rate"), percent(found.rate), _bar(view, found)),
        _box(t(language, "projects.sum_gap"), points(found.gap_points), t(language, "projects.points")),
        _box(t(language, "projects.sum_shortfall"), amount(found.shortfall_fen, view.unit), unit),
    ]
    light = lights.badge(Light(found.light), language)
    boxes.append(
        tag(
            "div",
            tag("span", t(language, "codes.light"), cls="label"),
            tag("b", light, cls="light-large"),
            tag("span", reason, cls="below wrap"),
            cls="wide",
        )
    )
    return tag("section", *boxes, cls="list-sums", aria_label=t(language, "project.figures"))


def _box(label: str, value: str, below: str) -> Html:
    return tag("div", tag("span", label, cls="label"), tag("b", value, cls="num"), tag("span", below, cls="below num"))


def _how_known(view: View, found: MonthFigures, unit: str) -> str:
    if found.reported or found.completed_fen is None:
        return unit
    return t(view.language, "project.carried", unit=unit)


def _bar(view: View, found: MonthFigures) -> Html:
    said = t(view.language, "project.bar", time=percent(view.month.time_progress))
    return join(cards.rate_bar(found.rate, view.month.time_progress, title=said))
