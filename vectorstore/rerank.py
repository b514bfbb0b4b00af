"""The cross-encoder: reads question and passage together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.bundled import RERANKER_FOLDER, model_folder, stay_offline, threads
from vectorstore.terms import STOPWORDS, words

if TYPE_CHECKING:
    from fastembed.rerank.cross_encoder import TextCrossEncoder

Scores = NDArray[np.float32]

BATCH = 8
"""Pairs in one run of the model; batches are of texts of similar length."""


class Reranker(Protocol):
    """Scores texts for a query."""

    @property
    def name(self) -> str: ...

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """Logits of shape (len(texts),); higher means that the text answers the query better."""
        ...


class BundledReranker:
    """cross-encoder/ms-marco-MiniLM-L-12-v2, int8 ONNX, run by fastembed. Loaded at the first use; safe in threads."""

    name = "ms-marco-MiniLM-L-12-v2-int8"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: TextCrossEncoder | None = None

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """Logits of shape (len(texts),)."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        scores = np.empty(len(texts), dtype=np.float32)
        if order:
            with self._lock:
                model = self._model = self._model or self._load()
                scores[order] = list(model.rerank(query, [texts[at] for at in order], batch_size=BATCH))
        return scores

    def _load(self) -> TextCrossEncoder:
        folder = model_folder(RERANKER_FOLDER)
        stay_offline()
        from fastembed.common.model_description import ModelSource
        from fastembed.rerank.cross_encoder import TextCrossEncoder

        if self.name not in {model["model"] for model in TextCrossEncoder.list_supported_models()}:
            TextCrossEncoder.add_custom_model(
                model=self.name, sources=ModelSource(hf=self.name), model_file="model.onnx"
            )
        return TextCrossEncoder(self.name, specific_model_path=str(folder), threads=threads())


class ScriptedReranker:
    """Counts shared words: no model, for tests of everything around the model."""

    name = "scripted"

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        """Every (query, text) scored so far, in order."""

    def scores(self, query: str, texts: Sequence[str]) -> Scores:
        """Twice the number of the query's words that a text holds, less four, of shape (len(texts),)."""
        self.sent += [(query, text) for text in texts]
        wanted = {word for word in words(query) if word not in STOPWORDS}
        return np.array([2.0 * len(wanted & set(words(text))) - 4.0 for text in texts], dtype=np.float32)
