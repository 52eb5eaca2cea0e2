"""Checks an official layer of the twelve districts against the one in use, before anything changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import boundaries, crs, layer_files
from geodata.installed import LayerError
from geodata.layer_files import Layer, LayerFeature

CODE_FIELDS: Final = (
    *("adcode", "gb", "gbcode", "code", "pac", "xzqdm", "xzqhdm", "qhdm"),
    *("行政区划代码", "区划代码", "行政区代码", "代码"),
)
"""Names of the field with the code, best first, whatever their case."""
TOLERANCE_M2: Final = 10_000
"""A gap or an overlap up to this size is drawing noise: it is closed along the longer border, and said."""
CLOSING_M: Final = 25
"""Strips between two districts up to twice as wide count as gaps even where they are open at an end."""
GAP_WIDTH_M: Final = 100
NOTABLE_AREA_CHANGE: Final = 0.02
SAME_PLACE: Final = 0.5
"""At least this part of a district, old or new, must be common to both: else the code stands on the wrong outline."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a layer; `refuses` says that it may not be installed like that."""

    code: str
    facts: Mapping[str, str]
    refuses: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A district before and after, in km² of EPSG:4548; `moved_km2` lies in one of the two only."""

    code: str
    name: str
    before_km2: float
    after_km2: float
    moved_km2: float


@dataclass(slots=True)
class Report:
    """What checking found. `geometries` (EPSG:4490, by code) may be installed when `accepted`."""

    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    geometries: dict[str, BaseGeometry] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether nothing speaks against installing it."""
        return bool(self.geometries) and not any(finding.refuses for finding in self.findings)

    def add(self, code: str, *, refuses: bool = True, **facts: object) -> None:
        """Note a finding."""
        self.findings.append(Finding(code, {name: str(value) for name, value in facts.items()}, refuses))


def normalised(value: object) -> str | None:
    """Six digits of GB/T 2260 from 370102, 156370102, 370102000000 or 370102.0; None for anything else."""
    text = str(value).strip().removesuffix(".0")
    if not (text.isascii() and text.isdigit()):
        return None
    if len(text) == 9 and text.startswith("156"):
        return text[3:]
    if len(text) in (9, 12) and not text[6:].strip("0"):
        return text[:6]
    return text if len(text) == 6 else None


def check(layer: Layer, *, code_field: str | None = None, tolerance_m2: float = TOLERANCE_M2) -> Report:
    """Check the twelve of a layer; features with other codes are left out, and said. Raises `LayerError`."""
    report = Report()
    by_code = _by_code(layer, field_of_codes(layer, code_field), report)
    placed = {code: storage_geometry(row, layer, report) for code, row in by_code.items()}
    sound = {code: geometry for code, geometry in sorted(placed.items()) if geometry is not None}
    if any(finding.refuses for finding in report.findings):
        return report
    try:
        metric = _coverage([in_metres(geometry) for geometry in sound.values()], list(sound), tolerance_m2, report)
        kept = sound if metric is None else dict(zip(sound, map(crs.to_storage, metric), strict=True))
        _compare(kept, report)
    except shapely.errors.GEOSException:  # two edges so close that they cannot be told apart
        report.add("not_a_coverage")
        return report
    report.geometries = kept
    return report


def in_metres(geometry: BaseGeometry) -> BaseGeometry:
    """An area in EPSG:4548; one whose closest edges the change of system made cross is mended there."""
    metric = crs.to_metric(geometry)
    return metric if metric.is_valid else shapely.make_valid(metric, method="structure")


def field_of_codes(layer: Layer, told: str | None) -> str:
    """The field that holds the codes: as told, else by its name and by holding a code of Jinan."""
    names = list(dict.fromkeys(name for row in layer.features for name in row.properties))
    if told is not None:
        if told not in names:
            raise LayerError("no_such_field", field=told, fields=", ".join(names))
        return told
    by_name = {name.lower(): name for name in names}
    for wanted in CODE_FIELDS:
        name = by_name.get(wanted)
        if name and any(boundaries.district(normalised(row.properties.get(name)) or "") for row in layer.features):
            return name
    raise LayerError("no_code_field", fields=", ".join(names) or "—")


def _by_code(layer: Layer, name: str, report: Report) -> dict[str, LayerFeature]:
    found: dict[str, LayerFeature] = {}
    others = 0
    for row in layer.features:
        code = normalised(row.properties.get(name)) or ""
        if boundaries.district(code) is None:
            others += 1
        elif code in found:
            report.add("duplicate_code", adcode=code, one=found[code].number, other=row.number)
        else:
            found[code] = row
    if others:
        report.add("others_left_out", refuses=False, count=others)
    for district in boundaries.districts():
        if district.code not in found:
            report.add("missing_code", adcode=district.code, name=district.name)
    return found


