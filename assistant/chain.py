"""The chain of an answer, as a LangChain sequence of streaming stages.

    understand -> retrieve -> quote or refuse -> write -> check -> finish

Each stage is a ``RunnableGenerator`` over one stream: it takes the state that is its own, tells events, and lets pass what
it does not know. Stages that compute run in threads; the model is read in a task of its own, so that closing the stream
ends its connection at once, whatever stage is at work.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableSequence

from assistant.answering import Answering, spent
from assistant.conversation.suggestions import suggest
from assistant.conversation.understanding import Understood, understand
from assistant.errors import ModelError
from assistant.events import Checked, Done, Event, Reading, Searching, Unchecked, Writing
from assistant.models.llm import ChatModel
from assistant.models.streaming import Deadline, Usage
from assistant.settings import Settings
from assistant.traces import Trace
from assistant.types import Answer, Turn
from assistant.verification.premises import premise_of
from assistant.verification.verifier import Verifier
from assistant.written.drafting import Draft
from assistant.written.finishing import Drafted, Ended, finished
from assistant.written.writing import Assignment, assignment
from vectorstore.types import Scope

SUGGESTING = 20.0
"""Seconds that follow-up questions may take."""


@dataclass(slots=True)
class Asked:
    """A question on its way through the chain."""

    question: str
    history: tuple[Turn, ...]
    scope: Scope
    model: ChatModel | None
    """``None``: quote mode."""
    deadline: Deadline
    begun: float = field(default_factory=time.perf_counter)
    tasks: list[asyncio.Task[ModelError | None]] = field(default_factory=list)
    """What must end with the stream."""


@dataclass(frozen=True, slots=True)
class Found:
    """Passages were retrieved, and quote mode's answer over them is known."""

    asked: Asked
    understood: Understood
    trace: Trace
    quoted: Answer
    retrieved: float
    """Seconds from the question to the passages."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The model was asked."""

    found: Found
    assignment: Assignment
    usage: Usage


