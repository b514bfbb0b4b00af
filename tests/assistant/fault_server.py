"""A model server on this machine that breaks in a chosen way: real sockets, real timeouts, real broken streams.

``with fault_server("stall") as server:`` listens at ``server.url``; ``server.requests`` is what it was sent, and
``server.hung_up`` is set once a client closed a stream that was still going on.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

TEXT = "Portugal let migrants with pending cases use public services [1]. It is one of two examples"
"""What it says, unless told otherwise; a broken stream stops before the last words."""
MODEL = "fault-model"
FAULTS = (
    "refused", "slow", "unauthorised", "no_model", "busy", "broken", "reset", "early_end", "stall", "bad_json", "bad_utf8",
    "error_event", "empty", "length", "endless",
)  # fmt: skip
"""The fifteen ways to break; besides these "good", and some rarer ones."""
STATUSES: dict[str, tuple[int, dict[str, Any]]] = {
    "unauthorised": (401, {"message": "Incorrect API key provided: {key}", "code": "invalid_api_key"}),
    "no_model": (404, {"message": "The model `{model}` does not exist", "code": "model_not_found"}),
    "busy": (429, {"message": "Rate limit reached", "code": "rate_limit_exceeded"}),
    "no_quota": (429, {"message": "You exceeded your current quota, check your billing", "code": "insufficient_quota"}),
    "broken": (500, {"message": "CUDA error: an illegal memory access, key {key}", "code": None}),
    "no_schema": (400, {"message": "response_format: unsupported parameter", "code": "invalid_request"}),
    "too_long": (
        400,
        {"message": "request (9000 tokens) exceeds the available context size (8192 tokens)", "code": 400},
    ),
}
WEIRD = (
    "[]",
    "null",
    "7",
    '{"choices": null}',
    '{"choices": [null]}',
    '{"choices": [{"delta": 5}]}',
    '{"choices": "no"}',
)
"""Chunks that are JSON and no answer."""


@dataclass
class FaultServer:
    """What a test sees of the server."""

    mode: str
    text: str
    pause: float
    models: list[dict[str, Any]]
    chunk: str
    models_pause: float
    vectors: Callable[[list[str]], Any]
    port: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    """Per request: "path", "headers" (lower case), "body" (parsed)."""
    hung_up: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the requests for an answer."""
        return [each["body"] for each in self.requests if each["path"].endswith("/chat/completions")]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await _request(reader)
            self.requests.append(request)
            if request["path"].endswith("/models"):
                await asyncio.sleep(self.models_pause)
                await _send(writer, 200, {"object": "list", "data": self.models})
            elif request["path"].endswith("/chat/completions"):
                await self._answer(request, reader, writer)
            elif request["path"].endswith("/embeddings"):
                await self._embeddings(request, writer)
            else:
                await _send(writer, 404, {"error": {"message": "File Not Found", "code": 404}})
        writer.close()

    async def _answer(
        self, request: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        mode = self.mode
        if mode.startswith("once_"):
            mode = mode.removeprefix("once_") if len(self.asked) == 1 else "good"
        if await self._refused(mode, request, writer):
            return
        if not request["body"].get("stream"):
            await _send(writer, 200, _whole(self.text))
        else:
            await self._watched(mode, reader, writer)

    async def _embeddings(self, request: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        if not await self._refused(self.mode, request, writer):
            if self.mode == "slow":
                await asyncio.sleep(3600)
            data = self.vectors(request["body"]["input"])
            await _send(writer, 200, {"object": "list", "model": MODEL, "data": data, "usage": {}})

    async def _refused(self, mode: str, request: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
        """Whether the mode is one that does not even begin to answer; then that is done."""
        if mode == "html":
            await _send(writer, 200, "<html>Welcome to the hotel</html>")
        elif mode in STATUSES:
            key = request["headers"].get("authorization", "").removeprefix("Bearer ")
            status, error = STATUSES[mode]
            said = str(error["message"]).format(key=key, model=request["body"].get("model"))
            await _send(writer, status, {"error": {**error, "message": said}})
        return mode in {*STATUSES, "html", "hang_up"}

    async def _watched(self, mode: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Stream until the end, or until the client hangs up."""
        streaming = asyncio.create_task(self._stream(mode, writer))
        listening = asyncio.create_task(reader.read(1))
        await asyncio.wait({streaming, listening}, return_when=asyncio.FIRST_COMPLETED)
        if not streaming.done() or isinstance(streaming.exception(), ConnectionError):
            self.hung_up.set()
        for task in (streaming, listening):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await task

    async def _stream(self, mode: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        async for data in self._events(mode):
            writer.write(data)
            await writer.drain()
        if mode == "reset":
            raw = writer.get_extra_info("socket")
            await asyncio.sleep(0.1)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    async def _events(self, mode: str) -> AsyncIterator[bytes]:
        if mode == "slow":
            await asyncio.sleep(3600)
        yield _event(_delta("", role="assistant"))
        for piece in [] if mode == "empty" else _pieces(self.text):
            await asyncio.sleep(self.pause)
            yield _event(_delta(piece))
        while mode == "endless":
            await asyncio.sleep(0.001)
            yield _event(_delta(" and so on"))
        if mode == "stall":
            await asyncio.sleep(3600)
        for data in self._ending(mode):
            yield data

    def _ending(self, mode: str) -> list[bytes]:
        """What comes after the text."""
        endings: dict[str, list[bytes]] = {
            "reset": [],
            "early_end": [],
            "bad_json": [b'data: {"choices": [{"delta": \n\n'],
            "bad_utf8": [b'data: {"choices": [{"delta": {"content": "caf\xe9 \xff"}}]}\n\n'],
            "error_event": [_event({"error": {"message": "the engine died", "code": 500}})],
            "length": [_event(_delta("", finish="length")), b"data: [DONE]\n\n"],
            "filtered": [_event(_delta("", finish="content_filter")), b"data: [DONE]\n\n"],
            "weird": [f"data: {self.chunk}\n\n".encode()],
        }
        usage = {
            **_delta(""),
            "choices": [],
            "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
        }
        return endings.get(mode, [_event(_delta("", finish="stop")), _event(usage), b"data: [DONE]\n\n"])


@contextmanager
def fault_server(
    mode: str = "good",
    *,
    text: str = TEXT,
    pause: float = 0.0,
    models: list[dict[str, Any]] | None = None,
    chunk: str = "[]",
    models_pause: float = 0.0,
    vectors: Callable[[list[str]], Any] = lambda texts: vector_rows([[float(len(each)), 1.0] for each in texts]),
) -> Iterator[FaultServer]:
    """A server in a thread of its own, stopped at the end.

    Args:
        mode: one of ``FAULTS``, "good", "once_busy" (and the like: right at the second time), "no_quota", "too_long", "html",
            "hang_up", "filtered", "weird".
        text: what it says; broken streams break after it.
        pause: seconds before each word.
        models: the entries of ``/v1/models``.
        chunk: what mode "weird" sends.
        models_pause: seconds before the list of models.
        vectors: texts -> what ``/v1/embeddings`` gives as "data".
    """
    models = models or [{"id": MODEL, "object": "model", "owned_by": "tests"}]
    server = FaultServer(mode, text, pause, models, chunk, models_pause, vectors)
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    up = threading.Event()

    async def run() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        if mode == "refused":
            listening.close()
        up.set()
        await stop.wait()
        listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        thread = threading.Thread(target=lambda: runner.run(run()), daemon=True)
        thread.start()
        up.wait(10)
        try:
            yield server
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(10)


async def _request(reader: asyncio.StreamReader) -> dict[str, Any]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return {"path": head[0].split(" ")[1], "headers": headers, "body": json.loads(body) if body else {}}


async def _send(writer: asyncio.StreamWriter, status: int, content: Any) -> None:
    data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
    kind = "text/html" if isinstance(content, str) else "application/json"
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + data)
    await writer.drain()


def vector_rows(vectors: list[Any]) -> list[dict[str, Any]]:
    """Vectors as the protocol lists them."""
    return [{"object": "embedding", "index": at, "embedding": each} for at, each in enumerate(vectors)]


def _pieces(text: str) -> list[str]:
    return [word if at == 0 else f" {word}" for at, word in enumerate(text.split(" "))] if text else []


def _delta(content: str, *, role: str | None = None, finish: str | None = None) -> dict[str, Any]:
    delta = {"content": content, **({"role": role} if role else {})}
    choice = {"index": 0, "delta": {} if finish else delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": [choice]}


def _whole(text: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"id": "c1", "object": "chat.completion", "created": 1, "model": MODEL, "choices": [choice]}


def _event(content: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(content)}\n\n".encode()
