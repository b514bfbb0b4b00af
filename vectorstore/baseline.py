"""The pipeline that most tutorials teach, to measure against: recursive splitting 1000/200, Chroma similarity, k = 4.

The raw text of a file is split as ``RecursiveCharacterTextSplitter`` of langchain-text-splitters does it by default
(separators kept at the start of the next piece, ends stripped). There is no cleaning, no context header, no keyword
search and no reranker; the embedding model is the same as ours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import numpy as np

from vectorstore.embeddings import Embedder

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

SIZE = 1000
"""Characters in a piece, at most."""
OVERLAP = 200
"""Characters that a piece repeats of the one before it, at most."""
SEPARATORS = ("\n\n", "\n", " ", "")
K = 4
"""Pieces retrieved."""
BATCH = 200

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A retrieved piece: characters ``start`` to ``end`` of the raw text of a document."""

    document_id: str
    start: int
    end: int
    similarity: float
    """Cosine."""


def split(text: str, *, size: int = SIZE, overlap: int = OVERLAP) -> list[Offsets]:
    """Spans of the pieces of a text, in order, without white space at their ends."""
    stripped = (_stripped(text, span) for span in _split(text, (0, len(text)), SEPARATORS, size, overlap))
    return [(start, end) for start, end in stripped if start < end]


def _split(text: str, span: Offsets, separators: Sequence[str], size: int, overlap: int) -> Iterator[Offsets]:
    """Cut at the first separator that occurs, merge what is short, cut what is still too long at the next one."""
    at = next(at for at, mark in enumerate(separators) if not mark or text.find(mark, *span) >= 0)
    finer = separators[at + 1 :]
    short: list[Offsets] = []
    for part in _parts(text, span, separators[at]):
        if part[1] - part[0] < size:
            short.append(part)
            continue
        yield from _merged(short, size, overlap)
        short = []
        if finer:
            yield from _split(text, part, finer, size, overlap)
        else:
            yield part
    yield from _merged(short, size, overlap)


def _parts(text: str, span: Offsets, separator: str) -> Iterator[Offsets]:
    start, end = span
    if not separator:
        yield from ((at, at + 1) for at in range(start, end))
        return
    cut = text.find(separator, start, end)
    while cut >= 0:
        if cut > start:
            yield start, cut
        start, cut = cut, text.find(separator, cut + len(separator), end)
    if end > start:
        yield start, end


def _merged(parts: Sequence[Offsets], size: int, overlap: int) -> Iterator[Offsets]:
    """Neighbouring parts joined to pieces of at most ``size``, each starting with the end of the one before."""
    window: deque[Offsets] = deque()
    total = 0
    for part in parts:
        length = part[1] - part[0]
        if window and total + length > size:
            yield window[0][0], window[-1][1]
            while window and (total > overlap or total + length > size):
                total -= window[0][1] - window[0][0]
                window.popleft()
        window.append(part)
        total += length
    if window:
        yield window[0][0], window[-1][1]


def _stripped(text: str, span: Offsets) -> Offsets:
    inner = text[slice(*span)]
    return span[0] + len(inner) - len(inner.lstrip()), span[1] - len(inner) + len(inner.rstrip())


class TutorialIndex:
    """Pieces of raw texts in a Chroma collection of their own."""

    def __init__(self, folder: Path, *, embedder: Embedder) -> None:
        """Open or make the collection in a folder."""
        import chromadb
        from chromadb.config import Settings

        folder.mkdir(parents=True, exist_ok=True)
        self._embedder = embedder
        settings = Settings(anonymized_telemetry=False)
        self._client = cast("Client", chromadb.PersistentClient(str(folder), settings))
        self._collection: Collection = self._client.get_or_create_collection(
            "tutorial", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go."""
        self._client.close()

    def count(self) -> int:
        """Pieces in the collection."""
        return self._collection.count()

    def add(self, texts: Mapping[str, str]) -> int:
        """Split, embed and store raw texts by document id; gives the number of pieces."""
        pieces = [(name, span) for name, text in texts.items() for span in split(text)]
        vectors = self._embedder.embed_passages([texts[name][slice(*span)] for name, span in pieces])
        for at in range(0, len(pieces), BATCH):
            part = pieces[at : at + BATCH]
            self._collection.upsert(
                ids=[f"{name}:{start}:{end}" for name, (start, end) in part],
                embeddings=np.asarray(vectors[at : at + BATCH], dtype=np.float32),
                metadatas=[{"document_id": name, "start": start, "end": end} for name, (start, end) in part],
            )
        return len(pieces)

    def search(self, question: str, *, k: int = K) -> tuple[Piece, ...]:
        """The nearest pieces, best first."""
        wanted = min(k, self._collection.count())
        if not wanted:
            return ()
        vector = np.asarray([self._embedder.embed_query(question)], dtype=np.float32)
        found = self._collection.query(query_embeddings=vector, n_results=wanted, include=["metadatas", "distances"])
        rows, distances = (found["metadatas"] or [[]])[0], (found["distances"] or [[]])[0]
        return tuple(
            Piece(str(row["document_id"]), int(str(row["start"])), int(str(row["end"])), 1.0 - float(distance))
            for row, distance in zip(rows, distances, strict=True)
        )
