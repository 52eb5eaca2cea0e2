"""Text → where it may be, best first: offline by default, then the services that an installation has set up."""

import logging
from collections.abc import Sequence

from geodata import providers
from geodata.candidates import Candidate
from geodata.providers import Provider, ProviderError, Query
from geodata.providers.offline import FINAL, Offline

__all__ = ["Candidate", "find"]

OFFLINE = Offline()
_log = logging.getLogger(__name__)


def find(
    text: str,
    *,
    district: str | None = None,
    limit: int = 5,
    crs: str | None = None,
    online: Sequence[Provider] | None = None,
) -> list[Candidate]:
    """Return where a text may be, best first; never empty: the last word may be that it is no place, and why.

    `district` is a code, a name or a functional area, and filters. `crs` is what plain numbers in the text are in
    (`wgs84`, `gcj02`, `bd09`, `4548`). The first candidate is the one that can be defended. `online` is whom to ask
    when nothing here gives a point; by default those that the environment names, which is nobody.
    """
    query = Query(text, district=district, crs=crs, limit=max(1, limit))
    found = OFFLINE.find(query)
    for provider in providers.configured() if online is None else online:
        if found[0].geometry is not None or found[0].reason in FINAL or found[0].reason == "districts_disagree":
            break
        try:
            found = [*provider.find(query), *found]
        except ProviderError as error:
            _log.warning("provider %s: %s", provider.name, error.reason)
    return found[: query.limit]
