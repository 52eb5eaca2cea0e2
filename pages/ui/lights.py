"""A light as pages show it: shape, word and colour, so that no meaning rests on colour alone."""

from pages.ui.markup import Html, join, tag
from portfolio.domain.codes import Light
from portfolio.language import Language, t


def badge(light: Light | str, language: Language, *, title: str | None = None) -> Html:
    """A light with its shape and its word. ``title`` says on hover why; text is escaped here."""
    code = Light(light).value
    shape = tag("span", t(language, f"codes.shape_{code}"), cls="shape", aria_hidden="true")
    return tag("span", join(shape, " ", t(language, f"codes.light_{code}")), cls=f"light {code}", title=title)


def mark(light: Light | str, language: Language) -> Html:
    """The shape alone, named for readers of the screen and on hover: for narrow columns."""
    code = Light(light).value
    word = t(language, f"codes.light_{code}")
    return tag("span", t(language, f"codes.shape_{code}"), cls=f"light {code}", role="img", aria_label=word, title=word)
