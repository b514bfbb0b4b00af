"""What searching gives: passages of documents, within a scope."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.types import Chunk, Metadata


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document in the store, without its text."""

    id: str
    path: str
    title: str
    metadata: Metadata
    chunks: int
    """How many chunks it was cut into."""
    characters: int
    """Length of its clean text."""
    paths: tuple[str, ...] = ()
    """Every path under which this very content was found; the first is ``path``."""
    pages: int = 0
    """Pages of the file; 0 for formats without pages."""
    edited: bool = False
    """Its title or metadata were corrected by hand."""
    flagged: int = 0
    """How many of its chunks hold instructions to a program that reads them: they are never searched."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where else a statement stands: a near-duplicate passage that was not shown."""

    chunk_id: str
    document_id: str
    title: str
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk retrieved for one question."""

    chunk: Chunk
    document: DocumentInfo
    score: float
    """The reranker's score of the passage for the question: a logit, higher is better, comparable between questions."""
    rank: int
    """From 1, by the fused order."""
    also_in: tuple[Place, ...] = ()
    flag: str | None = None
    """The words for which it counts as instructions to the program; such a passage is shown as one, and used for nothing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are searched: within a field any of the values, between fields all; empty means no limit."""

    documents: tuple[str, ...] = ()
    """Document ids."""
    events: tuple[str, ...] = ()
    """Matched without regard to case, as a part of the event's name."""
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.events or self.years or self.kinds)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages for one question, best first."""

    query: str
    passages: tuple[Passage, ...]
    seconds: dict[str, float] = field(default_factory=dict)
    """"embed", "search", "rerank", "total"."""
    flagged: tuple[Passage, ...] = ()
    """Passages near the question that hold instructions to the program, nearest first; their score is a cosine."""


@dataclass(slots=True)
class IngestReport:
    """What one synchronisation did. Counts are of files."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: int = 0
    skipped: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    """One ``{"path", "error", "hint"}`` per file that could not be taken in."""
    documents: int = 0
    """Documents in the store afterwards."""
    chunks: int = 0
    """Chunks in the store afterwards."""
    seconds: float = 0.0
    embed_seconds: float = 0.0
    """How much of it was spent inside the embedding model."""
