"""Files to documents, one loader per format; other formats register theirs in ``LOADERS``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import NotReadable, TooLarge, UnknownType
from corpus.loaders.text import load_markdown, load_text, text_document
from corpus.metadata import manifest_entry
from corpus.types import Document

__all__ = ["LOADERS", "MAX_BYTES", "load", "text_document"]

MAX_BYTES = 50 * 1024 * 1024

Loader = Callable[..., Document]
"""(data, document_id=, path=, name=, manifest=) -> Document."""

LOADERS: dict[str, Loader] = {
    ".md": load_markdown,
    ".markdown": load_markdown,
    ".txt": load_text,
    ".text": load_text,
}
"""File ending -> loader."""


def load(path: Path, *, document_id: str, shown_path: str | None = None, max_bytes: int = MAX_BYTES) -> Document:
    """Read a file.

    Raises:
        CorpusError: it is missing, unreadable, too large, empty, of an unknown type, or not what its ending says.
    """
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        raise UnknownType(f"files ending in {path.suffix or 'nothing'} are not supported")
    data = read_bytes(path, max_bytes=max_bytes)
    manifest: dict[str, Any] = manifest_entry(path)
    return loader(data, document_id=document_id, path=shown_path or path.name, name=path.stem, manifest=manifest)


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file. Raises ``NotReadable``, ``TooLarge``."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise TooLarge(f"the file has {size / 2**20:.0f} MB; the limit is {max_bytes / 2**20:.0f} MB")
        return path.read_bytes()
    except OSError as problem:
        raise NotReadable(f"cannot be read: {problem.strerror or problem}") from problem
