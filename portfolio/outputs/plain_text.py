"""Text that a file format can hold: what people paste carries characters that are none."""

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of characters: refused by XML, and with it by workbooks, and by UTF-8."""


def clean(text: str) -> str:
    """The text without what no file can hold, with one kind of line end."""
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(clean(text).split())
