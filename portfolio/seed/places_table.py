"""The table of all places of the plan: ``python -m portfolio.seed.places_table docs/places.md``."""

import sys
from collections import Counter
from pathlib import Path

from geodata import crs, geometry
from portfolio.domain.codes import Kind, Precision
from portfolio.seed import places, plan

INTRODUCTION = """\
# Where the plan's projects are

Written by `python -m portfolio.seed.places_table docs/places.md` from `portfolio/seed/places.geojson` and
`portfolio/seed/unplaced.csv`; do not edit by hand. A row is placed, or it says why it is not; nothing is placed on the
centre of a district. The classes:

- **site**: the spot itself, off by 500 m at most. **street**: the neighbourhood, the works or the township, off by
  3 km at most; where only the township or the functional area is known (reason `admin_unit`), by its own size, 5 km at
  most.
- **schematic**: a line or an area sketched between published ends, along a published corridor or from general knowledge
  of the city. The radius says how far the sketch may be off.
- Sources: *published* (location, ends or bounds in a report, named in `facts.csv`), *OSM* (a name in OpenStreetMap,
  © OpenStreetMap contributors, ODbL 1.0), *plan* (the district or name in the plan's text), *boundary* (derived from
  district boundaries), *division codes* (the township that a village belongs to), *general knowledge* (of the city; a
  person has to confirm it).
- Lengths are measured in EPSG:4548. "of … km" is the published length; "part" means that only what lies in Jinan
  (or a little beyond) is drawn.
"""

SOURCES = (
    ("Ends, bounds or address as published", "published"),
    ("OpenStreetMap", "OSM"),
    ("as the plan states", "plan"),
    ("derived from district boundaries", "boundary"),
    ("statistical division codes", "division codes"),
    ("general knowledge", "general knowledge"),
)
"""What a source says in full, and the word for it in the table."""


def table() -> str:
    """The whole document: a count, the places, and the rows without a place."""
    items = {item.code: item for item in plan.projects()}
    ordered = sorted(places.places(), key=lambda place: (items[place.code].kind is not Kind.PROJECT, place.code))
    parts = [INTRODUCTION, _count(ordered, items)]
    parts += [_section(title, ordered, items, works=works) for title, works in (("Works", True), ("Other rows", False))]
    return "\n".join(parts)


def _count(ordered: list[places.SeedPlace], items: dict[str, plan.Project]) -> str:
    works = [place for place in ordered if items[place.code].kind is Kind.PROJECT]
    lines = ["| | works | other rows |", "|---|---:|---:|"]
    counted = Counter(place.precision for place in works)
    others = Counter(place.precision for place in ordered if place not in works)
    for precision in Precision:
        if counted[precision] or others[precision]:
            lines.append(f"| {precision.value} | {counted[precision]} | {others[precision]} |")
    placed = sum(place.wkb is not None for place in works)
    lines.append(f"| **all** | **{len(works)}**, {placed} of them placed | **{len(ordered) - len(works)}** |")
    return "\n".join(lines) + "\n"


def _section(title: str, ordered: list[places.SeedPlace], items: dict[str, plan.Project], *, works: bool) -> str:
    rows = [place for place in ordered if (items[place.code].kind is Kind.PROJECT) == works]
    lines = [f"## {title}, placed\n", "| code | name | precision | what | ± m | length | source | reason |"]
    lines.append("|---|---|---|---|---:|---:|---|---|")
    lines += [_placed(place, items[place.code]) for place in rows if place.wkb is not None]
    lines += [f"\n## {title}, without a place\n", "| code | name | known | reason | note |", "|---|---|---|---|---|"]
    lines += [_missing(place, items[place.code]) for place in rows if place.wkb is None]
    return "\n".join(lines) + "\n"


def _placed(place: places.SeedPlace, item: plan.Project) -> str:
    assert place.wkb is not None
    shape = geometry.from_wkb(place.wkb)
    what = "line" if "Line" in shape.geom_type else "area" if "Polygon" in shape.geom_type else "point"
    named = f", {len(place.stops)} stations named" if place.stops else ""
    length = f"{crs.length_m(shape) / 1000:.1f} km" if what == "line" else "–"
    if place.published_km is not None:
        length += f" of {place.published_km:g} km" + ("" if place.whole else ", part")
    source = ", ".join(word for words, word in SOURCES if words in (place.source_en or ""))
    why = f"{place.note_en} (`{place.method}`, `{place.reason}`)"
    cells = [place.code, _name(item), place.precision.value, what + named, str(place.radius_m), length, source, why]
    return "| " + " | ".join(cells) + " |"


def _missing(place: places.SeedPlace, item: plan.Project) -> str:
    known = place.precision.value
    return f"| {place.code} | {_name(item)} | {known} | `{place.reason}` | {place.note_en} |"


def _name(item: plan.Project) -> str:
    return f"{item.name} {item.name_en}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(table(), encoding="utf-8")
