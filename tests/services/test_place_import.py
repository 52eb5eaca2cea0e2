"""Places from a file: what goes out comes back the same, what would change is shown first, all of it or nothing."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely
import sqlalchemy as sa
from making import PINGYIN, YI, make_project
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata import geometry
from portfolio.domain.codes import Precision
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.errors import FileRefused, PlaceRefused, StaleVersion
from portfolio.language import Language
from portfolio.outputs import geofiles
from portfolio.outputs.geofiles import Kind
from portfolio.services import geo_exports, place_import
from portfolio.services.place_import import Fate, Preview
from portfolio.storage import histories
from portfolio.storage.place_tables import Place, PlaceShare
from portfolio.storage.session import open_engine, reading

AT = datetime(2025, 11, 2, 8, tzinfo=UTC)
SPRING = shapely.Point(117.0155, 36.6612)
LAKE = shapely.Point(117.0245, 36.6748)


@dataclass(frozen=True)
class Feature:
    """A feature as a reader gives it."""

    geometry: BaseGeometry | None
    properties: dict[str, str] = field(default_factory=dict)
    layer: str = "layer"
    position: int = 1


def put_place(db: Session, code: str, shape: BaseGeometry) -> Place:
    project = make_project(db, code=code, name=f"{code}工程", months={6: YI})
    box = geometry.bounding_box(shape)
    place = Place(
        project_id=project.id,
        geometry=geometry.to_wkb(shape),
        min_longitude=box.west,
        min_latitude=box.south,
        max_longitude=box.east,
        max_latitude=box.north,
        precision="site",
        reason="geocoded",
    )
    db.add(place)
    db.flush()
    return place


def preview(db: Session, *features: Feature, scope: Scope = WHOLE_CITY, **more: object) -> Preview:
    usual: dict[str, object] = {"content": b"x", "file": "x.geojson", "source_crs": "EPSG:4490"}
    return place_import.preview(db, scope, features, **{**usual, **more})  # type: ignore[arg-type]


def fates(planned: Preview) -> list[tuple[Fate, str | None]]:
    return [(row.fate, row.reason) for row in planned.rows]


def file_of(db: Session, kind: Kind, language: Language) -> bytes:
    made = geo_exports.contents(
        db,
        ProjectFilter(),
        WHOLE_CITY,
        month=Month(2025, 10),
        language=language,
        unit=MoneyUnit.YI,
        made_at=AT,
    )
    return geofiles.as_bytes(made, kind)


@pytest.mark.parametrize(("kind", "language"), [("gpkg", Language.CHINESE), ("geojson", Language.ENGLISH)])
def test_the_plan_comes_back_the_same(plan_file: Path, kind: Kind, language: Language) -> None:
    with reading(open_engine(f"sqlite:///{plan_file}")) as db:
        content = file_of(db, kind, language)
        upload = place_import.read(content, f"plan.{kind}", source_crs=None)
        planned = preview(db, *upload.features, content=content)  # type: ignore[arg-type]
        placed = db.scalar(sa.select(sa.func.count()).where(Place.geometry.is_not(None)))
    assert planned.counts.keys() == {Fate.UNCHANGED}
    assert 80 < planned.counts[Fate.UNCHANGED] <= (placed or 0)


def test_every_feature_has_one_fate_and_a_reason_where_it_is_not_taken(db: Session) -> None:
    for code in ("same", "moved", "gone", "twice"):
        put_place(db, code, SPRING)
    make_project(db, code="new")
    make_project(db, code="a", name="同名")
    make_project(db, code="b", name="同名")
    site = {"precision_code": "site", "radius_m": "120"}
    planned = preview(
        db,
        Feature(SPRING, {"系统编号": "same"}),
        Feature(LAKE, {"code": "moved", **site}),
        Feature(LAKE, {"系统编号": "new", "定位精度代码": "street", "误差半径_米": "2000"}),
        Feature(None, {"系统编号": "gone"}),
        Feature(LAKE, {"项目名称": "twice工程", **site}),
        Feature(LAKE, {"code": "twice", **site}),
        Feature(LAKE, {"项目名称": "同名", **site}),
        Feature(LAKE, {"code": "nobody", **site}),
        Feature(LAKE, {"colour": "red"}),
        Feature(LAKE, {"code": "a"}),
        Feature(shapely.Point(36.6, 117.0), {"code": "b", **site}),
        Feature(shapely.Polygon([(117, 36.6), (117.1, 36.7), (117.1, 36.6), (117, 36.7)]), {"code": "b2"}),
        Feature(SPRING, {"区县代码": "370102"}),
    )
    assert fates(planned) == [
        (Fate.UNCHANGED, None),
        (Fate.CHANGED, None),
        (Fate.NEW, None),
        (Fate.REJECTED, "no_geometry"),
        (Fate.REJECTED, "twice"),
        (Fate.REJECTED, "twice"),
        (Fate.REJECTED, "ambiguous"),
        (Fate.REJECTED, "not_found"),
        (Fate.REJECTED, "no_key"),
        (Fate.REJECTED, "no_precision"),
        (Fate.REJECTED, "outside_jinan" if planned.rows[10].reason == "outside_jinan" else "out_of_range"),
        (Fate.REJECTED, "not_found"),
    ]
    assert sum(planned.counts.values()) == len(planned.rows) == 12, "a district of our own file is nobody's place"
    moved = planned.rows[1]
    assert moved.moved_m == pytest.approx(1710, rel=0.02)
    assert (moved.precision, moved.radius_m) == (Precision.SITE, 120)
    assert db.scalar(sa.select(sa.func.count()).select_from(Place)) == 4, "nothing is written"


def test_applying_writes_all_with_history_and_shares_and_then_nothing_is_left_to_do(db: Session) -> None:
    put_place(db, "moved", SPRING)
    make_project(db, code="new")
    features = [Feature(LAKE, {"code": code}) for code in ("moved", "new")]
    told = {"precision": Precision.SITE, "radius_m": 100}
    planned = preview(db, *features, **told)
    assert place_import.apply(db, WHOLE_CITY, planned, actor="王工", at=AT) == 2
    written = histories.of_subject(db, "moved")[0]
    assert (written.actor, written.at) == ("王工", AT)
    assert written.before is not None
    assert written.after is not None
    assert planned.sha256[:16] in str(written.after["source"])
    assert {share.area_code for share in db.scalars(sa.select(PlaceShare))} == {"370102"}
    assert {place.edited for place in db.scalars(sa.select(Place))} == {True}
    assert preview(db, *features, **told).counts.keys() == {Fate.UNCHANGED}


def test_a_preview_older_than_a_place_is_refused_and_nothing_is_half_written(db: Session) -> None:
    first, second = put_place(db, "first", SPRING), put_place(db, "second", SPRING)
    features = [Feature(LAKE, {"code": code, "precision_code": "site"}) for code in ("first", "second")]
    planned = preview(db, *features)
    second.note = "somebody else was here"
    db.flush()
    with pytest.raises(StaleVersion), db.begin_nested():
        place_import.apply(db, WHOLE_CITY, planned, actor="王工", at=AT)
    db.expire_all()
    assert geometry.from_wkb(db.get_one(Place, first.project_id).geometry or b"").equals(SPRING)
    assert histories.of_subject(db, "first") == []


def test_nobody_changes_nothing(db: Session) -> None:
    put_place(db, "one", SPRING)
    planned = preview(db, Feature(LAKE, {"code": "one", "precision_code": "site"}))
    with pytest.raises(PlaceRefused):
        place_import.apply(db, WHOLE_CITY, planned, actor=" ", at=AT)


def test_nothing_outside_the_scope_is_found(db: Session) -> None:
    put_place(db, "one", SPRING)
    planned = preview(db, Feature(LAKE, {"code": "one"}), scope=Scope(frozenset({PINGYIN})))
    assert fates(planned) == [(Fate.REJECTED, "not_found")]


def test_a_file_that_cannot_be_read_is_refused_with_its_reason() -> None:
    with pytest.raises(FileRefused) as refused:
        place_import.read(b"not json", "x.geojson", source_crs=None)
    assert refused.value.facts["reason"] == "not_geojson"
    content = json.dumps({"type": "FeatureCollection", "features": []}).encode()
    with pytest.raises(FileRefused):
        place_import.read(content, "x.vrt", source_crs=None)
