"""Who may see what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The responsible units whose projects a person may see; None means the whole city.

    It comes from the installation or the account, never from the address bar: a link can only narrow it.
    """

    units: frozenset[str] | None = None

    def allows(self, unit_code: str | None) -> bool:
        return self.units is None or unit_code in self.units

    def narrowed_to(self, unit_code: str | None) -> "Scope":
        """The scope of that unit's leader, as far as this scope reaches; unchanged for None."""
        if unit_code is None:
            return self
        wanted = frozenset({unit_code})
        return Scope(wanted if self.units is None else wanted & self.units)


WHOLE_CITY = Scope()
