"""What stands before the app: no foreign origin, none of Gradio's routes that the page does not use, safe headers."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""Gradio's own scripts are inline and compile templates; everything else stays at home."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
USED = re.compile(
    r"/(?:healthz|config|theme\.css|robots\.txt|assets/.*|static/.*"
    r"|gradio_api/(?:startup-events|heartbeat/\w+|queue/(?:join|data)|cancel|reset|upload|upload_progress)"
    r"|view/[0-9a-f]{16}|pages/[0-9a-f]{16}/\d{1,6}\.png)?/?"
)
"""Paths that the page asks for. Gradio has many more: files, uploads, a proxy, its API. They are not served."""
LEFTOVERS = re.compile(
    r'<meta (?:property="og|name="twitter):[^>]*>\s*|<link rel="manifest"[^>]*>\s*|<title>[^<]*</title>\s*'
)
"""What Gradio's page says of Gradio in its head."""


class Guard:
    """ASGI middleware; ``hosts`` are the names, beyond that of the request itself, whose pages may call."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if not self._at_home(headers):
            await PlainTextResponse("requests from other sites are refused", 403)(scope, receive, safely)
        elif not USED.fullmatch(scope["path"]):
            await PlainTextResponse("there is nothing here", 404)(scope, receive, safely)
        else:
            await self._app(scope, receive, safely)

    def _at_home(self, headers: Headers) -> bool:
        """Whether a page of this very site asks, or no page at all."""
        origin = headers.get("origin")
        if origin is None:
            return True
        sent_from = urlsplit(origin.lower())
        return sent_from.netloc == headers.get("host", "").lower() or sent_from.hostname in self._hosts


class Head:
    """ASGI middleware that puts our own title and icon into the head of the page at ``/``."""

    def __init__(self, app: ASGIApp, *, title: str, icon: str) -> None:
        self._app = app
        self._own = f'<head><title>{escape(title)}</title><link rel="icon" href="{escape(icon)}">'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        body = bytearray()

        async def collected(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                page = self._changed(bytes(body).decode()).encode()
                MutableHeaders(scope=start)["content-length"] = str(len(page))
                await send(start)
                await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, collected)

    def _changed(self, page: str) -> str:
        head, end, rest = page.partition("<script>")
        return LEFTOVERS.sub("", head).replace("<head>", self._own, 1) + end + LEFTOVERS.sub("", rest)
