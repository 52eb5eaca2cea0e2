"""What is known in words of where a project is: what a person reads beside the map before deciding."""

from pages.ui import cached, lights, navigation
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.domain.codes import Light
from portfolio.language import NOT_KNOWN, amount, named, t
from portfolio.services.placing import PlacingSubject
from portfolio.storage.rows import FactRow, ProjectDetail

_FIRST = ("location", "route", "length", "site-area", "floor-area")
_MOST_FACTS = 8


def head(view: View, subject: PlacingSubject) -> Html:
    """What a place is sought from: the name, the location text, the district that is stated."""
    language = view.language
    detail = cached.project(view, subject.code)
    row = detail.row
    title = navigation.link(named(language, zh=row.name, en=row.name_en), "project", id=row.code)
    missing = tag("span", t(language, "placing.no_location_text"), cls="quiet")
    lines = [
        (t(language, "placing.location_text"), subject.location_text or missing),
        (t(language, "frame.district"), _districts(view, detail)),
    ]
    pairs = [piece for label, value in lines if value != NOT_KNOWN for piece in (tag("dt", label), tag("dd", value))]
    return tag("section", tag("h2", title), tag("dl", *pairs, cls="pairs"), cls="card placing-text")


def card(view: View, subject: PlacingSubject) -> Html:
    """Everything else that is known: unit, works, published facts, places first."""
    language = view.language
    detail = cached.project(view, subject.code)
    row = detail.row
    figures = row.figures
    light = Light.NO_PLAN if figures is None else Light(figures.light)
    lines = [
        (t(language, "frame.unit"), _unit(view, detail)),
        (t(language, "placing.plan", unit=t(language, f"frame.money_{view.unit}")), _plan(view, detail)),
        (t(language, "placing.content"), named(language, zh=row.brings, en=row.brings_en)),
        *_facts(view, detail),
        (t(language, "project.note"), named(language, zh=row.note, en=row.note_en)),
    ]
    pairs = [piece for label, value in lines if value != NOT_KNOWN for piece in (tag("dt", label), tag("dd", value))]
    top = tag("p", lights.badge(light, language), tag("span", subject.code, cls="quiet"))
    return tag("section", top, tag("dl", *pairs, cls="pairs"), cls="card placing-text")


def _districts(view: View, detail: ProjectDetail) -> str:
    found = [named(view.language, zh=item.name, en=item.name_en) for item in detail.row.districts]
    return "、".join(found) or NOT_KNOWN


def _unit(view: View, detail: ProjectDetail) -> str:
    unit = detail.row.unit
    return NOT_KNOWN if unit is None else named(view.language, zh=unit.name, en=unit.name_en)


def _plan(view: View, detail: ProjectDetail) -> str:
    figures = detail.row.figures
    return NOT_KNOWN if figures is None else amount(figures.plan_fen, view.unit)


def _facts(view: View, detail: ProjectDetail) -> list[tuple[str, str]]:
    """Published facts, those of places first; each says who published it by its grade."""

    def rank(fact: FactRow) -> int:
        return _FIRST.index(fact.attribute) if fact.attribute in _FIRST else len(_FIRST)

    language = view.language
    return [
        (
            named(language, zh=fact.label, en=fact.label_en),
            t(language, "placing.fact", value=named(language, zh=fact.value, en=fact.value_en), grade=fact.grade),
        )
        for fact in sorted(detail.facts, key=rank)[:_MOST_FACTS]
    ]
