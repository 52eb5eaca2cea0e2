"""A browser too old for the pages gets a notice that it can read; every other one gets the pages."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from pages.ui import browsers

CHROME = "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{} Safari/537.36"
OLD = {
    "Chromium 93": CHROME.format("93.0.4577.63"),
    "360 in its old kernel": CHROME.format("86.0.4240.198") + " QIHU 360SE",
    "Chromium 49 on Windows XP": CHROME.format("49.0.2623.112"),
    "Internet Explorer 11": "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Internet Explorer 8": "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)",
    "the first Edge": CHROME.format("64.0.3282.140") + " Edge/17.17134",
}
NEW = {
    "Chromium 94": CHROME.format("94.0.4606.54"),
    "Chromium 130": CHROME.format("130.0.0.0"),
    "an absurd version": CHROME.format("9" * 5000),
    "Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Safari": "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15",
    "a script": "curl/8.5.0",
    "nothing said": "",
}


def answer(agent: str, *, accept: str = "text/html,*/*", kind: str = "http") -> tuple[str, bool]:
    """What comes back, and whether the application behind was reached."""
    reached = False
    sent: list[Message] = []

    async def application(_scope: Scope, _receive: Receive, _send: Send) -> None:
        nonlocal reached
        reached = True

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    middleware = browsers.notice_for_old_ones()
    wrapped: Any = middleware.cls(application, *middleware.args, **middleware.kwargs)
    headers = [(b"user-agent", agent.encode("latin-1")), (b"accept", accept.encode("latin-1"))]
    scope = {"type": kind, "method": "GET", "path": "/", "headers": headers}
    asyncio.run(wrapped(scope, receive, send))
    return b"".join(message.get("body", b"") for message in sent).decode(), reached


@pytest.mark.parametrize("agent", OLD.values(), ids=OLD)
def test_an_old_browser_gets_the_notice_in_both_languages(agent: str) -> None:
    body, reached = answer(agent)
    assert not reached
    assert "浏览器版本过低" in body
    assert "94" in body
    assert "<script" not in body


@pytest.mark.parametrize("agent", NEW.values(), ids=NEW)
def test_every_other_one_gets_the_pages(agent: str) -> None:
    assert answer(agent) == ("", True)


def test_files_of_a_page_are_served_to_whoever_asks_for_them() -> None:
    assert answer(OLD["Internet Explorer 11"], accept="application/json") == ("", True)


def test_a_web_socket_is_none_of_its_business() -> None:
    assert answer(OLD["Internet Explorer 11"], kind="websocket") == ("", True)
