"""Any embedding model of fastembed by its name, downloaded once by a user who names it in the setting.

The download runs in a process of its own: this one stays offline, whatever is set.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.bundled import stay_offline, threads
from vectorstore.embeddings import LoadedEmbedder, Vectors
from vectorstore.errors import ModelMissing

if TYPE_CHECKING:
    from fastembed import TextEmbedding

DOWNLOAD_SECONDS = 1800
"""How long a download may take: the largest models have more than two gigabytes."""
CACHE = "FASTEMBED_CACHE_PATH"
"""The variable of fastembed that names the folder of models."""
PREFIXES: tuple[tuple[str, str, str], ...] = (
    ("multilingual-e5", "query: ", "passage: "),
    ("bge-", "Represent this sentence for searching relevant passages: ", ""),
    ("mxbai-embed", "Represent this sentence for searching relevant passages: ", ""),
    ("snowflake-arctic", "Represent this sentence for searching relevant passages: ", ""),
    ("nomic-embed", "search_query: ", "search_document: "),
)
"""Part of a name, and what the makers put before a query and before a passage, where fastembed does not."""
_FETCH = "import sys; from fastembed import TextEmbedding; TextEmbedding(sys.argv[1], cache_dir=sys.argv[2])"


@lru_cache(maxsize=1)
def known_models() -> dict[str, int]:
    """The text models of fastembed: name -> dimensions."""
    stay_offline()
    from fastembed import TextEmbedding

    return {str(each["model"]): int(each["dim"]) for each in TextEmbedding.list_supported_models()}


class FastembedEmbedder(LoadedEmbedder):
    """A model of fastembed; where it is missing it is downloaded at the first use."""

    def __init__(self, name: str, dimensions: int) -> None:
        query, passage = next((each[1:] for each in PREFIXES if each[0] in name.casefold()), ("", ""))
        super().__init__(name, dimensions, query_prefix=query, passage_prefix=passage)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """Of unit length, which not every model sees to."""
        found = super()._embed(texts)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        unit: Vectors = found / np.maximum(lengths, 1e-9)
        return unit

    def _load(self) -> TextEmbedding:
        folder = models_folder()
        stay_offline()
        from fastembed import TextEmbedding
        from loguru import logger

        logger.disable("fastembed")  # it prints an error where a file is not there yet
        try:
            return TextEmbedding(self.name, cache_dir=str(folder), threads=threads(), local_files_only=True)
        except Exception:  # noqa: BLE001  (fastembed has no error of its own for what is not there yet, or broken)
            download(self.name, folder)
        return TextEmbedding(self.name, cache_dir=str(folder), threads=threads(), local_files_only=True)


def models_folder() -> Path:
    """Where downloaded models are kept: what FASTEMBED_CACHE_PATH names, else a folder of the user's cache."""
    named = os.environ.get(CACHE)
    cache = os.environ.get("XDG_CACHE_HOME")
    return Path(named) if named else (Path(cache) if cache else Path.home() / ".cache") / "dialogue" / "models"


def download(name: str, folder: Path) -> None:
    """Fetch a model. Raises ``ModelMissing`` when that is not possible."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "0", "TRANSFORMERS_OFFLINE": "0"}
    hint = "check the network, or use DIALOGUE_EMBEDDING=bundled or multilingual, which need none"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", _FETCH, name, str(folder)],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=DOWNLOAD_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise ModelMissing(f"the embedding model {name} could not be downloaded: {problem}", hint=hint) from problem
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise ModelMissing(f"the embedding model {name} could not be downloaded: {last[:200]}", hint=hint)
