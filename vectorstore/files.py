"""Files to take in: found in a folder, named, and told apart by content."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.chunking import WORDS
from corpus.loaders import LOADERS, MAX_BYTES, read_bytes
from corpus.metadata import MANIFEST, manifest_entry
from corpus.starter import ROOT as STARTER
from corpus.starter import starter_folder

Key = tuple[str, str]
"""(root, path relative to it)."""
UPLOADS = "uploads"
"""Root key, and name in the data folder, of the files that were dropped in the browser."""

READING = f"3/{WORDS}"
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


class Roots:
    """What names the folders of a store: their paths, but for those that move with the program or the data folder."""

    def __init__(self, home: Path) -> None:
        self.uploads = home / UPLOADS
        """Where files that were dropped in the browser are kept."""

    def key(self, folder: Path) -> str:
        """What names a folder in the store."""
        whole = folder.resolve()
        return UPLOADS if whole == self.uploads.resolve() else str(whole)

    def file(self, key: Key) -> Path:
        """Where a file is on this machine."""
        root, name = key
        folder = {STARTER: starter_folder(), UPLOADS: self.uploads}.get(root, Path(root))
        return folder / name


def fingerprints(path: Path, *, max_bytes: int = MAX_BYTES) -> tuple[str, str]:
    """Hash of a file with what a manifest says of it and how files are read, and hash of its bytes alone.

    Raises ``CorpusError``.
    """
    digest = hashlib.sha256(read_bytes(path, max_bytes=max_bytes))
    source = digest.hexdigest()
    extra = json.dumps([READING, path.suffix.lower(), manifest_entry(path)], sort_keys=True, default=str)
    digest.update(extra.encode("utf-8", "surrogateescape"))
    return digest.hexdigest(), source


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
