"""What leaves as a geographic file: exactly what the filter finds, with places and shares."""

from datetime import datetime

from sqlalchemy.orm import Session

from portfolio.domain.codes import Basis
from portfolio.domain.filters import ProjectFilter
from portfolio.domain.money import MoneyUnit
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import Language
from portfolio.outputs import filter_words
from portfolio.outputs.geofile_columns import Placed
from portfolio.outputs.geofiles import GeoContents
from portfolio.services import register
from portfolio.storage import place_shares, places


def contents(
    db: Session,
    wanted: ProjectFilter,
    scope: Scope,
    *,
    month: Month,
    language: Language,
    unit: MoneyUnit,
    made_at: datetime,
) -> GeoContents:
    """Read what a file needs; ``unit`` is the one in which the filter speaks of money."""
    rows = register.projects(db, wanted, scope, month=month).rows
    found = places.details(db, [row.id for row in rows])
    shares = place_shares.of_projects(db, [row.id for row in rows])
    bases = register.bases(db, wanted, scope, month=month)
    return GeoContents(
        projects=[Placed(row, found.get(row.id)) for row in rows],
        shares=[(row.code, share) for row in rows for share in shares.get(row.id, ())],
        month=month,
        language=language,
        filter_words=filter_words.in_words(wanted, register.catalogue(db), language=language, unit=unit),
        illustrative=Basis.ILLUSTRATIVE.value in bases,
        uses_osm=any(place.uses_osm for place in found.values()),
        made_at=made_at,
    )
