"""What people said of where the project is: who, when, what, and from which source."""

from collections.abc import Mapping

from pages.ui import cached_placing, cards, project_place, share_words
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.language import named, t, words
from portfolio.services.placing import HistoryRow
from portfolio.storage.rows import ProjectDetail

_SHOWN = 20


def card(view: View, detail: ProjectDetail) -> Html:
    """The changes of the place, newest first; nothing where nobody changed it."""
    rows = cached_placing.history(view, detail.row.code)
    if not rows:
        return Html("")
    items = [_item(view, row) for row in rows[:_SHOWN]]
    return cards.card(t(view.language, "project.place_history"), tag("ol", *items, cls="plain place-history"))


def _item(view: View, row: HistoryRow) -> Html:
    what = t(view.language, f"project.place_action_{row.action.removeprefix('place.').replace('.', '_')}")
    when = tag("span", project_place.moment(row.at), cls="quiet num")
    return tag("li", when, tag("b", row.actor), tag("span", what), tag("span", _state(view, row.after), cls="quiet"))


def _state(view: View, after: Mapping[str, object] | None) -> str:
    """The place after the change: how well it is known, how it came, from what."""
    if after is None:
        return ""
    language = view.language
    if "shares" in after:
        return share_words.noted(view, after)
    said = [t(language, f"codes.precision_{after['precision']}")]
    if after.get("geometry") is None:
        said.append(_word(view, "project.place_reason", after.get("reason")))
    else:
        said.append(_word(view, "project.place_method", after.get("method")))
        said.append(named(language, zh=_text(after.get("source")), en=_text(after.get("source_en"))))
        crs = after.get("source_crs")
        said.append("" if crs in (None, "EPSG:4490", "EPSG:4326") else str(crs))
    return " · ".join(part for part in said if part and part != "—")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _word(view: View, key: str, code: object) -> str:
    return "" if code is None else words(view.language).get(f"{key}_{code}", str(code))
