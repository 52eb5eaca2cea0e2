"""One question to a service: a short, bounded, encrypted request for JSON; and what its answer becomes."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from geodata import boundaries, divisions
from geodata.candidates import Candidate
from geodata.geometry import GeometryError, Point
from geodata.providers import ProviderError, Query

TIMEOUT_SECONDS = 5
LONGEST_ANSWER = 1_000_000
RADIUS_M = {"site": 300, "street": 1500}

Ask = Callable[[str, Mapping[str, str]], Any]
"""(address, parameters) → the JSON that came back. Raises `ProviderError`."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key travels in the address: it goes to the host that was set, and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def get_json(address: str, parameters: Mapping[str, str]) -> Any:
    """Return the JSON at an http(s) address. Raises `ProviderError`."""
    if urllib.parse.urlsplit(address).scheme not in {"http", "https"}:
        raise ProviderError("refused")
    request = urllib.request.Request(  # noqa: S310  (the scheme was looked at)
        f"{address}?{urllib.parse.urlencode(parameters)}",
        headers={"User-Agent": "jinan-key-projects geocoder", "Accept": "application/json"},
    )
    try:
        with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as answer:
            content = answer.read(LONGEST_ANSWER + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise ProviderError("refused") from error
    except (OSError, ValueError) as error:
        raise ProviderError("unreachable") from error
    if len(content) > LONGEST_ANSWER:
        raise ProviderError("unreadable")
    try:
        return json.loads(content)
    except ValueError as error:
        raise ProviderError("unreadable") from error


def question(query: Query) -> str:
    """What to ask for: the text with city and district in front, so that no other city's place of the name is meant."""
    stated = divisions.stated_as(query.district or "")
    district = divisions.district_name(stated.district) if stated and stated.district else ""
    text = query.text.strip()[:100]
    missing = district if district and district not in text else ""
    return ("" if "济南" in text else "济南市") + missing + text


def candidate(  # one place from a service, or None
    source: str, query: Query, *, longitude: float, latitude: float, name: str, precision: str, uses_osm: bool = False
) -> Candidate | None:
    """Return an answer in WGS 84 as a candidate; None when it is not in Jinan or not in the stated district."""
    try:
        point = Point(latitude=latitude, longitude=longitude)
    except GeometryError:
        return None
    district = boundaries.district_of(point)
    stated = divisions.stated_as(query.district or "") or divisions.ANYWHERE
    own = divisions.stated_in(query.text)
    if district is None or district not in stated.allowed or (own.zone is None and district not in own.allowed):
        return None
    return Candidate(
        geometry=point.shape(),
        point=point,
        precision=precision,
        district=district,
        name=name,
        source=source,
        confidence=0.7 if precision == "site" else 0.55,
        reason="online",
        facts={"name": name},
        radius_m=RADIUS_M[precision],
        uses_osm=uses_osm,
    )
