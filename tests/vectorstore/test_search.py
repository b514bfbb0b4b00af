"""Search over a store: hybrid order, scope, and the bundled models."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vectorstore.embeddings import BundledEmbedder, ScriptedEmbedder, checked
from vectorstore.errors import BadVectors
from vectorstore.rerank import BundledReranker
from vectorstore.search import Search
from vectorstore.store import Store
from vectorstore.types import Scope


def test_the_passage_that_holds_the_words_comes_first(store: Store, folder: Path) -> None:
    store.sync([folder])
    found = Search(store).search("Who asked for smaller classes?")
    assert "smaller classes" in found.passages[0].chunk.text
    assert [passage.rank for passage in found.passages] == list(range(1, len(found.passages) + 1))
    assert set(found.seconds) == {"embed", "search", "rerank", "total"}


@pytest.mark.parametrize(
    ("scope", "titles"),
    [
        (Scope(), {"Ferry report", "School summary"}),
        (Scope(years=(2021,)), {"School summary"}),
        (Scope(kinds=("Report",)), {"Ferry report"}),
        (Scope(events=("island forum",)), {"Ferry report", "School summary"}),
        (Scope(events=("2019",)), {"Ferry report"}),
        (Scope(years=(2019,), kinds=("summary",)), set()),
    ],
)
def test_scope(store: Store, folder: Path, scope: Scope, titles: set[str]) -> None:
    store.sync([folder])
    found = Search(store).search("ferry school prices classes", scope=scope)
    assert {passage.document.title for passage in found.passages} == titles


@pytest.mark.parametrize("question", ["", "?!", "学校", 'ferry" OR NEAR(* - :', "x" * 10_000])
def test_odd_questions_are_searched_without_an_error(store: Store, folder: Path, question: str) -> None:
    store.sync([folder])
    assert len(Search(store).search(question).passages) <= 10


def test_an_empty_store_gives_nothing(store: Store) -> None:
    assert Search(store).search("ferry").passages == ()


def test_keyword_search_knows_inflections(store: Store, folder: Path) -> None:
    store.sync([folder])
    assert store.ledger.frequency("repairing") == 1
    assert store.ledger.frequency("teach*") == 1
    assert store.ledger.frequency("volcano") == 0


@pytest.mark.parametrize(
    ("vectors", "message"), [(np.zeros((1, 3)), "instead of"), (np.array([[np.nan, 1.0]]), "not finite")]
)
def test_bad_vectors_are_refused_by_name(vectors: object, message: str) -> None:
    with pytest.raises(BadVectors, match=message):
        checked(vectors, count=1, dimensions=2, name="broken")


def test_the_scripted_embedder_is_deterministic() -> None:
    first, second = ScriptedEmbedder().embed_query("a ferry"), ScriptedEmbedder().embed_query("A FERRY")
    assert np.array_equal(first, second)


@pytest.mark.model
def test_bundled_embeddings_do_not_depend_on_their_batch() -> None:
    embedder = BundledEmbedder()
    texts = ["The ferry runs twice a day.", "Teachers asked for smaller classes. " * 20, "Prices stay."]
    together = embedder.embed_passages(texts)
    assert together.shape == (3, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)
    alone = np.stack([embedder.embed_passages([text])[0] for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.97
    assert embedder.embed_query("When does the boat leave?") @ together[0] > embedder.embed_query("boat") @ together[1]
    assert embedder.seconds > 0


@pytest.mark.model
def test_the_bundled_reranker_puts_the_answer_first() -> None:
    scores = BundledReranker().scores("Who wants smaller classes?", ["Teachers want smaller classes.", "Prices stay."])
    assert scores[0] > 0 > scores[1]
    assert BundledReranker().scores("x", []).shape == (0,)
