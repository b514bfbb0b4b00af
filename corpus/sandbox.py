"""Files are read in child processes, within limits of memory and time: one made to do harm stops only its own reading.

A few processes read file after file, each one at a time; one that was stopped, or has grown, is replaced. A child gets
a path, opens the file itself, and hands over text, chunks and a packed layout as bytes, which are checked
(``corpus.answers``): the program that asked never parses a file, and never holds more than its text. What a child may
do is in ``corpus.limits`` and ``corpus.confinement``.

Not on Windows. On macOS memory is not limited (the system does not enforce it), and a child has the network and the
folders of its user.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from corpus.answers import ERROR, PARSED, READ, VIEW, to_error, to_parsed, to_view
from corpus.children import WORKER, Child, Gone, Overdue
from corpus.errors import CorpusError, Crashed, TooComplex, TooMuchMemory, TooSlow
from corpus.extraction import Progress, no_progress
from corpus.limits import OUT_OF_MEMORY, Limits, Patience
from corpus.loaders import MAX_BYTES, size_of
from corpus.packing import Parsed
from corpus.pool import Pool, cancelled
from corpus.types import WordBox
from corpus.wire import Frame, Malformed

if TYPE_CHECKING:
    from corpus.page_images import PageView

_NEAR = 0.5
"""Share of the memory limit from which a process that was killed is taken to have died of it: what it asked for last
is not in use yet."""
_TIRING = (TooMuchMemory, TooComplex)
"""Errors after which a process is replaced, though it lived to tell."""
_Body = TypeVar("_Body")


@dataclass(frozen=True, slots=True)
class Usage:
    """What the reading of one file took."""

    path: Path
    reason: str | None
    """Of the error; ``None`` when it was read."""
    seconds: float
    peak: int
    """Most memory of the process, in bytes."""


@dataclass(frozen=True, slots=True)
class _Request:
    """A question about a file, and how to read the answer."""

    path: Path
    kind: str
    header: Mapping[str, Any]
    parts: tuple[bytes, ...] = ()


class Sandbox:
    """A pool of processes that read files. Safe to use from several threads; close it, or use it as a context.

    A reading can take an hour (scans): what a person waits for is better asked of a sandbox of its own.
    """

    module = WORKER
    """What runs in a child."""

    def __init__(
        self, *, workers: int = 2, limits: Limits | None = None, observe: Callable[[Usage], None] | None = None
    ) -> None:
        """``workers`` processes at most, each started when it is first needed; ``observe`` is told of every file."""
        self.workers = max(1, workers)
        self.limits = limits or Limits()
        self._observe = observe
        self._pool = Pool(self.workers, self.limits, self.module)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self,
        path: Path,
        *,
        document_id: str,
        shown_path: str,
        max_bytes: int = MAX_BYTES,
        progress: Progress = no_progress,
    ) -> Parsed:
        """Read a file, of ``max_bytes`` at most.

        ``progress`` is called in this thread; an exception it raises ends the reading and is passed on.

        Raises:
            CorpusError: as ``corpus.loaders.load``; ``TooSlow``, ``TooMuchMemory`` or ``Crashed`` for a process that was
                ended; plain ``ParserStopped`` when the sandbox is closed.
        """
        ask = {"path": str(path.absolute()), "document_id": document_id, "shown_path": shown_path}
        request = _Request(path, READ, {**ask, "max_bytes": max_bytes})
        return self._ask(request, PARSED, lambda frame: to_parsed(frame, document_id, shown_path), progress)

    def page_view(
        self,
        path: Path,
        page: int,
        runs: Iterable[tuple[int, int]],
        words: Sequence[WordBox],
        *,
        width: int = 1400,
        max_bytes: int = 2**30,
    ) -> PageView:
        """A page of a PDF as a picture ``width`` pixels wide, with boxes: see ``corpus.page_images.page_view``.

        Raises:
            CorpusError: as ``read``.
        """
        places = json.dumps({"runs": [list(run) for run in runs], "words": [astuple(word) for word in words]})
        ask = {"path": str(path.absolute()), "page": page, "width": width, "max_bytes": max_bytes}
        return self._ask(_Request(path, VIEW, ask, (places.encode("ascii"),)), VIEW, to_view, no_progress)

    def close(self) -> None:
        """End all processes, busy ones too, within 2 s; who waits for one gets ``ParserStopped``."""
        self._pool.close()

    def _ask(self, request: _Request, expected: str, body: Callable[[Frame], _Body], progress: Progress) -> _Body:
        with self._pool.lent() as child:
            begun, reason = time.monotonic(), None
            try:
                limits = self.limits.for_views() if request.kind == VIEW else self.limits
                patience = Patience(limits, size_of(request.path), begun)
                frame = child.ask(request.kind, request.header, *request.parts, patience=patience, progress=progress)
                return _answer(child, frame, expected, body, request.path)
            except (Overdue, Gone, Malformed) as stop:
                problem = self._stopped(child, stop)
                reason = problem.reason
                raise problem from stop
            except CorpusError as problem:
                reason = problem.reason
                raise
            finally:
                if self._observe:
                    self._observe(Usage(request.path, reason, time.monotonic() - begun, child.peak))

    def _stopped(self, child: Child, stop: Exception) -> CorpusError:
        """The error of a file whose process is of no more use; the process is ended."""
        child.is_spent = True
        if not isinstance(stop, Gone):
            child.kill()
        code = child.end()
        if self._pool.closed:
            return cancelled()
        if isinstance(stop, Overdue) or code == -signal.SIGXCPU:
            return TooSlow("reading it takes longer than is allowed")
        if code == OUT_OF_MEMORY or (code < 0 and child.peak > _NEAR * self.limits.memory):
            return TooMuchMemory("reading it takes more memory than is allowed")
        return Crashed(f"its parser broke down ({_ending(stop, code)})")


def _answer(child: Child, frame: Frame, expected: str, body: Callable[[Frame], _Body], path: Path) -> _Body:
    if frame.kind == ERROR:
        problem = to_error(frame, path)
        child.is_spent = child.is_spent or isinstance(problem, _TIRING)
        raise problem
    if frame.kind != expected:
        raise Malformed("another answer than was asked for")
    return body(frame)


def _ending(stop: Exception, code: int) -> str:
    """How a process ended, in a word or two."""
    if isinstance(stop, Malformed):
        return "its answer makes no sense"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"exit code {code}"
