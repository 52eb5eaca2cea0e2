"""Money by place: whatever the portfolio, districts, outside and no place add up to the city, to the fen."""

from collections import defaultdict
from datetime import UTC, datetime
from fractions import Fraction
from random import Random

import portfolios
import pytest
import shapely
import sqlalchemy as sa
from making import LICHENG, PINGYIN, YI, ZHANGQIU, make_project
from sqlalchemy.orm import Session

from geodata import boundaries, geometry
from portfolio.domain.codes import CountBy
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.errors import PlaceRefused, StaleVersion, UnknownCode
from portfolio.services import place_shares, register, states
from portfolio.storage import histories
from portfolio.storage.place_tables import Place, PlaceShare
from portfolio.storage.rows import SHARE_PARTS, Summary
from portfolio.storage.tables import Project, Unit

EVERYTHING = ProjectFilter()
JUNE = Month(2025, 6)
AT = datetime(2025, 7, 1, 9, tzinfo=UTC)
AMOUNTS = ("plan_fen", "completed_fen", "completed_month_fen", "without_plan_completed_fen", "lagging_fen")
ACROSS = shapely.LineString([(117.1, 36.72), (117.6, 36.72)])
"""From Licheng far into Zhangqiu."""


def put_place(db: Session, project: Project, shape: object | None, *, reason: str = "digitised") -> Place:
    box = None if shape is None else geometry.bounding_box(shape)  # type: ignore[arg-type]
    place = Place(
        project_id=project.id,
        geometry=None if shape is None else geometry.to_wkb(shape),  # type: ignore[arg-type]
        min_longitude=None if box is None else box.west,
        min_latitude=None if box is None else box.south,
        max_longitude=None if box is None else box.east,
        max_latitude=None if box is None else box.north,
        precision="unknown" if shape is None else "schematic",
        reason=reason,
    )
    db.add(place)
    db.flush()
    return place


def by_place(db: Session, wanted: ProjectFilter = EVERYTHING, scope: Scope = WHOLE_CITY) -> Summary:
    return register.summary(db, "district", wanted, scope, month=JUNE, count_by=CountBy.PLACE)


def all_districts(db: Session) -> None:
    """The register of the tests knows three districts; shares know all twelve."""
    known = set(db.scalars(sa.select(Unit.code)))
    for position, district in enumerate(boundaries.districts(), start=100):
        if district.code not in known:
            names = {"name": district.name, "name_en": district.name_en}
            short = {"short_name": district.name, "short_name_en": district.name_en}
            db.add(Unit(code=district.code, kind="district", ranked=True, position=position, **names, **short))
    db.flush()


def shapes(random: Random) -> object | None:
    x, y = random.uniform(116.2, 118), random.uniform(36, 37.6)
    return random.choice(
        [
            None,
            shapely.Point(x, y),
            shapely.LineString([(x, y), (x + random.uniform(-1, 1), y + random.uniform(-1, 1))]),
            shapely.box(x, y, x + random.uniform(0.01, 0.5), y + random.uniform(0.01, 0.5)),
        ]
    )


@pytest.mark.parametrize("seed", range(4))
def test_by_place_adds_up_to_the_city_for_any_portfolio_and_filter(db: Session, seed: int) -> None:
    random = Random(seed)
    all_districts(db)
    portfolios.store(db, portfolios.random_works(random, 60))
    for project in db.scalars(sa.select(Project)).all():
        if random.random() < 0.9:
            put_place(db, project, shapes(random))
    place_shares.refresh(db)
    states.refresh(db)
    for wanted in (
        EVERYTHING,
        ProjectFilter(units=frozenset({LICHENG, "unknown"})),
        ProjectFilter(search="项目"),
        ProjectFilter(classes=frozenset({"industry"})),
        ProjectFilter(districts=frozenset({ZHANGQIU})),
    ):
        for scope in (WHOLE_CITY, Scope(frozenset({LICHENG, PINGYIN}))):
            found = by_place(db, wanted, scope)
            usual = register.summary(db, "district", wanted, scope, month=JUNE)
            assert found.total == usual.total
            for name in AMOUNTS:
                assert sum(getattr(row.figures, name) for row in found.rows) == getattr(usual.total, name), name
            assert sum(row.figures.projects for row in found.rows) >= usual.total.projects


