"""What the buttons of the placing page do: one change at a time, signed, and then the next project comes up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import streamlit as st

from pages.ui import placing_state, session
from pages.ui.placing_state import Draft
from portfolio.errors import PlaceRefused, PortfolioError
from portfolio.services import databases, placing
from portfolio.services.placing import Act, PlacingSubject, QueueRow

_DONE, _REFUSED, _MOVED_ON = "placing done", "placing refused", "placing moved on"
Action = Literal["confirmed", "placed", "removed", "reverted"]
Change = Callable[[databases.Reading, Act], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last, to say so and to take it back."""

    code: str
    name: str
    name_en: str | None
    action: Action


def save(subject: PlacingSubject, held: Draft | None, rows: Sequence[QueueRow]) -> None:
    """Confirm what is in hand, or that there is no place for the reason that stands; then go on to the next one."""
    scope = session.view().scope
    agreed = held is None or held.as_it_stands

    def change(db: databases.Reading, act: Act) -> None:
        if held is None or held.as_it_stands:
            placing.confirm(db, subject.code, scope, act)
        else:
            placing.place(db, subject.code, scope, act, placing_state.proposal(held))

    _do(subject, change, "confirmed" if agreed else "placed", rows)


def unplace(subject: PlacingSubject, reason: str, rows: Sequence[QueueRow]) -> None:
    """Say that there is no place, and why; then go on to the next one."""
    scope = session.view().scope
    _do(subject, lambda db, act: placing.unplace(db, subject.code, scope, act, reason=reason), "removed", rows)


def undo(done: Done) -> None:
    """Take back what was done last, and show that project again."""
    scope = session.view().scope
    try:
        with session.reading() as db:
            subject = placing.subject(db, done.code, scope)
    except PortfolioError as error:
        refuse(error)
        return
    _do(subject, lambda db, act: placing.undo(db, done.code, scope, act), "reverted", ())
    go_to(done.code)


def go_to(code: str | None) -> None:
    """Show this project; None for the first of the queue."""
    placing_state.hold(None)
    st.session_state[_MOVED_ON] = True
    if code is None:
        st.query_params.pop("id", None)
    else:
        st.query_params["id"] = code


def turn(code: str, rows: Sequence[QueueRow], step: Literal[-1, 1]) -> None:
    """Show the project before or after this one without changing anything."""
    go_to(beside(code, rows, step) or code)


def beside(code: str, rows: Sequence[QueueRow], step: Literal[-1, 1]) -> str | None:
    """The project before or after this one in the queue, around its ends; None where no other waits."""
    codes = [row.code for row in rows]
    if not [other for other in codes if other != code]:
        return None
    if code not in codes:
        return codes[0]
    return codes[(codes.index(code) + step) % len(codes)]


def moved_on() -> bool:
    """Whether another project was chosen since the last look: then the whole page is another one."""
    return bool(st.session_state.pop(_MOVED_ON, False))


def done() -> Done | None:
    """What was done last."""
    found: Done | None = st.session_state.get(_DONE)
    return found


def refuse(error: PortfolioError) -> None:
    """Keep why something was refused, to be said."""
    st.session_state[_REFUSED] = error


def refused() -> PortfolioError | None:
    """Why the last change was refused, told once."""
    found: PortfolioError | None = st.session_state.pop(_REFUSED, None)
    return found


def _do(subject: PlacingSubject, change: Change, action: Action, rows: Sequence[QueueRow]) -> None:
    act = Act(actor=placing_state.actor(), at=datetime.now(UTC).replace(microsecond=0), version=subject.version)
    try:
        if not act.actor:
            raise PlaceRefused(reason="no_actor")
        with databases.writing(session.database()) as db:
            change(db, act)
    except PortfolioError as error:
        refuse(error)
        return
    st.session_state[_DONE] = Done(subject.code, subject.name, subject.name_en, action)
    go_to(beside(subject.code, rows, 1))
