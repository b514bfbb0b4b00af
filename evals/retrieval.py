"""Retrieval quality on a benchmark: passages found, mapped back to the documents they stand in."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from evals.beir import Dataset, Wording
from evals.benchmark_stores import Progress, store_of, tutorial_of
from evals.errors import PackageMissing
from vectorstore.baseline import TutorialIndex
from vectorstore.crossing import worded
from vectorstore.embedding_choice import BUNDLED, MULTILINGUAL, embedder_of
from vectorstore.embeddings import Embedder
from vectorstore.languages import language
from vectorstore.multilingual import is_installed
from vectorstore.rerank import BundledReranker, Reranker
from vectorstore.search import RERANKED, Search
from vectorstore.store import Store
from vectorstore.types import Passage

DEPTH = 10
"""Documents of a ranking that count."""
FETCHED = (30, 60, 120)
"""Passages asked for, until they stand in ``DEPTH`` different documents."""
AUTO = "auto"
"""Choose the embedding model by the languages of questions and documents."""
SAMPLE = 200
"""Questions and documents of which the language is looked at."""

Retrieve = Callable[[str, int], Iterable[str]]
"""(question, number of passages) -> the document of each passage, best first."""
Figures = dict[str, float]


def _silent(_what: str, _done: int, _of: int) -> None:
    return None


def evaluate(
    dataset: Dataset,
    *,
    cache: Path,
    wording: Wording = "text",
    baselines: bool = False,
    embedding: str = AUTO,
    embedder: Embedder | None = None,
    reranker: Reranker | None = None,
    progress: Progress = _silent,
) -> dict[str, Any]:
    """``{"recall@5", "ndcg@10", "mrr@10", "queries", "embedding", "indexing", "baselines"}`` for the product's own search.

    Stores are kept in ``cache``; "indexing" is how many seconds it took to have one. ``embedding`` is the name of a model
    (see ``vectorstore.embedding_choice``), or "auto": the bundled one, or where the questions are in another language than
    the documents the multilingual one, if it is installed. An ``embedder`` wins over the name.

    The baselines are "tutorial" (see ``vectorstore.baseline``), and parts of our own search over the same chunks: "bm25" and
    "dense", each alone, and "hybrid", the two fused and not reranked.

    Raises:
        BadDataset: a query has no rewrite where rewrites are asked for.
        ModelMissing: there is no such embedding model, or it is not installed.
        PackageMissing: ir-measures is not installed.
    """
    embedder = embedder or embedder_of(chosen(dataset) if embedding == AUTO else embedding)
    questions = {query.id: query.worded(wording) for query in dataset.queries}
    begun = time.perf_counter()

    def figures(retrieve: Retrieve, name: str) -> Figures:
        return measure(dataset.qrels, rankings(questions, retrieve, name=name, progress=progress))

    made = store_of(dataset, cache, embedder=embedder, reranker=reranker or BundledReranker(), progress=progress)
    with closing(made) as store:
        made_in = round(time.perf_counter() - begun, 1)
        result: dict[str, Any] = {**figures(product(store), "searching"), "queries": len(questions)}
        result |= {"embedding": embedder.name, "indexing": made_in, "baselines": {}}
        if baselines:
            parts = {"bm25": bm25(store), "dense": dense(store), "hybrid": product(store, reranked=0)}
            result["baselines"] = {name: figures(retrieve, name) for name, retrieve in parts.items()}
    if baselines:
        with tutorial_of(dataset, cache, embedder=embedder, progress=progress) as index:
            result["baselines"]["tutorial"] = figures(tutorial(index), "tutorial")
    return result


def chosen(dataset: Dataset) -> str:
    """The name of the embedding model that suits the languages of a benchmark."""
    asked = Counter(language(query.text) for query in dataset.queries[:SAMPLE])
    written = Counter(language(f"{entry.title}\n{entry.text}") for entry in dataset.entries[:SAMPLE])
    crosses = asked.most_common(1)[0][0] != written.most_common(1)[0][0]
    return MULTILINGUAL if crosses and is_installed() else BUNDLED


def product(store: Store, *, reranked: int = RERANKED) -> Retrieve:
    """The product's search; a passage counts for every document it is said to stand in."""
    search = Search(store, reranked=reranked)

    def retrieve(question: str, k: int) -> list[str]:
        return [name for passage in search.search(question, k=k).passages for name in _documents(passage)]

    return retrieve


def _documents(passage: Passage) -> list[str]:
    return [passage.chunk.document_id, *(place.document_id for place in passage.also_in)]


def bm25(store: Store) -> Retrieve:
    """Keyword search alone."""

    def retrieve(question: str, k: int) -> list[str]:
        terms = worded(question, store.ledger, store.embedder.name).terms
        return _owners(store, store.ledger.keyword(terms, k=k))

    return retrieve


def dense(store: Store) -> Retrieve:
    """Vector search alone."""

    def retrieve(question: str, k: int) -> list[str]:
        text = worded(question, store.ledger, store.embedder.name).vectors[0]
        return _owners(store, store.index.query(store.embedder.embed_query(text), k=k))

    return retrieve


def _owners(store: Store, found: list[tuple[str, float]]) -> list[str]:
    chunks = store.ledger.chunks([name for name, _ in found])
    return [chunks[name].document_id for name, _ in found]


def tutorial(index: TutorialIndex) -> Retrieve:
    """The tutorial's similarity search, as deep as the others."""
    return lambda question, k: [piece.document_id for piece in index.search(question, k=k)]


def rankings(
    questions: Mapping[str, str], retrieve: Retrieve, *, name: str = "", progress: Progress = _silent
) -> dict[str, list[str]]:
    """For each question the first ``DEPTH`` documents."""
    found: dict[str, list[str]] = {}
    for done, (identifier, question) in enumerate(questions.items()):
        progress(name, done, len(questions))
        found[identifier] = first_documents(question, retrieve)
    return found


def first_documents(question: str, retrieve: Retrieve) -> list[str]:
    """The documents of the passages found, each at its first passage; more passages are asked for when too few differ."""
    found: list[str] = []
    for k in FETCHED:
        found = list(dict.fromkeys(retrieve(question, k)))[:DEPTH]
        if len(found) == DEPTH:
            break
    return found


def measure(qrels: Mapping[str, Mapping[str, int]], ranked: Mapping[str, list[str]]) -> Figures:
    """Recall@5, nDCG@10 and MRR@10 (ir-measures), averaged over the queries with judgements."""
    try:
        import ir_measures
    except ModuleNotFoundError as problem:
        raise PackageMissing("ir-measures is not installed") from problem
    measures = {
        "recall@5": ir_measures.parse_measure("R@5"),
        "ndcg@10": ir_measures.parse_measure("nDCG@10"),
        "mrr@10": ir_measures.parse_measure("RR@10"),
    }
    run = {query: {name: float(-at) for at, name in enumerate(names)} for query, names in ranked.items()}
    judged = {query: dict(grades) for query, grades in qrels.items()}
    found = ir_measures.calc_aggregate(list(measures.values()), judged, run)
    return {name: round(float(found[each]), 4) for name, each in measures.items()}
