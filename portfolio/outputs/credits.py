"""Who has to be named for the outlines that maps draw: the carried layer's origin, or the official layer's own note."""

from geodata import boundaries
from portfolio.language import Language, t


def outlines(language: Language) -> str:
    """The words for the district outlines in use."""
    source = boundaries.source()
    return source.note if source.installed else t(language, "map.carried_outlines")
