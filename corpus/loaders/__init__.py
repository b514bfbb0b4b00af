"""Files to documents, one loader per format; other formats register theirs in ``LOADERS``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from corpus.errors import NotReadable, TooLarge, UnknownType
from corpus.extraction import Progress, Source, no_progress
from corpus.metadata import manifest_entry
from corpus.types import Document

MAX_BYTES = 50 * 1024 * 1024

Loader = Callable[[Source], Document]

LOADERS: dict[str, str] = {
    ".pdf": "corpus.loaders.pdf:load_pdf",
    ".docx": "corpus.loaders.docx:load_docx",
    ".html": "corpus.loaders.html:load_html",
    ".htm": "corpus.loaders.html:load_html",
    ".md": "corpus.loaders.text:load_markdown",
    ".markdown": "corpus.loaders.text:load_markdown",
    ".txt": "corpus.loaders.text:load_text",
    ".text": "corpus.loaders.text:load_text",
}
"""File ending -> the loader, as "module:function": a format's library is imported when a file of it is read."""


def load(
    path: Path,
    *,
    document_id: str,
    shown_path: str | None = None,
    max_bytes: int = MAX_BYTES,
    progress: Progress = no_progress,
) -> Document:
    """Read a file in this very process; ``corpus.sandbox`` does it in one of its own, within limits.

    Raises:
        CorpusError: it is missing, unreadable, too large, empty, of an unknown type, or not what its ending says.
    """
    module, _, function = LOADERS.get(path.suffix.lower(), "").partition(":")
    if not module:
        raise UnknownType(f"files ending in {path.suffix or 'nothing'} are not supported")
    data = read_bytes(path, max_bytes=max_bytes)
    source = Source(data, document_id, shown_path or path.name, path.stem, manifest_entry(path), progress)
    loader: Loader = getattr(import_module(module), function)
    return loader(source)


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file. Raises ``NotReadable``, ``TooLarge``."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise TooLarge(f"the file has {size / 2**20:.0f} MB; the limit is {max_bytes / 2**20:.0f} MB")
        return path.read_bytes()
    except OSError as problem:
        raise NotReadable(f"cannot be read: {problem.strerror or problem}") from problem
