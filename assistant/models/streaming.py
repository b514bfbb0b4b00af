"""One answer of a language model as a stream of text that ends well or with an error: never silently, never for ever."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelCutShort, ModelFailed, ModelTooSlow
from assistant.models.thinking import Thoughts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

CHARACTERS = 12
"""Characters per allowed token above which a model is taken not to stop by itself."""


class Deadline:
    """A point in time that several steps share, retries included."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; not below 0."""
        return max(0.0, self._end - time.monotonic())


@dataclass(slots=True)
class Usage:
    """What one call took: filled in while the answer streams. ``None`` where the server does not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    first_token: float | None = None
    """Seconds from the call to the first piece of text."""
    seconds: float = 0.0
    attempts: int = 0
    chunks: int = 0
    """What has come so far; a model that thinks sends chunks without text."""
    characters: int = 0
    """Length of the text so far."""
    finish: str | None = None
    """Why the model stopped, in the server's words: "stop", "length", ..."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one answer may take and be."""

    deadline: Deadline
    stall: float
    """Seconds between two chunks. The first one has until the deadline: reading the passages may take long."""
    max_tokens: int


async def pieces(
    chat: BaseChatModel, messages: list[tuple[str, str]], limits: Limits, usage: Usage, *, server: str
) -> AsyncGenerator[str, None]:
    """The text, piece by piece. ``server`` is who is named in messages.

    Raises:
        ModelTooSlow: the deadline passed, or nothing came for too long.
        ModelCutShort: the stream ended without saying why, or at the limit of tokens.
        ModelFailed: there was no text at all, it was withheld, or it does not end.
        Exception: what the client raises; to be mapped by ``assistant.models.errors.mapped``.
    """
    begun = time.monotonic()
    thoughts, received = Thoughts(), 0
    async with aclosing(chat.astream(messages)) as chunks:  # type: ignore[type-var]
        while (chunk := await _next(chunks, limits, server, begun=usage.chunks > 0)) is not None:
            usage.chunks += 1
            _note(chunk, usage)
            received += len(chunk.text)
            if text := thoughts.feed(str(chunk.text)):
                usage.first_token = usage.first_token or time.monotonic() - begun
                usage.characters += len(text)
                yield text
            if received > limits.max_tokens * CHARACTERS:
                raise ModelFailed(
                    f"{server} does not stop writing: it was asked for {limits.max_tokens} tokens at most"
                )
    if text := thoughts.rest():
        usage.characters += len(text)
        yield text
    _check_end(usage, server, limits.max_tokens)


async def _next(chunks: AsyncIterator[Any], limits: Limits, server: str, *, begun: bool) -> AIMessageChunk | None:
    """The next chunk, or ``None`` at the end of the stream."""
    left = limits.deadline.left()
    wait = min(limits.stall, left) if begun else left
    timer = asyncio.timeout(wait)
    try:
        async with timer:
            chunk: AIMessageChunk | None = await anext(chunks, None)
            return chunk
    except TimeoutError:
        if not timer.expired():
            raise
    if limits.deadline.left() > 0:
        raise ModelTooSlow(f"{server} wrote nothing for {limits.stall:g} seconds in the middle of its answer")
    what = "did not finish its answer" if begun else "did not begin to answer"
    raise ModelTooSlow(f"{server} {what} within {limits.deadline.seconds:g} seconds")


def _note(chunk: AIMessageChunk, usage: Usage) -> None:
    usage.finish = chunk.response_metadata.get("finish_reason") or usage.finish
    if chunk.usage_metadata:
        usage.prompt_tokens = chunk.usage_metadata["input_tokens"]
        usage.completion_tokens = chunk.usage_metadata["output_tokens"]


def _check_end(usage: Usage, server: str, limit: int) -> None:
    """Whether the stream ended as a whole answer does."""
    if usage.finish == "content_filter":
        raise ModelFailed(f"{server} withheld its answer: its content filter stopped it")
    if usage.finish == "length":
        raise ModelCutShort(f"the model reached its limit of {limit} tokens", hint="ask for less, or ask again")
    if usage.finish is None:
        raise ModelCutShort(f"{server} ended its answer in the middle")
    if not usage.characters:
        raise ModelFailed(f"{server} sent an empty answer")
