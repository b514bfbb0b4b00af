"""The events of an answer at the pace of a page, and their end as soon as the person wants it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field

from assistant.events import Event, Unchecked

EVERY = 0.1
"""Seconds between two updates of the page, at least."""
TICK = 1.0
"""Seconds after which an update comes even without news: only then does Gradio see that the page was closed."""


class Over:
    """What stands in the queue of a run after its last event."""


@dataclass(slots=True)
class Run:
    """One answer that is being made for one page."""

    queue: asyncio.Queue[Event | Over] = field(default_factory=asyncio.Queue)
    stopped: bool = False
    """The person wants no more of it; what is there stays."""
    dropped: bool = False
    """Nothing of it is wanted any more."""
    answered: bool = False
    """The answer is shown; only suggestions may follow."""

    def stop(self, *, drop: bool = False) -> None:
        """End it, from the event loop it runs in."""
        self.stopped, self.dropped = True, self.dropped or drop
        self.queue.put_nowait(Over())


class Runs:
    """The answers being made, one for each open page."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}

    def begin(self, page: str) -> Run | None:
        """A new run; ``None`` while an answer is being made. Suggestions that are still looked for are given up."""
        current = self._runs.get(page)
        if current is not None and not current.answered and not current.stopped:
            return None
        self.stop(page, drop=True)
        self._runs[page] = run = Run()
        return run

    def stop(self, page: str | None, *, drop: bool = False) -> None:
        """End what runs for a page, if anything does."""
        run = self._runs.get(page or "")
        if run is not None:
            run.stop(drop=drop)

    def end(self, page: str, run: Run) -> None:
        """A run came to its end."""
        if self._runs.get(page) is run:
            del self._runs[page]


async def paced(events: AsyncIterator[Event], run: Run) -> AsyncGenerator[list[Event], None]:
    """The events in batches, at most one each ``EVERY`` seconds; an empty batch where there is no news.

    ``events`` is cancelled when this ends: when ``run`` is stopped, or when this is closed. Raises as they do.
    """
    task = asyncio.create_task(_read(events, run))
    try:
        while True:
            batch, over = await _batch(run.queue)
            begun = time.monotonic()
            if batch or not over:
                yield batch
            if over or run.stopped:
                break
            await asyncio.sleep(max(0.0, begun + EVERY - time.monotonic()))
        if not run.stopped:
            await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _read(events: AsyncIterator[Event], run: Run) -> None:
    try:
        async for event in events:
            run.queue.put_nowait(event)
    finally:
        run.queue.put_nowait(Over())


async def _batch(queue: asyncio.Queue[Event | Over]) -> tuple[list[Event], bool]:
    """What came, of unchecked texts in a row only the last; and whether nothing comes after it."""
    try:
        items = [await asyncio.wait_for(queue.get(), TICK)]
    except TimeoutError:
        return [], False
    while not queue.empty():
        items.append(queue.get_nowait())
    batch: list[Event] = []
    for item in items:
        if isinstance(item, Over):
            return batch, True
        if batch and isinstance(item, Unchecked) and isinstance(batch[-1], Unchecked):
            batch.pop()
        batch.append(item)
    return batch, False
