"""What waits for a place: how many and why, and the list to go through, the largest plan first."""

import streamlit as st

from pages.ui import cached_placing, lights, navigation
from pages.ui.markup import Html, tag
from pages.ui.session import View
from portfolio.language import amount, named, t
from portfolio.services import seeding
from portfolio.services.placing import OPEN, Queue, QueueRow, Waiting

_WHY = "placing why"


def chosen_reasons() -> tuple[Waiting, ...]:
    """The reasons that the list is narrowed to; all of them where none was chosen."""
    picked = st.session_state.get(_WHY)
    return (Waiting(picked),) if picked in set(OPEN) else OPEN


def reasons(view: View, queue: Queue) -> None:
    """The counts, each a way to narrow the list."""
    st.segmented_control(
        t(view.language, "placing.why"),
        [why.value for why in OPEN if queue.counts[why]],
        format_func=lambda why: f"{t(view.language, f'placing.waiting_{why}')} {queue.counts[Waiting(why)]:,}",
        key=_WHY,
        label_visibility="collapsed",
    )


def listed(view: View, queue: Queue, current: str | None) -> Html:
    """The list; the project at work is marked."""
    rows = [_row(view, row, current) for row in queue.rows]
    waiting = sum(queue.counts[why] for why in chosen_reasons())
    more = waiting - len(rows)
    rest = [tag("p", t(view.language, "placing.more", count=f"{more:,}"), cls="quiet")] if more > 0 else []
    unit = t(view.language, f"frame.money_{view.unit}")
    order = tag("small", t(view.language, "placing.queue_order", unit=unit))
    made = view.catalogue.layer == seeding.ILLUSTRATIVE
    demo = tag("small", t(view.language, "frame.illustrative"), cls="demo") if made else ""
    title = tag("h2", t(view.language, "placing.queue"), order, demo)
    return tag("section", title, tag("ol", *rows), *rest, cls="card placing-queue")


def progress(view: View, queue: Queue) -> Html:
    """How far the work is."""
    settled, total = queue.counts[Waiting.SETTLED], sum(queue.counts.values())
    said = t(view.language, "placing.progress", settled=f"{settled:,}", total=f"{total:,}")
    share = f"width:{100 * settled / max(1, total):.1f}%"
    bar = tag("span", tag("span", style=share, cls="fill"), cls="rate-bar", role="presentation")
    return tag("div", tag("span", said), bar, cls="placing-progress")


def _row(view: View, row: QueueRow, current: str | None) -> Html:
    language = view.language
    here = row.code == current
    name = named(language, zh=row.name, en=row.name_en)
    why = t(language, f"placing.waiting_{row.waiting.value}")
    if row.waiting is Waiting.DOUBTFUL:
        why = f"{why} · {t(language, f'codes.precision_{row.precision}')}"
    plan = amount(row.plan_fen, view.unit)
    return tag(
        "li",
        Html(lights.mark(row.light, language)),
        navigation.link(name, "placing", id=row.code),
        tag("b", plan, cls="num"),
        tag("span", why, cls=f"why {row.waiting.value}"),
        cls="chosen" if here else None,
        aria_current="true" if here else None,
    )


def read(view: View) -> Queue:
    """The queue as it is narrowed now."""
    return cached_placing.queue(view, chosen_reasons())
