"""Synchronise files and folders with the store: added, changed, removed, unchanged, the same file twice.

A document is written to the ledger whole, in one transaction, then to the index; a kill in between leaves an index that
is behind its ledger, which the next opening notices and repairs. What was written stays, and the next run goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.chunking import chunk
from corpus.errors import CorpusError, NotReadable
from corpus.loaders import load
from corpus.starter import ROOT, starter_folder
from corpus.types import Chunk, Document
from vectorstore.files import Found, content_hash, document_id, find, root_key
from vectorstore.headers import context_header, indexed_text
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
    document: Document
    chunks: tuple[Chunk, ...]
    bodies: tuple[str, ...]
    is_new: bool


def sync(store: Store, paths: Sequence[Path], *, progress: Callable[[Progress], None] | None = None) -> IngestReport:
    """Take files and folders in; without a path the starter corpus. The lock must be held.

    A folder is taken recursively, and documents whose file is gone from it are removed. A file that cannot be read is
    reported in ``failed``, and the rest goes on.
    """
    return _Run(store, progress).run(paths)


class _Run:
    """One synchronisation."""

    def __init__(self, store: Store, progress: Callable[[Progress], None] | None) -> None:
        self.store = store
        self.report = IngestReport()
        self.waiting: list[_Read] = []
        self.total = self.done = 0
        self.known = store.ledger.paths()
        self._progress = progress
        self._begun = time.perf_counter()
        self._embedded_before = store.embedder.seconds

    def run(self, paths: Sequence[Path]) -> IngestReport:
        """Do it, and say what was done."""
        found, roots = self._find(paths)
        self.total = len(found)
        gone = self._gone(found, roots)
        for each in found:
            self._tell("reading", each.name)
            self._take(each, gone)
            self.done += 1
            if sum(len(read.chunks) for read in self.waiting) >= EMBEDDED_AT_ONCE:
                self._write()
        self._write()
        self._remove(gone)
        return self._finish()

    def _find(self, paths: Sequence[Path]) -> tuple[list[Found], list[str]]:
        if not paths:
            paths = [starter_folder()]
            return find(starter_folder(), ROOT, self.report), [ROOT]
        found: dict[tuple[str, str], Found] = {}
        roots: list[str] = []
        for path in paths:
            if path.is_dir():
                roots.append(root_key(path))
                files = find(path, root_key(path), self.report)
            elif path.exists():
                files = [Found(path, root_key(path.parent), path.name)]
            else:
                self._fail(str(path), NotReadable("no such file or folder"))
                continue
            for each in files:
                found.setdefault((each.root, each.name), each)
        return list(found.values()), roots

    def _gone(self, found: Sequence[Found], roots: Sequence[str]) -> dict[tuple[str, str], str]:
        """Paths in the store, under the given folders, whose files are not there any more."""
        present = {(each.root, each.name) for each in found}
        return {key: where.document_id for key, where in self.known.items() if key[0] in roots and key not in present}

    def _take(self, found: Found, gone: dict[tuple[str, str], str]) -> None:
        """Read a file when it is new or changed."""
        ledger = self.store.ledger
        known = self.known.get((found.root, found.name))
        try:
            stamp = found.stamp()
            if known and (known.size, known.mtime) == stamp:
                self.report.unchanged += 1
                return
            content = content_hash(found.path)
            twin = ledger.document_with(content)
            if twin is not None:
                self._take_known(found, twin, stamp, gone, same=known is not None and known.document_id == twin)
                return
            identifier = known.document_id if known else document_id(found.root, found.name)
            document = load(found.path, document_id=identifier, shown_path=found.name)
        except (CorpusError, OSError) as problem:
            self._fail(str(found.path), problem)
            return
        self._wait(found, content, document, is_new=known is None)

    def _take_known(
        self, found: Found, twin: str, stamp: tuple[int, int], gone: dict[tuple[str, str], str], *, same: bool
    ) -> None:
        """A file whose very content is in the store: only touched, renamed, or a duplicate."""
        self.store.ledger.put_path(found.root, found.name, twin, *stamp)
        renamed = next((key for key, name in gone.items() if name == twin), None)
        if same:
            self.report.unchanged += 1
        elif renamed is not None:
            self.store.ledger.remove_path(*renamed)
            self.store.ledger.rename(twin, found.root, found.name)
            del gone[renamed]
            self.report.changed += 1
        else:
            self.report.duplicates += 1

    def _wait(self, found: Found, content: str, document: Document, *, is_new: bool) -> None:
        if any(read.content == content for read in self.waiting):
            self._write()
            self._take(found, {})
            return
        chunks = chunk(document)
        headers = [context_header(document.title, document.metadata, each.section) for each in chunks]
        bodies = tuple(indexed_text(header, each.text) for header, each in zip(headers, chunks, strict=True))
        self.waiting.append(_Read(found, content, document, chunks, bodies, is_new))

    def _write(self) -> None:
        """Embed what waits, then store it document by document."""
        if not self.waiting:
            return
        self._tell("embedding", self.waiting[-1].found.name)
        vectors = self.store.embedder.embed_passages([body for read in self.waiting for body in read.bodies])
        at = 0
        for read in self.waiting:
            self._put(read, vectors[at : at + len(read.chunks)])
            at += len(read.chunks)
        self.waiting.clear()

    def _put(self, read: _Read, vectors: object) -> None:
        ledger, index, document = self.store.ledger, self.store.index, read.document
        old = ledger.chunk_ids(document.id)
        ledger.put(document, read.chunks, vectors, read.bodies, root=read.found.root, content=read.content)  # type: ignore[arg-type]
        fresh = {each.id for each in read.chunks}
        index.remove([name for name in old if name not in fresh])
        index.add(read.chunks, vectors)  # type: ignore[arg-type]
        index.acknowledge(ledger.fingerprint())
        ledger.put_path(read.found.root, read.found.name, document.id, *read.found.stamp())
        if read.is_new:
            self.report.added += 1
        else:
            self.report.changed += 1

    def _remove(self, gone: dict[tuple[str, str], str]) -> None:
        """Forget paths that are gone; a document without any path left is removed."""
        ledger = self.store.ledger
        for root, name in gone:
            ledger.remove_path(root, name)
        for identifier in sorted(set(gone.values()) - {where.document_id for where in ledger.paths().values()}):
            self.store.index.remove(ledger.remove(identifier))
            self.store.index.acknowledge(ledger.fingerprint())
            self.report.removed += 1
        if self.report.removed:
            ledger.vacuum()

    def _fail(self, path: str, problem: CorpusError | OSError) -> None:
        message = str(problem) if isinstance(problem, CorpusError) else f"cannot be read: {problem.strerror}"
        hint = problem.hint if isinstance(problem, CorpusError) else NotReadable.hint
        self.report.failed.append({"path": path, "error": message, "hint": hint})

    def _tell(self, state: str, path: str) -> None:
        if self._progress:
            self._progress(Progress(state, path, self.done, self.total))

    def _finish(self) -> IngestReport:
        self._tell("done", "")
        self.report.documents, self.report.chunks = self.store.ledger.counts()
        self.report.seconds = time.perf_counter() - self._begun
        self.report.embed_seconds = self.store.embedder.seconds - self._embedded_before
        return self.report
