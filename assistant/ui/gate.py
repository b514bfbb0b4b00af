"""An event of the page may name only files that were uploaded.

Gradio checks this itself when it is launched, not when it is mounted: it would copy any file of the machine that a
forged event names, and fetch any address (tried on 6.31).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EVENTS = "/gradio_api/queue/join"
MOST_BYTES = 32 * 2**20
"""Of an event; a long conversation that a browser kept is the largest."""


class Gate:
    """ASGI middleware; ``uploads`` is the folder in which Gradio keeps what was uploaded."""

    def __init__(self, app: ASGIApp, *, uploads: Path) -> None:
        self._app = app
        self._uploads = uploads.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].rstrip("/") != EVENTS:
            await self._app(scope, receive, send)
            return
        body = await _read(receive)
        if body is None:
            await PlainTextResponse("the request is too large", 413)(scope, receive, send)
        elif not self._is_fine(body):
            await PlainTextResponse("only files that were uploaded can be named", 403)(scope, receive, send)
        else:
            await self._app(scope, _again(body, receive), send)

    def _is_fine(self, body: bytes) -> bool:
        try:
            return all(self._is_uploaded(path) for path in _named(json.loads(body)))
        except (ValueError, RecursionError):
            return False

    def _is_uploaded(self, path: object) -> bool:
        return isinstance(path, str) and Path(path).resolve().is_relative_to(self._uploads)


def _named(data: Any) -> Iterator[object]:
    """What is named as a file anywhere in the data of an event."""
    left = [data]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            if "path" in each and "meta" in each:
                yield each["path"]
            left.extend(each.values())
        elif isinstance(each, list):
            left.extend(each)


async def _read(receive: Receive) -> bytes | None:
    """The body of a request; ``None`` when it is too large or the connection is gone."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body once more, then what comes after it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return left.pop() if left else await receive()

    return replay
