"""The data files: what SOURCES.md says of them is true, and the build refuses what was not reviewed."""

import hashlib
import re
import zipfile
from importlib.resources import files

import pytest
import shapely

from geodata import __main__ as command
from geodata import boundaries, build

DATA = files("geodata").joinpath("data")


def test_every_data_file_is_listed_with_its_checksum():
    listed = dict(re.findall(r"^\| (\S+) \| `([0-9a-f]{64})`", DATA.joinpath("SOURCES.md").read_text("utf-8"), re.M))
    present = {entry.name: entry for entry in DATA.iterdir() if entry.name != "SOURCES.md"}
    assert {name: hashlib.sha256(entry.read_bytes()).hexdigest() for name, entry in present.items()} == listed


def test_the_river_file_is_what_the_rule_makes_of_the_districts():
    districts = {district.code: district.geometry for district in boundaries.districts()}
    line = build.river_line(districts)
    assert build._collection([build._river_feature(line)]) == DATA.joinpath("yellow_river.geojson").read_text("utf-8")


def test_another_package_content_is_refused(tmp_path):
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(build.DISTRICTS_MEMBER, "{}")
        archive.writestr(build.CITIES_MEMBER, "{}")
    with pytest.raises(ValueError, match="not the file that was reviewed"):
        build.built(wheel)


def test_missing_districts_wrong_areas_and_overlaps_are_refused():
    districts = {district.code: district.geometry for district in boundaries.districts()}
    build.check(districts)
    with pytest.raises(ValueError, match="twelve codes"):
        build.check({code: area for code, area in districts.items() if code != "370102"})
    with pytest.raises(ValueError, match="km²"):
        build.check(districts | {"370102": shapely.box(117.0, 36.6, 117.1, 36.7)})


def test_locate_prints_the_district(capsys):
    assert command.main(["locate", "117.216", "36.857"]) == 0
    assert capsys.readouterr().out == "370112 历城区 Licheng District\n"


@pytest.mark.parametrize(
    ("longitude", "latitude", "status", "said"), [("116.76", "36.795", 1, "—\n"), ("36.7", "117", 2, "out_of_range\n")]
)
def test_locate_says_when_a_place_is_not_in_jinan_or_no_place(capsys, longitude, latitude, status, said):
    assert command.main(["locate", longitude, latitude]) == status
    assert capsys.readouterr().out == said


def test_help_names_the_commands(capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(["--help"])
    assert ended.value.code == 0
    assert {"build", "locate"} <= set(capsys.readouterr().out.replace(",", " ").replace("{", " ").split())
