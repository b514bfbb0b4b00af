"""The Chroma collection: serves the search, is built from the ledger, and can be thrown away.

``HOME/index/<generation>/`` holds one Chroma store each; ``HOME/index/current`` names the one in use, and the state of
the ledger that it holds. Another state, or none, means that it is built anew, beside the old one, and switched over.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.types import Chunk
from vectorstore.embeddings import Vectors
from vectorstore.errors import StoreUnavailable

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from vectorstore.ledger import Ledger

COLLECTION = "passages"
BATCH = 200


class VectorIndex:
    """Nearest neighbours of a query among the chunks of a store."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the generations; nothing is opened yet."""
        self._folder = folder
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None

    def open(self, ledger: Ledger) -> None:
        """Open the current generation, or build one where it is missing or behind the ledger."""
        pointer = self._pointer()
        state = ledger.fingerprint()
        if pointer and pointer["state"] == state and (self._folder / pointer["generation"]).is_dir():
            self._collection = self._connect(self._folder / pointer["generation"])
            if self._collection.count() == ledger.counts()[1]:
                return
        self.build(ledger)

    def build(self, ledger: Ledger) -> None:
        """Make a new generation of everything in the ledger, switch over, and remove the old ones."""
        self.close()
        generation = uuid.uuid4().hex[:12]
        collection = self._connect(self._folder / generation)
        for chunks, vectors in ledger.vectors(batch=BATCH):
            _add(collection, chunks, vectors)
        self._collection = collection
        self.acknowledge(ledger.fingerprint(), generation)
        for other in self._folder.iterdir():
            if other.is_dir() and other.name != generation:
                shutil.rmtree(other, ignore_errors=True)

    def add(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Add chunks with their vectors of shape (len(chunks), dimensions)."""
        _add(self._opened(), chunks, vectors)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove chunks."""
        for at in range(0, len(ids), BATCH):
            self._opened().delete(ids=list(ids[at : at + BATCH]))

    def acknowledge(self, state: str, generation: str | None = None) -> None:
        """Note the state of the ledger that the index holds now."""
        pointer = self._pointer()
        name = generation or (pointer["generation"] if pointer else "")
        draft = self._folder / f"current.{os.getpid()}"
        draft.write_text(json.dumps({"generation": name, "state": state}), encoding="utf-8")
        draft.replace(self._folder / "current")

    def query(self, vector: Vectors, *, k: int, document_ids: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The nearest chunks: (id, cosine similarity), best first."""
        collection = self._opened()
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
        return self._opened().count()

    def close(self) -> None:
        """Let the files go."""
        if self._client is not None:
            from chromadb.api.shared_system_client import SharedSystemClient

            system = SharedSystemClient._identifier_to_system.pop(self._client._identifier, None)  # type: ignore[attr-defined]
            if system is not None:
                system.stop()
        self._client = self._collection = None

    def _opened(self) -> Collection:
        if self._collection is None:
            raise StoreUnavailable("the index is not open")
        return self._collection

    def _pointer(self) -> dict[str, str] | None:
        try:
            data = json.loads((self._folder / "current").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return data if isinstance(data, dict) and {"generation", "state"} <= data.keys() else None

    def _connect(self, folder: Path) -> Collection:
        import chromadb
        from chromadb.config import Settings

        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        self._client = chromadb.PersistentClient(str(folder), settings=settings)
        collection = self._client.get_or_create_collection(
            COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        space = collection.configuration["hnsw"]["space"]  # type: ignore[index]
        if space != "cosine":
            raise StoreUnavailable(f"the index in {folder} measures {space} instead of cosine")
        return collection


def _add(collection: Collection, chunks: Sequence[Chunk], vectors: Vectors) -> None:
    for at in range(0, len(chunks), BATCH):
        part = chunks[at : at + BATCH]
        collection.upsert(
            ids=[chunk.id for chunk in part],
            embeddings=np.asarray(vectors[at : at + BATCH], dtype=np.float32),
            documents=[chunk.text for chunk in part],
            metadatas=[{"document_id": chunk.document_id} for chunk in part],
        )
