"""How cells look: restrained colours, thin lines, numbers that line up."""

from collections.abc import Mapping
from typing import Any

from portfolio.domain.codes import Light
from portfolio.domain.money import MoneyUnit
from portfolio.language import Language

INK, QUIET, FAINT, LINE, WARNING = "#1F2933", "#5B6770", "#9AA5AE", "#C9D1D8", "#9C2B1B"
HEADER, UPPER_HEADER, TOTAL = "#E6ECF2", "#D5DFE9", "#F4F6F8"
BAR = "#C3D7EA"
FULL_BAR = 1.5
"""Data bars run from 0 to 150 %: past 100 % is a fact to see, and one outlier does not flatten all others."""

LIGHT_COLOURS: Mapping[str, tuple[str, str]] = {
    Light.RED: ("#F6D5CF", "#8A1C0E"),
    Light.YELLOW: ("#FCEBC0", "#664500"),
    Light.GREEN: ("#D6EDE1", "#0B5238"),
    Light.NOT_REPORTED: ("#E9ECEF", "#414A52"),
    Light.NOT_DUE: ("#EAF0F7", "#3D536E"),
    Light.HALTED: ("#DEDBE6", "#2B2440"),
    Light.DONE: ("#DCECF3", "#17495E"),
    Light.NO_PLAN: ("#FFFFFF", "#5B6770"),
}
"""Fill and ink of each light; words and shape stand in the cell too."""

FONTS = {Language.CHINESE: "微软雅黑", Language.ENGLISH: "Calibri"}
"""Both ship with Excel; WPS and LibreOffice put their own sans serif in the place of one they lack."""
_POINTS = "+#,##0.0;\u2212#,##0.0;0.0"
_ALIGN = {"text": "left", "centred": "center", "integer": "center", "light": "center", "date": "center"}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any, *, language: Language, unit: MoneyUnit) -> None:
        self._workbook = workbook
        self._font = FONTS[language]
        amount = "#,##0.00" if unit is MoneyUnit.YI else "#,##0"
        day = 'yyyy"年"m"月"' if language is Language.CHINESE else "mmm yyyy"
        self._numbers = {"integer": "#,##0", "amount": amount, "percent": "0.0%", "points": _POINTS, "date": day}
        self.title = self._made(font_size=16, bold=True, align="center")
        self.subtitle = self._made(font_size=10, font_color=QUIET, align="left")
        self.unit_line = self._made(font_size=10, font_color=QUIET, align="right")
        self.header = self._boxed(font_size=9, bold=True, align="center", bg_color=HEADER, text_wrap=True)
        self.upper_header = self._boxed(bold=True, align="center", bg_color=UPPER_HEADER)
        self.heading = self._made(font_size=12, bold=True, align="left")
        self.label = self._note(bold=True)
        self.words = self._note()
        self.warning = self._note(bold=True, font_color=WARNING)
        self.cells = {kind: self._cell(kind) for kind in (*_ALIGN, "amount", "percent", "points")}
        self.cells["zero"] = self._boxed(align="center", num_format="0", font_color=FAINT)
        self.totals = {kind: self._cell(kind, bold=True, bg_color=TOTAL) for kind in self.cells if kind != "zero"}
        self.totals["zero"] = self.totals["integer"]
        self.lights = {
            light: self._boxed(align="center", text_wrap=True, bg_color=fill, font_color=ink)
            for light, (fill, ink) in LIGHT_COLOURS.items()
        }

    def _cell(self, kind: str, **more: object) -> Any:
        number = {"num_format": self._numbers[kind]} if kind in self._numbers else {"num_format": "@"}
        return self._boxed(align=_ALIGN.get(kind, "right"), text_wrap=kind not in self._numbers, **number, **more)

    def _note(self, **more: object) -> Any:
        return self._made(align="left", valign="vcenter", bottom=1, bottom_color=LINE, text_wrap=True, **more)

    def _boxed(self, **more: object) -> Any:
        return self._made(border=1, border_color=LINE, **more)

    def _made(self, **more: object) -> Any:
        plain = {"font_name": self._font, "font_size": 10, "font_color": INK, "valign": "vcenter"}
        return self._workbook.add_format({**plain, **more})
