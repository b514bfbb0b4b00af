"""Retrieval measurement: figures worked out by hand, and a small benchmark end to end."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from evals.beir import Query, load_dataset, parse_qrels
from evals.errors import BadDataset
from evals.retrieval import chosen, evaluate, first_documents, measure
from vectorstore.embeddings import ScriptedEmbedder
from vectorstore.rerank import ScriptedReranker

CORPUS = [
    {
        "_id": "ferry",
        "title": "Ferry",
        "text": "The ferry sails at noon from the northern pier. Tickets cost five crowns.",
    },
    {
        "_id": "school",
        "title": "",
        "text": "Two new schools open on the island. The teachers asked for smaller classes.",
    },
    {"_id": "bread", "title": "Bread", "text": "Bakers raised the price of bread. Flour is dear this year."},
    {"_id": "empty", "title": "Nothing", "text": " "},
]
QUERIES = [
    {"_id": "q1", "text": "When does the ferry sail?"},
    {"_id": "q2", "text": "How many?", "rewrite": "How many new schools open?", "history": ["Which schools open?"]},
    {"_id": "unjudged", "text": "What?"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)) + "\n", encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tferry\t1\nq2\tschool\t1\n", encoding="utf-8")
    return folder


def test_figures_by_hand() -> None:
    qrels = {"a": {"x": 1, "y": 1}, "b": {"z": 1}}
    ranked = {"a": ["n", "x", "o", "p", "q", "y"], "b": []}
    ideal = 1 + 1 / math.log2(3)
    gained = 1 / math.log2(3) + 1 / math.log2(7)
    assert measure(qrels, ranked) == {
        "recall@5": 0.25,  # one of two, and none of one
        "mrr@10": 0.25,  # the second, and never
        "ndcg@10": round(gained / ideal / 2, 4),
    }


def test_a_document_counts_at_its_first_passage_and_more_are_fetched_when_few_differ() -> None:
    asked: list[int] = []

    def retrieve(_: str, k: int) -> list[str]:
        asked.append(k)
        return ["a", "b", "a"] + [f"d{at}" for at in range(k // 10)]

    assert first_documents("x", retrieve) == ["a", "b", "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7"]
    assert asked == [30, 60, 120]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("text", "How many?"),
        ("rewrite", "How many new schools open?"),
        ("history", "Which schools open? How many?"),
    ],
)
def test_wordings(wording: str, expected: str) -> None:
    assert Query.model_validate(QUERIES[1]).worded(wording) == expected  # type: ignore[arg-type]


def test_a_rewrite_that_is_not_there_is_said() -> None:
    with pytest.raises(BadDataset, match="q1 has no rewrite"):
        Query.model_validate(QUERIES[0]).worded("rewrite")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("query-id\tcorpus-id\tscore\na\tx\t1\n", {"a": {"x": 1}}),
        ("a\tx\t1\na\ty\t0\n\nb\tx\t2", {"a": {"x": 1, "y": 0}, "b": {"x": 2}}),
        ("", {}),
    ],
)
def test_qrels(text: str, expected: dict[str, dict[str, int]]) -> None:
    assert parse_qrels(text, name="qrels.tsv") == expected


@pytest.mark.parametrize("line", ["a\tx", "a x 1", "a\tx\tmuch"])
def test_a_bad_judgement_names_its_line(line: str) -> None:
    with pytest.raises(BadDataset, match=r"qrels\.tsv, line 2"):
        parse_qrels(f"query-id\tcorpus-id\tscore\n{line}\n", name="qrels.tsv")


def test_a_bad_row_names_file_line_and_field(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text('{"_id": "a", "text": "x"}\n{"_id": "b"}\n', encoding="utf-8")
    with pytest.raises(BadDataset, match=r"corpus\.jsonl, line 2: text"):
        load_dataset(folder)


def test_product_and_baselines_end_to_end(folder: Path, tmp_path: Path) -> None:
    dataset = load_dataset(folder)
    assert [query.id for query in dataset.queries] == ["q1", "q2"]
    steps: list[str] = []
    embedder = ScriptedEmbedder()
    for _ in range(2):
        result = evaluate(
            dataset,
            cache=tmp_path / "cache",
            wording="history",
            baselines=True,
            embedder=embedder,
            reranker=ScriptedReranker(),
            progress=lambda what, _done, _of: steps.append(what),
        )
    perfect = {"recall@5": 1.0, "ndcg@10": 1.0, "mrr@10": 1.0}
    assert result.pop("indexing") >= 0
    assert result == {
        **perfect,
        "queries": 2,
        "embedding": "scripted",
        "baselines": {"bm25": perfect, "dense": perfect, "hybrid": perfect, "tutorial": perfect},
    }
    sent = [text for text in embedder.sent if "smaller classes" in text]
    assert len(sent) == 2  # once for each index: the second evaluation found both made


@pytest.mark.parametrize(
    ("question", "installed", "name"),
    [
        ("Who repaired the piers of the harbour?", True, "bundled"),
        ("Qui a réparé les quais du port ?", True, "multilingual"),
        ("Qui a réparé les quais du port ?", False, "bundled"),
    ],
)
def test_the_embedding_model_suits_the_languages(
    folder: Path, monkeypatch: pytest.MonkeyPatch, question: str, installed: bool, name: str
) -> None:
    monkeypatch.setattr("evals.retrieval.is_installed", lambda: installed)
    dataset = load_dataset(folder)
    asked = tuple(query.model_copy(update={"text": question}) for query in dataset.queries)
    assert chosen(replace(dataset, queries=asked)) == name
