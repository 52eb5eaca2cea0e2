"""Files from people: good ones to the millimetre, hostile ones refused with their reason, and we live on."""

import time

import geopandas
import pytest
import shapely
import upload_files

from geodata import offsets, uploads
from geodata.uploads import UploadRefused

HERE = upload_files.HERE
MILLIMETRE = 1e-8
HOSTILE = upload_files.hostile()
AREA = shapely.box(117.0, 36.6, 117.1, 36.7).difference(shapely.box(117.02, 36.62, 117.04, 36.64))


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(case):
    name, content, reason = HOSTILE[case]
    begun = time.monotonic()
    with pytest.raises(UploadRefused) as refused:
        uploads.read(content, name)
    assert refused.value.reason == reason
    assert time.monotonic() - begun < 10  # the limit itself is two seconds after the start; the machine may be busy


def test_a_slow_file_ends_at_the_limit_that_was_given():
    name, content, _ = HOSTILE["a tangle"]
    with pytest.raises(UploadRefused, match="too_tangled"):
        uploads.read(content, name, seconds=0.3)


@pytest.mark.parametrize(
    ("crs", "shape"),
    [(4490, shapely.Point(HERE)), (4548, AREA), (4527, AREA), (32650, AREA), (3857, shapely.Point(HERE))],
)
@pytest.mark.parametrize(("driver", "name"), [("GPKG", "a.gpkg"), ("ESRI Shapefile", "a.zip")])
def test_another_programs_file_is_read_to_the_millimetre(crs, driver, name, shape):
    found = uploads.read(upload_files.written(shape, crs, driver), name, seconds=20).features
    assert [one.properties["name"] for one in found] == ["甲"]
    assert shapely.hausdorff_distance(found[0].geometry, shape) < MILLIMETRE
    assert found[0].geometry.area == pytest.approx(shape.area, abs=1e-9)


def test_kml_and_kmz_say_the_same():
    inside = "<Placemark><name>甲</name><Point><coordinates>117.1,36.6,9</coordinates></Point></Placemark>"
    plain = uploads.read(upload_files.kml(inside), "a.kml", seconds=20)
    packed = uploads.read(upload_files.archive({"doc.kml": upload_files.kml(inside)}), "a.KMZ", seconds=20)
    assert plain == packed
    assert (plain.features[0].geometry, plain.features[0].properties) == (shapely.Point(117.1, 36.6), {"name": "甲"})


@pytest.mark.parametrize(("crs", "turn"), [("GCJ-02", offsets.to_gcj02), ("BD-09", offsets.to_bd09)])
def test_what_was_copied_from_a_web_map_comes_back_to_where_it_is(crs, turn):
    x, y = turn([HERE[0]], [HERE[1]])
    content = upload_files.collection(upload_files.point(x[0], y[0]))
    upload = uploads.read(content, "a.geojson", crs=crs, seconds=20)
    assert upload.crs == crs
    assert upload.features[0].geometry.distance(shapely.Point(HERE)) < MILLIMETRE


def test_a_trigger_in_a_geopackage_does_nothing():
    good = upload_files.written(shapely.Point(HERE), 4490, "GPKG")
    trigger = "CREATE TRIGGER t AFTER UPDATE ON a BEGIN DELETE FROM a; END"
    found = uploads.read(upload_files.tampered(good, trigger), "a.gpkg", seconds=20).features
    assert [one.geometry for one in found] == [shapely.Point(HERE)]


def test_a_figure_of_eight_is_repaired_and_said_so():
    ring = [[117, 36], [118, 37], [118, 36], [117, 37], [117, 36]]
    content = upload_files.collection({"type": "Polygon", "coordinates": [ring]})
    upload = uploads.read(content, "a.geojson", seconds=20)
    assert upload.notes == ("repaired",)
    assert upload.features[0].geometry.is_valid


def test_a_kml_in_a_chinese_encoding_is_read():
    inside = "<Placemark><name>济阳</name><Point><coordinates>117.1,36.9</coordinates></Point></Placemark>"
    text = upload_files.kml(inside).decode().replace('version="1.0"', 'version="1.0" encoding="GB2312"')
    assert uploads.read(text.encode("gb18030"), "a.kml", seconds=20).features[0].properties["name"] == "济阳"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_whose_encoding_nobody_says_is_read_in_the_one_that_fits(encoding, tmp_path):
    frame = geopandas.GeoDataFrame({"name": ["济阳区"]}, geometry=[shapely.Point(HERE)], crs=4490)
    frame.to_file(tmp_path / "a.shp", driver="ESRI Shapefile", encoding=encoding)
    files = {part.name: part.read_bytes() for part in tmp_path.iterdir() if part.suffix != ".cpg"}
    found = uploads.read(upload_files.archive(files), "a.zip", seconds=20).features
    assert found[0].properties["name"] == "济阳区"
