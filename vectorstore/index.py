"""The Chroma collection: serves the search, is built from the ledger, and can be thrown away.

``HOME/index/<generation>/`` holds one Chroma store each; ``HOME/index/current`` names the one in use, and the state of
the ledger that it holds. Another state, or none, means that it is built anew, beside the old one, and switched over.
Only the process that holds the lock of the data folder builds, adds and removes; the others read, and open the
collection again when the pointer moves: Chroma does not search what another process wrote after it was opened.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.types import Chunk
from vectorstore.embeddings import Vectors
from vectorstore.errors import StoreUnavailable
from vectorstore.schema import plain, told

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

    from vectorstore.ledger import Ledger

COLLECTION = "passages"
BATCH = 200
GRAPH: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 400, "ef_search": 400, "max_neighbors": 48}
"""Settings of the nearest neighbour graph. With Chroma's own a search of 409 chunks lost now and then the very best one,
another one at every start; with these the 40 best were found without loss (docs/measurements.md)."""
ROOM = 2**20
"""Free bytes below which a failure of Chroma is a full disk."""
_PERTURB = -6
"""Number of glibc's option that fills memory as it is given out and back."""
Pointer = dict[str, str]
"""generation: name of its folder; state: fingerprint of the ledger it was built from."""


class VectorIndex:
    """Nearest neighbours of a query among the chunks of a store. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the generations; nothing is opened yet."""
        self._folder = folder
        self._guard = threading.RLock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._pointer: Pointer | None = None
        """What the open collection is."""

    def open(self, ledger: Ledger) -> bool:
        """Open the current generation, if there is one; whether it holds what the ledger holds."""
        with self._guard:
            self._follow()
            if self._collection is None or self._pointer is None:
                return False
            return self._pointer["state"] == ledger.fingerprint() and self.count() == ledger.searched()

    def build(self, ledger: Ledger) -> None:
        """Make a new generation of everything in the ledger that is searched, switch over, and remove the old ones."""
        with self._guard, told(self._folder):
            self.close()
            current = self._read_pointer()
            self._remove_others(current["generation"] if current else "")
            generation = uuid.uuid4().hex[:12]
            state = ledger.fingerprint()
            with _overwritten_memory():
                self._connect(generation)
                for chunks, vectors in ledger.vectors(batch=BATCH):
                    self.add(chunks, vectors)
            self._point({"generation": generation, "state": state})
            self._remove_others(generation)

    def _remove_others(self, kept: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for other in self._folder.iterdir():
            if other.is_dir() and other.name != kept:
                shutil.rmtree(other, ignore_errors=True)

    def add(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Add chunks with their vectors of shape (len(chunks), dimensions)."""
        with self._chroma() as collection:
            for at in range(0, len(chunks), BATCH):
                part = chunks[at : at + BATCH]
                collection.upsert(
                    ids=[chunk.id for chunk in part],
                    embeddings=np.asarray(vectors[at : at + BATCH], dtype=np.float32),
                    documents=[chunk.text for chunk in part],
                    metadatas=[{"document_id": chunk.document_id} for chunk in part],
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Remove chunks."""
        with self._chroma() as collection:
            for at in range(0, len(ids), BATCH):
                collection.delete(ids=list(ids[at : at + BATCH]))

    def acknowledge(self, state: str) -> None:
        """Note that the open generation holds a state of the ledger."""
        with self._guard, told(self._folder):
            if self._pointer is None:
                raise StoreUnavailable("the index is not open")
            self._point({**self._pointer, "state": state})

    def query(self, vector: Vectors, *, k: int, document_ids: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The nearest chunks: (id, cosine similarity), best first."""
        with self._guard:
            self._follow()
            with self._chroma() as collection:
                wanted = min(k, collection.count())
                if wanted == 0:
                    return []
                where: Any = None if document_ids is None else {"document_id": {"$in": list(document_ids)}}
                found = collection.query(
                    query_embeddings=np.asarray([vector], dtype=np.float32),
                    n_results=wanted,
                    where=where,
                    include=["distances"],
                )
        distances = found["distances"] or [[]]
        return [(name, 1.0 - float(far)) for name, far in zip(found["ids"][0], distances[0], strict=True)]

    def count(self) -> int:
        """Chunks in the index."""
        with self._chroma() as collection:
            return collection.count()

    @property
    def is_open(self) -> bool:
        """Whether there is a generation to search, be it behind the ledger."""
        return self._collection is not None

    def close(self) -> None:
        """Let the files go."""
        with self._guard:
            if self._client is not None:
                self._client.close()  # type: ignore[attr-defined]
            self._client = self._collection = self._pointer = None

    def _follow(self) -> None:
        """Open what the pointer names, unless it is open already."""
        pointer = self._read_pointer()
        if pointer == self._pointer and self._collection is not None:
            return
        self.close()
        if pointer is not None and (self._folder / pointer["generation"] / "chroma.sqlite3").is_file():
            self._connect(pointer["generation"])
            self._pointer = pointer

    def _read_pointer(self) -> Pointer | None:
        try:
            data = json.loads((self._folder / "current").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return data if isinstance(data, dict) and {"generation", "state"} <= data.keys() else None

    def _point(self, pointer: Pointer) -> None:
        draft = self._folder / f"current.{os.getpid()}"
        draft.write_text(json.dumps(pointer), encoding="utf-8")
        draft.replace(self._folder / "current")
        self._pointer = pointer

    def _connect(self, generation: str) -> None:
        import chromadb
        from chromadb.config import Settings

        folder = self._folder / generation
        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        with _chroma_told(self._folder):
            self._client = chromadb.PersistentClient(str(folder), settings=settings)
            self._collection = self._client.get_or_create_collection(
                COLLECTION, configuration={"hnsw": GRAPH}, embedding_function=None
            )
        space = self._collection.configuration["hnsw"]["space"]  # type: ignore[index]
        if space != "cosine":
            raise StoreUnavailable(f"the index in {folder} measures {space} instead of cosine")

    @contextmanager
    def _chroma(self) -> Iterator[Collection]:
        """The open collection, for one thread at a time."""
        with self._guard:
            if self._collection is None:
                raise StoreUnavailable("the index is not open")
            with _chroma_told(self._folder):
                yield self._collection


@contextmanager
def _overwritten_memory() -> Iterator[None]:
    """Have memory overwritten when it is given out: the graph is written to disk with what stood there before.

    That can be words of a document that was just removed. Only glibc knows how to; elsewhere nothing is done.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        yield
        return
    mallopt(_PERTURB, 0xFF)
    try:
        yield
    finally:
        mallopt(_PERTURB, 0)


@contextmanager
def _chroma_told(folder: Path) -> Iterator[None]:
    """Turn errors of Chroma into ``StoreUnavailable``."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as problem:
        full = shutil.disk_usage(folder).free < ROOM  # Chroma does not always say so
        what = "the disk is full" if full else plain(str(problem))
        raise StoreUnavailable(f"the index in {folder} cannot be used: {what}") from problem
