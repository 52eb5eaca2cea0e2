"""A browser too old for Streamlit gets a plain notice instead of a blank page."""

import re

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from portfolio.language import Language, t

OLDEST_CHROMIUM = 94
"""Streamlit 1.67 is built for browsers from 2021 on; older ones stop at its first script and stay blank."""

_CHROMIUM = re.compile(r"(?:Chrome|Chromium)/(\d{1,9})")
_INTERNET_EXPLORER = re.compile(r"MSIE |Trident/")


def too_old(user_agent: str) -> bool:
    """Whether this browser says of itself that it is older than what can show the pages."""
    chromium = _CHROMIUM.search(user_agent)
    if chromium is not None:
        return int(chromium[1]) < OLDEST_CHROMIUM
    return _INTERNET_EXPLORER.search(user_agent) is not None


def notice_for_old_ones() -> Middleware:
    """The middleware for ``st.App``."""
    return Middleware(_OldBrowserNotice)


class _OldBrowserNotice:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _asks_for_a_page(Request(scope)):
            await HTMLResponse(_notice())(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _asks_for_a_page(request: Request) -> bool:
    wants_html = "text/html" in request.headers.get("accept", "")
    return wants_html and too_old(request.headers.get("user-agent", ""))


def _notice() -> str:
    texts = []
    for language in Language:
        title, text = t(language, "frame.browser_title"), t(language, "frame.browser_text", oldest=OLDEST_CHROMIUM)
        texts.append(f"<h1>{title}</h1><p>{text}</p>")
    style = "body{font:18px/1.7 'Microsoft YaHei',sans-serif;max-width:40em;margin:4em auto;color:#1f2933}"
    return f"<!doctype html><meta charset='utf-8'><title>!</title><style>{style}</style>{''.join(texts)}"
