"""A language model that says what a test or a demonstration wants, and remembers what it was sent."""

# ruff: noqa: ARG002
# The names of arguments are those of LangChain's interface.

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from assistant.models.info import CONTEXT, ModelInfo, Schema
from assistant.models.llm import ChatModel

Replies = Sequence[str] | Callable[[list[tuple[str, str]]], str]
"""One reply per call, the last one again and again; or a function of the messages, each (role, text)."""


class ScriptedChat(BaseChatModel):
    """A chat model of LangChain that streams given replies in small pieces."""

    replies: Any
    """``Replies``."""
    piece: int = 4
    """Characters in one piece."""
    delay: float = 0.0
    """Seconds before each piece."""
    fail_after: int | None = None
    """Pieces after which ``failure`` is raised."""
    failure: Exception | None = None
    finish: str | None = "stop"
    """Why it stops, as a server would say it; ``None``: without saying why."""
    sent: list[list[tuple[str, str]]] = Field(default_factory=list)
    """The messages of every call, in order."""

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def reply(self, messages: list[BaseMessage]) -> str:
        """The reply to the messages, which are remembered."""
        self.sent.append([(each.type, str(each.text)) for each in messages])
        if callable(self.replies):
            return str(self.replies(self.sent[-1]))
        return str(self.replies[min(len(self.sent), len(self.replies)) - 1])

    def _chunks(self, messages: list[BaseMessage]) -> Iterator[ChatGenerationChunk]:
        text = self.reply(messages)
        cuts = range(0, len(text), self.piece)
        for number, at in enumerate(itertools.chain(cuts, [len(text)])):
            if self.failure is not None and number == self.fail_after:
                raise self.failure
            last = at == len(text)
            told = {"finish_reason": self.finish} if last and self.finish else {}
            message = AIMessageChunk(content=text[at : at + self.piece], response_metadata=told)
            if last:
                message.usage_metadata = _usage(self.sent[-1], text)
            yield ChatGenerationChunk(message=message)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in self._chunks(messages):
            time.sleep(self.delay)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in self._chunks(messages):
            await asyncio.sleep(self.delay)
            yield chunk

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.text) for chunk in self._chunks(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])


def _usage(messages: list[tuple[str, str]], text: str) -> Any:
    words = sum(len(each.split()) for _, each in messages), len(text.split())
    return {"input_tokens": words[0], "output_tokens": words[1], "total_tokens": sum(words)}


class ScriptedSource:
    """Where ``ChatModel`` gets a scripted model from."""

    address = "nowhere (scripted)"
    secrets = ()

    def __init__(self, chat: ScriptedChat, info: ModelInfo) -> None:
        self._chat = chat
        self._info = info

    def known(self) -> ModelInfo:
        return self._info

    async def info(self) -> ModelInfo:
        return self._info

    def chat(self, info: ModelInfo) -> ScriptedChat:
        return self._chat

    @asynccontextmanager
    async def session(
        self, info: ModelInfo, max_tokens: int, schema: Schema | None = None
    ) -> AsyncIterator[ScriptedChat]:
        yield self._chat

    def close(self) -> None:
        """Nothing to close."""


def scripted_model(
    replies: Replies,
    *,
    name: str = "scripted",
    context: int = CONTEXT,
    small: bool = False,
    stall: float = 20.0,
    **options: Any,
) -> ChatModel:
    """A model that gives these replies; ``options`` are fields of ``ScriptedChat``.

    ``model.chat.sent`` is what it was sent.
    """
    chat = ScriptedChat(replies=replies, **options)
    return ChatModel(ScriptedSource(chat, ModelInfo(name, context, small)), stall=stall)
