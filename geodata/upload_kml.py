"""KML from strangers: expat without document types and entities; placemarks alone, links are never followed."""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.upload_limits import MAX_DEPTH, MAX_FEATURES, MAX_VERTICES, Read, UploadRefused

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}encoding=["'](?:gb2312|gbk|gb18030)["']""", re.IGNORECASE)


def read(content: bytes) -> list[Read]:
    """All placemarks that have a geometry. Raises `UploadRefused`."""
    reader = _Reader()
    # expat knows no Chinese encoding; a file that declares one is handed over in UTF-8.
    chinese = _DECLARED.match(content)
    encoding = None
    if chinese is not None:
        content, encoding = content.decode("gb18030", "replace").encode(), "utf-8"
    parser = expat.ParserCreate(encoding, namespace_separator="|")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UploadRefused("not_kml", line=error.lineno) from error
    if not reader.is_kml:
        raise UploadRefused("not_kml", line=1)
    return reader.found


def _refuse(*_: Any) -> int:
    raise UploadRefused("xml_entities")


class _Reader:
    """Collects placemarks while the parser goes through the file."""

    def __init__(self) -> None:
        self.found: list[Read] = []
        self.text: list[str] = []
        self.is_kml = False
        self._path: list[str] = []
        self._shapes: list[BaseGeometry] = []
        self._rings: list[list[tuple[float, float]]] = []
        self._properties: dict[str, object] = {}
        self._field = ""
        self._vertices = 0
        self._ends: dict[str, Callable[[str], None]] = {
            "coordinates": self._coordinates,
            "Polygon": self._polygon,
            "Placemark": self._placemark,
            "name": self._name,
            "value": self._value,
            "SimpleData": self._value,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        tag = name.rpartition("|")[2]
        self.is_kml = self.is_kml or (tag == "kml" and not self._path)
        self._path.append(tag)
        self.text.clear()
        if len(self._path) > MAX_DEPTH:
            raise UploadRefused("too_deep")
        if tag == "Placemark":
            self._shapes, self._properties = [], {}
        elif tag == "Polygon":
            self._rings = []
        elif tag in ("Data", "SimpleData"):
            self._field = attributes.get("name", "")

    def end(self, name: str) -> None:
        """An element closes."""
        tag = self._path.pop()
        act = self._ends.get(tag)
        if act is not None:
            act("".join(self.text).strip())
        self.text.clear()

    def _coordinates(self, text: str) -> None:
        words = text.split()
        self._vertices += len(words)
        if self._vertices > MAX_VERTICES:
            raise UploadRefused("too_many_vertices", limit=MAX_VERTICES)
        try:
            pairs = [(float(word.split(",")[0]), float(word.split(",")[1])) for word in words]
            if "Polygon" in self._path:
                self._rings.append(pairs)
            elif self._path and self._path[-1] == "Point":
                self._shapes.append(shapely.Point(pairs[0]))
            elif self._path and self._path[-1] == "LineString":
                self._shapes.append(shapely.LineString(pairs))
        except (ValueError, IndexError, shapely.errors.ShapelyError) as error:
            raise UploadRefused("unreadable_feature", feature=len(self.found) + 1) from error

    def _polygon(self, _: str) -> None:
        try:
            self._shapes.append(shapely.Polygon(self._rings[0], self._rings[1:]))
        except (ValueError, IndexError, shapely.errors.ShapelyError) as error:
            raise UploadRefused("unreadable_feature", feature=len(self.found) + 1) from error
        self._rings = []

    def _placemark(self, _: str) -> None:
        if not self._shapes:
            return
        if len(self.found) >= MAX_FEATURES:
            raise UploadRefused("too_many_features", limit=MAX_FEATURES)
        self.found.append(Read(together(self._shapes), dict(self._properties), crs="EPSG:4326"))

    def _name(self, text: str) -> None:
        if self._path and self._path[-1] == "Placemark":
            self._properties["name"] = text

    def _value(self, text: str) -> None:
        if self._field:
            self._properties[self._field] = text


def together(shapes: list[BaseGeometry]) -> BaseGeometry:
    """One geometry of several: a multi-part one where all are of one kind."""
    if len(shapes) == 1:
        return shapes[0]
    kinds = {shape.geom_type for shape in shapes}
    several = {"Point": shapely.MultiPoint, "LineString": shapely.MultiLineString, "Polygon": shapely.MultiPolygon}
    made: BaseGeometry = several[kinds.pop()](shapes) if len(kinds) == 1 else shapely.GeometryCollection(shapes)
    return made
