"""What an uploaded file may be at most, and how it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shapely.geometry.base import BaseGeometry

MAX_BYTES: Final = 20_000_000
MAX_UNPACKED: Final = 60_000_000
MAX_RATIO: Final = 200
MAX_FEATURES: Final = 10_000
MAX_VERTICES: Final = 200_000
MAX_DEPTH: Final = 60
MAX_FIELDS: Final = 200
MAX_TEXT: Final = 2_000
"""Characters of one value; a longer one is cut, and the upload says so."""
MAX_MEMORY: Final = 1_500_000_000
"""Address space of the child process in bytes."""


class UploadRefused(ValueError):
    """Raised when a file is not taken: `reason` is a code, `facts` fill its words."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts: Mapping[str, str] = {key: str(value) for key, value in facts.items()}


@dataclass(frozen=True, slots=True)
class Read:
    """One feature in the file's own coordinates."""

    geometry: BaseGeometry
    properties: Mapping[str, object]
    layer: str = ""
    crs: str | None = None
    """`EPSG:n` or WKT; None where the file does not say."""
