"""Files to take in: found in a folder, named, and told apart by content."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.chunking import WORDS
from corpus.loaders import LOADERS, read_bytes
from corpus.metadata import MANIFEST, manifest_entry

READING = f"2/{WORDS}"
"""Version of how files are read: another one makes every file a changed file."""
_SIDECARS = (MANIFEST, "__init__.py")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in."""

    path: Path
    root: str
    """Key of the folder it belongs to."""
    name: str
    """Its path relative to that folder."""

    @property
    def key(self) -> tuple[str, str]:
        """What names it in the ledger."""
        return self.root, self.name

    def stamp(self) -> tuple[int, int]:
        """(size in bytes, time of the last change in ns of it or of a manifest beside it). Raises ``OSError``."""
        own = self.path.stat()
        try:
            beside = (self.path.parent / MANIFEST).stat().st_mtime_ns
        except OSError:
            beside = 0
        return own.st_size, max(own.st_mtime_ns, beside)


@dataclass(slots=True)
class Walk:
    """What is below a folder."""

    files: list[Found] = field(default_factory=list)
    skipped: int = 0
    """Hidden entries, unknown types, broken links, folders met a second time."""
    unreadable: list[tuple[Path, OSError]] = field(default_factory=list)
    """Folders that could not be listed: nothing can be said about what is in them."""


def root_key(folder: Path) -> str:
    """What names a folder in the store."""
    return str(folder.resolve())


def content_hash(path: Path) -> str:
    """Hash of a file, of what a manifest says of it, and of how files are read. Raises ``CorpusError``."""
    digest = hashlib.sha256(read_bytes(path))
    extra = json.dumps([READING, path.suffix.lower(), manifest_entry(path)], sort_keys=True, default=str)
    digest.update(extra.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def find(folder: Path, root: str) -> Walk:
    """The readable files of a folder and the folders below it, by name."""
    walk = Walk()
    for path in _below(folder, walk, set()):
        if path.suffix.lower() in LOADERS:
            walk.files.append(Found(path, root, path.relative_to(folder).as_posix()))
        elif path.name not in _SIDECARS:
            walk.skipped += 1
    return walk


def _below(folder: Path, walk: Walk, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """All files below a folder; a folder that was seen already, as in a loop of links, is passed."""
    try:
        stat = folder.stat()
        if (stat.st_dev, stat.st_ino) in seen:
            walk.skipped += 1
            return
        seen.add((stat.st_dev, stat.st_ino))
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        walk.unreadable.append((folder, problem))
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        if entry.name.startswith(".") or not (entry.is_dir() or entry.is_file()):
            walk.skipped += 1
        elif entry.is_dir():
            yield from _below(Path(entry.path), walk, seen)
        else:
            yield Path(entry.path)
