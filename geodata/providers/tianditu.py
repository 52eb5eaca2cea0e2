"""天地图: the web service «geocoder». Its positions are CGCS2000, equal to WGS 84 for this use."""

import json
from dataclasses import dataclass, field

from geodata.candidates import Candidate
from geodata.providers import ProviderError, Query, asking

ADDRESS = "https://api.tianditu.gov.cn/geocoder"
FOUND, NOT_FOUND = "0", "404"
LEAST_SCORE = 60
PRECISION = {
    "门址": "site",
    "地名地址": "street",
    "兴趣点": "street",
    "村": "street",
    "乡镇": "street",
    "社区": "street",
}


@dataclass(frozen=True, slots=True)
class Tianditu:
    """The service with an installation's key."""

    key: str = field(repr=False)
    ask: asking.Ask = asking.get_json
    name: str = "tianditu"

    def find(self, query: Query) -> list[Candidate]:
        """Return what the service found in Jinan: one place or none. Raises `ProviderError`."""
        words = json.dumps({"keyWord": asking.question(query)}, ensure_ascii=False)
        answer = self.ask(ADDRESS, {"ds": words, "tk": self.key})
        try:
            status = str(answer["status"])
            if status == NOT_FOUND:
                return []
            if status != FOUND:
                raise ProviderError("refused")
            place = answer["location"]
            precision = PRECISION.get(str(place.get("level", "")))
            if precision is None or float(place.get("score", 0)) < LEAST_SCORE:
                return []
            longitude, latitude = float(place["lon"]), float(place["lat"])
            name = str(place.get("keyWord", ""))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProviderError("unreadable") from error
        one = asking.candidate(self.name, query, longitude=longitude, latitude=latitude, name=name, precision=precision)
        return [one] if one else []


def provider(key: str) -> Tianditu:
    """Return the provider for a key."""
    return Tianditu(key)
