"""Which edition of the plan's tables this program carries."""

import hashlib
from functools import cache
from importlib.resources import files

_CARRIED = (".csv", ".geojson", "illustrative.py")


@cache
def edition() -> str:
    """Short hash of the tables and of the rule of illustrative figures: another one means to load them again."""
    content = hashlib.sha256()
    carried = (item for item in files("portfolio.seed").iterdir() if item.name.endswith(_CARRIED))
    for item in sorted(carried, key=lambda item: item.name):
        content.update(item.name.encode() + b"\0" + item.read_bytes())
    return content.hexdigest()[:16]
