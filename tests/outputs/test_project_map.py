import ast
import base64
import hashlib
import re
from pathlib import Path

import branca.element
import folium
import map_samples
import pytest

import portfolio
from geodata import tiles
from geodata.tiles import Tiles
from portfolio.language import Language
from portfolio.outputs import map_base, map_packing, project_map
from portfolio.outputs.project_map import MapCard, Unplaced

ROOT = Path(portfolio.__file__).parent.parent


def _file(**changes: object) -> str:
    geometry = map_samples.packed()
    given: dict[str, object] = {"title": "一张图", **changes}
    return project_map.export_html(geometry, map_samples.views(geometry), **given)  # type: ignore[arg-type]


def test_only_one_module_imports_folium() -> None:
    importing = set()
    for folder in ("portfolio", "pages", "geodata"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if any(name.split(".")[0] in {"folium", "branca"} for name in names):
                    importing.add(file.relative_to(ROOT).as_posix())
    assert importing == {"portfolio/outputs/project_map.py"}


@pytest.mark.parametrize("language", list(Language))
def test_the_document_names_nothing_to_load(language: Language) -> None:
    html = project_map.document(language)
    assert f'<html lang="{language.tag}">' in html
    assert not re.search(r"<(script|img|iframe)[^>]*\ssrc=|<link\b|@import|sourceMappingURL", html)
    for host in ("cdn.jsdelivr", "cdnjs", "jquery", "bootstrap", "netdna"):
        assert host not in html.lower()


def test_the_document_is_the_same_every_time() -> None:
    assert project_map.document.__wrapped__(Language.CHINESE) == project_map.document(Language.CHINESE)


def test_a_map_without_an_approval_number_is_for_internal_use() -> None:
    assert "内部使用" in project_map.document(Language.CHINESE)
    approved = Tiles(approval_number="GS(2024)0650号")
    assert "审图号：GS(2024)0650号" in project_map.document(Language.CHINESE, tiles=approved)


def test_credits_are_named_only_when_given() -> None:
    assert "OpenStreetMap" not in _setup(project_map.document(Language.ENGLISH))
    credited = project_map.document(Language.ENGLISH, credits=("© OpenStreetMap contributors",))
    assert "OpenStreetMap" in _setup(credited)


TILED = tiles.chosen(
    "xyz", url="https://{s}.tiles.invalid:8443/{z}/{x}/{y}.png", attribution="某图", approval="鲁S(2025)001号"
)


def test_pictures_may_come_from_the_chosen_server_and_from_nowhere_else() -> None:
    assert "img-src data:;" in project_map.document(Language.CHINESE)
    opened = project_map.document(Language.CHINESE, tiles=TILED)
    hosts = " ".join(f"https://{letter}.tiles.invalid:8443" for letter in "abc")
    assert (
        f"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: {hosts};" in opened
    )
    assert "某图" in _setup(opened)
    assert "审图号：鲁S(2025)001号" in _setup(opened)


def test_a_file_holds_no_tiles_and_says_so() -> None:
    html = _file(tiles=TILED)
    assert "tiles.invalid" not in html
    assert "img-src data:;" in html
    assert "本文件不含在线底图（某图 · 审图号：鲁S(2025)001号）" in _setup(html)
    # The number is that of the tiles: the file itself, drawn without them, stays internal.
    assert '"law":"内部使用"' in _setup(html).replace('": "', '":"')


def test_outlines_follow_tiles_that_are_shifted() -> None:
    true, moved = (map_base.base(Language.CHINESE, shifted=shifted) for shifted in (False, True))
    for name in ("outline", "river"):
        (x, y), (there_x, there_y) = true[name][0][0], moved[name][0][0]
        assert 0.004 < there_x - x < 0.008
        assert abs(there_y - y) < 0.003
    assert true["districts"][0]["label"] != moved["districts"][0]["label"]


def _setup(html: str) -> str:
    return html[html.index("ProjectMap.start(map_projects,") :]


def test_the_file_holds_its_data_inside() -> None:
    card = MapCard(1, facts=(("责任单位", "商河县"),), monthly=(("1", "2"), ("3", "4")))
    html = _file(cards=[card], monthly=["计划", "完成"], unplaced=[Unplaced(6, "无处", "位置未知")])
    found = re.search(r'id="pm-content">([A-Za-z0-9+/=]+)</script>', html)
    assert found is not None
    meta, arrays = map_packing.unpack(base64.b64decode(found[1]))
    assert meta["month"] == "2025-10"
    assert [view["overlay"] for view in meta["views"]] == ["gap", "gap", "rate", "rate"]
    assert meta["cards"] == [{"id": 1, "facts": [["责任单位", "商河县"]], "monthly": [["1", "2"], ["3", "4"]]}]
    assert meta["unplaced"] == [{"id": 6, "name": "无处", "reason": "位置未知", "district": None}]
    assert arrays["geometry"].tobytes() == map_samples.packed().content


def test_a_file_without_a_view_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one view"):
        project_map.export_html(map_samples.packed(), [], title="")


@pytest.mark.parametrize("hostile", map_samples.HOSTILE)
def test_no_text_is_markup_or_template_in_any_file(hostile: str) -> None:
    geometry = map_samples.packed(names=[hostile] * 6)
    html = project_map.export_html(
        geometry,
        map_samples.views(geometry, caption=hostile, banner=hostile),
        title=hostile,
        cards=[MapCard(1, facts=((hostile, hostile),), monthly=((hostile,), (hostile,)))],
        monthly=[hostile],
        unplaced=[Unplaced(6, hostile, hostile)],
        tiles=Tiles(approval_number=hostile, attribution=hostile),
        credits=(hostile,),
    )
    assert hostile not in html
    assert "uid=" not in html
    assert html.count("<script") == _file().count("<script")


def test_folium_no_longer_runs_what_it_rendered() -> None:
    """The canary of the hole itself: without ``escaping.render_literally`` this text is evaluated."""
    figure = branca.element.Figure()
    drawn = folium.Map(tiles=None).add_to(figure)
    folium.GeoJson({"type": "Point", "coordinates": [117, 36], "name": "{{ 7 * 191 }}"}).add_to(drawn)
    assert "1337" not in figure.render()


def test_leaflet_is_what_its_sources_say() -> None:
    folder = ROOT / "portfolio" / "outputs" / "vendor" / "leaflet"
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    for name in ("leaflet.js", "leaflet.css"):
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() in sources


def test_scripts_are_of_a_readable_size() -> None:
    for file in [*(ROOT / "portfolio/outputs/browser").iterdir(), ROOT / "pages/ui/map_frame.js"]:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 300, file.name
