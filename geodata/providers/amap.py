"""高德: the web service «geocode/geo». Its positions are GCJ-02."""

from dataclasses import dataclass, field
from typing import Any

from geodata import crs
from geodata.candidates import Candidate
from geodata.providers import ProviderError, Query, asking

ADDRESS = "https://restapi.amap.com/v3/geocode/geo"
JINAN = "370100"
PRECISION = {
    "门牌号": "site",
    "单元号": "site",
    "楼栋": "site",
    "兴趣点": "street",
    "公交地铁站点": "street",
    "热点商圈": "street",
    "村庄": "street",
    "住宅区": "street",
    "乡镇": "street",
}
"""What the service says that it found → what can be defended; a road, a district or a city is no point."""


@dataclass(frozen=True, slots=True)
class Amap:
    """The service with an installation's key."""

    key: str = field(repr=False)
    ask: asking.Ask = asking.get_json
    name: str = "amap"

    def find(self, query: Query) -> list[Candidate]:
        """Return what the service found in Jinan. Raises `ProviderError`."""
        parameters = {"address": asking.question(query), "city": JINAN, "output": "JSON", "key": self.key}
        answer = self.ask(ADDRESS, parameters)
        try:
            if str(answer["status"]) != "1":
                raise ProviderError("refused")
            found = [self._candidate(one, query) for one in answer["geocodes"]]
        except (KeyError, TypeError, ValueError) as error:
            raise ProviderError("unreadable") from error
        return [one for one in found if one is not None][: query.limit]

    def _candidate(self, one: Any, query: Query) -> Candidate | None:
        precision = PRECISION.get(one["level"])
        if precision is None:
            return None
        x, y = (float(number) for number in one["location"].split(","))
        longitude, latitude = crs.from_gcj02(x, y)
        return asking.candidate(
            self.name,
            query,
            longitude=float(longitude),
            latitude=float(latitude),
            name=str(one["formatted_address"]),
            precision=precision,
        )


def provider(key: str) -> Amap:
    """Return the provider for a key."""
    return Amap(key)
