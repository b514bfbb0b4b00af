"""The ledger: every document, chunk and embedding in SQLite, with the keyword index. The durable truth.

One transaction per document, ``synchronous=FULL``: what was acknowledged is there after a crash. One connection per
thread; readers go on while another process writes (WAL).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from corpus.types import Chunk
from vectorstore.documents import DocumentRecords
from vectorstore.embeddings import Vectors
from vectorstore.errors import StoreUnavailable
from vectorstore.failures import FailureRecords
from vectorstore.flagged import FlagRecords
from vectorstore.keywords import KeywordSearch
from vectorstore.new_vectors import NewVectors
from vectorstore.paths import PathRecords
from vectorstore.records import CHUNK, Rows, chunk_of
from vectorstore.schema import AFTER, MIGRATIONS, SCHEMA, VERSION, told

_FETCHED = 500
"""Rows asked for in one statement: SQLite bounds the number of parameters."""


class Ledger(DocumentRecords, PathRecords, FailureRecords, KeywordSearch, FlagRecords, NewVectors):
    """The SQLite file of a store. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make ``ledger.sqlite3`` in a folder. Raises ``StoreUnavailable``."""
        self.path = folder / "ledger.sqlite3"
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        with told(folder), self._connection() as connection:
            connection.executescript(SCHEMA)
        version = self.meta("version")
        if version in MIGRATIONS:
            self._migrate()
        elif version is None:
            self.set_meta("version", VERSION)
        elif version != VERSION:
            raise StoreUnavailable(
                f"the store in {folder} has version {version}; this program reads {VERSION}",
                hint="set DIALOGUE_HOME to a new folder and ingest again",
            )
        with self._writing() as connection:
            connection.execute(AFTER)
        self.flag_anew()

    def _migrate(self) -> None:
        """Bring a store of another version to the present one, unless another process has just done so."""
        with self._writing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            (version,) = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            for statement in MIGRATIONS.get(version, ()):
                connection.execute(statement)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (VERSION,))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=10, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA secure_delete=ON")
            self._local.connection = connection
            with self._guard:
                self._open.append(connection)
        return connection

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> Rows:
        with told(self.path.parent):
            return self._connection().execute(statement, parameters).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with told(self.path.parent), self._connection() as connection:
            yield connection

    def meta(self, key: str) -> str | None:
        """A fact about the store, such as the name of its embedding model."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Remember a fact about the store."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def vacuum(self) -> None:
        """Give the space of what was removed back, so that nothing of it is left in the file."""
        with told(self.path.parent):
            connection = self._connection()
            connection.execute("INSERT INTO keywords (keywords) VALUES ('optimize')")
            connection.commit()
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def chunks(self, ids: Sequence[str], *, searched: bool = False) -> dict[str, Chunk]:
        """Chunks by id; ids that are not there are left out, and with ``searched`` those that are flagged."""
        clean = "AND flag IS NULL" if searched else ""
        found: dict[str, Chunk] = {}
        for at in range(0, len(ids), _FETCHED):
            part = list(ids[at : at + _FETCHED])
            marks = ",".join("?" * len(part))
            for row in self._rows(f"SELECT {CHUNK} FROM chunks WHERE id IN ({marks}) {clean}", part):
                found[str(row[0])] = chunk_of(row)
        return found

    def chunk_at(self, document_id: str, offset: int) -> Chunk | None:
        """The chunk of a document in which an offset of its text lies."""
        rows = self._rows(
            f"SELECT {CHUNK} FROM chunks WHERE document_id = ? AND start <= ? AND end > ? LIMIT 1",
            (document_id, offset, offset),
        )
        return chunk_of(rows[0]) if rows else None

    def vectors(self, *, batch: int = 500) -> Iterator[tuple[list[Chunk], Vectors]]:
        """Batches of chunks with their vectors of shape (n, dimensions): all of the store that are searched."""
        last = 0
        while True:
            rows = self._rows(
                f"SELECT {CHUNK}, number, vector FROM chunks WHERE number > ? AND flag IS NULL ORDER BY number LIMIT ?",
                (last, batch),
            )
            if not rows:
                return
            last = int(str(rows[-1][-2]))
            vectors = np.stack([np.frombuffer(row[-1], dtype="<f4") for row in rows if isinstance(row[-1], bytes)])
            yield [chunk_of(row[:-2]) for row in rows], vectors

    def counts(self) -> tuple[int, int]:
        """(documents, chunks)."""
        row = self._rows("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM chunks)")[0]
        return int(str(row[0])), int(str(row[1]))

    def searched(self) -> int:
        """How many chunks are searched: those that are not flagged."""
        rows = self._rows("SELECT (SELECT count(*) FROM chunks) - (SELECT count(*) FROM chunks WHERE flag IS NOT NULL)")
        return int(str(rows[0][0]))

    def fingerprint(self) -> str:
        """Changes whenever the content does, or what of it is searched."""
        return self.meta("changes") or "0"
