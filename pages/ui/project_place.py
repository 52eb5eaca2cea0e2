"""Where a project is, how well that is known and who says so; or why it has no place."""

from datetime import UTC, datetime, timedelta, timezone

from pages.ui import cards, navigation, share_words
from pages.ui.markup import Html, tag
from pages.ui.pictures import picture
from pages.ui.session import View
from portfolio.domain.codes import DRAWN_PRECISIONS, Kind, Precision
from portfolio.language import NOT_KNOWN, named, t, words
from portfolio.outputs import locator
from portfolio.storage.rows import ProjectDetail

_JINAN = timezone(timedelta(hours=8))
_WITHOUT_PLACE = frozenset({Kind.PROGRAMME, Kind.PORTFOLIO, Kind.PRODUCT})
"""What has no place at all, which is another thing than one that is not known."""


def card(view: View, detail: ProjectDetail) -> Html:
    """The small map with what it rests on."""
    language, place = view.language, detail.place
    precision = Precision.UNKNOWN if place is None else Precision(place.precision)
    drawn = locator.svg(
        None if place is None else place.geometry,
        precision=precision,
        radius_m=None if place is None else place.radius_m,
        districts=[code for code, _ in detail.located_by],
        uses_osm=place is not None and place.uses_osm,
        language=language,
    )
    known = t(language, f"codes.precision_{precision.value}")
    body: list[str] = []
    if drawn is not None:
        name = named(language, zh=detail.row.name, en=detail.row.name_en)
        body.append(picture(drawn, t(language, "project.map_said", name=name, precision=known)))
    body.append(tag("dl", *_lines(view, detail, precision), cls="pairs"))
    if precision in DRAWN_PRECISIONS and detail.row.kind == Kind.PROJECT:
        link = navigation.link(t(language, "project.on_map"), "map", id=detail.row.code)
        body.append(tag("p", link))
    body.append(tag("p", navigation.link(t(language, "project.place_check"), "placing", id=detail.row.code)))
    return cards.card(t(language, "project.place"), *body, cls="place")


def _lines(view: View, detail: ProjectDetail, precision: Precision) -> list[Html]:
    language, place = view.language, detail.place
    said = t(language, f"project.precision_means_{precision.value}")
    lines = [(t(language, "codes.precision"), f"{t(language, f'codes.precision_{precision.value}')} — {said}")]
    if place is None:
        missing = "project.place_no_single" if detail.row.kind in _WITHOUT_PLACE else "project.place_none"
        return _pairs([*lines, (t(language, "project.place_why"), t(language, missing))])
    reason = _word("project.place_reason", place.reason, view)
    placed = place.geometry is not None
    lines.append((t(language, "project.place_how" if placed else "project.place_why"), reason))
    if placed:
        lines.append((t(language, "project.place_method"), _word("project.place_method", place.method, view)))
    if place.radius_m is not None:
        lines.append((t(language, "project.place_radius"), _distance(view, place.radius_m)))
    source = named(language, zh=place.source, en=place.source_en)
    if placed or source != NOT_KNOWN:
        lines.append((t(language, "project.place_source"), source))
    if detail.shares:
        lines.append((t(language, "project.shares"), share_words.in_words(view, detail.shares)))
    if place.confirmed_by is not None:
        said = t(language, "project.place_confirmed_by", who=place.confirmed_by, when=moment(place.confirmed_at))
        lines.append((t(language, "project.place_confirmed"), said))
    note = named(language, zh=place.note, en=place.note_en)
    if note != NOT_KNOWN:
        lines.append((t(language, "project.note"), note))
    return _pairs(lines)


def moment(at: datetime | None) -> str:
    """A moment on the clock of Jinan, to the minute."""
    if at is None:
        return NOT_KNOWN
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone(_JINAN).strftime("%Y-%m-%d %H:%M")


def _word(key: str, code: str | None, view: View) -> str:
    """The words for a code of how a place was found; one that nobody has words for yet stands for itself."""
    return NOT_KNOWN if code is None else words(view.language).get(f"{key}_{code}", code)


def _distance(view: View, metres: int) -> str:
    if metres < 1000:
        return t(view.language, "project.metres", number=f"{metres:,}")
    return t(view.language, "project.kilometres", number=f"{metres / 1000:.1f}".removesuffix(".0"))


def _pairs(lines: list[tuple[str, str]]) -> list[Html]:
    return [piece for label, value in lines for piece in (tag("dt", label), tag("dd", value))]
