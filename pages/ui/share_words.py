"""How much of a project lies where, in words: «历城区 62.3%、章丘区 37.7%（按长度测算）»."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pages.ui.session import View
from portfolio.language import named, percent, t
from portfolio.services import place_shares
from portfolio.storage.rows import SHARE_PARTS, ShareRow


def in_words(view: View, shares: Sequence[ShareRow]) -> str:
    """The shares with how they were found, and whether somebody should look at them again."""
    first = shares[0]
    said = _said(view, [(share.area_code, share.parts) for share in shares], first.method, first.reason)
    return said + (t(view.language, "project.shares_doubtful") if place_shares.is_doubtful(shares) else "")


def noted(view: View, after: Mapping[str, object]) -> str:
    """Shares as the history keeps them."""
    kept = after["shares"]
    assert isinstance(kept, Mapping)
    parts = sorted(((str(code), int(part)) for code, part in kept.items()), key=lambda item: -item[1])
    reason = after.get("reason")
    return _said(view, parts, str(after["method"]), None if reason is None else str(reason))


def area_name(view: View, code: str) -> str:
    """The district's name; words for what is outside."""
    unit = view.catalogue.unit(code)
    if unit is None:
        return t(view.language, f"codes.district_{code}")
    return named(view.language, zh=unit.name, en=unit.name_en)


def _said(view: View, parts: Sequence[tuple[str, int]], method: str, reason: str | None) -> str:
    language = view.language
    listed = t(language, "project.share_between").join(
        f"{area_name(view, code)} {percent(Fraction(part, SHARE_PARTS))}" for code, part in parts
    )
    how = t(language, f"project.share_by_{method}", reason=reason or "")
    return t(language, "project.shares_said", parts=listed, method=how)
