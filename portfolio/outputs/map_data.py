"""What the map draws, as data: the places of projects once, then half a byte a project for every change of the view."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from portfolio.domain.codes import Light, Precision
from portfolio.domain.figures import Figures
from portfolio.domain.money import MoneyUnit
from portfolio.domain.periods import Month
from portfolio.language import Language, amount, month_name, t
from portfolio.outputs import map_packing, map_tints, overlays
from portfolio.outputs.map_geometry import SIZE_EDGES_FEN, PackedGeometry, size_bins
from portfolio.outputs.overlays import Overlay, Scale

PAINT_ORDER: Final = (
    Light.NO_PLAN,
    Light.NOT_DUE,
    Light.NOT_REPORTED,
    Light.DONE,
    Light.GREEN,
    Light.HALTED,
    Light.YELLOW,
    Light.RED,
)
"""The class byte of a light is its place in this order, from 1; what is painted later lies on top. 0 is not shown."""

HIDDEN: Final = 0
CLASS_OF: Final[Mapping[Light, int]] = {light: number for number, light in enumerate(PAINT_ORDER, start=1)}


def light_classes(lights: Iterable[Light | None]) -> bytes:
    """One byte a project in the order of the geometry; None (filtered out) is not shown."""
    return bytes(HIDDEN if light is None else CLASS_OF[light] for light in lights)


def halved(classes: bytes) -> bytes:
    """Two classes in a byte, the first in its upper half: what travels for every change of the view."""
    padded = np.frombuffer(classes + bytes(len(classes) % 2), dtype=np.uint8)
    return (padded[0::2] << 4 | padded[1::2]).tobytes()


@dataclass(frozen=True, slots=True)
class DistrictFill:
    """How one district is shaded: class of the scale or NO_DATA, the value in words, and what cannot be drawn in it."""

    code: str
    shade: int
    label: str
    not_drawn: int = 0
    """Projects of which only the district is known: shown as a count, never as a point."""


@dataclass(frozen=True, slots=True)
class MapView:
    """Everything that may change while the base map and the places stay. All words are ready to be shown."""

    month: Month
    months: tuple[Month, ...]
    """The months of the slider, rising."""
    language: Language
    overlay: str
    classes: bytes
    sizes: bytes
    """Bins of the annual plan, one byte a project; empty where they are those of the geometry."""
    districts: tuple[DistrictFill, ...]
    legend: tuple[tuple[str, str], ...]
    """Colour and words of each class of the overlay."""
    title: str
    unit: str
    captions: tuple[str, ...]
    """Lines at the bottom left: what is counted as located, what the figures rest on."""
    banner: str | None = None
    """演示数据: shown whenever the view holds an illustrative figure."""
    selected: int | str | None = None
    """Id of a project or code of a district."""
    tints: bytes = b""
    """Class of the completion rate (``map_tints``), one byte a project: then lines and areas have its colours."""

    def meta(self) -> dict[str, object]:
        """The JSON part for the browser."""
        counts = np.bincount(np.frombuffer(self.classes, dtype=np.uint8), minlength=len(PAINT_ORDER) + 1)
        return {
            "month": str(self.month),
            "monthName": month_name(self.language, self.month),
            "months": [[str(month), month_name(self.language, month)] for month in self.months],
            "overlay": self.overlay,
            "title": self.title,
            "unit": self.unit,
            "banner": self.banner,
            "captions": self.captions,
            "selected": self.selected,
            "legend": self.legend,
            "tintLegend": map_tints.legend(self.language) if self.tints else [],
            "counts": counts.tolist(),
            "districts": {fill.code: [fill.shade, fill.label, fill.not_drawn] for fill in self.districts},
        }

    def packed(self) -> bytes:
        """The message to the browser: half a byte a project and two kilobytes of words."""
        parts = {"classes": halved(self.classes), "sizes": self.sizes, "tints": halved(self.tints)}
        return map_packing.pack(self.meta(), parts)

    def with_selected(self, selected: int | str | None) -> "MapView":
        """The same view with another project (id) or district (code) marked."""
        return replace(self, selected=selected)


def view(
    geometry: PackedGeometry,
    lights: bytes | NDArray[np.uint8],
    figures: Mapping[str, Figures],
    *,
    overlay: Overlay,
    month: Month,
    months: Sequence[Month],
    language: Language,
    scale: Scale | None = None,
    plan_fen: NDArray[np.int64] | None = None,
    only_district_known: Mapping[str, int] | None = None,
    captions: Sequence[str] = (),
    banner: str | None = None,
    selected: int | str | None = None,
    tints: bytes = b"",
) -> MapView:
    """Build the view of one month and one overlay.

    ``lights`` are class bytes in the order of ``geometry`` (``light_classes``), ``figures`` those of each district
    that is to be shaded (a district that is missing has no data). ``scale`` keeps the classes of adaptive overlays
    alike over several months; without it they follow this month. ``plan_fen`` replaces the plans given to ``pack``
    (negative: not known). ``tints`` are classes of completion rates, empty where lines and areas show their lights.
    Raises ValueError if a length does not fit the geometry.
    """
    classes = bytes(lights)
    plans = geometry.plan_fen if plan_fen is None else plan_fen
    if len(classes) != geometry.count or len(plans) != geometry.count or len(tints) not in {0, geometry.count}:
        raise ValueError(f"{geometry.count} projects, {len(classes)} lights, {len(plans)} plans")
    shown = scale or overlays.scale(overlay, figures.values())
    return MapView(
        month=month,
        months=tuple(months),
        language=language,
        overlay=overlay.code,
        classes=classes,
        sizes=b"" if np.array_equal(plans, geometry.plan_fen) else size_bins(plans).tobytes(),
        districts=_fills(figures, shown, only_district_known or {}),
        legend=tuple(overlays.legend(language, shown)),
        title=overlays.name(language, overlay),
        unit=overlays.unit_text(language, overlay),
        captions=(located(language, geometry, classes), *captions),
        banner=banner,
        selected=selected,
        tints=tints,
    )


def _fills(figures: Mapping[str, Figures], scale: Scale, not_drawn: Mapping[str, int]) -> tuple[DistrictFill, ...]:
    fills = []
    for code in sorted(figures.keys() | not_drawn.keys()):
        value = scale.overlay.value(figures[code]) if code in figures else None
        words = overlays.value_text(scale.overlay, value)
        fills.append(DistrictFill(code, scale.class_of(value), words, not_drawn.get(code, 0)))
    return tuple(fills)


def located(language: Language, geometry: PackedGeometry, classes: bytes) -> str:
    """«n of N located exactly» for the projects that are shown, and how the others are known."""
    shown = np.frombuffer(classes, dtype=np.uint8) != HIDDEN
    counts = np.bincount(geometry.precisions[shown], minlength=len(Precision)).tolist()
    known = dict(zip(Precision, counts, strict=True))
    drawn = int(np.count_nonzero(shown & geometry.drawn))
    total = int(np.count_nonzero(shown))
    exact = int(np.count_nonzero(shown & geometry.drawn & geometry.exact))
    return t(
        language,
        "map.located",
        exact=f"{exact:,}",
        total=f"{total:,}",
        street=f"{known[Precision.STREET]:,}",
        schematic=f"{known[Precision.SCHEMATIC]:,}",
        missing=f"{total - drawn:,}",
    )


def size_words(language: Language) -> list[str]:
    """Words of the size bins 1 to 5 for the legend, in 亿元."""
    edges = [amount(edge, MoneyUnit.YI).split(".")[0] for edge in SIZE_EDGES_FEN]
    between = [t(language, "map.class_between", low=low, high=high) for low, high in pairwise(edges)]
    return [t(language, "map.class_below", high=edges[0]), *between, t(language, "map.class_from", low=edges[-1])]


def class_names() -> list[str]:
    """Codes of the class bytes from 0 on, for the browser; 0 has none."""
    return ["", *(light.value for light in PAINT_ORDER)]


def frames(
    views: Sequence[MapView],
    *,
    beside: Mapping[str, object] | None = None,
    contents: Mapping[str, bytes] | None = None,
) -> bytes:
    """Several views in one message, to be played in the browser. Equal bytes of different views travel once.

    ``beside`` goes into the JSON part, ``contents`` among the arrays.
    """
    parts: dict[str, map_packing.Part] = dict(contents or {})
    names: dict[bytes, str] = {}
    metas: list[dict[str, Any]] = []
    for entry in views:
        contents_of = (halved(entry.classes), entry.sizes, halved(entry.tints))
        keys = [_shared(content, names, parts) for content in contents_of]
        metas.append({**entry.meta(), "classesIn": keys[0], "sizesIn": keys[1], "tintsIn": keys[2]})
    return map_packing.pack({"views": metas, **(beside or {})}, parts)


def _shared(content: bytes, names: dict[bytes, str], parts: dict[str, map_packing.Part]) -> str:
    """The name under which this content travels; the first time it is put among the parts."""
    name = names.setdefault(content, f"part{len(names)}")
    parts[name] = content
    return name
