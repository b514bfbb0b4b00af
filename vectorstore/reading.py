"""Reading ahead: files are parsed in processes of their own while earlier ones are embedded and stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from corpus.packing import Parsed
from vectorstore.files import Found, Key

if TYPE_CHECKING:
    from corpus.sandbox import Sandbox

AHEAD = 8
"""Files that are read before they are needed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file that is being read."""

    found: Found
    document_id: str
    content: str
    """Hash of the file and its metadata."""
    source: str
    """Hash of the bytes of the file."""
    stamp: tuple[int, int]
    """Of the file before it was read: a change during the embedding is seen by the next run."""
    copies: tuple[Key, ...]
    """Files that held the same before it was edited."""
    future: Future[Parsed]

    def result(self) -> Parsed:
        """What was read, as soon as it is. Raises ``CorpusError``."""
        return self.future.result()


class ReadAhead:
    """A queue of files that are being read, the first to be settled first."""

    def __init__(self, sandbox: Sandbox, *, max_bytes: int, tell: Callable[[Found, int, int], None]) -> None:
        """``tell`` is called with (file, pages read, pages in all), from the threads that wait for the parsers."""
        self.jobs: deque[Job] = deque()
        self._sandbox, self._max_bytes, self._tell = sandbox, max_bytes, tell
        self._threads = ThreadPoolExecutor(sandbox.workers, thread_name_prefix="reading")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._sandbox.close()
        self._threads.shutdown(cancel_futures=True)

    @property
    def has_room(self) -> bool:
        """Whether another file may be started."""
        return len(self.jobs) < AHEAD

    def start(
        self,
        found: Found,
        document_id: str,
        *,
        content: str,
        source: str,
        stamp: tuple[int, int],
        copies: Sequence[Key],
    ) -> None:
        """Have a file read."""
        future = self._threads.submit(self._read, found, document_id)
        self.jobs.append(Job(found, document_id, content, source, stamp, tuple(copies), future))

    def _read(self, found: Found, document_id: str) -> Parsed:
        self._tell(found, 0, 0)
        return self._sandbox.read(
            found.path,
            document_id=document_id,
            shown_path=found.name,
            max_bytes=self._max_bytes,
            progress=lambda done, total: self._tell(found, done, total),
        )
