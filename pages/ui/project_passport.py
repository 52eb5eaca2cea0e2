"""What a project is, on which lists it stands, and what was published about it; each with its basis and source."""

import re
from collections.abc import Iterable, Sequence

from pages.ui import cards, navigation
from pages.ui.markup import Html, join, tag
from pages.ui.session import View
from portfolio.domain.codes import Basis
from portfolio.language import NOT_KNOWN, amount, month_name, named, t
from portfolio.storage.rows import FactRow, MembershipRow, Named, ProjectDetail

_UNCONFIRMED = "unconfirmed"
_FORMULA = re.compile(r"(\w+)\((.*)\)")
TOTAL_INVESTMENT = "total-investment"


def passport(view: View, detail: ProjectDetail) -> Html:
    """基本情况."""
    row, language = detail.row, view.language
    values: list[tuple[str, str]] = [
        ("name", row.name),
        ("name_en", row.name_en or NOT_KNOWN),
        ("aliases", t(language, "projects.between").join(detail.aliases) or NOT_KNOWN),
        ("code", row.code),
        ("official_code", row.official_code or NOT_KNOWN),
        ("kind", t(language, f"codes.kind_{row.kind}")),
        ("class", _based(view, _word(view, "class", row.class_code), row.class_basis)),
        ("sector", _sector(view, detail)),
        ("stage", _based(view, _word(view, "stage", row.stage), detail.stage_basis)),
        ("nature", _word(view, "nature", row.nature)),
        ("unit", _unit(view, detail)),
        ("reporting_unit", NOT_KNOWN if detail.reporting_unit is None else _name(view, detail.reporting_unit)),
        ("districts", _districts(view, detail)),
        ("list_type", _word(view, "list_type", row.list_type)),
        ("parent", NOT_KNOWN if detail.parent is None else _link(view, detail.parent)),
        ("parts", _parts(view, detail.parts)),
        ("total", _total(view, detail)),
        ("planned_start", _planned_start(view, detail)),
        ("actual_start", NOT_KNOWN if row.actual_start is None else month_name(language, row.actual_start)),
        ("paragraphs", _paragraphs(view, row.paragraphs)),
        ("brings", named(language, zh=row.brings, en=row.brings_en)),
        ("note", named(language, zh=row.note, en=row.note_en)),
    ]
    lines = [
        piece
        for code, value in values
        for piece in (tag("dt", t(language, f"project.passport_{code}")), tag("dd", value))
    ]
    return cards.card(t(language, "project.passport"), tag("dl", *lines, cls="pairs"), cls="passport")


def lists(view: View, detail: ProjectDetail) -> Html:
    """名单: on which lists, since when, with which plans."""
    language = view.language
    if not detail.memberships:
        return cards.card(t(language, "project.lists"), tag("p", t(language, "project.no_lists"), cls="quiet"))
    unit = t(language, f"frame.money_{view.unit}")
    columns = ("list", "year", "category", "list_type", "original", "adjusted", "basis", "dates", "source")
    rows = [[*_membership(view, member)] for member in detail.memberships]
    return cards.card(t(language, "project.lists"), _table(view, "lists", columns, rows, unit=unit))


def facts(view: View, detail: ProjectDetail) -> Html:
    """公开信息: what others published. Addresses are text: nothing on this page leads or asks outside."""
    language = view.language
    if not detail.facts:
        return cards.card(t(language, "project.facts"), tag("p", t(language, "project.no_facts"), cls="quiet"))
    columns = ("label", "value", "grade", "date", "source", "note")
    rows = [_fact(view, fact) for fact in detail.facts]
    return cards.card(t(language, "project.facts"), _table(view, "facts", columns, rows))


def _word(view: View, area: str, code: str | None) -> str:
    return NOT_KNOWN if code is None else t(view.language, f"codes.{area}_{code}")


def _name(view: View, thing: Named) -> str:
    return named(view.language, zh=thing.name, en=thing.name_en)


def _link(view: View, thing: Named) -> Html:
    return navigation.link(_name(view, thing), "project", id=thing.code)


def _parts(view: View, parts: Iterable[Named]) -> str:
    return _listed([_link(view, part) for part in parts])


def _listed(links: list[Html]) -> str:
    return tag("ul", *(tag("li", link) for link in links), cls="plain") if links else NOT_KNOWN


def _based(view: View, value: str, basis: str | None) -> str:
    """A value with who says so beside it."""
    if value == NOT_KNOWN or basis is None:
        return value
    said = t(view.language, "project.by", basis=t(view.language, f"codes.assignment_{basis}"))
    return join(value, " ", tag("span", said, cls="quiet"))


def _sector(view: View, detail: ProjectDetail) -> str:
    row = detail.row
    if row.sector is None:
        return NOT_KNOWN
    group = named(view.language, zh=row.sector_group, en=row.sector_group_en)
    return t(view.language, "project.sector_in_group", sector=_name(view, row.sector), group=group)


def _unit(view: View, detail: ProjectDetail) -> str:
    row = detail.row
    if row.unit is None:
        return NOT_KNOWN
    return _based(view, navigation.link(_name(view, row.unit), "district", code=row.unit.code), row.unit_basis)


