"""Drawings on a page. As an image a drawing can hold no script and reach no other host, whatever its texts say."""

from base64 import b64encode

from pages.ui.markup import Html, tag


def picture(svg: str, said: str) -> Html:
    """An SVG as an image as wide as its place; ``said`` is what it shows, for readers who do not see it."""
    address = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    return tag("img", src=address, alt=said, cls="picture")
