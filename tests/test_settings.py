"""Settings of the base map: read from the environment, refused in words that say which one is wrong."""

import pytest

from portfolio import error_words, settings
from portfolio.errors import SettingsError
from portfolio.language import Language


def test_the_base_map_is_none_until_somebody_chooses_one() -> None:
    assert settings.load({}).tiles.addresses == ()


def test_a_base_map_is_chosen_by_the_environment() -> None:
    chosen = settings.load(
        {
            "PORTFOLIO_BASEMAP": "xyz",
            "PORTFOLIO_BASEMAP_URL": "https://tiles.example.invalid/{z}/{x}/{y}.png?k={key}",
            "PORTFOLIO_BASEMAP_KEY": "secret",
            "PORTFOLIO_BASEMAP_ATTRIBUTION": "市底图",
            "PORTFOLIO_BASEMAP_APPROVAL": "鲁S(2025)001号",
            "PORTFOLIO_BASEMAP_CRS": "gcj02",
        }
    ).tiles
    assert chosen.addresses == ("https://tiles.example.invalid/{z}/{x}/{y}.png?k=secret",)
    assert (chosen.attribution, chosen.approval_number, chosen.shifted) == ("市底图", "鲁S(2025)001号", True)


@pytest.mark.parametrize("language", list(Language))
def test_tiles_in_degrees_are_refused_in_words_that_say_what_to_do(language: Language) -> None:
    asked = {
        "PORTFOLIO_BASEMAP": "tianditu-vector",
        "PORTFOLIO_BASEMAP_KEY": "secret",
        "PORTFOLIO_BASEMAP_CRS": "4490",
    }
    with pytest.raises(SettingsError) as refused:
        settings.load(asked)
    words = error_words.sentence(refused.value, language)
    assert "PORTFOLIO_BASEMAP_CRS=4490" in words
    assert "_w" in words


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "asked",
    [
        {"PORTFOLIO_BASEMAP": "google"},
        {"PORTFOLIO_BASEMAP": "tianditu-image"},
        {"PORTFOLIO_BASEMAP": "tianditu-image", "PORTFOLIO_BASEMAP_KEY": "top secret"},
        {"PORTFOLIO_BASEMAP": "xyz"},
        {"PORTFOLIO_BASEMAP": "xyz", "PORTFOLIO_BASEMAP_URL": "ftp://h/{z}/{x}/{y}"},
        {"PORTFOLIO_BASEMAP": "xyz", "PORTFOLIO_BASEMAP_URL": "http://h/{z}"},
    ],
    ids=lambda asked: " ".join(asked.values()),
)
def test_every_refusal_has_words_of_its_own_and_repeats_no_key(asked: dict[str, str], language: Language) -> None:
    with pytest.raises(SettingsError) as refused:
        settings.load(asked)
    words = error_words.sentence(refused.value, language)
    assert "PORTFOLIO_BASEMAP" in words
    assert "top secret" not in words
    usual = error_words.sentence(SettingsError(setting="X", value="", reason=""), language)
    assert words[:4] != usual[:4] or "none" in words