def _districts(view: View, detail: ProjectDetail) -> str:
    names = {district.code: _name(view, district) for district in detail.row.districts}
    found = [tag("span", _based(view, names.get(code, code), basis)) for code, basis in detail.located_by]
    between = t(view.language, "projects.between")
    return join(*[piece for name in found for piece in (between, name)][1:]) if found else NOT_KNOWN


def _total(view: View, detail: ProjectDetail) -> str:
    """总投资 with basis, grade and source; all published totals side by side where there is more than one."""
    row, language = detail.row, view.language
    if row.total_investment_fen is None:
        return NOT_KNOWN
    money = t(
        language,
        "project.money",
        amount=amount(row.total_investment_fen, view.unit),
        unit=t(language, f"frame.money_{view.unit}"),
    )
    grade, _, source = (row.total_investment_source or "").rpartition(" · ")
    said = [t(language, f"codes.basis_{row.total_investment_basis}")]
    said += [t(language, f"codes.grade_{grade}")] if grade in ("A", "B", "C") else []
    head = join(tag("b", money, cls="num"), " ")
    parts = [head, tag("span", " · ".join(said), cls="quiet"), tag("p", _source(view, source), cls="quiet address")]
    totals = [fact for fact in detail.facts if fact.attribute == TOTAL_INVESTMENT]
    if len(totals) > 1:
        items = [
            tag("li", _label(view, fact), " ", tag("b", _fact_value(view, fact)), f" ({fact.grade})") for fact in totals
        ]
        parts += [tag("p", t(language, "project.totals"), cls="quiet"), tag("ul", *items, cls="plain")]
    return join(*parts)


def _planned_start(view: View, detail: ProjectDetail) -> str:
    row = detail.row
    if row.planned_start is None:
        return NOT_KNOWN
    month = month_name(view.language, row.planned_start)
    if row.planned_start_basis is None:
        return month
    basis = t(view.language, f"codes.basis_{row.planned_start_basis}")
    style = "demo" if row.planned_start_basis == Basis.ILLUSTRATIVE else "quiet"
    return join(month, " ", tag("span", basis, cls=style))


def _paragraphs(view: View, paragraphs: str | None) -> str:
    return NOT_KNOWN if paragraphs is None else t(view.language, "project.paragraph", paragraphs=paragraphs)


def _membership(view: View, member: MembershipRow) -> list[str]:
    language = view.language
    until = NOT_KNOWN if member.valid_to is None else month_name(language, member.valid_to)
    since = month_name(language, member.valid_from)
    key = "project.since" if member.valid_to is None else "project.since_until"
    return [
        _name(view, member.list),
        str(member.year),
        _word(view, "category", member.category),
        _word(view, "list_type", member.list_type),
        amount(member.original_plan_fen, view.unit),
        amount(member.adjusted_plan_fen, view.unit),
        _plan_basis(view, member),
        t(language, key, since=since, until=until),
        member.source,
    ]


def _plan_basis(view: View, member: MembershipRow) -> str:
    if member.plan_basis is None:
        return NOT_KNOWN
    said = t(view.language, f"codes.basis_{member.plan_basis}")
    badge = tag("span", said, cls="demo") if member.plan_basis == Basis.ILLUSTRATIVE else tag("span", said)
    if member.plan_source is None:
        return badge
    return join(badge, " ", tag("small", _plan_source(view, member.plan_source), cls="quiet"))


def _plan_source(view: View, source: str) -> str:
    """The formula of a made plan in words; any other source as it is."""
    found = _FORMULA.fullmatch(source)
    if found is None or found[1] not in ("class_average", "total_over_years"):
        return source
    inputs = dict(item.split("=", 1) for item in found[2].split(", ") if "=" in item)
    try:
        return t(view.language, f"project.plan_{found[1]}", **inputs)
    except KeyError:
        return source


def _fact(view: View, fact: FactRow) -> list[str]:
    return [
        _label(view, fact),
        _fact_value(view, fact),
        t(view.language, f"codes.grade_{fact.grade}"),
        fact.source_date or NOT_KNOWN,
        tag("span", _source(view, fact.source), cls="address"),
        named(view.language, zh=fact.note, en=fact.note_en),
    ]


def _label(view: View, fact: FactRow) -> str:
    return named(view.language, zh=fact.label, en=fact.label_en)


def _fact_value(view: View, fact: FactRow) -> str:
    return named(view.language, zh=fact.value, en=fact.value_en)


def _source(view: View, source: str) -> str:
    return t(view.language, "project.unconfirmed") if source == _UNCONFIRMED else source


def _table(
    view: View, name: str, columns: Sequence[str], rows: Iterable[Iterable[str]], *, unit: str | None = None
) -> Html:
    styles = {"original": "number", "adjusted": "number", "year": "nowrap", "date": "nowrap"}
    heads = [
        tag(
            "th",
            t(view.language, f"project.{name}_{code}"),
            tag("small", unit) if unit and styles.get(code) == "number" else "",
            scope="col",
            cls=styles.get(code),
        )
        for code in columns
    ]
    body = [
        tag("tr", *(tag("td", cell, cls=styles.get(code)) for code, cell in zip(columns, row, strict=True)))
        for row in rows
    ]
    drawn = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *body), cls="list plain", lang=view.language.tag)
    return tag("div", drawn, cls="table-frame")
