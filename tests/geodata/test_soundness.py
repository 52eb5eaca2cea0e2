"""What cannot be a place is told by a code, fast, and nothing is repaired in silence."""

import time

import pytest
import shapely

from geodata.geometry import GeometryError
from geodata.soundness import MOST_VERTICES, fault, from_drawing


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"type": "Polygon", "coordinates": [[[117, 36], [118, 37], [118, 36], [117, 37], [117, 36]]]}, "invalid"),
        ({"type": "LineString", "coordinates": [[117, 36], [117, 36]]}, "no_extent"),
        ({"type": "Point", "coordinates": []}, "empty"),
        ({"type": "Point", "coordinates": [36.6, 117.0]}, "out_of_range"),
        ({"type": "Circle", "coordinates": [117, 36]}, "unreadable"),
        ({"type": "Polygon", "coordinates": [[[117, 36], [118, 37]]]}, "unreadable"),
        ({"coordinates": [117, 36]}, "unreadable"),
        ({}, "unreadable"),
    ],
)
def test_what_was_drawn_wrong_is_told(content: dict[str, object], reason: str) -> None:
    with pytest.raises(GeometryError) as told:
        from_drawing(content)
    assert told.value.reason == reason


def test_what_was_drawn_stays_as_it_was_drawn() -> None:
    corners = [(117.0, 36.0), (118.0, 37.0), (118.0, 36.0), (117.0, 37.0)]
    assert list(from_drawing({"type": "LineString", "coordinates": corners}).coords) == corners
    assert not from_drawing({"type": "Point", "coordinates": [117, 36, 55]}).has_z


def test_a_huge_geometry_is_refused_at_once() -> None:
    huge = shapely.LineString([(117 + index * 1e-8, 36.6) for index in range(MOST_VERTICES + 1)])
    started = time.monotonic()
    assert fault(huge) == "too_large"
    assert time.monotonic() - started < 1