class Chain:
    """Answers questions, written where a model is given and quoted where not, as a stream of events."""

    def __init__(self, answering: Answering, verifier: Callable[[], Verifier], settings: Settings) -> None:
        self._answering = answering
        self._verifier = verifier
        self._settings = settings
        stages = (self._understood, self._found, self._quoted, self._written, self._checked, self._finished)
        self._sequence: Runnable[Asked, Event] = RunnableSequence(*map(RunnableGenerator, stages))

    async def stream(
        self, question: str, *, history: tuple[Turn, ...], scope: Scope, model: ChatModel | None
    ) -> AsyncGenerator[Event, None]:
        """The events of one answer, the last one ``Done``. Closing it ends the connection to the model."""
        asked = Asked(question, history, scope, model, Deadline(self._settings.patience))
        try:
            async for event in self._sequence.astream(asked):
                yield event
        finally:
            for task in asked.tasks:
                task.cancel()

    async def suggestions(
        self, answer: Answer, history: tuple[Turn, ...], scope: Scope, model: ChatModel | None
    ) -> tuple[str, ...]:
        """Follow-up questions that the documents can answer, by rules where the model is small: it is slow and adds little."""

        def answerable(question: str) -> bool:
            return self._answering.trace(question, scope=scope).verdict.answered

        asked = None if model is None or model.small else model
        return await suggest(
            asked, answer, answer.passages, history, answerable=answerable, deadline=Deadline(SUGGESTING)
        )

    async def _understood(self, stream: AsyncIterator[Asked]) -> AsyncIterator[Any]:
        async for asked in stream:
            understood = await understand(asked.question, asked.history, asked.model, asked.deadline)
            yield Searching(understood.query, understood.queries)
            yield asked, understood

    async def _found(self, stream: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for item in stream:
            if not isinstance(item, tuple):
                yield item
                continue
            asked, understood = item
            found = await asyncio.to_thread(self._retrieve, asked, understood)
            yield Reading(len(found.trace.result.passages))
            yield found

    def _retrieve(self, asked: Asked, understood: Understood) -> Found:
        """Search for the question and its parts; quote mode reads what came."""
        queries = (understood.query, *understood.queries)
        results = [self._answering.search(query, scope=asked.scope) for query in queries]
        retrieved = time.perf_counter() - asked.begun
        trace = self._answering.compared(queries, results)
        return Found(asked, understood, trace, self._answering.quoted(asked.question, trace), retrieved)

    async def _quoted(self, stream: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Where nothing is found, or quotations are wanted, the model is not asked."""
        async for item in stream:
            if not isinstance(item, Found):
                yield item
            elif item.asked.model is None or item.quoted.status == "not_found":
                yield Done(_timed(item.quoted, item))
            elif item.understood.problem:
                yield Done(_timed(replace(item.quoted, fallback_reason=str(item.understood.problem)), item))
            else:
                yield item

    async def _written(self, stream: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for item in stream:
            if not isinstance(item, Found) or item.asked.model is None:
                yield item
                continue
            model, usage = item.asked.model, Usage()
            given = self._assigned(item, model)
            if not given.passages:
                why = f"not one passage fits the model's window of {model.context:,} tokens"
                yield Done(_timed(replace(item.quoted, fallback_reason=why, model=model.name), item))
                continue
            yield Writing(model.name)
            yield Begun(item, given, usage)
            async for piece in self._read(item.asked, model, given, usage):
                yield piece

    def _assigned(self, found: Found, model: ChatModel) -> Assignment:
        """A question that stands alone is put as it was asked, in its own language; first the passages that quote mode quotes."""
        asked = found.asked
        quoted = {each.chunk_id for each in found.quoted.citations}
        passages = sorted(found.trace.passages, key=lambda each: each.chunk.id not in quoted)
        question = found.understood.query if asked.history else asked.question
        return assignment(question, found.quoted.language, passages, model, self._settings, self._answering.documents())

    async def _read(
        self, asked: Asked, model: ChatModel, given: Assignment, usage: Usage
    ) -> AsyncIterator[str | Ended]:
        """The model's words, read in a task: who closes the chain cancels it, and with it the connection."""
        words: asyncio.Queue[str | None] = asyncio.Queue()

        async def pump() -> ModelError | None:
            try:
                pieces = model.stream(given.messages, deadline=asked.deadline, max_tokens=given.max_tokens, usage=usage)
                async for piece in pieces:
                    words.put_nowait(piece)
            except ModelError as problem:
                return problem
            finally:
                words.put_nowait(None)
            return None

        task = asyncio.create_task(pump())
        asked.tasks.append(task)
        while (piece := await words.get()) is not None:
            yield piece
        yield Ended(await task)

    async def _checked(self, stream: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Each sentence is judged when it ends; one that goes round in circles is the last that is read."""
        drafted: Drafted | None = None
        async for item in stream:
            if isinstance(item, Begun):
                drafted = self._drafted(item)
            elif drafted is None or not isinstance(item, str | Ended):
                yield item
            else:
                for written in drafted.take(item):
                    await drafted.reading
                    shown = await asyncio.to_thread(drafted.add, written)
                    if shown is not None:
                        yield Checked(shown, tuple(drafted.draft.citations))
                if isinstance(item, Ended) or drafted.over:
                    yield drafted
                    return
                yield Unchecked(drafted.cutter.pending)

    def _drafted(self, begun: Begun) -> Drafted:
        """An empty draft; its passages are read for checking while the model thinks."""
        passages, verifier, documents = begun.assignment.passages, self._verifier(), self._answering.documents()
        premises = [premise_of(each, documents(each.chunk.document_id)) for each in passages]
        reading = asyncio.ensure_future(asyncio.to_thread(verifier.read, premises))
        draft = Draft(
            passages,
            documents,
            lambda sentence, cited: verifier.judge(sentence, reading.result(), cited=cited, elsewhere=False),
            question=begun.found.quoted.question,
            mark=self._settings.unsupported == "mark",
        )
        found = begun.found
        return Drafted(draft, reading, begun.assignment, begun.usage, found.quoted, found.asked.begun, found.retrieved)

    async def _finished(self, stream: AsyncIterator[Any]) -> AsyncIterator[Event]:
        async for item in stream:
            yield Done(finished(item, self._settings)) if isinstance(item, Drafted) else item


def _timed(answer: Answer, found: Found) -> Answer:
    return replace(answer, seconds=spent(found.asked.begun, found.retrieved))