def test_a_line_across_two_districts_counts_in_both_and_divides_its_money(db: Session) -> None:
    project = make_project(db, unit=None, months={6: 5 * YI + 1})
    put_place(db, project, ACROSS)
    place_shares.refresh(db)
    states.refresh(db)
    rows = {row.code: row.figures for row in by_place(db).rows}
    assert rows.keys() == {LICHENG, ZHANGQIU}
    assert rows[LICHENG].projects == rows[ZHANGQIU].projects == 1
    assert by_place(db).total.projects == 1
    assert rows[LICHENG].completed_fen + rows[ZHANGQIU].completed_fen == 5 * YI + 1
    assert {row.method for row in db.scalars(sa.select(PlaceShare))} == {"length"}


def test_what_has_no_geometry_stands_in_its_only_district_outside_or_nowhere(db: Session) -> None:
    put_place(db, make_project(db, code="one", districts=[ZHANGQIU], months={6: YI}), None, reason="district_only")
    put_place(db, make_project(db, code="two", districts=[ZHANGQIU, PINGYIN], months={6: 2 * YI}), None)
    put_place(db, make_project(db, code="far", months={6: 4 * YI}), None, reason="outside_jinan")
    make_project(db, code="none", months={6: 8 * YI})
    place_shares.refresh(db)
    states.refresh(db)
    rows = {row.code: row.figures.completed_fen for row in by_place(db).rows}
    assert rows == {ZHANGQIU: YI, register.OUTSIDE: 4 * YI, register.NO_PLACE: 10 * YI}


def test_measuring_again_changes_only_what_moved(db: Session) -> None:
    one, other = make_project(db, code="one"), make_project(db, code="other")
    put_place(db, one, ACROSS)
    moved = put_place(db, other, shapely.Point(117.0155, 36.6612))
    assert place_shares.refresh(db).changed == 2
    assert place_shares.refresh(db).changed == 0
    moved = db.get_one(Place, other.id)
    moved.geometry = geometry.to_wkb(shapely.Point(117.53, 36.71))
    db.flush()
    assert place_shares.refresh(db, [one.id]).changed == 0
    assert place_shares.refresh(db).changed == 1


def test_other_outlines_are_noticed(db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    put_place(db, make_project(db), ACROSS)
    place_shares.refresh(db)
    assert not place_shares.outdated(db)
    monkeypatch.setattr(boundaries, "version", lambda: "another")
    assert place_shares.outdated(db)
    assert place_shares.refresh(db).changed == 0, "the same outlines under another name move nothing"
    assert not place_shares.outdated(db)


def set_shares(db: Session, code: str = "line", scope: Scope = WHOLE_CITY, **more: object) -> None:
    usual: dict[str, object] = {
        "shares": {LICHENG: Fraction(1, 3), ZHANGQIU: Fraction(2, 3)},
        "reason": "征地面积比",
        "actor": "王工",
        "at": AT,
        "version": 1,
    }
    place_shares.set_by_hand(db, code, scope, **{**usual, **more})  # type: ignore[arg-type]


def test_shares_set_by_hand_stay_with_their_reason_and_are_in_the_history(db: Session) -> None:
    project = make_project(db, code="line", months={6: 9 * YI})
    place = put_place(db, project, ACROSS)
    place_shares.refresh(db)
    set_shares(db)
    states.refresh(db)
    assert place_shares.refresh(db) == place_shares.Refreshed(0, ())
    rows = {row.code: row.figures.completed_fen for row in by_place(db).rows}
    # Thirds in whole parts of a thousand million: a fen in ten million is off, and nothing is lost.
    assert rows == {LICHENG: pytest.approx(3 * YI, rel=1e-8), ZHANGQIU: pytest.approx(6 * YI, rel=1e-8)}
    assert sum(rows.values()) == 9 * YI
    written = histories.of_subject(db, "line")[0]
    assert (written.actor, written.action, written.at) == ("王工", place_shares.SET_BY_HAND, AT)
    assert written.after is not None
    assert sum(written.after["shares"].values()) == SHARE_PARTS  # type: ignore[attr-defined]
    place = db.get_one(Place, project.id)
    place.note = "looked at"
    db.flush()
    assert place_shares.refresh(db).doubtful == (project.id,)
    place_shares.measure_again(db, "line", WHOLE_CITY, actor="李工", at=AT)
    assert {row.method for row in db.scalars(sa.select(PlaceShare))} == {"length"}


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"shares": {LICHENG: Fraction(1, 3), ZHANGQIU: Fraction(1, 3)}}, PlaceRefused),
        ({"shares": {LICHENG: Fraction(3, 2), ZHANGQIU: Fraction(-1, 2)}}, PlaceRefused),
        ({"shares": {"370199": Fraction(1)}}, PlaceRefused),
        ({"shares": {}}, PlaceRefused),
        ({"reason": " "}, PlaceRefused),
        ({"actor": ""}, PlaceRefused),
        ({"version": 7}, StaleVersion),
        ({"code": "nothing"}, UnknownCode),
        ({"scope": Scope(frozenset({PINGYIN}))}, UnknownCode),
    ],
    ids=[
        "too-little",
        "below-nothing",
        "no-district",
        "none",
        "no-reason",
        "nobody",
        "stale",
        "unknown",
        "beyond-the-scope",
    ],
)
def test_shares_that_cannot_be_are_refused_and_nothing_is_written(
    db: Session, more: dict[str, object], refused: type[Exception]
) -> None:
    put_place(db, make_project(db, code="line"), ACROSS)
    place_shares.refresh(db)
    before = [(row.area_code, row.parts) for row in db.scalars(sa.select(PlaceShare))]
    with pytest.raises(refused):
        set_shares(db, **more)
    assert [(row.area_code, row.parts) for row in db.scalars(sa.select(PlaceShare))] == before
    assert histories.of_subject(db, "line") == []


