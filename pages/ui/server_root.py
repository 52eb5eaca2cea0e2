"""Says to a page where its server is: on a link as to ``/map`` Streamlit's client would else ask below ``/map`` first.

That first question fails before the second one succeeds, and a console that shows failures hides the real ones.
"""

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"


def said_to_the_page() -> Middleware:
    """The middleware for ``st.App``."""
    return Middleware(_ServerRoot)


class _ServerRoot:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _asks_for_a_page(scope):
            # Unpacked, because the document is written into; it is a few kilobytes.
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self._app({**scope, "headers": plain}, receive, _Writing(send))
        else:
            await self._app(scope, receive, send)


class _Writing:
    """Holds a document back until it is whole, and sends it with the script at its head."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if message["status"] != 200 or not _is_html(message):
                await self._send(message)
            else:
                self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_whole(self._start)

    async def _send_whole(self, start: Message) -> None:
        body = self._body.replace(_HEAD, _HEAD + _script(), 1)
        headers = MutableHeaders(scope=start)
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):  # they name the file, not what is sent
            if name in headers:
                del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _script() -> bytes:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = f"/{base}" if base else ""
    return f"<script>window.__streamlit = {{ BACKEND_BASE_URL: location.origin + '{path}' }}</script>".encode()


def _asks_for_a_page(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return scope["method"] == "GET" and b"text/html" in headers.get(b"accept", b"")


def _is_html(message: Message) -> bool:
    return MutableHeaders(scope=message).get("content-type", "").startswith("text/html")
