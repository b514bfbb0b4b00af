"""Which sentences of a page answer a question: the layout of OMoS-QA.

The page becomes a document with exactly the sentences that the benchmark gives, and the product's own steps run on it:
chunks, reranking, choice of sentences, refusal. What is left out is the search in a store, for there is one page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.answerability import Judging
from assistant.citing import cite
from assistant.nearness import Near
from assistant.quoting import choose, score
from corpus.chunking import chunk
from corpus.types import Document, Metadata, Section
from evals.averages import mean
from evals.jsonl import read_rows
from vectorstore.rerank import BundledReranker, Reranker
from vectorstore.terms import stems, words
from vectorstore.types import DocumentInfo, Passage

READ = 10
"""Passages of a page that are looked at, as many as an answer retrieves."""

Select = Callable[[str, Sequence[str]], AbstractSet[int]]
"""(question, sentences) -> indices of those that answer; none is a refusal."""


class PageQuestion(BaseModel):
    """A question, the sentences of a page, and the indices of those that answer it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: str
    sentences: list[str]
    answer_sentences: list[int]


def load_pages(path: Path) -> list[PageQuestion]:
    """The rows of a file. Raises ``BadDataset``."""
    return read_rows(path, PageQuestion)


def evaluate_pages(
    rows: Sequence[PageQuestion], select: Select, *, progress: Callable[[str, int, int], None] | None = None
) -> dict[str, Any]:
    """``{"sentence_f1", "unanswerable_f1", "n"}``.

    Sentence F1 is averaged over questions that have an answer; "unanswerable" is the positive class of the other F1.
    """
    pairs: list[tuple[AbstractSet[int], frozenset[int]]] = []
    for done, row in enumerate(rows):
        if progress:
            progress("answering from pages", done, len(rows))
        pairs.append((select(row.question, row.sentences), frozenset(row.answer_sentences)))
    refused = {at for at, (chosen, _) in enumerate(pairs) if not chosen}
    unanswerable = {at for at, (_, gold) in enumerate(pairs) if not gold}
    return {
        "sentence_f1": mean([set_f1(chosen, gold) for chosen, gold in pairs if gold]),
        "unanswerable_f1": round(set_f1(refused, unanswerable), 4),
        "n": len(rows),
    }


def set_f1(found: AbstractSet[int], wanted: AbstractSet[int]) -> float:
    """Harmonic mean of precision and recall of a set; 1 when both are empty."""
    size = len(found) + len(wanted)
    return 2 * len(found & wanted) / size if size else 1.0


def page_document(sentences: Sequence[str]) -> Document:
    """A document whose sentences are those given, none blank; what does not end like one is a line of its own."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    position = 0
    for sentence in (each.strip() for each in sentences):
        runs_on = bool(parts) and parts[-1].endswith((".", "!", "?", '"', ")")) and sentence[-1:] in ".!?"
        gap = " " if runs_on else "\n\n" if parts else ""
        position += len(gap)
        spans.append((position, position + len(sentence)))
        parts += [gap, sentence]
        position += len(sentence)
    text = "".join(parts)
    return Document("page", "page", "", text, (Section((), 0, 0, len(text)),), tuple(spans))


class PageSelector:
    """Chooses sentences of pages as quote mode does. Call it: it is a ``Select``."""

    def __init__(self, reranker: Reranker | None = None) -> None:
        self._given = reranker
        self._nearness = Near()

    @cached_property
    def _reranker(self) -> Reranker:
        return self._given or BundledReranker()

    def __call__(self, question: str, sentences: Sequence[str]) -> frozenset[int]:
        """The indices of the sentences that would be shown; empty when the question would be refused."""
        numbers = [at for at, sentence in enumerate(sentences) if sentence.strip()]
        page = page_document([sentences[at] for at in numbers])
        passages = self._passages(question, page)

        def lookup(_: str) -> Document:
            return page

        scored = score(question, passages, lookup, self._reranker)
        judging = Judging(page_frequency(page), lookup, self._nearness)
        if not judging.verdict(question, passages, scored).answered:
            return frozenset()
        quoted = cite(choose(question, scored, lookup), lookup).citations
        return frozenset(
            at
            for at, (start, end) in zip(numbers, page.sentences, strict=True)
            if any(start < each.end and each.start < end for each in quoted)
        )

    def _passages(self, question: str, page: Document) -> list[Passage]:
        """The chunks of a page, reranked."""
        chunks = [each for each in chunk(page) if each.text.strip()]
        info = DocumentInfo(page.id, page.path, page.title, Metadata(), len(chunks), len(page.text))
        scores = self._reranker.scores(question, [each.text for each in chunks])
        ranked = sorted(zip(chunks, scores, strict=True), key=lambda pair: -float(pair[1]))[:READ]
        return [Passage(each, info, float(value), rank) for rank, (each, value) in enumerate(ranked, start=1)]


def page_frequency(page: Document) -> Callable[[str], int]:
    """How many chunks of a page hold a word or a run of words, by stem; a trailing ``*`` asks for words that start so."""
    held = [(stems(each.text), words(each.text)) for each in chunk(page)]

    def frequency(term: str) -> int:
        if term.endswith("*"):
            return sum(any(word.startswith(term[:-1].casefold()) for word in own) for _, own in held)
        wanted = stems(term)
        return sum(bool(wanted) and wanted <= own for own, _ in held)

    return frequency
