"""A light as pages show it: shape, word and colour, so that no meaning rests on colour alone."""

from html import escape

from portfolio.domain.codes import Light
from portfolio.language import Language, t


def badge(light: Light | str, language: Language, *, title: str = "") -> str:
    """HTML of a light: its shape and its word. ``title`` says on hover why; text is escaped here."""
    code = Light(light).value
    shape = escape(t(language, f"codes.shape_{code}"))
    word = escape(t(language, f"codes.light_{code}"))
    hint = f' title="{escape(title)}"' if title else ""
    return f'<span class="light {code}"{hint}><span class="shape" aria-hidden="true">{shape}</span> {word}</span>'


def mark(light: Light | str, language: Language) -> str:
    """HTML of the shape alone, named for readers of the screen and on hover: for narrow columns."""
    code = Light(light).value
    word = escape(t(language, f"codes.light_{code}"))
    shape = escape(t(language, f"codes.shape_{code}"))
    return f'<span class="light {code}" role="img" aria-label="{word}" title="{word}">{shape}</span>'
