"""Two texts read together: the inner states of the bundled cross-encoder, which say more than its one score.

The model was trained to tell which passage answers a question; what its layers know of each word of the first text beside the
second is what a check of written sentences is learnt from.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from vectorstore.bundled import RERANKER_FOLDER, open_model
from vectorstore.tokens import Offsets, Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

LAYERS = (11, 8)
"""Whose states are given; of twelve, from 0."""
_STATES = tuple(f"/bert/encoder/layer.{layer}/output/LayerNorm/Add_1_output_0" for layer in LAYERS)
_LIMIT = 256
"""Tokens of a pair; what is longer is cut at the end of the longer text."""


@dataclass(frozen=True, slots=True)
class PairStates:
    """The first text, read beside the second."""

    vectors: Vectors
    """States of its tokens, the layers side by side, of shape (tokens, 768)."""
    nearest: Vectors
    """Highest cosine of each token with a token of the second text, by layer, of shape (tokens, 2)."""
    offsets: Offsets
    """Half-open spans of its tokens, in characters, of shape (tokens, 2)."""
    whole: Vectors
    """State of the pair, of shape (384,)."""
    score: float
    """The logit by which the model ranks."""


class PairModel(Protocol):
    """Reads two texts together."""

    def read(self, first: str, second: str) -> PairStates: ...


class BundledPairs:
    """cross-encoder/ms-marco-MiniLM-L-12-v2, int8 ONNX, two of its layers laid open. Loaded at the first use; thread-safe."""

    name = "ms-marco-MiniLM-L-12-v2-int8"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[InferenceSession, Tokenizer] | None = None

    def read(self, first: str, second: str) -> PairStates:
        """The states of a pair of texts."""
        with self._lock:
            self._loaded = self._loaded or open_model(RERANKER_FOLDER, longest=_LIMIT, more=_opened(_STATES))
            session, tokenizer = self._loaded
        encoded: Any = tokenizer.encode(first, second)
        ids = np.array([encoded.ids], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        logits, *layers = (array[0] for array in session.run(["logits", *_STATES], feed))
        side = np.array([-1 if each is None else each for each in encoded.sequence_ids])
        own, other = side == 0, side == 1
        return PairStates(
            vectors=np.concatenate([layer[own] for layer in layers], axis=1),
            nearest=np.stack([_nearest(layer[own], layer[other]) for layer in layers], axis=1),
            offsets=np.array(encoded.offsets, dtype=np.int32)[own],
            whole=layers[0][0],
            score=float(logits[0]),
        )


def _nearest(own: Vectors, other: Vectors) -> Vectors:
    cosines = _unit(own) @ _unit(other).T
    found: Vectors = cosines.max(axis=1, initial=-1)
    return found


def _unit(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return scaled


def _opened(names: tuple[str, ...]) -> bytes:
    """What makes inner tensors outputs when it is put behind an ONNX file.

    A protobuf message that stands twice is merged, and the repeated fields of both are kept (Protocol Buffers, encoding):
    a second ``ModelProto.graph`` (field 7) that holds nothing but further ``output`` (field 12) adds them to the first.
    """
    floats = _field(2, _field(1, b"\x08\x01"))
    return _field(7, b"".join(_field(12, _field(1, name.encode()) + floats) for name in names))


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited field; both its number and its length take one or more bytes."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