def test_every_share_of_the_plan_adds_up(plan_db: Session) -> None:
    sums = sa.select(sa.func.sum(PlaceShare.parts)).group_by(PlaceShare.project_id)
    assert set(plan_db.scalars(sums)) == {SHARE_PARTS}


def test_shares_set_by_hand_are_doubtful_once_the_place_or_the_outlines_changed(
    db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(db, code="line", months={6: YI})
    put_place(db, project, ACROSS)
    place_shares.refresh(db)
    states.refresh(db)

    def is_doubtful() -> bool:
        return place_shares.is_doubtful(register.project(db, "line", WHOLE_CITY, month=JUNE).shares)

    assert not is_doubtful(), "what is measured is measured again"
    set_shares(db)
    assert not is_doubtful()
    with monkeypatch.context() as patch:
        patch.setattr(boundaries, "version", lambda: "another")
        assert is_doubtful()
    db.get_one(Place, project.id).geometry = geometry.to_wkb(shapely.Point(117.53, 36.71))
    db.flush()
    assert is_doubtful()
    set_shares(db, version=2)
    assert not is_doubtful()


def test_a_geometry_that_says_no_more_than_the_district_is_not_measured(db: Session) -> None:
    project = make_project(db, districts=[LICHENG])
    place = put_place(db, project, shapely.Point(117.53, 36.71))
    place.precision = "district"
    db.flush()
    place_shares.refresh(db)
    (share,) = db.scalars(sa.select(PlaceShare)).all()
    assert (share.area_code, share.method) == (LICHENG, place_shares.STATED)


@pytest.mark.parametrize("seed", range(2))
def test_each_area_gets_its_part_and_counts_each_project_that_touches_it(db: Session, seed: int) -> None:
    random = Random(seed)
    all_districts(db)
    works = portfolios.random_works(random, 40)
    portfolios.store(db, works)
    codes = {project.id: project.code for project in db.scalars(sa.select(Project)).all()}
    for project in db.scalars(sa.select(Project)).all():
        put_place(db, project, shapes(random))
    place_shares.refresh(db)
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for share in db.scalars(sa.select(PlaceShare)):
        parts[codes[share.project_id]][share.area_code] = share.parts
    touching: dict[str, list[portfolios.Work]] = defaultdict(list)
    exact: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for work in portfolios.found(works, EVERYTHING, WHOLE_CITY, JUNE):
        if portfolios.expected(work, JUNE) is not None:
            own = portfolios.figures([work], JUNE)
            for area, part in (parts.get(work.code) or {register.NO_PLACE: SHARE_PARTS}).items():
                touching[area].append(work)
                for name in AMOUNTS:
                    exact[area, name] += Fraction(getattr(own, name) * part, SHARE_PARTS)
    rows = {row.code: row.figures for row in by_place(db).rows}
    assert rows.keys() == touching.keys()
    for area, found in rows.items():
        count = portfolios.figures(touching[area], JUNE)
        assert (found.projects, found.with_plan, found.reported) == (count.projects, count.with_plan, count.reported)
        assert {light: found.lights.get(light, 0) for light in count.lights} == count.lights
        for name in AMOUNTS:  # each project is less than a fen off
            assert abs(getattr(found, name) - exact[area, name]) <= len(touching[area])
