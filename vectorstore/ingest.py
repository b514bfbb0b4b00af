"""Synchronise files and folders with the store: added, changed, removed, unchanged, the same file twice.

Files are read ahead in processes of their own while others are embedded. A document is written to the ledger whole, in
one transaction with its path, then to the index; a kill in between leaves an index that is behind its ledger, which the
next opening notices and repairs. What was written stays, and the next run goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import CorpusError, EmptyFile, NotReadable, ParserStopped
from corpus.loaders import MAX_BYTES
from corpus.packing import Parsed
from corpus.starter import ROOT, starter_folder
from corpus.types import Metadata
from vectorstore.corrections import corrected
from vectorstore.embeddings import Vectors
from vectorstore.files import Found, Key, find, fingerprints
from vectorstore.flagging import flags_of, slices, unflagged
from vectorstore.headers import indexed_text
from vectorstore.identity import Identities
from vectorstore.reading import Job, ReadAhead
from vectorstore.reporting import Progress, Reporter, is_text
from vectorstore.types import IngestReport

if TYPE_CHECKING:
    from vectorstore.store import Store

EMBEDDED_AT_ONCE = 256
"""Chunks that are gathered, over several documents, before they are embedded: full batches of similar length."""
_STOPPED = {kind.reason: kind for kind in ParserStopped.__subclasses__()}


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that waits for its embeddings."""

    job: Job
    read: Parsed
    """With the corrections made by hand."""
    before: tuple[str, Metadata]
    """Title and metadata without them."""
    bodies: tuple[str, ...]
    flags: tuple[str | None, ...]
    """For each chunk the words that make it an instruction; such a chunk is not indexed."""


def sync(
    store: Store,
    paths: Sequence[Path],
    *,
    progress: Callable[[Progress], None] | None = None,
    retry: bool = False,
    max_bytes: int = MAX_BYTES,
) -> IngestReport:
    """Take files and folders in; without a path the starter corpus. The lock must be held.

    A folder is taken recursively, and documents whose file is gone from it are removed. A file that cannot be read is
    reported in ``failed``, and the rest goes on; a folder that cannot be listed loses none of its documents. A file that
    broke its parser is not tried again until it changes, unless with ``retry``.
    """
    run = _Run(store, progress, retry=retry, max_bytes=max_bytes)
    try:
        return run.run(paths)
    except BaseException:
        store.stop_reading()
        raise


