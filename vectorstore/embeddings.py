"""Embedding models behind one interface.

All vectors are float32, of unit length, so that the dot product is the cosine similarity.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.bundled import EMBEDDER_FOLDER, model_folder, stay_offline, threads
from vectorstore.errors import BadVectors
from vectorstore.terms import words

if TYPE_CHECKING:
    from fastembed import TextEmbedding

Vectors = NDArray[np.float32]

BATCH = 4
"""Texts in one run of the model, of similar length: a third faster than 16 on two cores, with less than half the memory."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """Names model and variant: vectors of different names never meet in one store."""
        ...

    @property
    def dimensions(self) -> int: ...

    @property
    def seconds(self) -> float:
        """Time spent inside the model so far."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions)."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """A vector of shape (dimensions,)."""
        ...


def checked(vectors: Any, *, count: int, dimensions: int, name: str) -> Vectors:
    """The vectors as float32, when they are of the right shape and finite. Raises ``BadVectors``."""
    array = np.asarray(vectors, dtype=np.float32)
    if array.shape != (count, dimensions):
        raise BadVectors(f"the embedding model {name} gave an array of {array.shape} instead of {(count, dimensions)}")
    if not np.isfinite(array).all():
        raise BadVectors(f"the embedding model {name} gave a vector that is not finite")
    return array


class LoadedEmbedder:
    """A model that fastembed runs in this process. Loaded at the first use; safe in several threads."""

    def __init__(self, name: str, dimensions: int, *, query_prefix: str = "", passage_prefix: str = "") -> None:
        self.name = name
        self.dimensions = dimensions
        self.seconds = 0.0
        self._prefixes = query_prefix, passage_prefix
        self._lock = threading.Lock()
        self._model: TextEmbedding | None = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), batched by length. Raises ``ModelMissing``."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if order:
            vectors[order] = self._embed([self._prefixes[1] + texts[at] for at in order])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """A vector of shape (dimensions,); the query carries the prefix that the model was trained with."""
        vector: Vectors = self._embed([self._prefixes[0] + text])[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            begun = time.perf_counter()
            model = self._model = self._model or self._load()
            found = list(model.embed(texts, batch_size=BATCH))
            self.seconds += time.perf_counter() - begun
        return checked(found, count=len(texts), dimensions=self.dimensions, name=self.name)

    def _load(self) -> TextEmbedding:
        raise NotImplementedError


class BundledEmbedder(LoadedEmbedder):
    """BAAI/bge-small-en-v1.5, int8 ONNX."""

    name = "bge-small-en-v1.5-int8"
    dimensions = 384

    def __init__(self) -> None:
        prefix = "Represent this sentence for searching relevant passages: "
        super().__init__(self.name, self.dimensions, query_prefix=prefix)

    def _load(self) -> TextEmbedding:
        folder = model_folder(EMBEDDER_FOLDER)
        stay_offline()
        from fastembed import TextEmbedding
        from fastembed.common.model_description import ModelSource, PoolingType

        known = {model["model"] for model in TextEmbedding.list_supported_models()}
        if self.name not in known:
            TextEmbedding.add_custom_model(
                model=self.name,
                pooling=PoolingType.CLS,
                normalization=True,
                sources=ModelSource(hf=self.name),
                dim=self.dimensions,
                model_file="model.onnx",
            )
        return TextEmbedding(self.name, specific_model_path=str(folder), threads=threads())


class ScriptedEmbedder:
    """A deterministic bag of hashed words: no model, for tests of everything around the model."""

    def __init__(self, *, dimensions: int = 64, name: str = "scripted") -> None:
        self.name = name
        self.dimensions = dimensions
        self.seconds = 0.0
        self.sent: list[str] = []
        """Every text embedded so far, in order."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions)."""
        self.sent += texts
        return np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, self.dimensions), np.float32)

    def embed_query(self, text: str) -> Vectors:
        """A vector of shape (dimensions,)."""
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.dimensions, 1e-3, dtype=np.float32)
        for word in words(text):
            vector[int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest()) % self.dimensions] += 1
        scaled: Vectors = vector / np.linalg.norm(vector)
        return scaled
