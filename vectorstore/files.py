"""Files to take in: found in a folder, named, and told apart by content."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.chunking import WORDS
from corpus.loaders import LOADERS, read_bytes
from corpus.metadata import MANIFEST, manifest_entry
from vectorstore.types import IngestReport

READING = f"2/{WORDS}"
"""Version of how files are read: another one makes every file a changed file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in."""

    path: Path
    root: str
    """Key of the folder it belongs to."""
    name: str
    """Its path relative to that folder."""

    def stamp(self) -> tuple[int, int]:
        """(size in bytes, time of the last change in ns of it or of a manifest beside it)."""
        own = self.path.stat()
        try:
            beside = (self.path.parent / MANIFEST).stat().st_mtime_ns
        except OSError:
            beside = 0
        return own.st_size, max(own.st_mtime_ns, beside)


def root_key(folder: Path) -> str:
    """What names a folder in the store."""
    return str(folder.resolve())


def document_id(root: str, name: str) -> str:
    """The id of a document: 16 hexadecimal digits, the same for the same folder and path."""
    return hashlib.sha256(f"{root}\0{name}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


def content_hash(path: Path) -> str:
    """Hash of a file, of what a manifest says of it, and of how files are read. Raises ``CorpusError``."""
    digest = hashlib.sha256(read_bytes(path))
    extra = json.dumps([READING, path.suffix.lower(), manifest_entry(path)], sort_keys=True, default=str)
    digest.update(extra.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def find(folder: Path, root: str, report: IngestReport) -> list[Found]:
    """The readable files of a folder and the folders below it, by name; others are counted as skipped."""
    found: list[Found] = []
    for path in _walk(folder, set()):
        if path.suffix.lower() in LOADERS:
            found.append(Found(path, root, path.relative_to(folder).as_posix()))
        elif path.name != MANIFEST and path.suffix != ".py":
            report.skipped += 1
    return found


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """All files below a folder, without hidden ones; a folder that was seen already, as in a loop of links, is passed."""
    try:
        stat = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    if (stat.st_dev, stat.st_ino) in seen:
        return
    seen.add((stat.st_dev, stat.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), seen)
        elif entry.is_file():
            yield Path(entry.path)
