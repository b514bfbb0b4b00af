"""Dense and keyword search, fused, reranked, near-duplicates collapsed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.types import DIGEST
from vectorstore.crossing import worded
from vectorstore.embeddings import Vectors
from vectorstore.fusion import fuse, ranked
from vectorstore.headers import indexed_text
from vectorstore.near_duplicates import collapse
from vectorstore.parts import missing, parts
from vectorstore.store import Store
from vectorstore.terms import normalised
from vectorstore.types import DocumentInfo, Passage, Scope, SearchResult

CANDIDATES = 40
"""How many chunks each of dense and keyword search contributes."""
RERANKED = 12
"""How many of the fused candidates the cross-encoder reads: it decides the latency."""
RERANK_WEIGHT = 2.0
"""Weight of the reranker's order in the second fusion, beside the first fusion's order with weight 1."""
PART_LOSS = 5.0
"""Loss, in logits, of a passage that does not name the numbered part asked about: "Panel 4" is not "Panel 5"."""
FLAGGED = 3
"""How many passages that hold instructions are told of."""
EVERYWHERE = Scope()


@dataclass(slots=True)
class Search:
    """Searches one store. Safe to use from several threads."""

    store: Store
    candidates: int = CANDIDATES
    reranked: int = RERANKED
    rerank_weight: float = RERANK_WEIGHT

    def search(self, question: str, *, k: int = 10, scope: Scope = EVERYWHERE) -> SearchResult:
        """The ``k`` best passages for a question, best first.

        Raises:
            StoreError: the store cannot be read, or was embedded anew with another model.
        """
        begun = time.perf_counter()
        query = normalised(question)
        documents = {info.id: info for info in self.store.ledger.documents() if in_scope(info, scope)}
        if not query or not documents:
            return SearchResult(query, (), {"embed": 0.0, "search": 0.0, "rerank": 0.0, "total": 0.0})
        self.store.check_model()
        wording = worded(query, self.store.ledger, self.store.embedder.name)
        vectors = [self.store.embedder.embed_query(text) for text in wording.vectors]
        embedded = time.perf_counter()
        wanted = max(self.candidates, 2 * k)
        within = sorted(documents) if scope else None
        dense = [self.store.index.query(vector, k=wanted, document_ids=within) for vector in vectors]
        keyword = self.store.ledger.keyword(wording.terms, k=wanted, document_ids=within)
        fused = fuse([[name for name, _ in each] for each in (*dense, keyword)], k=wording.constant)
        found = self._passages(list(fused), documents)
        searched = time.perf_counter()
        ordered = self._rerank(wording.reading, found, k)
        done = time.perf_counter()
        shown = [replace(passage, rank=rank) for rank, passage in enumerate(collapse(ordered)[:k], start=1)]
        seconds = {
            "embed": embedded - begun,
            "search": searched - embedded,
            "rerank": done - searched,
            "total": time.perf_counter() - begun,
        }
        return SearchResult(query, tuple(shown), seconds, self._flagged(vectors[0], dense[0], documents, within))

    def _passages(self, ids: Sequence[str], documents: dict[str, DocumentInfo]) -> list[Passage]:
        chunks = self.store.ledger.chunks(ids, searched=True)
        present = [chunks[name] for name in ids if name in chunks and chunks[name].document_id in documents]
        return [Passage(chunk, documents[chunk.document_id], 0.0, 0) for chunk in present]

    def _flagged(
        self,
        vector: Vectors,
        dense: Sequence[tuple[str, float]],
        documents: dict[str, DocumentInfo],
        within: Sequence[str] | None,
    ) -> tuple[Passage, ...]:
        """Flagged passages that would have been among the nearest of dense search, had they been in it."""
        if not any(info.flagged for info in documents.values()):
            return ()
        least = dense[: self.reranked][-1][1] if dense else -1.0
        found = self.store.ledger.near_flagged(vector, k=FLAGGED, at_least=least, document_ids=within)
        known = [each for each in found if each[0].document_id in documents]
        return tuple(
            Passage(chunk, documents[chunk.document_id], cosine, rank, flag=words)
            for rank, (chunk, words, cosine) in enumerate(known, start=1)
        )

    def _rerank(self, query: str, found: list[Passage], k: int) -> list[Passage]:
        """The first candidates in the order of both fusion and cross-encoder, then the rest as they were."""
        numbered = parts(query)
        fitting = sorted(prefer_originals(found), key=lambda each: missing(numbered, where(each)))
        head = fitting[: max(self.reranked, 0)]
        rest = [passage for passage in found if passage not in head][: max(0, 2 * k - len(head))]
        read = head + rest if k > self.reranked else head
        texts = [indexed_text(each.document.title, each.document.metadata, each.chunk) for each in head]
        scores = self.store.reranker.scores(query, texts)
        scored = {
            each.chunk.id: replace(each, score=float(score) - PART_LOSS * missing(numbered, where(each)))
            for each, score in zip(head, scores, strict=True)
        }
        by_score = ranked({name: each.score for name, each in scored.items()})
        order = fuse([[each.chunk.id for each in head], by_score], weights=[1.0, self.rerank_weight])
        lowest = min((each.score for each in scored.values()), default=0.0)
        tail = [replace(each, score=lowest) for each in read[len(head) :]]
        return [*(scored[name] for name in order), *tail]


def where(passage: Passage) -> str:
    """A passage with its title and section path."""
    return " ".join([passage.document.title, *passage.chunk.section, passage.chunk.text])


def in_scope(info: DocumentInfo, scope: Scope) -> bool:
    """Whether a document belongs to a scope."""
    event = (info.metadata.event or "").casefold()
    return (
        (not scope.documents or info.id in scope.documents)
        and (not scope.events or any(name.casefold() in event for name in scope.events))
        and (not scope.years or info.metadata.year in scope.years)
        and (not scope.kinds or (info.metadata.kind or "").casefold() in {kind.casefold() for kind in scope.kinds})
    )


def prefer_originals(found: Sequence[Passage]) -> list[Passage]:
    """Leave out passages of a digest where passages of the document it digests were found too."""
    titles = {passage.document.title for passage in found if passage.document.metadata.kind != DIGEST}
    return [
        passage
        for passage in found
        if passage.document.metadata.kind != DIGEST or passage.document.metadata.source_title not in titles
    ]
