"""The one choke point for text that reaches a map document: no text is ever markup, script or template."""

import json
from types import ModuleType

_HARMFUL = "&<>\"'`$\\{}"
_AS_ENTITIES = str.maketrans({character: f"&#{ord(character)};" for character in _HARMFUL})
_AS_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029`${}"})


def text(value: str) -> str:
    """Text for HTML, also inside a quoted attribute. Braces, dollars and backticks are turned as well:

    folium writes HTML into JavaScript template strings and branca compiled what it had rendered as a template.
    """
    return value.translate(_AS_ENTITIES)


def script_json(value: object) -> str:
    """JSON that may stand inside a ``<script>`` element: no character of its texts can end the element.

    Braces inside texts are escaped too, so that no text of the value can look like a template.
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).translate(_AS_ESCAPES)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{script_json(str(key))}: {script_json(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(script_json(entry) for entry in value) + "]"
    return json.dumps(value, allow_nan=False)


class Literal:
    """Stands in for a template: what was given is what is rendered."""

    def __init__(self, source: str) -> None:
        self._source = source

    def render(self, **_values: object) -> str:
        return self._source


def render_literally(branca_element: ModuleType) -> None:
    """Make branca take rendered output as finished text.

    branca renders an element and then compiles the result as a Jinja2 template again: a project named
    ``{{ … }}`` ran on the server. Classes compiled their own templates at import; only later ones are replaced.
    """
    branca_element.Template = Literal  # type: ignore[attr-defined]
