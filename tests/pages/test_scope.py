"""The address bar cannot widen what an installation lets its readers see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opening import open_page
from sqlalchemy.orm import Session

from pages.ui.frame import PAGES
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.services import register
from portfolio.storage.session import open_engine

OCTOBER = Month(2025, 10)
OWN, OTHER = "370112", "370114"
LINKS: dict[str, dict[str, str]] = {
    "no link at all": {},
    "as another unit's leader": {"as": OTHER},
    "another unit's projects": {"unit": OTHER},
    "what nobody answers for, of every kind": {"unit": "unknown", "kind": "zone"},
    "all at once": {
        "as": OTHER,
        "unit": OTHER,
        "code": OTHER,
        "present": "1",
        "lang": "en",
        "month": "2025-09",
    },
}
SCRIPTS = [Path(script).stem for _, script, _ in PAGES]


@pytest.fixture(scope="module")
def foreign(plan_file: Path) -> list[tuple[str, str]]:
    """Code and name of every item that another unit answers for and that does not lie in the own district."""
    everything = ProjectFilter(kinds=frozenset({"project", "programme", "platform", "facility", "zone"}))
    engine = open_engine(f"sqlite:///{plan_file}")
    with Session(engine) as db:
        rows = register.projects(db, everything, WHOLE_CITY, month=OCTOBER).rows
        scope = Scope(frozenset({OWN}))
        visible = {row.code for row in register.projects(db, everything, scope, month=OCTOBER).rows}
        visible |= {row.code for row in register.located_elsewhere(db, OWN, scope, month=OCTOBER)}
    engine.dispose()
    return [(row.code, row.name) for row in rows if row.code not in visible]


def shown(monkeypatch: pytest.MonkeyPatch, url: str, page: str, link: dict[str, str]) -> str:
    """Everything that is sent to the browser, widgets and components with it."""
    monkeypatch.setenv("PORTFOLIO_SCOPE_UNITS", OWN)
    return "\n".join(sent(open_page(monkeypatch, url, page, **link)._tree))


def sent(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if proto is not None and hasattr(proto, "SerializeToString"):
        yield proto.SerializeToString().decode("utf-8", "replace")
    for child in getattr(node, "children", {}).values():
        yield from sent(child)


@pytest.mark.parametrize("page", SCRIPTS)
@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_nothing_of_another_unit_is_shown(
    plan_database: str,
    foreign: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    link: dict[str, str],
) -> None:
    body = shown(monkeypatch, plan_database, page, link)
    assert foreign
    assert not [code for code, name in foreign if code in body or (len(name) > 5 and name in body)]


def test_another_units_project_is_answered_like_one_that_does_not_exist(
    plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = register.projects(plan_db, ProjectFilter(units=frozenset({OTHER})), WHOLE_CITY, month=OCTOBER).rows[0]
    body = shown(monkeypatch, plan_database, "project", {"id": row.code})
    assert row.name not in body
    assert f"没有编号为“{row.code}”的项目，或不在您的查看范围内" in body
    nothing = shown(monkeypatch, plan_database, "project", {"id": "JN25-999"})
    assert "没有编号为“JN25-999”的项目，或不在您的查看范围内" in nothing


def test_the_own_units_project_is_shown(plan_database: str, plan_db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    row = register.projects(plan_db, ProjectFilter(units=frozenset({OWN})), WHOLE_CITY, month=OCTOBER).rows[0]
    assert row.name in shown(monkeypatch, plan_database, "project", {"id": row.code})
