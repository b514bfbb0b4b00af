"""The process that opens files: ``python -m corpus.worker``, started by ``corpus.sandbox`` and by nobody else.

It reads requests from its standard input and answers on its standard output, both moved out of the way first, so that
nothing a library prints gets between the frames. It has no settings and no secrets: see ``corpus.children`` for its
environment.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from corpus.answers import PROGRESS, READ, REQUESTS, Answer, from_error, from_parsed, from_view
from corpus.confinement import ProcessorTime, die_with_parent, leave_network, limit_resources, write_only_below
from corpus.errors import CorpusError, Damaged, TooComplex, TooMuchMemory
from corpus.extraction import Progress
from corpus.limits import OUT_OF_MEMORY, Limits
from corpus.loaders import load, read_bytes, size_of
from corpus.meter import Meter
from corpus.packing import parsed
from corpus.types import WordBox
from corpus.wire import Frame, encoded, received

_NEWS_EVERY = 0.05
"""Seconds between two reports of progress."""


@dataclass(slots=True)
class Worker:
    """Reads file after file."""

    requests: BinaryIO
    answers: BinaryIO
    limits: Limits
    meter: Meter

    def serve(self) -> None:
        """Answer requests until there are no more."""
        while True:
            try:
                request = received(self._fill, REQUESTS)
            except EOFError:
                return
            self.meter.reset()
            kind, header, parts = self._answer(request)
            self._send(kind, {**header, "resident": self.meter.resident(), "peak": self.meter.peak()}, *parts)

    def _answer(self, request: Frame) -> Answer:
        path = Path(request.header["path"])
        try:
            return self._read(path, request) if request.kind == READ else self._view(path, request)
        except CorpusError as problem:
            return from_error(problem, path)
        except Exception as problem:  # noqa: BLE001 - the edge: parsers raise whatever they like on a damaged file
            return from_error(_unexpected(problem), path)

    def _read(self, path: Path, request: Frame) -> Answer:
        ask = request.header
        document = load(
            path,
            document_id=ask["document_id"],
            shown_path=ask["shown_path"],
            max_bytes=ask["max_bytes"],
            progress=self._progress(path),
        )
        return from_parsed(parsed(document))

    def _view(self, path: Path, request: Frame) -> Answer:
        from corpus.page_images import page_view

        ask = request.header
        ProcessorTime().allow(self.limits.for_views().processor_time(size_of(path), 0))
        places = json.loads(request.parts[0])
        runs = [(index, length) for index, length in places["runs"]]
        words = [WordBox(*row) for row in places["words"]]
        data = read_bytes(path, max_bytes=ask["max_bytes"])
        return from_view(page_view(data, ask["page"], runs, words, width=ask["width"]))

    def _progress(self, path: Path) -> Progress:
        """Tells of pages read, not too often, and lets size and pages earn processor time."""
        size, time_used, told = size_of(path), ProcessorTime(), float("-inf")
        time_used.allow(self.limits.processor_time(size, 0))

        def progress(done: int, total: int) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told >= _NEWS_EVERY or done >= total:
                told = now
                time_used.allow(self.limits.processor_time(size, done))
                self._send(PROGRESS, {"done": done, "total": total})

        return progress

    def _fill(self, buffer: memoryview) -> None:
        at = 0
        while at < len(buffer):
            count = self.requests.readinto(buffer[at:])  # type: ignore[attr-defined]
            if not count:
                raise EOFError
            at += count

    def _send(self, kind: str, header: dict[str, Any], *parts: bytes) -> None:
        self.answers.write(encoded(kind, header, *parts))
        for part in parts:
            self.answers.write(part)
        self.answers.flush()


def _unexpected(problem: Exception) -> CorpusError:
    """The error of a file for an exception of its parser, by what stands behind it, without its message: that may
    quote the file."""
    behind: BaseException | None = problem
    while behind is not None:
        if isinstance(behind, MemoryError) or getattr(behind, "errno", None) == errno.ENOMEM:
            return TooMuchMemory("reading it takes more memory than is allowed")
        if isinstance(behind, RecursionError):
            return TooComplex("it is nested too deeply")
        behind = behind.__cause__ or behind.__context__
    return Damaged(f"it cannot be parsed ({type(problem).__name__})")


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Requests and answers, on descriptors that programs started from here do not inherit."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def main(parent: str, limits: str) -> None:
    """Serve the process with id ``parent``, within ``limits`` (JSON of ``Limits``), until it hangs up."""
    die_with_parent(int(parent))
    bounds = Limits(**json.loads(limits))
    meter = Meter()
    leave_network()
    write_only_below(Path(tempfile.gettempdir()))
    limit_resources(bounds)
    try:
        Worker(*_streams(), bounds, meter).serve()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