class _Run:
    """One synchronisation."""

    def __init__(
        self, store: Store, progress: Callable[[Progress], None] | None, *, retry: bool, max_bytes: int
    ) -> None:
        self.store = store
        self.said = Reporter(store.ledger, progress)
        self.waiting: list[_Read] = []
        self.files = Identities(store.ledger, store.roots)
        self.gone: dict[Key, str] = {}
        """Paths in the store, under the given folders, whose files are not there any more -> their documents."""
        self._retry, self._max_bytes = retry, max_bytes
        self._embedded_before = store.embedder.seconds

    def run(self, paths: Sequence[Path]) -> IngestReport:
        """Do it, and say what was done."""
        self.queue = deque(self._find(paths or [starter_folder()], ROOT if not paths else None))
        with ReadAhead(self.store.sandbox, max_bytes=self._max_bytes, tell=self._page) as self.ahead:
            while self.queue or self.ahead.jobs:
                self.said.total = max(self.said.total, self.said.done + len(self.queue) + len(self.ahead.jobs))
                if self.queue and self.ahead.has_room:
                    self._plan(self.queue.popleft())
                else:
                    self._settle()
        self._write()
        self._remove()
        return self.said.finish(embed_seconds=self.store.embedder.seconds - self._embedded_before)

    def _find(self, paths: Sequence[Path], root: str | None) -> list[Found]:
        """The files to take in, each once; notes which files of the store are gone."""
        found: dict[Key, Found] = {}
        complete: set[str] = set()
        for path in paths:
            if path.is_dir():
                files = self._below(path, root or self.store.roots.key(path), complete)
            elif path.exists():
                files = [Found(path, self.store.roots.key(path.parent), path.name)]
            else:
                self.said.note(str(path), NotReadable("no such file or folder"))
                continue
            for each in files:
                found.setdefault(each.key, each)
        known = self.files.files.items()
        self.gone = {key: file.document_id for key, file in known if key[0] in complete and key not in found}
        for key in [key for key in self.said.failed if key[0] in complete and key not in found]:
            self.said.forget(key)
        return list(found.values())

    def _below(self, folder: Path, root: str, complete: set[str]) -> list[Found]:
        walk = find(folder, root)
        self.said.report.skipped += walk.skipped
        for path, problem in walk.unreadable:
            self.said.note(str(path), problem)
        if not walk.unreadable:
            complete.add(root)
        return walk.files

    def _plan(self, found: Found) -> None:
        """Decide what a file is, and have it read when it is new or changed."""
        try:
            stamp = found.stamp()
            known = self.files.files.get(found.key)
            if known and (known.size, known.mtime) == stamp:
                self.said.count(found, "unchanged", known.document_id)
                return
            self._check(found, stamp)
            content, source = fingerprints(found.path, max_bytes=self._max_bytes)
            if self._is_busy(content, known.document_id if known else None):
                self._drain()
            twin = self.store.ledger.document_with(content)
            if twin is not None and twin not in self._being_written():
                self._take_known(found, twin, stamp)
                return
        except (CorpusError, OSError) as problem:
            self.said.fail(found, problem)
            return
        identifier, copies = self.files.for_new_content(found.key)
        self.ahead.start(found, identifier, content=content, source=source, stamp=stamp, copies=copies)

    def _check(self, found: Found, stamp: tuple[int, int]) -> None:
        """Refuse what cannot be named, and what broke its parser as it is."""
        if not is_text(found.name):
            raise NotReadable("the name of the file is not valid UTF-8", hint="rename the file")
        before = self.said.failed.get(found.key)
        if before and not self._retry and before.reason in _STOPPED and (before.size, before.mtime) == stamp:
            raise _STOPPED[before.reason](before.error, hint=before.hint)

    def _is_busy(self, content: str, document_id: str | None) -> bool:
        """Whether the same content, or the document that a file holds, is being read or waits to be written."""
        jobs = self._jobs()
        return any(job.content == content or job.document_id == document_id for job in jobs)

    def _being_written(self) -> set[str]:
        return {job.document_id for job in self._jobs()}

    def _jobs(self) -> Iterator[Job]:
        yield from self.ahead.jobs
        yield from (each.job for each in self.waiting)

    def _drain(self) -> None:
        while self.ahead.jobs:
            self._settle()
        self._write()

    def _settle(self) -> None:
        """Take over what was read of the first file that is being read."""
        job = self.ahead.jobs.popleft()
        try:
            read = job.result()
            if not read.chunks:
                raise EmptyFile("there is no passage of text in the file")
        except (CorpusError, OSError) as problem:
            self.said.fail(job.found, problem, job.stamp)
            return
        self._wait(job, read)
        self._part(job.copies)
        if sum(each.flags.count(None) for each in self.waiting) >= EMBEDDED_AT_ONCE:
            self._write()

    def _take_known(self, found: Found, twin: str, stamp: tuple[int, int]) -> None:
        """A file whose very content is in the store: only touched, renamed, or a duplicate."""
        known = self.files.files.get(found.key)
        self.store.ledger.put_path(*found.key, twin, *stamp)
        self.said.forget(found.key)
        self.files.note(found.key, twin, stamp)
        renamed = next((key for key, name in self.gone.items() if name == twin), None)
        if known is not None and known.document_id == twin:
            self.said.count(found, "unchanged", twin)
        elif renamed is not None:
            self.store.ledger.remove_paths([renamed])
            self.files.forget(renamed)
            del self.gone[renamed]
            self.said.count(found, "changed", twin)
        else:
            self.said.count(found, "duplicates", twin)

    def _wait(self, job: Job, read: Parsed) -> None:
        title, metadata = corrected(read.title, read.metadata, self.store.ledger.changes(read.id))
        bodies = tuple(indexed_text(title, metadata, each) for each in read.chunks)
        self.said.count(job.found, "changed" if job.found.key in self.files.files else "added")
        self.files.note(job.found.key, read.id, job.stamp)
        self.waiting.append(
            _Read(
                job,
                replace(read, title=title, metadata=metadata),
                (read.title, read.metadata),
                bodies,
                tuple(flags_of(title, metadata, read.chunks)),
            )
        )

    def _part(self, copies: Sequence[Key]) -> None:
        """Copies of what an edited file held before: read them again, as documents of their own."""
        if not copies:
            return
        self.store.ledger.remove_paths(copies)
        upcoming = {each.key for each in self.queue}
        for key in copies:
            self.files.forget(key)
            path = self.store.roots.file(key)
            if key not in upcoming and key not in self.gone and path.exists():
                self.queue.append(Found(path, *key))

    def _write(self) -> None:
        """Embed what waits, then store it document by document, then index it."""
        if not self.waiting:
            return
        ledger, index = self.store.ledger, self.store.index
        flags = [flag for each in self.waiting for flag in each.flags]
        vectors = self._embedded([body for each in self.waiting for body in each.bodies], flags)
        at, before = 0, []
        for each in self.waiting:
            before += ledger.chunk_ids(each.read.id)
            self._put(each, vectors[at : at + len(each.bodies)])
            at += len(each.bodies)
        chunks = [chunk for each in self.waiting for chunk in each.read.chunks]
        fresh, vectors = unflagged(chunks, vectors, flags)
        index.remove(list(set(before) - {each.id for each in fresh}))
        index.add(fresh, vectors)
        index.acknowledge(ledger.fingerprint())
        for each in self.waiting:
            self.said.tell("done", each.job.found, document_id=each.read.id)
        self.waiting.clear()

    def _embedded(self, bodies: Sequence[str], flags: Sequence[str | None]) -> Vectors:
        """Vectors of shape (len(bodies), dimensions), in slices, so that it can be told how far it is."""
        vectors = np.empty((len(bodies), self.store.embedder.dimensions), np.float32)
        for done, part in slices(flags, EMBEDDED_AT_ONCE):
            for each in self.waiting:
                self.said.tell("embedding", each.job.found, part=done, parts=len(bodies))
            vectors[part] = self.store.embedder.embed_passages([bodies[at] for at in part])
        return vectors

    def _put(self, each: _Read, vectors: Vectors) -> None:
        job = each.job
        self.store.ledger.put(
            each.read,
            vectors,
            each.bodies,
            root=job.found.root,
            content=job.content,
            source=job.source,
            stamp=job.stamp,
            found=each.before,
            flags=each.flags,
        )

    def _remove(self) -> None:
        """Forget paths that are gone; a document without any path left is removed."""
        ledger = self.store.ledger
        if self.gone:
            ledger.remove_paths(list(self.gone))
        self.said.report.removed = len(self.gone)
        self.store.forget(ledger.settle())

    def _page(self, found: Found, done: int, total: int) -> None:
        self.said.tell("reading", found, part=done, parts=total)
