"""Everything that code must handle, as one tree.

PortfolioError
├── SettingsError          the installation's settings cannot be used
├── DatabaseError          the database cannot be used
│   ├── DatabaseUnreachable
│   ├── DatabaseMissing    there is no schema yet
│   └── DatabaseOutdated   the schema is of another version
├── UnknownCode            a code that names nothing
├── CannotCount            a way to count that does not go with a grouping
├── NoFigures              nothing was planned or reported for what was asked
├── NotAllowed             outside the Scope
├── PlaceRefused           a place that cannot be taken as it is
├── StaleVersion           somebody else changed it in the meantime
└── OutputError            a file cannot be written
"""

from collections.abc import Mapping


class PortfolioError(Exception):
    """An error with a code that the pages and the command line turn into words, and the facts to put into them."""

    code = "error"

    def __init__(self, **facts: object) -> None:
        super().__init__(f"{self.code}: {facts}")
        self.facts: Mapping[str, object] = facts


class SettingsError(PortfolioError):
    """A setting has a value that cannot be used. Facts: setting, value, reason (a code)."""

    code = "settings"


class DatabaseError(PortfolioError):
    """The database cannot be used."""

    code = "database"


class DatabaseUnreachable(DatabaseError):
    """The URL names nothing that answers. Facts: url (without password), reason."""

    code = "database_unreachable"


class DatabaseMissing(DatabaseError):
    """There is no schema yet. Facts: url."""

    code = "database_missing"


class DatabaseOutdated(DatabaseError):
    """The schema is of another version than the program. Facts: url, found, expected."""

    code = "database_outdated"


class UnknownCode(PortfolioError):
    """Something asked for names nothing. Facts: parameter, value."""

    code = "unknown_code"


class CannotCount(PortfolioError):
    """Only districts can be counted by where projects lie. Facts: by."""

    code = "cannot_count"


class NoFigures(PortfolioError):
    """There is no month with figures. Facts: month."""

    code = "no_figures"


class NotAllowed(PortfolioError):
    """Raised by services when the Scope does not reach that far. Facts: what."""

    code = "not_allowed"


class PlaceRefused(PortfolioError):
    """A place cannot be taken as it is. Facts: reason (a code)."""

    code = "place_refused"


class StaleVersion(PortfolioError):
    """Somebody else changed it since it was read: nothing was written. Facts: what, found, expected."""

    code = "stale_version"


class OutputError(PortfolioError):
    """A file cannot be written. Facts: path, reason."""

    code = "output"
