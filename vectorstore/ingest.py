"""Synchronise files and folders with the store: added, changed, removed, unchanged, the same file twice.

A document is written to the ledger whole, in one transaction with its path, then to the index; a kill in between leaves
an index that is behind its ledger, which the next opening notices and repairs. What was written stays, and the next run
goes on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.chunking import chunk
from corpus.errors import CorpusError, NotReadable
from corpus.loaders import load
from corpus.starter import ROOT, starter_folder
from corpus.types import Chunk, Document
from vectorstore.embeddings import Vectors
from vectorstore.files import Found, content_hash, find, root_key
from vectorstore.headers import indexed_text
from vectorstore.identity import Identities, Key, file_at
from vectorstore.types import IngestReport

if TYPE_CHECKING:
    from vectorstore.store import Store

EMBEDDED_AT_ONCE = 256
"""Chunks that are gathered, over several documents, before they are embedded: full batches of similar length."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a synchronisation is."""

    state: str
    """"reading", "embedding" or "done"."""
    path: str
    done_files: int
    total_files: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that waits for its embeddings."""

    found: Found
    content: str
    stamp: tuple[int, int]
    """Of the file before it was read: a change during the embedding is seen by the next run."""
    document: Document
    chunks: tuple[Chunk, ...]
    bodies: tuple[str, ...]


def sync(store: Store, paths: Sequence[Path], *, progress: Callable[[Progress], None] | None = None) -> IngestReport:
    """Take files and folders in; without a path the starter corpus. The lock must be held.

    A folder is taken recursively, and documents whose file is gone from it are removed. A file that cannot be read is
    reported in ``failed``, and the rest goes on; a folder that cannot be listed loses none of its documents.
    """
    return _Run(store, progress).run(paths)


class _Run:
    """One synchronisation."""

    def __init__(self, store: Store, progress: Callable[[Progress], None] | None) -> None:
        self.store = store
        self.report = IngestReport()
        self.waiting: list[_Read] = []
        self.files = Identities(store.ledger)
        self.gone: dict[Key, str] = {}
        """Paths in the store, under the given folders, whose files are not there any more -> their documents."""
        self._counted: dict[Key, str] = {}
        self._progress = progress
        self._done = self._total = 0
        self._begun = time.perf_counter()
        self._embedded_before = store.embedder.seconds

    def run(self, paths: Sequence[Path]) -> IngestReport:
        """Do it, and say what was done."""
        self.queue = deque(self._find(paths or [starter_folder()], ROOT if not paths else None))
        while self.queue:
            self._total = max(self._total, self._done + len(self.queue))
            each = self.queue.popleft()
            self._tell("reading", each.name)
            self._take(each)
            self._done += 1
            if sum(len(read.chunks) for read in self.waiting) >= EMBEDDED_AT_ONCE:
                self._write()
        self._write()
        self._remove()
        return self._finish()

    def _find(self, paths: Sequence[Path], root: str | None) -> list[Found]:
        """The files to take in, each once; notes which files of the store are gone."""
        found: dict[Key, Found] = {}
        complete: set[str] = set()
        for path in paths:
            if path.is_dir():
                files = self._below(path, root or root_key(path), complete)
            elif path.exists():
                files = [Found(path, root_key(path.parent), path.name)]
            else:
                self._fail(str(path), NotReadable("no such file or folder"))
                continue
            for each in files:
                found.setdefault(each.key, each)
        known = self.files.files.items()
        self.gone = {key: file.document_id for key, file in known if key[0] in complete and key not in found}
        return list(found.values())

    def _below(self, folder: Path, root: str, complete: set[str]) -> list[Found]:
        walk = find(folder, root)
        self.report.skipped += walk.skipped
        for path, problem in walk.unreadable:
            self._fail(str(path), problem)
        if not walk.unreadable:
            complete.add(root)
        return walk.files

    def _take(self, found: Found) -> None:
        """Read a file when it is new or changed."""
        ledger, known = self.store.ledger, self.files.files.get(found.key)
        try:
            stamp = found.stamp()
            if known and (known.size, known.mtime) == stamp:
                self._count(found.key, "unchanged")
                return
            content = content_hash(found.path)
            if any(read.content == content for read in self.waiting):
                self._write()
            twin = ledger.document_with(content)
            if twin is not None and all(read.document.id != twin for read in self.waiting):
                self._take_known(found, twin, stamp)
                return
            identifier, copies = self.files.for_new_content(found.key)
            document = load(found.path, document_id=identifier, shown_path=found.name)
        except (CorpusError, OSError) as problem:
            self._fail(str(found.path), problem)
            return
        self._wait(found, content, stamp, document)
        self._part(copies)

    def _take_known(self, found: Found, twin: str, stamp: tuple[int, int]) -> None:
        """A file whose very content is in the store: only touched, renamed, or a duplicate."""
        known = self.files.files.get(found.key)
        self.store.ledger.put_path(*found.key, twin, *stamp)
        self.files.note(found.key, twin, stamp)
        renamed = next((key for key, name in self.gone.items() if name == twin), None)
        if known is not None and known.document_id == twin:
            self._count(found.key, "unchanged")
        elif renamed is not None:
            self.store.ledger.remove_paths([renamed])
            self.files.forget(renamed)
            del self.gone[renamed]
            self._count(found.key, "changed")
        else:
            self._count(found.key, "duplicates")

    def _wait(self, found: Found, content: str, stamp: tuple[int, int], document: Document) -> None:
        chunks = chunk(document)
        bodies = tuple(indexed_text(document.title, document.metadata, each) for each in chunks)
        self._count(found.key, "changed" if found.key in self.files.files else "added")
        self.files.note(found.key, document.id, stamp)
        self.waiting.append(_Read(found, content, stamp, document, chunks, bodies))

    def _part(self, copies: Sequence[Key]) -> None:
        """Copies of what an edited file held before: read them again, as documents of their own."""
        if not copies:
            return
        self.store.ledger.remove_paths(copies)
        upcoming = {each.key for each in self.queue}
        for key in copies:
            self.files.forget(key)
            if key not in upcoming and key not in self.gone and file_at(key).exists():
                self.queue.append(Found(file_at(key), *key))

    def _write(self) -> None:
        """Embed what waits, then store it document by document, then index it."""
        if not self.waiting:
            return
        self._tell("embedding", self.waiting[-1].found.name)
        ledger, index = self.store.ledger, self.store.index
        vectors = self.store.embedder.embed_passages([body for read in self.waiting for body in read.bodies])
        at, before = 0, []
        for read in self.waiting:
            before += ledger.chunk_ids(read.document.id)
            self._put(read, vectors[at : at + len(read.chunks)])
            at += len(read.chunks)
        chunks = [each for read in self.waiting for each in read.chunks]
        fresh = {each.id for each in chunks}
        index.remove([name for name in before if name not in fresh])
        index.add(chunks, vectors)
        index.acknowledge(ledger.fingerprint())
        self.waiting.clear()

    def _put(self, read: _Read, vectors: Vectors) -> None:
        self.store.ledger.put(
            read.document,
            read.chunks,
            vectors,
            read.bodies,
            root=read.found.root,
            content=read.content,
            stamp=read.stamp,
        )

    def _remove(self) -> None:
        """Forget paths that are gone; a document without any path left is removed."""
        ledger = self.store.ledger
        if self.gone:
            ledger.remove_paths(list(self.gone))
        self.report.removed = len(self.gone)
        orphans = ledger.settle()
        if orphans:
            self.store.index.remove([name for document in orphans for name in ledger.remove(document)])
            self.store.index.acknowledge(ledger.fingerprint())
            ledger.vacuum()

    def _count(self, key: Key, what: str) -> None:
        """Count a file once, as what became of it last."""
        before = self._counted.get(key)
        if before is not None:
            setattr(self.report, before, getattr(self.report, before) - 1)
        self._counted[key] = what
        setattr(self.report, what, getattr(self.report, what) + 1)

    def _fail(self, path: str, problem: CorpusError | OSError) -> None:
        message = str(problem) if isinstance(problem, CorpusError) else f"cannot be read: {problem.strerror}"
        hint = problem.hint if isinstance(problem, CorpusError) else NotReadable.hint
        self.report.failed.append({"path": path, "error": message, "hint": hint})

    def _tell(self, state: str, path: str) -> None:
        if self._progress:
            self._progress(Progress(state, path, self._done, self._total))

    def _finish(self) -> IngestReport:
        self._tell("done", "")
        self.report.documents, self.report.chunks = self.store.ledger.counts()
        self.report.seconds = time.perf_counter() - self._begun
        self.report.embed_seconds = self.store.embedder.seconds - self._embedded_before
        return self.report
