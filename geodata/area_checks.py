"""Checks outlines of functional areas, which have no national code and may overlap districts and one another."""

from typing import Final

import shapely

from geodata import boundaries, crs
from geodata.installed import LayerError
from geodata.layer_checks import Report, in_metres, storage_geometry
from geodata.layer_files import Layer

CODE_FIELDS: Final = ("code", "areacode", "unit_code", "代码", "编码")
NAME_FIELDS: Final = ("name", "名称", "mc", "areaname")


def check(
    layer: Layer, *, code_field: str | None = None, name_field: str | None = None
) -> tuple[Report, dict[str, str]]:
    """Check a layer of areas; the report, and the name by code. Raises `LayerError`."""
    code_of = _field(layer, code_field, CODE_FIELDS, "no_code_field")
    name_of = _field(layer, name_field, NAME_FIELDS, "no_name_field")
    report, names = Report(), dict[str, str]()
    for row in layer.features:
        code, name = (str(row.properties.get(key) or "").strip() for key in (code_of, name_of))
        if not code or not name:
            report.add("no_code_or_name", feature=row.number)
            continue
        if code in names:
            report.add("duplicate_area", areacode=code, feature=row.number)
            continue
        names[code] = name
        geometry = storage_geometry(row, layer, report)
        if geometry is not None:
            report.geometries[code] = geometry
    if not layer.features:
        report.add("no_features")
    _beyond_the_city(report, names)
    return report, names


def _beyond_the_city(report: Report, names: dict[str, str]) -> None:
    city = crs.to_metric(boundaries.city())
    for code, geometry in report.geometries.items():
        metric = in_metres(geometry)
        outside = shapely.difference(metric, city).area / metric.area
        if outside > 0.01:
            report.add("reaches_out", refuses=outside > 0.5, name=names[code], percent=f"{outside:.0%}")


def _field(layer: Layer, told: str | None, known: tuple[str, ...], missing: str) -> str:
    names = list(dict.fromkeys(name for row in layer.features for name in row.properties))
    if told is not None:
        if told not in names:
            raise LayerError("no_such_field", field=told, fields=", ".join(names))
        return told
    by_name = {name.lower(): name for name in names}
    found = next((by_name[name] for name in known if name in by_name), None)
    if found is None:
        raise LayerError(missing, fields=", ".join(names) or "—")
    return found
