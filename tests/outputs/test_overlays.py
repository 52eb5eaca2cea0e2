from fractions import Fraction

import map_samples
import pytest

from portfolio.domain.figures import Figures
from portfolio.domain.indicators import INDICATORS
from portfolio.domain.money import FEN_PER_YI
from portfolio.language import Language
from portfolio.outputs import overlays
from portfolio.outputs.overlays import NO_DATA, OVERLAYS, OVERLAYS_BY_CODE, Overlay

every_overlay = pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda overlay: overlay.code)


def _plans(*yi: str) -> list[Figures]:
    """Districts with these plans in 亿元."""
    return [
        Figures(Fraction(1), projects=1, with_plan=1, plan_fen=int(Fraction(amount) * FEN_PER_YI), reported=1)
        for amount in yi
    ]


def test_every_indicator_is_an_overlay() -> None:
    assert [overlay.indicator for overlay in OVERLAYS] == list(INDICATORS)


@every_overlay
@pytest.mark.parametrize("language", list(Language))
def test_an_overlay_has_words_in_every_language(overlay: Overlay, language: Language) -> None:
    shown = overlays.scale(overlay, [map_samples.figures(50), map_samples.figures(90)])
    words = [overlays.name(language, overlay), overlays.unit_text(language, overlay)]
    words += [text for _, text in overlays.legend(language, shown)]
    assert all(word.strip() for word in words)


@every_overlay
def test_an_overlay_answers_for_an_empty_portfolio(overlay: Overlay) -> None:
    empty = Figures(Fraction(10, 12))
    shown = overlays.scale(overlay, [])
    value = overlay.value(empty)
    assert shown.class_of(value) == (0 if overlay.code == "projects" else NO_DATA)
    assert overlays.value_text(overlay, value) == ("0" if overlay.code == "projects" else "—")
    assert len(overlays.legend(Language.CHINESE, shown)) == len(shown.colours)


@every_overlay
def test_classes_rise_and_each_has_a_colour_of_its_own(overlay: Overlay) -> None:
    shown = overlays.scale(overlay, _plans("1", "3", "9", "27", "81", "243"))
    assert list(shown.breaks) == sorted(set(shown.breaks))
    assert len(set(shown.colours)) == len(shown.breaks) + 1


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Fraction(0), "< 50%"),
        (Fraction(50, 100), "50% 至 65%"),
        (Fraction(949_999, 1_000_000), "80% 至 95%"),
        (Fraction(95, 100), "95% 至 100%"),
        (Fraction(1), "100% 至 120%"),
        (Fraction(1257, 1000), "120% 至 150%"),
        (Fraction(150, 100), "≥ 150%"),
        (Fraction(40), "≥ 150%"),
    ],
    ids=["nothing", "on an edge", "just below an edge", "nearly", "the plan", "2024", "the last edge", "forty times"],
)
def test_no_rate_is_clipped(rate: Fraction, words: str) -> None:
    shown = overlays.scale(OVERLAYS_BY_CODE["rate"], [])
    assert overlays.legend(Language.CHINESE, shown)[shown.class_of(rate)][1] == words


def test_the_gap_changes_its_hue_exactly_on_time() -> None:
    shown = overlays.scale(OVERLAYS_BY_CODE["gap"], [])
    behind, on_time = shown.class_of(Fraction(-1, 1000)), shown.class_of(Fraction(0))
    assert on_time == behind + 1 == len(shown.colours) // 2
    assert _is_warm(shown.colours[behind])
    assert not _is_warm(shown.colours[on_time])


def _is_warm(colour: str) -> bool:
    return int(colour[1:3], 16) > int(colour[5:7], 16)


def test_money_has_five_nice_classes_that_follow_the_data() -> None:
    overlay = OVERLAYS_BY_CODE["plan"]
    entries = _plans("3.1", "4.7", "8.2", "14", "19", "33", "47", "90", "160", "412")
    shown = overlays.scale(overlay, entries)
    classes = [shown.class_of(overlay.value(entry)) for entry in entries]
    assert [text for _, text in overlays.legend(Language.CHINESE, shown)] == [
        "< 8",
        "8 至 20",
        "20 至 50",
        "50 至 150",
        "≥ 150",
    ]
    assert classes == sorted(classes)
    assert set(classes) == set(range(5))


def test_equal_amounts_are_one_class() -> None:
    shown = overlays.scale(OVERLAYS_BY_CODE["plan"], _plans("7", "7", "7"))
    assert shown.breaks == ()
    assert shown.class_of(Fraction(7 * FEN_PER_YI)) == 0


def test_no_class_stays_empty_at_either_end() -> None:
    overlay = OVERLAYS_BY_CODE["shortfall"]
    entries = [map_samples.figures(percent) for percent in (120, 110, 100, 90, 20)]
    shown = overlays.scale(overlay, entries)
    classes = {shown.class_of(overlay.value(entry)) for entry in entries}
    assert 0 in classes
    assert len(shown.breaks) in classes


def test_counts_have_whole_edges() -> None:
    entries = [Figures(Fraction(1), projects=number) for number in (0, 1, 2, 3, 5, 8)]
    shown = overlays.scale(OVERLAYS_BY_CODE["projects"], entries)
    assert all(edge.denominator == 1 for edge in shown.breaks)


@pytest.mark.parametrize(
    ("code", "percent", "text"),
    [("gap", 73, "−10.3"), ("rate", 126, "126.0%"), ("completed", 73, "7.30"), ("red_share", 73, "33.3%")],
)
def test_the_value_on_a_district_is_the_one_of_the_tables(code: str, percent: int, text: str) -> None:
    overlay = OVERLAYS_BY_CODE[code]
    assert overlays.value_text(overlay, overlay.value(map_samples.figures(percent))) == text
