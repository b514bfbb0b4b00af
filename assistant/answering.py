"""Quote mode: condense -> split a comparison -> retrieve -> quote -> refuse or show."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answerability import Judging
from assistant.candidates import Candidate, Lookup, Scored
from assistant.citing import cite
from assistant.conversation.decomposing import split_by_rules
from assistant.conversation.followups import condense
from assistant.nearness import Near, Nearness
from assistant.quoting import choose, score
from assistant.traces import Groups, Trace, side_by_side
from assistant.types import Answer, Turn
from corpus.types import Document
from vectorstore.languages import language
from vectorstore.search import EVERYWHERE, Search
from vectorstore.types import Passage, Scope, SearchResult

RETRIEVED = 10
"""Passages retrieved for an answer."""
NEAREST = 3
"""Passages offered with a refusal."""
KEPT = 32
"""Documents kept in memory for reading sentences around a passage."""


class Answering:
    """Answers questions over one search, in quote mode."""

    def __init__(self, search: Search, nearness: Nearness | None = None) -> None:
        self._search = search
        self._nearness = nearness or Near()
        self._read = lru_cache(maxsize=KEPT)(self._load)

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYWHERE,
        on_status: Callable[[str], None] | None = None,
    ) -> Answer:
        """Quotations that answer the question, or a refusal with the nearest passages."""
        begun = time.perf_counter()
        tell = on_status or _silent
        query = condense(question, history)
        tell(f"searching for: {query}")
        queries = (query, *split_by_rules(query))
        results = [self.search(each, scope=scope) for each in queries]
        retrieved = time.perf_counter() - begun
        tell(f"reading {sum(len(each.passages) for each in results)} passages")
        answer = self.quoted(question, self.compared(queries, results))
        return replace(answer, seconds=spent(begun, retrieved))

    def compared(self, queries: Sequence[str], results: Sequence[SearchResult]) -> Trace:
        """What would be shown for a question, the first of ``queries``, and for its parts, the others."""
        whole, *parts = [self.examine(query, result) for query, result in zip(queries, results, strict=True)]
        return side_by_side(whole, parts, self.documents()) if parts else whole

    def search(self, query: str, *, scope: Scope = EVERYWHERE) -> SearchResult:
        """The passages for an answer."""
        return self._search.search(query, k=RETRIEVED, scope=scope)

    def trace(self, query: str, *, scope: Scope = EVERYWHERE) -> Trace:
        """How a question that stands alone would be answered in quote mode."""
        return self.examine(query, self.search(query, scope=scope))

    def quoted(self, question: str, trace: Trace) -> Answer:
        """What quote mode says: the quotations that were chosen, or the refusal."""
        answer = _answer(question, trace) if trace.verdict.answered else _refusal(question, trace)
        return replace(
            answer,
            fingerprint=self._search.store.ledger.fingerprint(),
            language=language(question),
            flagged=trace.result.flagged,
            queries=trace.queries,
            notes=trace.notes,
        )

    def documents(self) -> Lookup:
        """Looks up documents as they are now in the store, without their traces; kept in memory for a while."""
        fingerprint = self._search.store.ledger.fingerprint()
        return lambda document_id: self._read(document_id, fingerprint)

    def examine(self, query: str, result: SearchResult) -> Trace:
        """What would be shown, and whether it is: also what a refusal holds back, for measuring."""
        store, lookup = self._search.store, self.documents()
        scored = score(query, result.passages, lookup, store.reranker)
        judging = Judging(store.ledger.frequency, lookup, self._nearness)
        verdict = judging.verdict(query, result.passages, scored)
        chosen = tuple(
            (name, tuple(self._placed(each, result.passages) for each in group))
            for name, group in choose(query, scored, lookup)
        )
        return Trace(query, result, verdict, chosen, cite(chosen, lookup), _read(result.passages, chosen))

    def _placed(self, scored: Scored, passages: Sequence[Passage]) -> Scored:
        """With the passage that the sentence stands in: an item of a list may stand beyond the one it was found by."""
        candidate = scored.candidate
        if holds(candidate.passage, candidate):
            return scored
        passage = next((each for each in passages if holds(each, candidate)), None)
        if passage is None:
            chunk = self._search.store.ledger.chunk_at(candidate.document_id, candidate.start)
            passage = replace(candidate.passage, chunk=chunk, also_in=()) if chunk else candidate.passage
        return replace(scored, candidate=replace(candidate, passage=passage), also_in=passage.also_in)

    def _load(self, document_id: str, fingerprint: str) -> Document:
        del fingerprint  # part of the cache's key: a changed store is read anew
        ledger = self._search.store.ledger
        return ledger.without_flagged(ledger.document(document_id, traces=False))


def spent(begun: float, retrieved: float, first: float | None = None) -> dict[str, float]:
    """The times of an answer that is done now: ``begun`` on the performance counter, the others in seconds from there.

    ``first`` is when the first words came; without it they come with the answer.
    """
    total = time.perf_counter() - begun
    return {"retrieve": retrieved, "compose": total - retrieved, "first_token": first or total, "total": total}


def holds(passage: Passage, candidate: Candidate) -> bool:
    """Whether a sentence starts in a passage."""
    chunk = passage.chunk
    return chunk.document_id == candidate.document_id and chunk.start <= candidate.start < chunk.end


def _read(retrieved: Sequence[Passage], chosen: Groups) -> tuple[Passage, ...]:
    found = {each.chunk.id: each for each in retrieved}
    for _, group in chosen:
        for each in group:
            passage = each.candidate.passage
            found.setdefault(passage.chunk.id, replace(passage, rank=len(found) + 1))
    return tuple(found.values())


def _silent(_: str) -> None:
    return None


def _answer(question: str, trace: Trace) -> Answer:
    return Answer(
        question=question,
        query=trace.query,
        status="answered",
        sentences=trace.shown.sentences,
        citations=trace.shown.citations,
        passages=trace.passages,
        confidence=trace.verdict.probability,
    )


def _refusal(question: str, trace: Trace) -> Answer:
    return Answer(
        question=question,
        query=trace.query,
        status="not_found",
        sentences=(),
        citations=(),
        passages=trace.result.passages[:NEAREST],
        reason=trace.verdict.reason,
        confidence=trace.verdict.probability,
    )
