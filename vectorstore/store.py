"""One data folder: ledger, index, models, and the lock that keeps writers apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from vectorstore.bundled import stay_offline
from vectorstore.embeddings import BundledEmbedder, Embedder
from vectorstore.errors import StoreLocked, StoreUnavailable, WrongModel
from vectorstore.index import VectorIndex
from vectorstore.ingest import Progress, sync
from vectorstore.ledger import Ledger
from vectorstore.rerank import BundledReranker, Reranker
from vectorstore.schema import told
from vectorstore.types import IngestReport

LOCK_SECONDS = 0.5
"""How long a writer waits for another one before it gives up."""
BUILD_SECONDS = 20.0
"""How long the opening waits for another process that is making the first index."""


class Store:
    """Documents that can be searched. Safe to use from several threads; one process writes at a time."""

    def __init__(self, home: Path, ledger: Ledger, index: VectorIndex, embedder: Embedder, reranker: Reranker) -> None:
        self.home = home
        self.ledger = ledger
        self.index = index
        self.embedder = embedder
        self.reranker = reranker

    @classmethod
    def open(cls, home: Path, *, embedder: Embedder | None = None, reranker: Reranker | None = None) -> Self:
        """Open a data folder, making it (mode 0700) where it is missing; an index behind its ledger is built anew.

        Raises:
            StoreUnavailable: the folder cannot be used.
            WrongModel: it was made with another embedding model.
        """
        stay_offline()
        embedder = embedder or BundledEmbedder()
        home = _made(home)
        with ExitStack() as opened:
            ledger = Ledger(home)
            opened.callback(ledger.close)
            model = f"{embedder.name}/{embedder.dimensions}"
            known = ledger.meta("model")
            if known is None:
                ledger.set_meta("model", model)
            elif known != model:
                raise WrongModel(f"the store in {home} was made with the embedding model {known}, not with {model}")
            index = VectorIndex(home / "index")
            opened.callback(index.close)
            store = cls(home, ledger, index, embedder, reranker or BundledReranker())
            store._catch_up()
            opened.pop_all()
        return store

    def _catch_up(self) -> None:
        """Repair an index behind its ledger; while another process writes, what is there serves."""
        if self.index.open(self.ledger):
            return
        try:
            with self.writing(wait=LOCK_SECONDS if self.index.is_open else BUILD_SECONDS):
                pass
        except StoreLocked:
            if not self.index.is_open:
                raise

    def close(self) -> None:
        """Let the files go."""
        self.index.close()
        self.ledger.close()

    @contextmanager
    def writing(self, *, wait: float = LOCK_SECONDS) -> Iterator[None]:
        """Hold the lock of the data folder, with an index that is in step with the ledger.

        Raises ``StoreLocked``, naming the process that holds it.
        """
        lock, holder = FileLock(self.home / "lock"), self.home / "lock.holder"
        with told(self.home):
            try:
                lock.acquire(timeout=wait)
            except Timeout as problem:
                name = holder.read_text(encoding="utf-8") if holder.exists() else "unknown"
                raise StoreLocked(f"process {name} is writing to the store in {self.home}") from problem
        try:
            with told(self.home):
                holder.write_text(str(os.getpid()), encoding="utf-8")
            if not self.index.open(self.ledger):
                self.index.build(self.ledger)
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def sync(self, paths: Sequence[Path], *, progress: Callable[[Progress], None] | None = None) -> IngestReport:
        """Take files and folders in; without a path the starter corpus. Raises ``StoreLocked``, ``StoreUnavailable``."""
        with self.writing():
            return sync(self, paths, progress=progress)

    def remove(self, document_id: str) -> None:
        """Remove a document for good. Raises ``NoSuchDocument``, ``StoreLocked``."""
        with self.writing():
            self.index.remove(self.ledger.remove(document_id))
            self.index.acknowledge(self.ledger.fingerprint())
            self.ledger.vacuum()


def _made(home: Path) -> Path:
    """The data folder, made where it is missing."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as problem:
        raise StoreUnavailable(f"the data folder {home} cannot be made: a file is in the way") from problem
    except OSError as problem:
        raise StoreUnavailable(f"the data folder {home} cannot be made: {problem.strerror}") from problem
    return home.resolve()
