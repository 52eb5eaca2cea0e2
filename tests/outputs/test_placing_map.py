"""The editor's document: whole in itself, the same for everybody, with nothing to load."""

import hashlib
import re
from pathlib import Path

import pytest

import portfolio
from portfolio.language import Language
from portfolio.outputs import placing_map, project_map

VENDOR = Path(portfolio.__file__).parent / "outputs" / "vendor" / "geoman"


@pytest.mark.parametrize("language", list(Language))
def test_the_document_names_nothing_to_load(language: Language) -> None:
    html = placing_map.document(language)
    assert f'<html lang="{language.tag}">' in html
    assert f'content="{project_map.CONTENT_POLICY}"' in html
    assert not re.search(r"<(script|img|iframe)[^>]*\ssrc=|<link\b|@import|sourceMappingURL", html)


def test_a_map_without_an_approval_number_is_for_internal_use() -> None:
    assert "内部使用" in placing_map.document(Language.CHINESE)
    assert "审图号：GS(2024)0650号" in placing_map.document(Language.CHINESE, approval_number="GS(2024)0650号")


def test_the_document_stays_below_a_megabyte() -> None:
    assert len(placing_map.document(Language.CHINESE).encode()) < 1_000_000


def test_the_drawing_library_is_what_its_sources_say() -> None:
    sources = (VENDOR / "SOURCES.md").read_text(encoding="utf-8")
    for name in ("leaflet-geoman.min.js", "leaflet-geoman.css"):
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() in sources
    assert "MIT License" in (VENDOR / "LICENSE").read_text(encoding="utf-8")
