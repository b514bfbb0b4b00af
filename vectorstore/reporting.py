"""What a synchronisation tells while it runs, and says at its end: counts, failures, how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError, NotReadable
from vectorstore.failures import Failure
from vectorstore.files import Found, Key
from vectorstore.ledger import Ledger
from vectorstore.types import IngestReport

_STATES = {"added": "read", "changed": "read", "unchanged": "unchanged", "duplicates": "duplicate"}
"""Field of the report -> state of a file that it counts."""
NO_STAMP = (-1, -1)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a synchronisation is. It may be told from several threads."""

    state: str
    """"reading", "read", "embedding", "done", "unchanged", "duplicate" or "failed" of a file; "finished" of all."""
    path: str
    """Of the file, relative to its root."""
    done_files: int
    total_files: int
    part: int = 0
    """Pages read, or passages embedded, so far."""
    parts: int = 0
    """Of how many; 0 where nobody knows."""
    file: Path | None = None
    """Where the file is."""
    document_id: str | None = None
    """With "done", "unchanged" and "duplicate": the document that holds it."""
    error: str = ""
    hint: str = ""


class Reporter:
    """Counts what becomes of each file, keeps the failures in the ledger, and tells how far it is."""

    def __init__(self, ledger: Ledger, progress: Callable[[Progress], None] | None) -> None:
        self.report = IngestReport()
        self.done = self.total = 0
        """Files that are settled, of how many."""
        self.failed = {each.key: each for each in ledger.failures()}
        """Files that failed before."""
        self._ledger = ledger
        self._counted: dict[Key, str] = {}
        self._progress = progress
        self._begun = time.perf_counter()

    def count(self, found: Found, what: str, document_id: str | None = None) -> None:
        """Count a file once, in a field of the report, as what became of it last."""
        before = self._counted.get(found.key)
        if before is None:
            self.done += 1
        else:
            setattr(self.report, before, getattr(self.report, before) - 1)
        self._counted[found.key] = what
        setattr(self.report, what, getattr(self.report, what) + 1)
        self.tell(_STATES[what], found, document_id=document_id)

    def fail(self, found: Found, problem: CorpusError | OSError, stamp: tuple[int, int] = NO_STAMP) -> None:
        """Report a file that cannot be read, and remember it; ``stamp`` is how it looked."""
        self.done += 1
        told = self.note(str(found.path), problem)
        self.tell("failed", found, error=str(told), hint=told.hint)
        if is_text(found.name):
            self._ledger.put_failure(Failure(*found.key, told.reason, str(told), told.hint, *stamp))

    def note(self, path: str, problem: CorpusError | OSError) -> CorpusError:
        """Put a failure into the report; gives it as an error of the corpus."""
        if isinstance(problem, OSError):
            problem = NotReadable(f"cannot be read: {problem.strerror or problem}")
        row = {"error": f"{problem.reason}: {problem}", "hint": problem.hint, "reason": problem.reason}
        self.report.failed.append({"path": path.encode("utf-8", "replace").decode(), **row})
        return problem

    def forget(self, key: Key) -> None:
        """A file that failed before is fine, or gone."""
        if self.failed.pop(key, None):
            self._ledger.forget_failures([key])

    def tell(
        self,
        state: str,
        found: Found | None = None,
        *,
        part: int = 0,
        parts: int = 0,
        document_id: str | None = None,
        error: str = "",
        hint: str = "",
    ) -> None:
        """Tell how far it is."""
        if self._progress:
            name, file = (found.name, found.path) if found else ("", None)
            self._progress(
                Progress(state, name, self.done, self.total, part, parts, file, document_id, error=error, hint=hint)
            )

    def finish(self, *, embed_seconds: float) -> IngestReport:
        """The report, complete."""
        self.tell("finished")
        self.report.documents, self.report.chunks = self._ledger.counts()
        self.report.seconds = time.perf_counter() - self._begun
        self.report.embed_seconds = embed_seconds
        return self.report


def is_text(name: str) -> bool:
    """Whether a file name can be kept: names of bytes that are no UTF-8 cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
