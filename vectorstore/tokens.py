"""Contextual token vectors: the backbone states of the bundled answerai-colbert-small-v1, without its ColBERT projection.

Each text is run alone: the int8 model scales its activations by what is in the batch, so that a text would get other states
in other company, and on two cores a batch is no faster.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.bundled import open_model

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
Offsets = NDArray[np.int32]

FOLDER = "colbert"
WIDTH = 384
WINDOW = 510
"""Tokens of one run of the model beside its two marks; it knows no more places."""
OVERLAP = 64
"""Tokens that neighbouring windows share; each token keeps the state of the window in which it stands farther from an edge."""


@dataclass(frozen=True, slots=True)
class TokenStates:
    """The tokens of a text: word pieces, without the marks at the beginning and the end."""

    vectors: Vectors
    """Of shape (tokens, 384), each of unit length."""
    offsets: Offsets
    """Half-open spans of the tokens in the text, in characters, of shape (tokens, 2)."""
    ids: Offsets
    """Places in the vocabulary, of shape (tokens,): the more frequent a token, roughly, the lower its place."""

    def within(self, start: int, end: int) -> slice:
        """The tokens that stand wholly or partly in a span of characters."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        return slice(first, max(first, int(np.searchsorted(self.offsets[:, 0], end, side="left"))))


class TokenModel(Protocol):
    """Turns texts into token states."""

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        """The states of each text, in order; none for a text without words."""
        ...


class BundledTokens:
    """answerai-colbert-small-v1, int8 ONNX. Loaded at the first use; safe in threads."""

    name = "answerai-colbert-small-v1-int8"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[InferenceSession, Tokenizer] | None = None

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        """The states of each text, in order."""
        with self._lock:
            self._loaded = self._loaded or open_model(FOLDER)
            session, tokenizer = self._loaded
        return [_states(session, tokenizer, text) for text in texts]


def _states(session: InferenceSession, tokenizer: Tokenizer, text: str) -> TokenStates:
    encoded = tokenizer.encode(text)
    opening, *ids, closing = encoded.ids
    offsets = np.array(encoded.offsets[1:-1], dtype=np.int32).reshape(-1, 2)
    vectors = np.empty((len(ids), WIDTH), dtype=np.float32)
    for start, end, kept_from, kept_to in windows(len(ids)):
        found = _run(session, [opening, *ids[start:end], closing])[1:-1]
        vectors[kept_from:kept_to] = found[kept_from - start : kept_to - start]
    return TokenStates(vectors, offsets, np.array(ids, dtype=np.int32))


def windows(count: int) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, first token kept, end of the tokens kept) of each window; what is kept covers all tokens once."""
    start = kept = 0
    while kept < count:
        end = min(start + WINDOW, count)
        keep_to = end if end == count else end - OVERLAP // 2
        yield start, end, kept, keep_to
        start, kept = end - OVERLAP, keep_to


def _run(session: InferenceSession, ids: Sequence[int]) -> Vectors:
    tokens = np.array([ids], dtype=np.int64)
    feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
    states: Any = session.run(["last_hidden_state"], feed)[0]
    scaled: Vectors = states[0] / np.linalg.norm(states[0], axis=1, keepdims=True)
    return scaled
