"""The language model, or none: whatever answers in OpenAI's protocol, wherever it runs."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, aclosing
from typing import TYPE_CHECKING, Protocol

from assistant.errors import BadSetting, ModelError, ModelTooSlow
from assistant.models.endpoint import EndpointSource
from assistant.models.errors import NO_PATH, mapped, misunderstood, pause, vendor_errors
from assistant.models.info import Endpoint, ModelInfo, Schema
from assistant.models.streaming import Deadline, Limits, Usage, pieces
from assistant.models.token_count import count
from assistant.settings import Settings
from vectorstore.addresses import address_of, named_server

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["ChatModel", "Deadline", "Messages", "Usage", "configured", "stay_untraced"]

TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
Messages = Sequence[tuple[str, str]]
"""(role, text); roles are "system", "human" and "ai"."""


class Source(Protocol):
    """Where a model comes from: an endpoint, a file, a script."""

    @property
    def address(self) -> str: ...
    @property
    def secrets(self) -> tuple[str, ...]: ...
    def known(self) -> ModelInfo | None: ...
    async def info(self) -> ModelInfo: ...
    def chat(self, info: ModelInfo) -> BaseChatModel: ...
    def session(
        self, info: ModelInfo, max_tokens: int, schema: Schema | None = None
    ) -> AbstractAsyncContextManager[BaseChatModel]: ...
    def close(self) -> None: ...


class ChatModel:
    """A language model. Nothing is asked or started before its first use; safe in several threads and event loops.

    ``name``, ``context``, ``small`` and ``chat`` wait for the server where it has to be asked (3 s at most; a model file has
    to be loaded): in an event loop, ``await model.ready()`` first.
    """

    def __init__(self, source: Source, *, stall: float) -> None:
        self._source = source
        self._stall = stall

    @property
    def address(self) -> str:
        """Where it answers; without credentials."""
        return self._source.address

    @property
    def name(self) -> str:
        return self._info().name

    @property
    def context(self) -> int:
        """Tokens that it takes in and writes together."""
        return self._info().context

    @property
    def small(self) -> bool:
        """At most 3 billion parameters, as far as is known."""
        return self._info().small

    @property
    def chat(self) -> BaseChatModel:
        """The bare LangChain model, for chains. Its errors are the client's own; ``stream`` maps them."""
        return self._source.chat(self._info())

    def count(self, text: str) -> int:
        """Tokens of a text, rather too many than too few."""
        return count(text)

    async def ready(self, deadline: Deadline | None = None) -> ModelInfo:
        """What the model is; its server is asked, or its file loaded, the first time. Raises ``ModelError``."""
        try:
            async with asyncio.timeout(deadline.left() if deadline else None) as timer:
                return await self._source.info()
        except vendor_errors() as problem:
            # Not chained: the client's exceptions hold the key, in their request and sometimes in their words.
            raise self._late(deadline) if deadline and timer.expired() else self._mapped(problem, None) from None

    async def stream(
        self,
        messages: Messages,
        *,
        deadline: Deadline,
        max_tokens: int,
        usage: Usage | None = None,
        schema: Schema | None = None,
    ) -> AsyncGenerator[str, None]:
        """The answer, piece by piece, at most ``max_tokens`` tokens. Closing the iterator hangs up.

        ``schema``: JSON of this shape is asked for, where the server can be asked for it; the answer is to be checked.

        Raises:
            ModelError: at any time; what was written before is not lost by it.
        """
        usage = Usage() if usage is None else usage
        info = await self.ready(deadline)
        begun = time.monotonic()
        try:
            limits = Limits(deadline, self._stall, max_tokens)
            async with aclosing(self._tries(info, messages, limits, usage, schema)) as text:
                async for piece in text:
                    yield piece
        finally:
            usage.seconds = time.monotonic() - begun

    async def complete(
        self,
        messages: Messages,
        *,
        deadline: Deadline,
        max_tokens: int,
        usage: Usage | None = None,
        schema: Schema | None = None,
    ) -> str:
        """The whole answer. Raises ``ModelError``."""
        text = self.stream(messages, deadline=deadline, max_tokens=max_tokens, usage=usage, schema=schema)
        return "".join([piece async for piece in text])

    def close(self) -> None:
        """End what was started for it."""
        self._source.close()

    async def _tries(
        self, info: ModelInfo, messages: Messages, limits: Limits, usage: Usage, schema: Schema | None
    ) -> AsyncGenerator[str, None]:
        """Ask, and ask again where that may help and nothing was written yet."""
        while True:
            usage.attempts += 1
            try:
                async with aclosing(self._attempt(info, messages, limits, usage, schema)) as text:
                    async for piece in text:
                        yield piece
                return
            except vendor_errors() as problem:
                if schema and not usage.chunks and misunderstood(problem):
                    schema = None
                    continue
                wait = None if usage.chunks else pause(problem, usage.attempts)
                if wait is None or wait >= limits.deadline.left():
                    raise self._mapped(problem, info.name, begun=usage.chunks > 0) from None
            await asyncio.sleep(wait)

    async def _attempt(
        self, info: ModelInfo, messages: Messages, limits: Limits, usage: Usage, schema: Schema | None
    ) -> AsyncGenerator[str, None]:
        server = f"the model server at {self.address}"
        async with (
            self._source.session(info, limits.max_tokens, schema) as chat,
            aclosing(pieces(chat, list(messages), limits, usage, server=server)) as text,
        ):
            async for piece in text:
                yield piece

    def _info(self) -> ModelInfo:
        known = self._source.known()
        if known:
            return known
        with ThreadPoolExecutor(1) as pool:  # a thread of its own, as this one may run an event loop
            return pool.submit(asyncio.run, self.ready()).result()

    def _mapped(self, problem: Exception, model: str | None, *, begun: bool = False) -> ModelError:
        return mapped(problem, address=self.address, model=model, secrets=self._source.secrets, begun=begun)

    def _late(self, deadline: Deadline) -> ModelTooSlow:
        return ModelTooSlow(f"the model server at {self.address} was not ready within {deadline.seconds:g} seconds")


def configured(settings: Settings) -> ChatModel | None:
    """The model of the settings and of ``OPENAI_API_KEY`` and ``OPENAI_BASE_URL``; ``None`` where there is none.

    Nothing is asked or started yet. A model file wins over an address.

    Raises:
        BadSetting: the model file is none, the address is none, or Azure's deployment is not named.
        NoModel: a model file is named and the extra ``local`` is not installed.
    """
    source = _source(settings)
    if source is None:
        return None
    stay_untraced()
    return ChatModel(source, stall=settings.stall)


def stay_untraced() -> None:
    """Keep LangChain from sending questions and passages to its maker's service, whatever the environment says."""
    os.environ.update(dict.fromkeys(TRACING, "false"))


def _source(settings: Settings) -> Source | None:
    if settings.gguf:
        from assistant.models.local import LocalSource

        return LocalSource(settings)
    server = named_server()
    if server is None:
        return None
    key, url = server
    if not (key.isascii() and key.isprintable()):
        raise BadSetting("OPENAI_API_KEY holds characters that no key has", hint="copy the key again")
    try:
        address = address_of(url)
    except ValueError as problem:
        raise BadSetting(f"OPENAI_BASE_URL is no address of a model: {problem}", hint=NO_PATH) from None
    endpoint = Endpoint(address, key, settings.model, settings.context_window)
    if endpoint.azure and not settings.model:
        raise BadSetting(
            "Azure has a name for each deployment", hint="set DIALOGUE_MODEL to the name of the deployment"
        )
    return EndpointSource(endpoint, temperature=settings.temperature, deadline=settings.deadline)
