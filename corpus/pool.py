"""A few child processes, lent to one file at a time."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager

from corpus.children import Child
from corpus.errors import ParserStopped
from corpus.limits import Limits

_GRACE = 2.0
"""Seconds for those who wait for a process to notice that it was ended."""


class Pool:
    """Processes that are started when they are needed, and replaced when they are spent. Safe to use from threads."""

    def __init__(self, workers: int, limits: Limits, module: str) -> None:
        self._workers, self._limits, self._module = workers, limits, module
        self._free = threading.Condition()
        self._idle: list[Child] = []
        self._children: set[Child] = set()
        self._lent = 0
        self.closed = False
        # Linux takes the thread that started a process for its parent, with which it is to die: so one thread starts
        # them all, and lives as long as this object.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="sandbox")
        self._at_exit = weakref.finalize(self, _end, self._children)

    @contextmanager
    def lent(self) -> Iterator[Child]:
        """A process for one file, as soon as one is free. Raises ``ParserStopped`` when there is none to be had."""
        child = self._take()
        try:
            yield child
        finally:
            self._give_back(child)

    def close(self) -> None:
        """End all processes, busy ones too. May be called more than once, and from any thread."""
        with self._free:
            self.closed = True
            idle, self._idle = self._idle, []
            for child in self._children:
                child.kill()
            self._free.notify_all()
        for child in idle:
            self._forget(child)
        with self._free:
            self._free.wait_for(lambda: not self._lent, _GRACE)
        self._starter.shutdown(wait=False, cancel_futures=True)

    def _take(self) -> Child:
        with self._free:
            while self._lent >= self._workers and not self.closed:
                self._free.wait()
            if self.closed:
                raise cancelled()
            self._lent += 1
            child = self._idle.pop() if self._idle else None
        if child and child.is_there():
            return child
        try:
            return self._fresh(child)
        except BaseException:
            self._returned()
            raise

    def _fresh(self, dead: Child | None) -> Child:
        """A new process, instead of one that ended while it had nothing to do."""
        if dead:
            self._forget(dead)
        try:
            child = self._starter.submit(self._start).result()
        except (CancelledError, OSError, RuntimeError) as problem:
            if self.closed:
                raise cancelled() from problem
            raise ParserStopped("no process can be started to read it", hint="close other programs") from problem
        if self.closed:
            self._forget(child)
            raise cancelled()
        return child

    def _start(self) -> Child:
        child = Child(self._limits, self._module)
        with self._free:
            self._children.add(child)
        return child

    def _give_back(self, child: Child) -> None:
        with self._free:
            keep = not (child.is_spent or self.closed)
            if keep:
                self._idle.append(child)
        if not keep:
            self._forget(child)
        self._returned()

    def _forget(self, child: Child) -> None:
        child.kill()
        child.end()
        with self._free:
            self._children.discard(child)

    def _returned(self) -> None:
        with self._free:
            self._lent -= 1
            self._free.notify_all()


def cancelled() -> ParserStopped:
    """The error of a file whose reading was called off."""
    return ParserStopped("its reading was cancelled", hint="take it in again")


def _end(children: set[Child]) -> None:
    """At the end of the program, or when the pool was let go of."""
    for child in list(children):
        child.kill()
        child.end()
