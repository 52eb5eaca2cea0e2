"""HTML and SVG of pages are built here and nowhere else: every text is escaped at this one point."""

from html import escape


class Html(str):
    """Markup that was built by this module's rules; any other text is escaped when it is put into some."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | None) -> Html:
    """An element. Children that are not ``Html`` are escaped, attributes always.

    ``cls`` stands for ``class``, an underscore for a hyphen; an attribute that is None is left out.
    """
    written = "".join(f' {_attribute(key)}="{escape(value)}"' for key, value in attributes.items() if value is not None)
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Markup and texts one after another."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def _attribute(key: str) -> str:
    return "class" if key == "cls" else key.replace("_", "-")
