"""Follow-ups on a small benchmark: four forms of each question, and halves that no conversation is cut by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.models.scripted import scripted_model
from evals.beir import Query, load_dataset
from evals.followups import Remembered, evaluate, halves
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
]
HISTORY = ["What do the teachers of the island ask for?"]
QUERIES = [
    {
        "_id": "a<::>1",
        "text": "When does the ferry sail from the pier?",
        "rewrite": "When does the ferry sail from the pier?",
    },
    {
        "_id": "b<::>2",
        "text": "Why do they?",
        "rewrite": "Why do the teachers ask for smaller classes?",
        "history": HISTORY,
    },
]
FORMS = ("last turn", "by rules", "by a person", "by model")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)), encoding="utf-8")
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\na<::>1\tferry\t1\nb<::>2\tschool\t1\n", encoding="utf-8"
    )
    return folder


def test_four_forms_end_to_end_and_the_model_is_asked_once(folder: Path, tmp_path: Path) -> None:
    model = scripted_model(["Why do the teachers of the island ask for smaller classes?\nBecause."])
    reranker, embedder = ScriptedReranker(), ScriptedEmbedder()
    for _ in range(2):
        result = evaluate(
            load_dataset(folder),
            cache=tmp_path / "cache",
            model=Remembered(model, "scripted", tmp_path / "answers"),
            embedder=embedder,
            reranker=reranker,
            progress=lambda *_: None,
        )
    assert {name: result[name] for name in ("queries", "follow_ups", "hanging")} == {
        "queries": 2,
        "follow_ups": 1,
        "hanging": 1,
    }
    assert {form: result[form]["all"]["mrr@10"] for form in FORMS[1:]} == dict.fromkeys(FORMS[1:], 1.0)
    assert result["last turn"]["all"]["mrr@10"] < 1
    assert len(model.chat.sent) == 1  # type: ignore[attr-defined]


def test_without_a_model_there_is_no_such_form(folder: Path, tmp_path: Path) -> None:
    made = {"embedder": ScriptedEmbedder(), "reranker": ScriptedReranker()}
    result = evaluate(load_dataset(folder), cache=tmp_path, progress=lambda *_: None, **made)  # type: ignore[arg-type]
    assert set(FORMS) & set(result) == set(FORMS[:3])


def test_a_conversation_is_in_one_half() -> None:
    queries = [
        Query.model_validate({"_id": f"{name}<::>{turn}", "text": "x"}) for name in "abcdefgh" for turn in range(1, 4)
    ]
    found = halves(queries)
    assert found["tuned on"] | found["other"] == found["all"] == {query.id for query in queries}
    assert not found["tuned on"] & found["other"]
    assert {len({each[0] for each in found[half]}) for half in ("tuned on", "other")} == {4}
    assert halves(list(reversed(queries))) == found
