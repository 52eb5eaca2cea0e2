"""Places that names in a text recall: hints, never answers."""

import pytest

from geodata import boundaries
from geodata.mentions import mentioned


@pytest.mark.parametrize(
    ("text", "district", "word"),
    [("比亚迪二期", None, "比亚迪"), ("大明湖以东地块", "370102", "大明湖"), ("稼轩路，董家村", "370112", "董家")],
)
def test_a_name_is_recalled_by_its_beginning(text: str, district: str | None, word: str) -> None:
    found = mentioned(text, districts=[district] if district else ())
    assert found
    assert all(word in candidate.facts["text"] for candidate in found[:1])
    assert {candidate.reason for candidate in found} == {"mentioned"}
    if district:
        assert {candidate.district for candidate in found} == {district}


def test_a_hint_never_claims_more_than_a_street() -> None:
    for candidate in mentioned("大明湖、千佛山、玉清湖水库、工业北路东延", limit=50):
        assert candidate.precision == "street"
        assert candidate.confidence <= 0.5
        assert candidate.radius_m is not None
        assert 1_500 <= candidate.radius_m <= 3_000
        assert candidate.point is not None
        assert boundaries.district_of(candidate.point) is not None


@pytest.mark.parametrize("text", ["", "济南市", "章丘区", "起步区", "历城区经济开发区", "长", "A" * 500])
def test_what_names_no_place_recalls_none(text: str) -> None:
    assert mentioned(text) == []
