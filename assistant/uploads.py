"""Files that were dropped in the browser: kept in the data folder, taken in one after another, their states told."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.filenames import free_path, safe_name
from vectorstore.errors import StoreError, StoreLocked
from vectorstore.files import UPLOADS
from vectorstore.reporting import Progress

if TYPE_CHECKING:
    from assistant.app import Assistant

log = logging.getLogger(__name__)

WAITING, READING, EMBEDDING, DONE, FAILED, DUPLICATE = "waiting", "reading", "embedding", "done", "failed", "duplicate"
SETTLED = frozenset({DONE, FAILED, DUPLICATE})
PATIENCE = 20.0
"""Seconds that files wait for another process that is writing."""
_TOLD = {
    "reading": READING, "read": EMBEDDING, "embedding": EMBEDDING, "done": DONE, "unchanged": DONE,
    "duplicate": DUPLICATE, "failed": FAILED,
}  # fmt: skip
"""State of ``Progress`` -> state of a file."""
_PAUSE = 0.3
_CLOSING_SECONDS = 10.0


class _Closing(Exception):
    """The program is ending: what is being taken in is left for the next start."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file that was given to be taken in."""

    number: int
    """Names it while the program runs."""
    name: str
    """As the user knows it."""
    path: Path
    """Where it is."""
    state: str = WAITING
    """"waiting", "reading", "embedding", "done", "failed" or "duplicate"."""
    part: int = 0
    """Pages read, or passages embedded, so far."""
    parts: int = 0
    """Of how many; 0 where nobody knows."""
    document_id: str | None = None
    """The document that holds it; of a duplicate, the one that was there."""
    error: str = ""
    hint: str = ""
    tries: int = 1

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in SETTLED


