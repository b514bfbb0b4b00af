"""One data folder: ledger, index, models, and the lock that keeps writers apart."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from corpus.loaders import MAX_BYTES
from vectorstore.bundled import stay_offline
from vectorstore.corrections import correct
from vectorstore.embedding_choice import setting_of
from vectorstore.embeddings import BundledEmbedder, Embedder
from vectorstore.errors import StoreLocked, StoreUnavailable, WrongModel
from vectorstore.files import UPLOADS, Roots
from vectorstore.index import VectorIndex
from vectorstore.ingest import EMBEDDED_AT_ONCE, sync
from vectorstore.ledger import Ledger
from vectorstore.new_vectors import MODEL
from vectorstore.reporting import Progress
from vectorstore.rerank import BundledReranker, Reranker
from vectorstore.schema import told
from vectorstore.types import IngestReport

if TYPE_CHECKING:
    from corpus.sandbox import Sandbox

LOCK_SECONDS = 0.5
"""How long a writer waits for another one before it gives up."""
BUILD_SECONDS = 20.0
"""How long the opening waits for another process that is making the first index."""


class Store:
    """Documents that can be searched. Safe to use from several threads; one process writes at a time."""

    def __init__(self, home: Path, ledger: Ledger, index: VectorIndex, embedder: Embedder, reranker: Reranker) -> None:
        self.home = home
        self.roots = Roots(home)
        self._sandbox: Sandbox | None = None
        self._viewer: Sandbox | None = None
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
            _agree(home, ledger, embedder)
            index = VectorIndex(home / "index")
            opened.callback(index.close)
            store = cls(home, ledger, index, embedder, reranker or BundledReranker())
            store._catch_up()
            opened.pop_all()
        return store

    @classmethod
    def re_embed(cls, home: Path, *, embedder: Embedder, progress: Callable[[int, int], None] | None = None) -> int:
        """Go over to another embedding model: embed everything anew from the ledger; how many passages that were.

        No file is read again. Searching goes on with the old vectors until all new ones are there; what was embedded before
        an interruption is kept for the next try. ``progress`` is told (passages embedded, of how many).

        Raises:
            StoreLocked: another process is writing.
            StoreUnavailable: the folder cannot be used.
            ModelMissing, BadVectors: of the embedding model.
        """
        stay_offline()
        with ExitStack() as opened:
            home = _made(home)
            ledger = Ledger(home)
            opened.callback(ledger.close)
            index = VectorIndex(home / "index")
            opened.callback(index.close)
            store = cls(home, ledger, index, embedder, BundledReranker())
            opened.enter_context(store._locked(LOCK_SECONDS))
            return store._re_embedded(progress or _silent)

    def _re_embedded(self, progress: Callable[[int, int], None]) -> int:
        total = self.ledger.counts()[1]
        if not _is_of(self.ledger.meta(MODEL) or "", self.embedder):
            waiting = self.ledger.begin_model(_model(self.embedder))
            for batch in self.ledger.without_new_vectors(batch=EMBEDDED_AT_ONCE):
                progress(total - waiting, total)
                self.ledger.put_new_vectors(batch, self.embedder.embed_passages([text for _, _, text in batch]))
                waiting -= len(batch)
            self.ledger.switch_model()
        if not self.index.open(self.ledger):
            self.index.build(self.ledger)
        progress(total, total)
        return total

    def check_model(self) -> None:
        """Make sure that the vectors are still of the model that the store was opened with. Raises ``WrongModel``."""
        known = self.ledger.meta(MODEL) or ""
        if not _is_of(known, self.embedder):
            raise WrongModel(f"the store in {self.home} was embedded anew with {known}", hint="start the program again")

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

    @property
    def sandbox(self) -> Sandbox:
        """The processes that parse files; started with the first one."""
        if self._sandbox is None:
            from corpus.sandbox import Sandbox

            self._sandbox = Sandbox()
        return self._sandbox

    @property
    def viewer(self) -> Sandbox:
        """The process that renders pages: who looks at one does not wait for files that are being read."""
        if self._viewer is None:
            from corpus.sandbox import Sandbox

            self._viewer = Sandbox(workers=1)
        return self._viewer

    def stop_reading(self) -> None:
        """End the processes that parse files."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def close(self) -> None:
        """Let the files go."""
        self.stop_reading()
        if self._viewer is not None:
            self._viewer.close()
        self.index.close()
        self.ledger.close()

    @contextmanager
    def writing(self, *, wait: float = LOCK_SECONDS) -> Iterator[None]:
        """Hold the lock of the data folder, with an index that is in step with the ledger.

        Raises ``StoreLocked``, naming the process that holds it.
        """
        with self._locked(wait):
            if not self.index.open(self.ledger):
                self.index.build(self.ledger)
            yield

    @contextmanager
    def _locked(self, wait: float) -> Iterator[None]:
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
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def sync(
        self,
        paths: Sequence[Path],
        *,
        progress: Callable[[Progress], None] | None = None,
        retry: bool = False,
        max_bytes: int = MAX_BYTES,
    ) -> IngestReport:
        """Take files and folders in; without a path the starter corpus. Raises ``StoreLocked``, ``StoreUnavailable``.

        Files of more than ``max_bytes`` are refused; those that broke their parser are tried again with ``retry``.
        """
        with self.writing():
            return sync(self, paths, progress=progress, retry=retry, max_bytes=max_bytes)

    def remove(self, document_id: str) -> None:
        """Remove a document for good, with what was kept of its file. Raises ``NoSuchDocument``, ``StoreLocked``."""
        with self.writing():
            uploads = [key for key in self.ledger.paths_of(document_id) if key[0] == UPLOADS]
            self.forget([document_id])
            for key in uploads:
                self.roots.file(key).unlink(missing_ok=True)

    def forget(self, documents: Sequence[str]) -> None:
        """Take documents out of the ledger, the index and the kept page images. The lock must be held.

        The index is built anew: Chroma keeps the words of what was deleted in its files.
        """
        if not documents:
            return
        for document in documents:
            self.ledger.remove(document)
        self.ledger.vacuum()
        self.index.build(self.ledger)
        for document in documents:
            shutil.rmtree(self.pages / document, ignore_errors=True)

    def correct(self, document_id: str, values: Mapping[str, str]) -> None:
        """Correct the title or metadata of a document. Raises ``BadCorrection``, ``NoSuchDocument``, ``StoreLocked``."""
        with self.writing():
            correct(self, document_id, values)

    @property
    def pages(self) -> Path:
        """Where the images of pages are kept, in a folder for each document."""
        return self.home / "pages"