def storage_geometry(row: LayerFeature, layer: Layer, report: Report) -> BaseGeometry | None:
    """A feature's area in EPSG:4490, or None with the finding that says what is wrong with it."""
    geometry = row.geometry
    if geometry is None or geometry.is_empty or geometry.geom_type not in ("Polygon", "MultiPolygon"):
        report.add("not_an_area", feature=row.number)
        return None
    if not geometry.is_valid:
        reason, _, place = shapely.is_valid_reason(geometry).partition("[")
        report.add("invalid", feature=row.number, reason=reason.strip() or "—", at=place.rstrip("]") or "—")
        return None
    wrong = _wrong_coordinates(geometry, layer)
    if wrong:
        report.add(wrong, feature=row.number, crs=layer.crs.name, bounds=_shown_bounds(geometry))
        return None
    return layer_files.to_storage(geometry, layer.crs)


def _wrong_coordinates(geometry: BaseGeometry, layer: Layer) -> str | None:
    """The code of what is wrong with the coordinates: degrees taken for metres, axes swapped, or far from Jinan."""
    if _near_jinan(geometry, layer):
        return None
    if _near_jinan(shapely.transform(geometry, lambda coordinates: coordinates[:, ::-1]), layer):
        return "swapped_axes"
    small = max(map(abs, geometry.bounds)) <= 360
    if layer.crs.is_geographic and not small:
        return "metres_as_degrees"
    return "degrees_as_metres" if small and not layer.crs.is_geographic else "outside_jinan"


def _near_jinan(geometry: BaseGeometry, layer: Layer) -> bool:
    moved = layer_files.to_storage(geometry, layer.crs)
    return bool(shapely.box(*moved.bounds).intersects(boundaries.city())) and bool(shapely.is_valid(moved))


def _shown_bounds(geometry: BaseGeometry) -> str:
    return ", ".join(f"{value:.7g}" for value in geometry.bounds)


def _coverage(
    metric: Sequence[BaseGeometry], codes: Sequence[str], tolerance_m2: float, report: Report
) -> list[BaseGeometry] | None:
    """Find overlaps and gaps; the cleaned outlines where only noise was found, None where nothing is to clean."""
    pairs = [(one, other, metric[one].intersection(metric[other])) for one, other in combinations(range(len(codes)), 2)]
    noise = [_report("overlap", area, [codes[one], codes[other]], tolerance_m2, report) for one, other, area in pairs]
    whole = shapely.union_all(metric)
    closed = whole.buffer(CLOSING_M).buffer(-CLOSING_M)
    holes = shapely.union_all([shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors])
    for gap in shapely.get_parts(closed.union(holes).difference(whole)):
        beside = [code for code, area in zip(codes, metric, strict=True) if area.distance(gap) < 1]
        if len(beside) > 1 or gap.within(holes.buffer(1)):
            noise.append(_report("gap", gap, beside, tolerance_m2, report))
    if any(finding.refuses for finding in report.findings) or shapely.coverage_is_valid(metric):
        return None
    cleaned = list(shapely.coverage_clean(metric, gap_width=GAP_WIDTH_M))
    if not shapely.coverage_is_valid(cleaned):
        report.add("not_a_coverage")
    report.add("cleaned", refuses=False, square_metres=f"{sum(noise):.0f}")
    return cleaned


def _report(code: str, area: BaseGeometry, beside: Sequence[str], tolerance_m2: float, report: Report) -> float:
    """Note each part that is larger than the tolerance, with its place; the area in m² of those that are not."""
    small = 0.0
    for part in shapely.get_parts(area):
        if part.area <= tolerance_m2:
            small += part.area
            continue
        place = crs.to_storage(part.representative_point())
        report.add(
            code,
            adcodes=", ".join(beside),
            km2=f"{part.area / 1_000_000:.3f}",
            longitude=f"{place.x:.5f}",
            latitude=f"{place.y:.5f}",
        )
    return small


def _compare(kept: Mapping[str, BaseGeometry], report: Report) -> None:
    """Before and after of each district."""
    for old in boundaries.districts():
        before, after = in_metres(old.geometry), in_metres(kept[old.code])
        common = before.intersection(after).area
        moved = max(0.0, before.area + after.area - 2 * common)
        report.changes.append(Change(old.code, old.name, before.area / 1e6, after.area / 1e6, moved / 1e6))
        if common < SAME_PLACE * max(before.area, after.area):
            report.add("wrong_place", adcode=old.code, name=old.name, percent=f"{common / before.area:.0%}")
        elif abs(after.area - before.area) > NOTABLE_AREA_CHANGE * before.area:
            percent = f"{after.area / before.area - 1:+.1%}"
            report.add("area_differs", refuses=False, adcode=old.code, name=old.name, percent=percent)
