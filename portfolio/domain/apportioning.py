"""Splitting an amount so that the pieces add up to it, to the fen."""

from collections.abc import Mapping


def split(amount: int, parts: Mapping[str, int]) -> dict[str, int]:
    """Divide an amount of fen, also a negative one, by parts: by largest remainder, ties to the earlier code.

    Raises ValueError without parts or where a part is not positive.
    """
    if not parts or min(parts.values()) <= 0:
        raise ValueError("nothing to divide by")
    whole = sum(parts.values())
    sign = -1 if amount < 0 else 1
    divided = {code: divmod(abs(amount) * part, whole) for code, part in sorted(parts.items())}
    left = abs(amount) - sum(quotient for quotient, _ in divided.values())
    ordered = sorted(divided, key=lambda code: (-divided[code][1], code))
    more = frozenset(ordered[:left])
    return {code: sign * (quotient + (code in more)) for code, (quotient, _) in divided.items()}
