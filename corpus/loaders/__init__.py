"""Files to documents, one loader per format; other formats register theirs in ``LOADERS``."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from stat import S_ISDIR, S_ISREG

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
    """The bytes of a regular file: a pipe or a device would block, or never end.

    Raises ``NotReadable``, ``TooLarge``.
    """
    try:
        _check(path.stat(), max_bytes)
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            _check(os.fstat(file.fileno()), max_bytes)
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as problem:
        raise NotReadable(f"cannot be read: {getattr(problem, 'strerror', None) or 'not a path'}") from problem
    if len(data) > max_bytes:
        raise TooLarge("the file grew while it was read")
    return data


def _check(stat: os.stat_result, max_bytes: int) -> None:
    if not S_ISREG(stat.st_mode):
        raise NotReadable("is a folder" if S_ISDIR(stat.st_mode) else "is no regular file but a pipe, socket or device")
    if stat.st_size > max_bytes:
        raise TooLarge(f"the file has {stat.st_size / 2**20:.0f} MB; the limit is {max_bytes / 2**20:.0f} MB")


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where that cannot be told."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
