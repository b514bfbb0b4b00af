"""Events at the pace of a page: few updates, an end as soon as it is wanted, and the source closed whatever happens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from assistant.errors import BadQuestion
from assistant.events import Event, Reading, Unchecked
from assistant.ui.pacing import EVERY, TICK, Run, Runs, paced


class Source:
    """Tells what it is given, then waits for ever unless it is to end; remembers that it was closed."""

    def __init__(self, *events: Event, ends: bool = True, pause: float = 0.0) -> None:
        self.events, self.ends, self.pause = events, ends, pause
        self.closed = False

    async def stream(self) -> AsyncIterator[Event]:
        try:
            for event in self.events:
                await asyncio.sleep(self.pause)
                yield event
            if not self.ends:
                await asyncio.sleep(3600)
        finally:
            self.closed = True


def words(count: int) -> tuple[Event, ...]:
    return tuple(Unchecked("a" * at) for at in range(1, count + 1))


async def batches(source: Source, run: Run) -> list[list[Event]]:
    return [batch async for batch in paced(source.stream(), run)]


def test_words_come_in_few_batches_and_nothing_else_is_lost() -> None:
    source = Source(*words(40), Reading(3), *words(40), pause=0.005)
    begun = time.monotonic()
    got = asyncio.run(batches(source, Run()))
    assert len(got) <= (time.monotonic() - begun) / EVERY + 2
    assert len(got) < 20
    events = [event for batch in got for event in batch]
    assert events.count(Reading(3)) == 1
    assert events[-1] == Unchecked("a" * 40)
    assert source.closed


def test_a_stop_ends_it_at_once_and_keeps_what_came_before() -> None:
    async def stopped() -> tuple[list[list[Event]], float]:
        run = Run()
        asyncio.get_running_loop().call_later(0.3, run.stop)
        begun = time.monotonic()
        return await batches(source, run), time.monotonic() - begun

    source = Source(Reading(3), ends=False)
    got, seconds = asyncio.run(stopped())
    assert [event for batch in got for event in batch] == [Reading(3)]
    assert seconds < 1.0
    assert source.closed


def test_closing_it_closes_the_source() -> None:
    async def closed() -> bool:
        async with aclosing(paced(source.stream(), Run())) as events:
            async for _ in events:
                break
        return source.closed

    source = Source(Reading(3), ends=False)
    assert asyncio.run(closed())


def test_it_tells_that_there_is_no_news() -> None:
    async def first_two() -> list[list[Event]]:
        async with aclosing(paced(Source(Reading(3), ends=False).stream(), Run())) as events:
            return [await anext(events), await anext(events)]

    begun = time.monotonic()
    assert asyncio.run(first_two()) == [[Reading(3)], []]
    assert time.monotonic() - begun < TICK + 1


def test_it_raises_what_the_source_raises() -> None:
    async def failing() -> AsyncIterator[Event]:
        yield Reading(3)
        raise BadQuestion("the question is empty")

    async def read() -> None:
        async for batch in paced(failing(), Run()):
            got.append(batch)

    got: list[list[Event]] = []
    with pytest.raises(BadQuestion):
        asyncio.run(read())
    assert got == [[Reading(3)]]


def test_one_answer_at_a_time_for_a_page() -> None:
    runs = Runs()
    first = runs.begin("a")
    assert first is not None
    assert runs.begin("a") is None
    assert runs.begin("b") is not None
    first.answered = True
    second = runs.begin("a")
    assert second is not None
    assert (first.dropped, second.dropped) == (True, False)
    runs.end("a", first)
    assert runs.begin("a") is None
    runs.stop("a")
    assert (second.stopped, second.dropped) == (True, False)
    runs.stop("unknown")
    runs.stop(None)
