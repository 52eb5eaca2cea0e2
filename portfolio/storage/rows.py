"""What reading returns: frozen rows, never live objects. Amounts in fen; None means not known."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from portfolio.domain import progress
from portfolio.domain.codes import CountBy
from portfolio.domain.figures import Figures
from portfolio.domain.lights import LightRule
from portfolio.domain.periods import Month


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A responsible unit."""

    code: str
    name: str
    name_en: str
    short_name: str
    short_name_en: str
    kind: str
    ranked: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its names: a sector, a list, a district."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One project in one month."""

    month: Month
    plan_fen: int | None
    plan_basis: str | None
    completed_fen: int | None
    completed_basis: str | None
    month_fen: int | None
    reported: bool
    started: bool | None
    light: str
    red_months: int
    shortfall_fen: int | None

    @property
    def rate(self) -> Fraction | None:
        return progress.completion(self.completed_fen, self.plan_fen)

    @property
    def gap_points(self) -> Fraction | None:
        return progress.gap_points(self.rate, self.month.time_progress)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as lists, workbooks and maps show it, with its figures of the month asked for."""

    id: int
    code: str
    name: str
    name_en: str | None
    kind: str
    class_code: str | None
    class_basis: str | None
    sector: Named | None
    sector_group: str | None
    sector_group_en: str | None
    stage: str | None
    nature: str | None
    unit: Named | None
    unit_basis: str | None
    districts: tuple[Named, ...]
    lists: tuple[Named, ...]
    list_type: str | None
    list_category: str | None
    official_code: str | None
    total_investment_fen: int | None
    total_investment_basis: str | None
    total_investment_source: str | None
    planned_start: Month | None
    planned_start_basis: str | None
    actual_start: Month | None
    paragraphs: str | None
    brings: str | None
    brings_en: str | None
    note: str | None
    note_en: str | None
    precision: str | None
    physical_progress: str | None
    problem: str | None
    coordination: str | None
    statistical_fen: int | None
    figures: MonthFigures | None
    """None for what has no month of its own: a programme, a platform, a zone."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One group of a summary. ``code`` is UNKNOWN where the projects have no value of what they are grouped by."""

    code: str
    name: str
    name_en: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Summary:
    """Groups and their total. Amounts of the rows add up to the total; numbers too, except when counted by place."""

    month: Month
    by: str
    rows: tuple[SummaryRow, ...]
    total: Figures
    count_by: CountBy = CountBy.UNIT


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """What counts for a project and month, with where it comes from."""

    month: Month
    revision: int
    month_fen: int | None
    cumulative_fen: int
    statistical_fen: int | None
    physical_progress: str | None
    problem: str | None
    coordination: str | None
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A project on a list in a year."""

    list: Named
    level: str
    year: int
    category: str | None
    list_type: str | None
    original_plan_fen: int | None
    adjusted_plan_fen: int | None
    plan_basis: str | None
    plan_source: str | None
    valid_from: Month
    valid_to: Month | None
    source: str


SHARE_PARTS = 1_000_000_000
"""A whole, in the parts that shares are kept in: integers that add up exactly."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """How much of a project lies in an area: parts of ``SHARE_PARTS``, with how that was found."""

    area_code: str
    parts: int
    method: str
    reason: str | None
    place_moved: bool
    """The place is not the one any more that this share was made for."""
    boundaries_version: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where a project is (WKB, EPSG:4490), or why it has no place."""

    geometry: bytes | None
    precision: str
    reason: str | None
    radius_m: int | None
    method: str | None
    source: str | None
    source_en: str | None
    source_crs: str | None
    uses_osm: bool
    note: str | None
    note_en: str | None
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something published, with grade and source."""

    attribute: str
    label: str
    label_en: str
    value: str
    value_en: str | None
    number: str | None
    number_unit: str | None
    approximate: bool
    grade: str
    source: str
    source_date: str | None
    note: str | None
    note_en: str | None


@dataclass(frozen=True, slots=True)
class ProjectDetail:
    """Everything known of one project."""

    row: ProjectRow
    aliases: tuple[str, ...]
    geometry_kind: str | None
    stage_basis: str | None
    stage_since: Month | None
    parent: Named | None
    parts: tuple[Named, ...]
    reporting_unit: Named | None
    located_by: tuple[tuple[str, str | None], ...]
    """District code and on what basis."""
    memberships: tuple[MembershipRow, ...]
    months: tuple[MonthFigures, ...]
    progress: tuple[ProgressRow, ...]
    place: PlaceRow | None
    shares: tuple[ShareRow, ...]
    facts: tuple[FactRow, ...]
    rule: LightRule
    version: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A project's place in a filtered and ordered list, and those beside it."""

    position: int
    """1 for the first."""
    count: int
    previous: Named | None
    following: Named | None


@dataclass(frozen=True, slots=True)
class MapRow:
    """A project on the map: what does not change with month or filter."""

    id: int
    code: str
    name: str
    name_en: str | None
    geometry: bytes | None
    precision: str
    reason: str | None
    radius_m: int | None
    uses_osm: bool
    stops: list[dict[str, object]] | None = None
    """Stations along a line, in order, as they are stored."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A figure of the plan."""

    code: str
    year: int
    kind: str
    indicator: str
    indicator_en: str
    comparator: str
    value: str | None
    unit: str | None
    unit_en: str | None
    class_code: str | None
    paragraph: str | None
    source: str


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """A project that the map cannot draw, and why."""

    id: int
    code: str
    name: str
    name_en: str | None
    precision: str
    reason: str | None
    light: str
    districts: tuple[str, ...]