def _model(embedder: Embedder) -> str:
    return f"{embedder.name}/{embedder.dimensions}"


def _is_of(model: str, embedder: Embedder) -> bool:
    """Whether that is the model of an embedder; its size is not asked for, which a server may have to tell."""
    return model.rpartition("/")[0] == embedder.name


def _silent(_done: int, _of: int) -> None:
    return None


def _agree(home: Path, ledger: Ledger, embedder: Embedder) -> None:
    """Note the model of a store that has none yet, or nothing embedded. Raises ``WrongModel`` when it has another."""
    known = ledger.meta(MODEL)
    if known and _is_of(known, embedder):
        return
    if known and ledger.counts()[1]:
        setting = setting_of(known.rpartition("/")[0])
        raise WrongModel(
            f"the store in {home} was made with the embedding model {known}, not with {_model(embedder)}",
            hint=f"set DIALOGUE_EMBEDDING={setting} to go on with that model, or go over to the other one, without "
            "reading the files again: dialogue ingest --re-embed",
        )
    ledger.set_meta(MODEL, _model(embedder))


def _made(home: Path) -> Path:
    """The data folder, made where it is missing."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as problem:
        raise StoreUnavailable(f"the data folder {home} cannot be made: a file is in the way") from problem
    except OSError as problem:
        raise StoreUnavailable(f"the data folder {home} cannot be made: {problem.strerror}") from problem
    return home.resolve()
