"""一张图: what the map shows of the register, in its application and as a file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from portfolio.domain.codes import Basis, CountBy, Precision, UnitKind
from portfolio.domain.figures import Figures
from portfolio.domain.filters import UNKNOWN, ProjectFilter
from portfolio.domain.people import Scope
from portfolio.domain.periods import Month
from portfolio.language import Language, t
from portfolio.outputs import credits as outline_credits
from portfolio.outputs import map_data, map_geometry, map_tints
from portfolio.outputs.map_geometry import MapProject, PackedGeometry, Stop
from portfolio.services import register
from portfolio.services.register import Catalogue, Grouping
from portfolio.storage import placing
from portfolio.storage.rows import MapRow, NotDrawn, SummaryRow


@dataclass(frozen=True, slots=True, eq=False)
class MapMonth:
    """Every project of the scope in one month, in the order of the geometry: class byte and plan in fen (−1: none)."""

    ids: NDArray[np.int32]
    classes: NDArray[np.uint8]
    plan_fen: NDArray[np.int64]
    rates: NDArray[np.uint8]
    """Class of each completion rate (``map_tints``)."""


def rows(db: Session, scope: Scope) -> list[MapRow]:
    """Every project of the scope with its place, by id: the order of the geometry."""
    return register.map_rows(db, scope)


def geometry(found: Sequence[MapRow], language: Language, *, shifted: bool = False) -> PackedGeometry:
    """The places, packed for the browser; ``shifted`` to GCJ-02 for tiles that are in it."""
    return map_geometry.pack(
        [
            MapProject(
                id=row.id,
                name=row.name,
                name_en=row.name_en or row.name,
                wkb=row.geometry,
                precision=Precision(row.precision),
                radius_m=row.radius_m,
                plan_fen=None,
                stops=_stops(row),
            )
            for row in found
        ],
        language,
        shifted=shifted,
    )


def _stops(row: MapRow) -> tuple[Stop, ...]:
    """The stations as they are stored; one without a name or a place is no station."""
    found = []
    for stop in row.stops or ():
        longitude, latitude = stop.get("longitude"), stop.get("latitude")
        if stop.get("name") and isinstance(longitude, int | float) and isinstance(latitude, int | float):
            name = str(stop["name"])
            found.append(Stop(name, str(stop.get("name_en") or name), longitude, latitude))
    return tuple(found)


def month(db: Session, scope: Scope, *, month: Month) -> MapMonth:
    """Lights and plans of a month."""
    states = register.map_states(db, scope, month=month)
    code = {light.value: number for light, number in map_data.CLASS_OF.items()}
    plans = np.array([-1 if plan is None else plan for _, _, plan, _ in states], dtype=np.int64)
    # A correction may make a cumulative figure negative: the lowest class, not «not known».
    completed = [-1 if done is None else max(done, 0) for *_, done in states]
    return MapMonth(
        ids=np.array([id_ for id_, *_ in states], dtype=np.int32),
        classes=np.array([code[light] for _, light, *_ in states], dtype=np.uint8),
        plan_fen=plans,
        rates=map_tints.rate_classes(np.array(completed, dtype=np.int64), plans),
    )


def shown(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, ids: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Which projects of the geometry the filter finds."""
    if wanted.is_empty:
        return np.ones(len(ids), dtype=np.bool_)
    return np.isin(ids, np.array(register.project_ids(db, wanted, scope, month=month), dtype=np.int32))


def district_figures(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, count_by: CountBy = CountBy.UNIT
) -> dict[str, Figures]:
    """Figures by district: of what it answers for, or of what lies in it."""
    known = {unit.code for unit in register.catalogue(db).districts}
    found = register.summary(db, "district", wanted, scope, month=month, count_by=count_by).rows
    return {row.code: row.figures for row in found if row.code in known}


def beside(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, count_by: CountBy = CountBy.UNIT
) -> tuple[SummaryRow, ...]:
    """What has no outline: functional areas, units of the city, «nobody says who»; by place, outside and no place."""
    districts = {unit.code for unit in register.catalogue(db).districts}
    by: Grouping = "district" if count_by is CountBy.PLACE else "unit"
    found = register.summary(db, by, wanted, scope, month=month, count_by=count_by).rows
    return tuple(row for row in found if row.code not in districts)


def not_drawn(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, limit: int | None = None
) -> list[NotDrawn]:
    """What the filter finds and the map cannot draw."""
    return placing.not_drawn(db, wanted, scope, month=month, limit=limit)


def known_by_district_only(db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month) -> Counter[str]:
    """Projects of which only the district is known, by district."""
    return placing.known_by_district_only(db, wanted, scope, month=month)


def in_district_only(
    db: Session, wanted: ProjectFilter, scope: Scope, *, month: Month, district: str
) -> list[NotDrawn]:
    """The projects that the badge of a district counts."""
    found = placing.not_drawn(db, wanted, scope, month=month)
    return [row for row in found if row.districts == (district,)]


def year_to_show(known: Catalogue, month: Month) -> list[Month]:
    """The months of the slider: those of the month's year that have figures."""
    months = [item for item in known.months if item.year == month.year]
    last = known.last_reported
    return [item for item in months if last is None or item <= max(last, month)]


def visible(state: MapMonth, mask: NDArray[np.bool_]) -> bytes:
    """Class bytes of what the filter finds; the rest is hidden."""
    return np.where(mask, state.classes, map_data.HIDDEN).astype(np.uint8).tobytes()


def kinds_beside(known: Catalogue, found: Sequence[SummaryRow]) -> Mapping[str, list[SummaryRow]]:
    """The units beside the map by kind: functional areas, units of the city, unknown."""
    kinds: dict[str, list[SummaryRow]] = {UnitKind.FUNCTIONAL_AREA.value: [], UnitKind.CITY_UNIT.value: [], UNKNOWN: []}
    for row in found:
        unit = known.unit(row.code)
        kinds[UNKNOWN if unit is None else unit.kind].append(row)
    return kinds


def credits(found: Sequence[MapRow], language: Language) -> tuple[str, ...]:
    """Who has to be named for what is drawn: the outlines' origin, OpenStreetMap only where a place rests on it."""
    outlines = t(language, "map.credit_outlines", outlines=outline_credits.outlines(language))
    return (outlines, t(language, "map_page.credit_osm")) if any(row.uses_osm for row in found) else (outlines,)


def captions(bases: frozenset[str], language: Language, *, count_by: CountBy = CountBy.UNIT) -> tuple[str, ...]:
    """What is said below the map of what its shades rest on."""
    lines = [t(language, f"map_page.by_{count_by}")]
    # Where all of it is illustrative, the banner says so.
    if bases - {Basis.ILLUSTRATIVE.value}:
        listed = t(language, "map_page.and").join(t(language, f"codes.basis_{basis}") for basis in sorted(bases))
        lines.append(t(language, "map_page.bases", bases=listed))
    return tuple(lines)
