"""Candidates for a project, what a choice would change, and coordinates that a person pastes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import shapely
from making import make_project
from sqlalchemy.orm import Session

from geodata import geometry, offsets
from portfolio.domain.people import WHOLE_CITY
from portfolio.errors import PlaceRefused
from portfolio.services import placing, placing_paste, placing_search
from portfolio.services.placing import PlacingSubject
from portfolio.storage import place_shares


def subject(db: Session, **said: object) -> PlacingSubject:
    make_project(db, code="P", **said)  # type: ignore[arg-type]
    return placing.subject(db, "P", WHOLE_CITY)


def test_candidates_are_numbered_from_one_and_each_can_be_drawn(db: Session) -> None:
    found = placing_search.suggestions(subject(db, name="大明湖新馆", location_text="大明湖公园；千佛山"))
    assert found
    assert [item.number for item in found] == list(range(1, len(found) + 1))
    for item in found:
        assert item.precision in ("exact", "site", "street", "schematic")
        assert shapely.from_geojson(str(dict(item.geometry)).replace("'", '"').replace("(", "[").replace(")", "]"))
    assert len({(item.name, item.longitude, item.latitude) for item in found}) == len(found)


def test_what_the_text_means_comes_before_what_it_merely_recalls(db: Session) -> None:
    found = placing_search.suggestions(subject(db, name="某项目", location_text="千佛山"))
    reasons = [item.reason for item in found]
    assert reasons == sorted(reasons, key=lambda reason: reason == "mentioned")


def test_nothing_found_says_why(db: Session) -> None:
    project = subject(db, name="某某项目一期")
    assert placing_search.suggestions(project) == []
    code, _ = placing_search.why_none(project)
    assert code


def test_a_change_is_measured_in_metres_and_districts(db: Session) -> None:
    before = replace(subject(db), geometry=geometry.to_wkb(shapely.Point(117.0, 36.66)))
    found = placing_search.compare(before, shapely.Point(117.01, 36.66))
    assert found.moved_m == pytest.approx(894, abs=2)
    line = placing_search.compare(replace(before, geometry=None), shapely.LineString([(117.0, 36.60), (117.0, 36.80)]))
    assert line.moved_m is None
    assert line.length_m == pytest.approx(22_195, abs=5)
    assert len(line.districts_after) > 1


def test_a_placed_line_has_its_shares_in_the_same_transaction(db: Session) -> None:
    project = subject(db)
    line = shapely.LineString([(117.0, 36.60), (117.0, 36.80)])
    act = placing.Act(actor="王工", at=datetime(2025, 10, 20, tzinfo=UTC), version=0)
    proposal = placing.Proposal(line, placing.Precision.SCHEMATIC, 500, "digitised", "drawn")
    placing.place(db, "P", WHOLE_CITY, act, proposal)
    shares = place_shares.held(db, [project.id])[project.id]
    assert len(shares.parts) > 1
    assert sum(shares.parts.values()) == 1_000_000_000
    assert shares.place_version == placing.subject(db, "P", WHOLE_CITY).version


@pytest.mark.parametrize("system", ["wgs84", "gcj02", "bd09"])
def test_pasted_pairs_come_back_to_where_they_are(system: str) -> None:
    turn = {"gcj02": offsets.to_gcj02, "bd09": offsets.to_bd09}.get(system)
    longitude, latitude = turn(117.0155, 36.6612) if turn else (117.0155, 36.6612)
    found = placing_paste.read(f"{float(longitude):.9f}, {float(latitude):.9f}", system=system, shape="point")
    assert found.geometry.x == pytest.approx(117.0155, abs=1e-7)
    assert found.geometry.y == pytest.approx(36.6612, abs=1e-7)
    assert found.system == system


def test_metres_and_several_lines_make_a_line_or_an_area() -> None:
    text = "501386.1, 4058910.2\n502386.1, 4058910.2\n502386.1, 4059910.2\n"
    line = placing_paste.read(text, system="4548", shape="line").geometry
    area = placing_paste.read(text, system="4548", shape="area").geometry
    assert (line.geom_type, area.geom_type) == ("LineString", "Polygon")
    assert len(line.coords) == 3


@pytest.mark.parametrize(
    ("text", "shape", "reason"),
    [
        ("", "point", "too_few_pairs"),
        ("117.0155, 36.6612", "line", "too_few_pairs"),
        ("117.0155, 36.6612\n117.0255, 36.6612", "area", "too_few_pairs"),
        ("117.0155, 36.6612\n117.0255, 36.6612", "point", "several_pairs"),
        ("117.0155, 36.6612\n泉城广场", "line", "no_coordinates"),
        ("117.0155, 36.6612\n117.0155, 36.6612", "line", "no_extent"),
        ("117.0000, 36.6000\n117.1000, 36.7000\n117.1000, 36.6000\n117.0000, 36.7000", "area", "invalid"),
        ("117.0155, 36.6612\n" * 5_001, "line", "too_large"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong(text: str, shape: placing_paste.Shape, reason: str) -> None:
    with pytest.raises(PlaceRefused, match=reason):
        placing_paste.read(text, system="wgs84", shape=shape)
