"""定位: what waits, and what a person may do about it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import shapely
from making import LICHENG, YI, make_project, month
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata import geometry
from portfolio.domain.codes import Precision
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.errors import PlaceRefused, StaleVersion, UnknownCode
from portfolio.services import placing, states
from portfolio.services.placing import Act, Proposal, Waiting
from portfolio.storage import catalogues
from portfolio.storage.place_tables import Place
from portfolio.storage.tables import Project

AT = datetime(2025, 10, 20, 9, 30, tzinfo=UTC)
BIG_SPRING = shapely.Point(117.0155, 36.6612)
NEAR_BY = shapely.Point(117.0205, 36.6612)
BEIJING = shapely.Point(116.39, 39.91)
ACROSS = shapely.LineString([(116.98, 36.66), (117.03, 36.70), (117.06, 36.74)])


def act(version: int, *, actor: str = "王工", at: datetime = AT) -> Act:
    return Act(actor=actor, at=at, version=version)


def proposal(shape: BaseGeometry = BIG_SPRING, **more: object) -> Proposal:
    usual = Proposal(
        geometry=shape, precision=Precision.SITE, radius_m=200, reason="digitised", method="drawn", source=None
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def put_place(db: Session, project: Project, shape: BaseGeometry | None, **more: object) -> Place:
    box = None if shape is None else geometry.bounding_box(shape)
    place = Place(
        project_id=project.id,
        geometry=None if shape is None else geometry.to_wkb(shape),
        min_longitude=None if box is None else box.west,
        min_latitude=None if box is None else box.south,
        max_longitude=None if box is None else box.east,
        max_latitude=None if box is None else box.north,
        **{"precision": "site", "reason": "geocoded", **more},
    )
    db.add(place)
    db.flush()
    return place


def waiting(db: Session, scope: Scope = WHOLE_CITY, **more: object) -> dict[str, Waiting]:
    states.refresh(db)
    found = placing.queue(db, ProjectFilter(), scope, month=month(10), **more)  # type: ignore[arg-type]
    return {row.code: row.waiting for row in found.rows}


def test_what_nobody_confirmed_waits_and_says_why(db: Session) -> None:
    make_project(db, code="no row")
    put_place(db, make_project(db, code="no site"), None, precision="unknown", reason="not_published")
    put_place(db, make_project(db, code="street"), BIG_SPRING, precision="street")
    put_place(db, make_project(db, code="site"), BIG_SPRING)
    put_place(db, make_project(db, code="changed"), BIG_SPRING, edited=True)
    put_place(db, make_project(db, code="right"), BIG_SPRING, confirmed_by="王工", confirmed_at=AT)
    assert waiting(db) == {
        "no row": Waiting.UNPLACED,
        "no site": Waiting.UNPLACED,
        "street": Waiting.DOUBTFUL,
        "site": Waiting.UNCONFIRMED,
        "changed": Waiting.MOVED,
    }
    counts = placing.queue(db, ProjectFilter(), WHOLE_CITY, month=month(10)).counts
    assert counts[Waiting.UNPLACED] == 2
    assert counts[Waiting.SETTLED] == 1


def test_the_largest_plan_comes_first_and_no_plan_last(db: Session) -> None:
    for code, plan in (("small", YI), ("none", None), ("large", 90 * YI), ("middle", 30 * YI)):
        make_project(db, code=code, plan=plan)
    assert list(waiting(db)) == ["large", "middle", "small", "none"]
    assert list(waiting(db, limit=2)) == ["large", "middle"]


def test_only_what_the_scope_reaches_waits_is_told_or_can_be_changed(db: Session) -> None:
    make_project(db, code="ours", unit=LICHENG)
    make_project(db, code="theirs", unit="370114")
    make_project(db, code="nobody's", unit=None)
    scope = Scope(frozenset({LICHENG}))
    assert list(waiting(db, scope)) == ["ours"]
    assert sum(placing.queue(db, ProjectFilter(), scope, month=month(10)).counts.values()) == 1
    for code in ("theirs", "nobody's", "no such"):
        with pytest.raises(UnknownCode):
            placing.subject(db, code, scope)
        with pytest.raises(UnknownCode):
            placing.history(db, code, scope)
        with pytest.raises(UnknownCode):
            placing.place(db, code, scope, act(0), proposal())
        with pytest.raises(UnknownCode):
            placing.unplace(db, code, scope, act(0), reason="security")
    assert db.query(Place).count() == 0


def test_placing_writes_the_place_its_box_and_who_says_so(db: Session) -> None:
    project = make_project(db, code="P")
    before = catalogues.data_version(db)
    placing.place(db, "P", WHOLE_CITY, act(0), proposal(ACROSS, source="规划图", source_crs="GCJ-02", uses_osm=True))
    found = placing.subject(db, "P", WHOLE_CITY)
    assert geometry.from_wkb(found.geometry or b"").equals(ACROSS)
    assert (found.precision, found.radius_m, found.reason, found.method) == ("site", 200, "digitised", "drawn")
    assert (found.source, found.source_crs, found.uses_osm) == ("规划图", "GCJ-02", True)
    assert (found.confirmed_by, found.confirmed_at, found.version) == ("王工", AT, 1)
    place = db.get(Place, project.id)
    assert place is not None
    assert place.edited
    assert (place.min_longitude, place.max_latitude) == (116.98, 36.74)
    assert catalogues.data_version(db) == before + 1
    assert waiting(db) == {}


def test_confirming_leaves_the_place_as_it_is(db: Session) -> None:
    put_place(db, make_project(db, code="P"), BIG_SPRING, precision="street", radius_m=900, source="公开报道")
    placing.confirm(db, "P", WHOLE_CITY, act(1, actor="  李工 "))
    found = placing.subject(db, "P", WHOLE_CITY)
    assert (found.precision, found.radius_m, found.source, found.confirmed_by) == ("street", 900, "公开报道", "李工")
    assert found.version == 2
    assert waiting(db) == {}


def test_that_there_is_no_place_is_confirmed_with_its_reason(db: Session) -> None:
    put_place(db, make_project(db, code="P"), None, precision="unknown", reason="scattered")
    placing.confirm(db, "P", WHOLE_CITY, act(1))
    assert waiting(db) == {}
    make_project(db, code="Q")
    with pytest.raises(PlaceRefused, match="nothing_to_confirm"):
        placing.confirm(db, "Q", WHOLE_CITY, act(0))


def test_taking_a_place_away_keeps_the_district_where_that_is_known(db: Session) -> None:
    put_place(db, make_project(db, code="P", districts=[LICHENG]), BIG_SPRING, radius_m=100, source="x")
    placing.unplace(db, "P", WHOLE_CITY, act(1), reason="district_only")
    found = placing.subject(db, "P", WHOLE_CITY)
    assert (found.geometry, found.precision, found.reason) == (None, "district", "district_only")
    assert (found.radius_m, found.source) == (None, None)
    placing.unplace(db, "P", WHOLE_CITY, act(2), reason="security")
    assert placing.subject(db, "P", WHOLE_CITY).precision == "unknown"
    with pytest.raises(PlaceRefused, match="no_such_reason"):
        placing.unplace(db, "P", WHOLE_CITY, act(3), reason="because")


def test_every_change_is_one_row_of_the_history(db: Session) -> None:
    make_project(db, code="P")
    placing.place(db, "P", WHOLE_CITY, act(0), proposal())
    placing.place(db, "P", WHOLE_CITY, act(1, actor="李工"), proposal(NEAR_BY, method="moved"))
    placing.confirm(db, "P", WHOLE_CITY, act(2, actor="赵工"))
    placing.unplace(db, "P", WHOLE_CITY, act(3), reason="security")
    rows = placing.history(db, "P", WHOLE_CITY)
    assert [row.action for row in rows] == ["place.removed", "place.confirmed", "place.set", "place.set"]
    assert [row.actor for row in rows] == ["王工", "赵工", "李工", "王工"]
    assert {row.at for row in rows} == {AT}
    first, second = rows[-1], rows[-2]
    assert first.before is None
    assert first.after is not None
    assert second.before == first.after
    assert second.after is not None
    assert second.after["geometry"] == {"type": "Point", "coordinates": [117.0205, 36.6612]}
    assert (second.after["method"], second.after["confirmed_by"], second.after["version"]) == ("moved", "李工", 2)
    assert rows[0].after is not None
    assert rows[0].after["geometry"] is None


def test_a_place_that_changed_in_the_meantime_is_not_overwritten(db: Session) -> None:
    put_place(db, make_project(db, code="P"), BIG_SPRING)
    placing.place(db, "P", WHOLE_CITY, act(1), proposal(NEAR_BY))
    for late in (0, 1, 3):
        with pytest.raises(StaleVersion):
            placing.place(db, "P", WHOLE_CITY, act(late), proposal())
        with pytest.raises(StaleVersion):
            placing.confirm(db, "P", WHOLE_CITY, act(late))
        with pytest.raises(StaleVersion):
            placing.unplace(db, "P", WHOLE_CITY, act(late), reason="security")
    assert len(placing.history(db, "P", WHOLE_CITY)) == 1


@pytest.mark.parametrize("actor", ["", "   ", "王" * 101])
def test_nobody_changes_a_place_without_a_name(db: Session, actor: str) -> None:
    make_project(db, code="P")
    with pytest.raises(PlaceRefused, match="no_actor"):
        placing.place(db, "P", WHOLE_CITY, act(0, actor=actor), proposal())
    assert placing.subject(db, "P", WHOLE_CITY).version == 0


def test_outside_jinan_has_to_be_said(db: Session) -> None:
    make_project(db, code="P")
    with pytest.raises(PlaceRefused, match="outside_jinan"):
        placing.place(db, "P", WHOLE_CITY, act(0), proposal(BEIJING))
    placing.place(db, "P", WHOLE_CITY, act(0), proposal(BEIJING, outside_jinan=True))
    assert placing.subject(db, "P", WHOLE_CITY).version == 1


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (shapely.Point(), "empty"),
        (shapely.Polygon([(117, 36.6), (117.1, 36.7), (117.1, 36.6), (117, 36.7)]), "invalid"),
        (shapely.LineString([(117, 36.6), (117, 36.6)]), "no_extent"),
        (shapely.Point(36.6, 117.0), "out_of_range"),
        (shapely.Point(float("nan"), 36.6), "not_finite"),
        (shapely.GeometryCollection([BIG_SPRING, ACROSS]), "mixed"),
        (shapely.LineString([(117 + i * 1e-7, 36.6) for i in range(100_001)]), "too_large"),
    ],
    ids=["nothing", "crosses itself", "a line of one point", "swapped", "not a number", "a mixture", "huge"],
)
def test_what_cannot_be_a_place_is_refused(db: Session, shape: BaseGeometry, reason: str) -> None:
    make_project(db, code="P")
    with pytest.raises(PlaceRefused, match=reason):
        placing.place(db, "P", WHOLE_CITY, act(0), proposal(shape))


@pytest.mark.parametrize("precision", [Precision.DISTRICT, Precision.CITY, Precision.UNKNOWN])
def test_a_guess_at_a_district_is_never_a_pin(db: Session, precision: Precision) -> None:
    make_project(db, code="P")
    with pytest.raises(PlaceRefused, match="no_such_precision"):
        placing.place(db, "P", WHOLE_CITY, act(0), proposal(precision=precision))


def test_stations_stay_with_a_line_that_still_passes_them(db: Session) -> None:
    stops = [
        {"name": "站", "name_en": "Station", "longitude": 117.03, "latitude": 36.70},
        {"name": "未知站", "name_en": "Known by name", "longitude": None, "latitude": None},
    ]
    project = make_project(db, code="P")
    put_place(db, project, ACROSS, stops=stops)
    nearly = shapely.LineString([(116.98, 36.661), (117.03, 36.701), (117.06, 36.741)])
    placing.place(db, "P", WHOLE_CITY, act(1), proposal(nearly))
    place = db.get(Place, project.id)
    assert place is not None
    assert place.stops == stops
    placing.place(db, "P", WHOLE_CITY, act(2), proposal(shapely.LineString([(117.2, 36.6), (117.3, 36.6)])))
    assert place.stops is None


def test_a_slip_is_taken_back_as_if_it_had_not_been_and_stays_in_the_history(db: Session) -> None:
    put_place(db, make_project(db, code="P"), ACROSS, precision="schematic", radius_m=400, source="规划")
    before = placing.subject(db, "P", WHOLE_CITY)
    placing.unplace(db, "P", WHOLE_CITY, act(1), reason="security")
    placing.undo(db, "P", WHOLE_CITY, act(2))
    assert replace(placing.subject(db, "P", WHOLE_CITY), version=1) == before
    assert [row.action for row in placing.history(db, "P", WHOLE_CITY)] == ["place.reverted", "place.removed"]
    assert waiting(db) == {"P": Waiting.DOUBTFUL}
    with pytest.raises(PlaceRefused, match="nothing_to_undo"):
        placing.undo(db, "P", WHOLE_CITY, act(3))


def test_a_first_place_is_taken_back_too(db: Session) -> None:
    make_project(db, code="P")
    with pytest.raises(PlaceRefused, match="nothing_to_undo"):
        placing.undo(db, "P", WHOLE_CITY, act(0))
    placing.place(db, "P", WHOLE_CITY, act(0), proposal())
    placing.undo(db, "P", WHOLE_CITY, act(1))
    found = placing.subject(db, "P", WHOLE_CITY)
    assert (found.geometry, found.precision, found.confirmed_by) == (None, "unknown", None)
    assert waiting(db) == {"P": Waiting.UNPLACED}


def test_what_was_said_of_the_old_place_does_not_stand_beside_the_new_one(db: Session) -> None:
    put_place(db, make_project(db, code="P"), BIG_SPRING, source_en="press", note="取街道中心", note_en="centre")
    placing.place(db, "P", WHOLE_CITY, act(1), proposal(NEAR_BY, source="规划图", source_en="plan"))
    place = db.query(Place).one()
    assert (place.note, place.note_en, place.source, place.source_en) == (None, None, "规划图", "plan")
    before = placing.history(db, "P", WHOLE_CITY)[0].before
    assert before is not None
    assert before["note"] == "取街道中心"


def test_others_on_exactly_that_point_are_named(db: Session) -> None:
    for code, shape in (("one", BIG_SPRING), ("two", BIG_SPRING), ("near", NEAR_BY), ("line", ACROSS)):
        put_place(db, make_project(db, code=code), shape)
    found = placing.subject(db, "one", WHOLE_CITY)
    assert [item.code for item in placing.on_the_same_point(db, found, BIG_SPRING, WHOLE_CITY)] == ["two"]
    assert placing.on_the_same_point(db, found, BIG_SPRING, Scope(frozenset({"370114"}))) == []
    assert placing.on_the_same_point(db, found, ACROSS, WHOLE_CITY) == []
