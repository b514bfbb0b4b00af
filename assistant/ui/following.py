"""One answer, followed from the question to its place in the conversation."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

import gradio as gr

from assistant.app import Assistant
from assistant.errors import AssistantError, ModelError
from assistant.events import Checked, Event
from assistant.types import Citation, Engine
from assistant.ui import cards, turns
from assistant.ui.exchange import Exchange, exchange, history
from assistant.ui.growing import Growing
from assistant.ui.pacing import Run, paced
from assistant.ui.parts import Parts, Update
from assistant.ui.plain import plainly
from assistant.ui.sentences import verdict
from vectorstore.errors import StoreError
from vectorstore.types import Passage, Scope

FAILED = "something went wrong while answering; try again, and see the log of the program if it stays"
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Following:
    """One question with all it depends on."""

    page: Parts
    dialogue: Assistant
    question: str
    exchanges: Sequence[Exchange]
    scope: Scope
    engine: Engine
    passages: dict[str, Passage] = field(default_factory=dict)
    """Chunk id -> passage, of the citations so far."""

    async def updates(self, run: Run) -> AsyncGenerator[Update | Exchange, None]:
        """Updates of the page, and the exchange when it is there: once more when suggestions were found for it."""
        growing = Growing(self.question)
        if self.question.strip():
            yield {self.page.question: "", **self._working(growing)}
        try:
            async with aclosing(self._events(run)) as batches:
                async for batch in batches:
                    before = growing.answer
                    for event in batch:
                        growing.take(event)
                    if run.dropped:
                        return
                    if growing.answer is not before and growing.answer is not None:
                        run.answered = True
                        yield self._exchange(growing)
                    else:
                        yield await self._news(growing, batch)
            if run.stopped and not run.dropped and not run.answered:
                yield await self._broken(growing, stopped=True)
        except (AssistantError, StoreError) as problem:
            yield await self._failed(growing, plainly(problem), asked=isinstance(problem, ModelError))
        except Exception:
            log.exception("a question could not be answered")
            yield await self._failed(growing, FAILED)

    def _events(self, run: Run) -> AsyncGenerator[list[Event], None]:
        events = self.dialogue.stream(
            self.question, history=history(self._before()), scope=self.scope, engine=self.engine, suggestions=True
        )
        return paced(events, run)

    def _before(self) -> Sequence[Exchange]:
        """The conversation that the question belongs to: one that is asked once more does not follow on itself."""
        last = len(self.exchanges)
        while last and self.exchanges[last - 1].answer.question == self.question:
            last -= 1
        return self.exchanges[:last]

    def _working(self, growing: Growing) -> Update:
        return {
            self.page.pending: turns.asked(growing, len(self.exchanges)),
            self.page.doing: turns.doing(growing),
        }

    async def _news(self, growing: Growing, batch: Sequence[Event]) -> Update:
        """What a batch of events changes on the page."""
        if growing.answer is not None:
            return {self.page.doing: gr.skip()}
        checked = [event.sentence for event in batch if isinstance(event, Checked)]
        if not checked:
            status = {} if growing.unchecked or not batch else {self.page.told: turns.listened(growing.status)}
            return {self.page.doing: turns.doing(growing), **status}
        await self._look_up(growing.citations)
        return {
            **self._working(growing),
            self.page.arriving: cards.arriving(growing, self.passages.values(), len(self.exchanges)),
            self.page.told: turns.listened(" ".join(map(verdict, checked))),
        }

    async def _look_up(self, citations: Sequence[Citation]) -> None:
        """Find the passages of new citations."""
        wanted = {each.document_id for each in citations if each.chunk_id not in self.passages}
        if wanted:
            found = await asyncio.to_thread(lambda: list(self._passages(wanted)))
            self.passages.update((each.chunk.id, each) for each in found)

    def _passages(self, document_ids: set[str]) -> Iterator[Passage]:
        for info in self.dialogue.documents():
            if info.id in document_ids:
                yield from (Passage(chunk, info, 0.0, 1) for chunk in self.dialogue.chunks(info.id))

    def _exchange(self, growing: Growing) -> Exchange:
        assert growing.answer is not None
        return exchange(growing.answer, scope=self._described())

    def _described(self) -> str:
        return self.page.choices.described(self.scope, self.dialogue.documents())

    async def _broken(self, growing: Growing, *, stopped: bool = False, note: str = "") -> Exchange:
        """What was checked before the answer was stopped or broke off."""
        await self._look_up(growing.citations)
        answer = growing.broken_off(tuple(self.passages.values()))
        noted = replace(answer, notes=(note,) if note else ())
        return exchange(noted, scope=self._described(), stopped=stopped)

    async def _failed(self, growing: Growing, told: str, *, asked: bool = False) -> Update | Exchange:
        """An answer that is not whole where the model took part, else a message, and the question is given back."""
        if growing.answer is not None:
            return {self.page.doing: ""}
        if asked or growing.model:
            return await self._broken(growing, note=told)
        empty = {self.page.doing: "", self.page.told: "", self.page.arriving: ""}
        return {self.page.pending: turns.notice(told), self.page.question: self.question, **empty}
