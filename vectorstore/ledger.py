"""The ledger: every document, chunk and embedding in SQLite, with the keyword index. The durable truth.

One transaction per document, ``synchronous=FULL``: what was acknowledged is there after a crash. One connection per
thread; readers go on while another process writes (WAL).
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from corpus.types import Chunk, Document
from vectorstore.embeddings import Vectors
from vectorstore.errors import NoSuchDocument, StoreUnavailable
from vectorstore.keywords import KeywordSearch, Rows
from corpus.packing import packed, packed_metadata, unpacked, unpacked_metadata
from vectorstore.paths import PUT_PATH, PathRecords
from vectorstore.schema import SCHEMA, VERSION, told
from vectorstore.types import DocumentInfo

_INFO = "id, path, title, metadata, chunks, characters"
_CHUNK = "id, document_id, text, start, end, section, page, position, opening"
_FETCHED = 500
"""Rows asked for in one statement: SQLite bounds the number of parameters."""


class Ledger(KeywordSearch, PathRecords):
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
        if version is None:
            self.set_meta("version", VERSION)
        elif version != VERSION:
            raise StoreUnavailable(
                f"the store in {folder} has version {version}; this program reads {VERSION}",
                hint="set DIALOGUE_HOME to a new folder and ingest again",
            )

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

    def put(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        vectors: Vectors,
        bodies: Sequence[str],
        *,
        root: str,
        content: str,
        stamp: tuple[int, int] | None = None,
    ) -> None:
        """Store a document whole, in place of its former version, in one transaction.

        ``vectors`` has the shape (len(chunks), dimensions); ``bodies`` are the texts for the keyword index; ``content``
        is the hash of the file and its metadata; ``stamp`` is the (size, mtime in ns) of its file, where it has one.
        """
        meta = document.metadata
        row = (
            document.id,
            root,
            document.path,
            document.title,
            content,
            meta.event,
            meta.year,
            meta.kind,
            len(document.text),
            len(chunks),
            packed_metadata(meta),
            document.text,
            packed(document),
        )
        with self._writing() as connection:
            self._delete_chunks(connection, document.id)
            connection.execute(
                "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET root=excluded.root,"
                " path=excluded.path, title=excluded.title, hash=excluded.hash, event=excluded.event, year=excluded.year,"
                " kind=excluded.kind, characters=excluded.characters, chunks=excluded.chunks, metadata=excluded.metadata,"
                " text=excluded.text, layout=excluded.layout",
                row,
            )
            for chunk, vector, body in zip(chunks, vectors, bodies, strict=True):
                number = connection.execute(
                    "INSERT INTO chunks (id, document_id, start, end, section, page, position, opening, text, vector)"
                    " VALUES (?,?,?,?,?,?,?,?,?,?)",
                    (
                        chunk.id,
                        chunk.document_id,
                        chunk.start,
                        chunk.end,
                        json.dumps(chunk.section),
                        chunk.page,
                        chunk.index,
                        chunk.opening,
                        chunk.text,
                        np.asarray(vector, dtype="<f4").tobytes(),
                    ),
                ).lastrowid
                connection.execute("INSERT INTO keywords (rowid, body) VALUES (?, ?)", (number, body))
            if stamp is not None:
                connection.execute(PUT_PATH, (root, document.path, document.id, *stamp))
            self._changed(connection)

    def _delete_chunks(self, connection: sqlite3.Connection, document_id: str) -> None:
        connection.execute(
            "DELETE FROM keywords WHERE rowid IN (SELECT number FROM chunks WHERE document_id = ?)", (document_id,)
        )
        connection.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))

    def _changed(self, connection: sqlite3.Connection) -> None:
        # random, not a counter: a ledger put back from a copy must not look like a later one with as many changes
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('changes', lower(hex(randomblob(8))))")

    def remove(self, document_id: str) -> list[str]:
        """Remove a document; gives the ids of its chunks. Raises ``NoSuchDocument``."""
        ids = self.chunk_ids(document_id)
        with self._writing() as connection:
            self._delete_chunks(connection, document_id)
            gone = connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount
            self._changed(connection)
        if not gone:
            raise NoSuchDocument(f"no document has the id {document_id}")
        return ids

    def vacuum(self) -> None:
        """Give the space of what was removed back, so that nothing of it is left in the file."""
        with told(self.path.parent):
            connection = self._connection()
            connection.execute("INSERT INTO keywords (keywords) VALUES ('optimize')")
            connection.commit()
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents, by title."""
        paths: dict[str, list[str]] = {}
        for document_id, path in self._rows("SELECT document_id, path FROM paths ORDER BY root, path"):
            paths.setdefault(str(document_id), []).append(str(path))
        rows = self._rows(f"SELECT {_INFO} FROM documents ORDER BY title, id")
        return tuple(
            DocumentInfo(
                str(row[0]),
                str(row[1]),
                str(row[2]),
                unpacked_metadata(str(row[3])),
                int(str(row[4])),
                int(str(row[5])),
                tuple(dict.fromkeys([str(row[1]), *paths.get(str(row[0]), [])])),
            )
            for row in rows
        )

    def document(self, document_id: str) -> Document:
        """One document, whole. Raises ``NoSuchDocument``."""
        rows = self._rows("SELECT path, title, metadata, text, layout FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise NoSuchDocument(f"no document has the id {document_id}")
        path, title, metadata, text, layout = rows[0]
        assert isinstance(layout, bytes)
        return unpacked(
            layout,
            document_id=document_id,
            path=str(path),
            title=str(title),
            text=str(text),
            metadata=unpacked_metadata(str(metadata)),
        )

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """Chunks by id; ids that are not there are left out."""
        found: dict[str, Chunk] = {}
        for at in range(0, len(ids), _FETCHED):
            part = list(ids[at : at + _FETCHED])
            marks = ",".join("?" * len(part))
            for row in self._rows(f"SELECT {_CHUNK} FROM chunks WHERE id IN ({marks})", part):
                found[str(row[0])] = _chunk(row)
        return found

    def chunk_at(self, document_id: str, offset: int) -> Chunk | None:
        """The chunk of a document in which an offset of its text lies."""
        rows = self._rows(
            f"SELECT {_CHUNK} FROM chunks WHERE document_id = ? AND start <= ? AND end > ? LIMIT 1",
            (document_id, offset, offset),
        )
        return _chunk(rows[0]) if rows else None

    def chunk_ids(self, document_id: str) -> list[str]:
        """Ids of the chunks of a document, in order."""
        rows = self._rows("SELECT id FROM chunks WHERE document_id = ? ORDER BY position", (document_id,))
        return [str(row[0]) for row in rows]

    def vectors(self, *, batch: int = 500) -> Iterator[tuple[list[Chunk], Vectors]]:
        """Batches of chunks with their vectors of shape (n, dimensions), all of the store."""
        last = 0
        while True:
            rows = self._rows(
                f"SELECT {_CHUNK}, number, vector FROM chunks WHERE number > ? ORDER BY number LIMIT ?", (last, batch)
            )
            if not rows:
                return
            last = int(str(rows[-1][-2]))
            vectors = np.stack([np.frombuffer(row[-1], dtype="<f4") for row in rows if isinstance(row[-1], bytes)])
            yield [_chunk(row[:-2]) for row in rows], vectors

    def counts(self) -> tuple[int, int]:
        """(documents, chunks)."""
        row = self._rows("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM chunks)")[0]
        return int(str(row[0])), int(str(row[1]))

    def fingerprint(self) -> str:
        """Changes whenever the content does."""
        return self.meta("changes") or "0"


def _chunk(row: Sequence[object]) -> Chunk:
    identifier, document_id, text, start, end, section, page, position, opening = row
    path = tuple(json.loads(str(section)))
    return Chunk(
        str(identifier),
        str(document_id),
        str(text),
        int(str(start)),
        int(str(end)),
        path,
        None if page is None else str(page),
        int(str(position)),
        str(opening),
    )
