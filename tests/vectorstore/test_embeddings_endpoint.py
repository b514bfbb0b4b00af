"""Embeddings over HTTP: from servers on this machine, one real and some broken."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.models.local import LocalServer
from tests.assistant.fault_server import fault_server, vector_rows
from vectorstore.embedding_choice import embedder_of
from vectorstore.embeddings_endpoint import BATCH, EndpointEmbedder
from vectorstore.errors import BadVectors, EmbeddingFailed, ModelMissing, StoreError

CANARY = "sk-CANARY-0123456789"


def embedder_at(url: str, monkeypatch: pytest.MonkeyPatch, *, model: str = "some-model") -> EndpointEmbedder:
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    return EndpointEmbedder(model)


def test_vectors_have_unit_length_and_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def shuffled(texts: list[str]) -> list[dict[str, Any]]:
        return vector_rows([[float(len(each)), 1.0, 0.0] for each in texts])[::-1]

    texts = ["x" * (1 + at % 7) for at in range(2 * BATCH + 3)]
    with fault_server("good", vectors=shuffled) as server:
        embedder = embedder_at(server.url, monkeypatch)
        assert server.requests == []
        vectors = embedder.embed_passages(texts)
        query = embedder.embed_query("xx")
    sizes = [len(each["body"]["input"]) for each in server.requests]
    assert sorted(sizes) == [1, 1, 3, BATCH, BATCH]
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), embedder.dimensions) == (len(texts), 3)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    expected = np.array([[len(each), 1, 0] for each in texts]) / np.sqrt([[len(each) ** 2 + 1] for each in texts])
    assert np.allclose(vectors, expected)
    assert np.allclose(query, vectors[1])
    assert embedder.seconds > 0
    assert {each["body"]["model"] for each in server.requests} == {"some-model"}
    assert {each["headers"]["authorization"] for each in server.requests} == {f"Bearer {CANARY}"}


def test_no_texts_give_no_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    with fault_server("good") as server:
        assert embedder_at(server.url, monkeypatch).embed_passages([]).shape == (0, 2)


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: x", "passage: x"),
        ("e5-mistral-7b-instruct", "x", "x"),
        ("nomic-embed-text:latest", "search_query: x", "search_document: x"),
        ("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: x", "x"),
        ("bge-m3", "x", "x"),
        ("text-embedding-3-small", "x", "x"),
    ],
)
def test_models_get_the_words_that_they_were_trained_with(
    model: str, query: str, passage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fault_server("good") as server:
        embedder = embedder_at(server.url, monkeypatch, model=model)
        embedder.embed_query("x")
        embedder.embed_passages(["x"])
    sent = [each["body"]["input"] for each in server.requests]
    assert [query] in sent
    assert sent[-1] == [passage]


@pytest.mark.parametrize(
    ("vectors", "error", "words"),
    [
        (lambda texts: vector_rows([[1.0, float("nan")] for _ in texts]), BadVectors, "not finite"),
        (lambda texts: vector_rows([[1.0, None] for _ in texts]), BadVectors, "not finite"),
        (lambda texts: vector_rows([[1.0, 1e39] for _ in texts]), BadVectors, "not finite"),
        (lambda texts: vector_rows([[0.0, 0.0] for _ in texts]), BadVectors, "zeros"),
        (lambda texts: vector_rows([[1.0] * (2 + at) for at in range(len(texts))]), BadVectors, "different sizes"),
        (lambda texts: vector_rows([[1.0] * (1 + len(texts)) for _ in texts]), BadVectors, "instead of"),
        (lambda texts: vector_rows([[1.0, 2.0] for _ in texts[1:]]), BadVectors, "vectors for"),
        (lambda texts: vector_rows([["a", "b"] for _ in texts]), BadVectors, "different sizes|not numbers"),
        (lambda texts: [], BadVectors, "0 vectors for 2 texts"),
        (lambda texts: vector_rows([[1.0]] * 3), BadVectors, "3 vectors for 2 texts"),
        (lambda texts: None, EmbeddingFailed, "no answer"),
        (lambda texts: [{"index": 0}], EmbeddingFailed, "no answer"),
        (lambda texts: vector_rows([7 for _ in texts]), EmbeddingFailed, "no answer"),
    ],
)
@pytest.mark.filterwarnings("ignore:overflow encountered in cast:RuntimeWarning")
def test_vectors_that_are_none_are_refused(
    vectors: Callable[[list[str]], Any], error: type[StoreError], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fault_server("good", vectors=vectors) as server, pytest.raises(error, match=words) as caught:
        embedder_at(server.url, monkeypatch).embed_passages(["one", "two"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("refused", "cannot be reached"),
        ("hang_up", "cannot be reached"),
        ("unauthorised", "refuses the key"),
        ("no_model", "has no embedding model 'some-model'"),
        ("busy", r"answers with an error \(HTTP 429\)"),
        ("broken", r"answers with an error \(HTTP 500\)"),
        ("html", "sent something that is no answer"),
        ("slow", "did not answer in time"),
    ],
)
def test_a_server_that_fails_gives_one_plain_error(
    mode: str, words: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("vectorstore.embeddings_endpoint.QUERY_TIMEOUT", 0.5)
    with fault_server(mode) as server, caplog.at_level(logging.DEBUG):
        embedder = embedder_at(server.url.replace("http://", "http://user:CANARYPASS@"), monkeypatch)
        with pytest.raises(EmbeddingFailed, match=words) as caught:
            embedder.embed_query("one")
    assert server.url in str(caught.value)
    assert caught.value.hint
    assert "CANARY" not in caplog.text + "".join(traceback.format_exception(caught.value))


def test_without_an_address_and_a_key_there_is_no_server() -> None:
    with pytest.raises(ModelMissing, match="no server is configured"):
        embedder_of("endpoint:some-model").embed_query("x")


def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelMissing, match="has to begin with http"):
        embedder_at("localhost:8080/v1", monkeypatch).embed_query("x")


@pytest.mark.model
def test_a_real_server_embeds(smollm2_gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalServer(smollm2_gguf, context=1024, threads=1, embedding=True) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.start())
        monkeypatch.setenv("OPENAI_API_KEY", server.key)
        embedder = embedder_of(f"endpoint:{server.name}")
        texts = ["Ministers met in Rome.", "Rivers flow to the sea.", "Nurses were trained."]
        vectors = embedder.embed_passages(texts)
        query = embedder.embed_query("Ministers met in Rome.")
    assert embedder.name == f"endpoint:{server.name}"
    assert vectors.shape == (3, 576)
    assert int(np.argmax(vectors @ query)) == 0
    assert np.allclose(vectors[0], query, atol=1e-3)
