"""The tables of the ledger, and how errors of SQLite are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from vectorstore.errors import StoreUnavailable

VERSION = "3"
_FLAGS = ("ALTER TABLE chunks ADD COLUMN flag TEXT",)
MIGRATIONS: dict[str, tuple[str, ...]] = {
    "1": (
        "ALTER TABLE documents ADD COLUMN pages INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE documents ADD COLUMN source TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE documents ADD COLUMN found TEXT NOT NULL DEFAULT '{}'",
        *_FLAGS,
    ),
    "2": _FLAGS,
}
"""Version -> what brings a store of it to the present one."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, root TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, hash TEXT NOT NULL,
    event TEXT, year INTEGER, kind TEXT, characters INTEGER NOT NULL, chunks INTEGER NOT NULL,
    metadata TEXT NOT NULL, text TEXT NOT NULL, layout BLOB NOT NULL, pages INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL DEFAULT '', found TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS documents_hash ON documents (hash);
CREATE TABLE IF NOT EXISTS paths (
    root TEXT NOT NULL, path TEXT NOT NULL, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, PRIMARY KEY (root, path)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS paths_document ON paths (document_id);
CREATE TABLE IF NOT EXISTS edits (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, changes TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    root TEXT NOT NULL, path TEXT NOT NULL, reason TEXT NOT NULL, error TEXT NOT NULL, hint TEXT NOT NULL,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, PRIMARY KEY (root, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, section TEXT NOT NULL, page TEXT, position INTEGER NOT NULL,
    opening TEXT NOT NULL, text TEXT NOT NULL, vector BLOB NOT NULL, flag TEXT
);
CREATE INDEX IF NOT EXISTS chunks_document ON chunks (document_id, position);
CREATE VIRTUAL TABLE IF NOT EXISTS keywords USING fts5 (
    body, tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5vocab ('keywords', 'row');
"""

AFTER = "CREATE INDEX IF NOT EXISTS chunks_flagged ON chunks (document_id) WHERE flag IS NOT NULL"
"""What needs the columns of the present version."""

_UNUSABLE = ("disk", "i/o")


@contextmanager
def told(where: object) -> Iterator[None]:
    """Turn errors of SQLite and the file system into ``StoreUnavailable``."""
    try:
        yield
    except sqlite3.Error as problem:
        raise StoreUnavailable(f"the store in {where} cannot be used: {plain(str(problem))}") from problem
    except OSError as problem:
        raise StoreUnavailable(f"the store in {where} cannot be used: {problem.strerror or problem}") from problem


def plain(message: str) -> str:
    """SQLite's words for a full or locked disk in everyday words."""
    lowered = message.lower()
    if "full" in lowered:
        return "the disk is full"
    if "readonly" in lowered or "read-only" in lowered:
        return "it may not be written"
    if "unable to open" in lowered:
        return "its folder may not be read or written"
    if any(word in lowered for word in _UNUSABLE):
        return f"it cannot be read or written ({message})"
    return message