class Uploads:
    """A queue of files with one thread that takes them in. Safe to use from several threads.

    Who changes documents while it runs does it through ``correct`` and ``remove``, which never meet a file half-way.
    """

    def __init__(self, dialogue: Assistant, *, patience: float = PATIENCE) -> None:
        self._dialogue = dialogue
        self._patience = patience
        self._folder = dialogue.file_of((UPLOADS, ""))
        self._files: dict[int, FileState] = {}
        self._numbers = count(1)
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()
        self._remember()

    def states(self) -> tuple[FileState, ...]:
        """Every file that was given since the program started, or failed before; the newest first."""
        with self._guard:
            return tuple(reversed(self._files.values()))

    @property
    def is_busy(self) -> bool:
        """Whether files wait or are being taken in."""
        with self._guard:
            return self._thread is not None or any(not each.is_settled for each in self._files.values())

    def add(self, files: Sequence[tuple[str, Path]]) -> None:
        """Copy files, each (name as the user knows it, where it is now), into the data folder and queue them.

        Raises ``OSError`` when a file cannot be read or the data folder cannot be written; those before it are queued.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name, path in files:
                kept = free_path(self._folder, safe_name(name))
                try:
                    shutil.copyfile(path, kept)
                except OSError:
                    kept.unlink(missing_ok=True)
                    raise
                self._note(kept.name, kept)
        finally:
            self._start()

    def retry(self, number: int) -> None:
        """Try a failed file again."""
        with self._guard:
            known = self._files.get(number)
            if known and known.state == FAILED:
                self._files[number] = FileState(number, known.name, known.path, tries=known.tries + 1)
        self._start()

    def dismiss(self, number: int) -> None:
        """Take a settled file off the list; one that failed is forgotten, and its copy in the data folder deleted."""
        with self._guard:
            known = self._files.get(number)
            if known is None or not known.is_settled:
                return
            del self._files[number]
        if known.state == FAILED:
            if known.path.parent == self._folder:
                known.path.unlink(missing_ok=True)
            self._dialogue.forget_failure(known.path)

    def clear(self) -> None:
        """Take the files off the list that need nothing more."""
        with self._guard:
            self._files = {n: each for n, each in self._files.items() if each.state not in {DONE, DUPLICATE}}

    def forget_document(self, document_id: str) -> None:
        """A document was removed: take its files off the list."""
        with self._guard:
            self._files = {n: each for n, each in self._files.items() if each.document_id != document_id}

    def correct(self, document_id: str, values: Mapping[str, str]) -> None:
        """Correct a document's title or metadata. Raises ``BadCorrection``, ``NoSuchDocument``, ``StoreLocked``."""
        with self._between_files():
            self._dialogue.correct(document_id, values)

    def remove(self, document_id: str) -> None:
        """Remove a document for good, and its files from the list. Raises ``NoSuchDocument``, ``StoreLocked``."""
        with self._between_files():
            self._dialogue.remove(document_id)
        self.forget_document(document_id)

    def close(self) -> None:
        """Stop as soon as possible; what is not done stays in the data folder, for the next start."""
        self._closed.set()
        thread = self._thread
        if thread:
            thread.join(timeout=_CLOSING_SECONDS)

    def _remember(self) -> None:
        """Note what failed earlier, and queue what an earlier run was given and did not finish."""
        failed = {self._dialogue.file_of(each.key): each for each in self._dialogue.failures()}
        for path, each in failed.items():
            self._note(each.path, path, state=FAILED, error=each.error, hint=each.hint)
        taken = {path for info in self._dialogue.documents() for path in info.paths}
        for path in sorted(self._folder.glob("*")) if self._folder.is_dir() else ():
            if path.name not in taken and path not in failed and path.is_file():
                self._note(path.name, path)
        if self.is_busy:
            self._start()

    def _note(self, name: str, path: Path, *, state: str = WAITING, error: str = "", hint: str = "") -> None:
        with self._guard:
            number = next(self._numbers)
            self._files[number] = FileState(number, name, path, state, error=error, hint=hint)

    @contextmanager
    def _between_files(self) -> Iterator[None]:
        if not self._writing.acquire(timeout=1.0):
            raise StoreLocked("files are being taken in", hint="wait until they are done, then try again")
        try:
            yield
        finally:
            self._writing.release()

    def _start(self) -> None:
        with self._guard:
            if self._closed.is_set() or self._thread:
                return
            self._thread = threading.Thread(target=self._work, name="uploads", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while waiting := self._waiting():
            error, hint = "it was not taken in", "try again"
            try:
                with self._writing:
                    self._take_in([each.path for each in waiting])
            except _Closing:
                return
            except StoreError as problem:
                error, hint = str(problem), problem.hint
            except Exception:
                log.exception("files could not be taken in")
                error, hint = "something went wrong while taking it in", "see the log of the program"
            self._settle(waiting, error, hint)

    def _waiting(self) -> list[FileState]:
        """What is taken in next; with nothing the thread ends, and a file given from then on starts another."""
        with self._guard:
            waiting = [each for each in self._files.values() if each.state == WAITING]
            if self._closed.is_set() or not waiting:
                self._thread = None
                return []
            return waiting

    def _take_in(self, paths: Sequence[Path]) -> None:
        """Take files in, as soon as no other process is writing."""
        until = time.monotonic() + self._patience
        while True:
            try:
                self._dialogue.ingest(*paths, progress=self._tell, retry=True)
            except StoreLocked:
                if self._closed.wait(_PAUSE):
                    raise _Closing from None
                if time.monotonic() >= until:
                    raise
            else:
                return

    def _settle(self, files: Sequence[FileState], error: str, hint: str) -> None:
        """Nothing is left waiting that was dealt with; what is fine now is no failure any more."""
        with self._guard:
            for each in files:
                known = self._files.get(each.number)
                if known and not known.is_settled:
                    gone = not known.path.exists()
                    told = ("the file is not there any more", "take it off the list") if gone else (error, hint)
                    self._files[each.number] = replace(known, state=FAILED, error=told[0], hint=told[1])
            fine = {each.path for each in self._files.values() if each.state in {DONE, DUPLICATE}}
        with suppress(StoreError):
            for path in {self._dialogue.file_of(each.key) for each in self._dialogue.failures()} & fine:
                self._dialogue.forget_failure(path)

    def _tell(self, step: Progress) -> None:
        if self._closed.is_set():
            raise _Closing
        state = _TOLD.get(step.state)
        if state is None or step.file is None:
            return
        with self._guard:
            for number, known in self._files.items():
                if known.path == step.file and not known.is_settled:
                    self._files[number] = replace(
                        known,
                        state=state,
                        part=step.part,
                        parts=step.parts,
                        document_id=step.document_id,
                        error=step.error,
                        hint=step.hint,
                    )
