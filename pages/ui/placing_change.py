"""What the place in hand would change, and what is odd about it: findings with what to do, and one click to do it."""

from dataclasses import replace

import streamlit as st
from shapely.geometry.base import BaseGeometry

from geodata import findings, geometry
from geodata.findings import Finding
from pages.ui import messages, placing_state, placing_words, session
from pages.ui.markup import tag
from pages.ui.placing_choice import Work
from pages.ui.placing_state import Draft
from pages.ui.session import View
from portfolio.errors import PlaceRefused
from portfolio.language import named, t
from portfolio.services import placing, placing_search

_REFUSED_ANYWAY = frozenset({"empty", "not_finite", "outside_jinan"})


def show(view: View, work: Work, held: Draft) -> None:
    """Distance and districts, findings, and a refusal where it cannot be taken."""
    language = view.language
    try:
        proposed = placing_state.proposal(held)
    except PlaceRefused as refusal:
        messages.show_error(refusal, language)
        return
    refused = _refusal(proposed)
    if refused is None:
        lines = placing_words.change(language, placing_search.compare(work.subject, proposed.geometry))
        st.html(tag("p", " · ".join(lines), cls="placing-change"))
    for finding in _findings(view, work, held, proposed.geometry):
        _show(view, work, held, finding)
    if refused is not None:
        messages.show_error(refused, language)
        if refused.facts.get("reason") == "outside_jinan":
            st.button(
                t(language, "placing.say_outside"),
                key=f"placing outside {work.key}",
                on_click=lambda: placing_state.hold(replace(held, outside_jinan=True, as_it_stands=False)),
            )


def _refusal(proposed: placing.Proposal) -> PlaceRefused | None:
    try:
        placing.check(proposed)
    except PlaceRefused as refusal:
        return refusal
    return None


def _findings(view: View, work: Work, held: Draft, shape: BaseGeometry) -> list[Finding]:
    """What is odd and has to be looked at, but is no reason to refuse it."""
    subject = work.subject
    with session.reading() as db:
        same = placing.on_the_same_point(db, subject, shape, view.scope)
    stated = subject.districts
    after = placing_search.compare(subject, shape).districts_after
    district = next(iter(stated), None) if not set(stated) & set(after) else None
    before = None if subject.geometry is None or held.as_it_stands else geometry.from_wkb(subject.geometry)
    names = t(view.language, "placing.between").join(named(view.language, zh=it.name, en=it.name_en) for it in same[:3])
    found = findings.check(shape, district=district, before=before, same_point=len(same))
    return [replace(item, facts={**item.facts, "names": names}) for item in found if item.code not in _REFUSED_ANYWAY]


def _show(view: View, work: Work, held: Draft, finding: Finding) -> None:
    messages.show(placing_words.finding(view.language, finding.code, finding.facts), "warning")
    better = finding.proposal
    if better is not None:
        st.button(
            t(view.language, "placing.take_proposal"),
            key=f"placing better {finding.code} {work.key}",
            on_click=lambda: placing_state.hold(
                replace(held, geometry=geometry.to_geojson(better, decimals=9), as_it_stands=False)
            ),
        )
