"""The documents of the ledger: written whole, found again, corrected, removed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np

from corpus.packing import Parsed, packed_metadata, unpacked, unpacked_metadata
from corpus.types import Document, Metadata
from vectorstore.embeddings import Vectors
from vectorstore.errors import NoSuchDocument
from vectorstore.flagging import flags_of
from vectorstore.keywords import PUT_WORDS, put_words
from vectorstore.paths import PUT_PATH
from vectorstore.records import Records, changed
from vectorstore.types import DocumentInfo

_INFO = (
    "d.id, d.path, d.title, d.metadata, d.chunks, d.characters, d.pages, e.changes IS NOT NULL, ifnull(f.flagged, 0)"
)
_FLAGGED = "SELECT document_id, count(*) AS flagged FROM chunks WHERE flag IS NOT NULL GROUP BY document_id"
_COLUMNS = (
    "id", "root", "path", "title", "hash", "event", "year", "kind", "characters", "chunks", "metadata", "text",
    "layout", "pages", "source", "found",
)  # fmt: skip
_PUT = (
    f"INSERT INTO documents ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT (id) DO"
    f" UPDATE SET {', '.join(f'{name}=excluded.{name}' for name in _COLUMNS[1:])}"
)
_PUT_CHUNK = (
    "INSERT INTO chunks (id, document_id, start, end, section, page, position, opening, text, vector, flag)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)


class DocumentRecords(Records):
    """What a ledger knows of documents."""

    def put(
        self,
        read: Parsed,
        vectors: Vectors,
        bodies: Sequence[str],
        *,
        root: str,
        content: str,
        source: str = "",
        stamp: tuple[int, int] | None = None,
        found: tuple[str, Metadata] | None = None,
        flags: Sequence[str | None] | None = None,
    ) -> None:
        """Store a document whole, in place of its former version, in one transaction.

        ``vectors`` has the shape (chunks, dimensions); ``bodies`` are the texts for the keyword index; ``content`` is the
        hash of the file and its metadata, ``source`` that of the file's bytes alone; ``stamp`` is the (size, mtime in
        ns) of its file, where it has one; ``found`` are the title and the metadata before any correction by hand;
        ``flags`` are those of ``vectorstore.flagging``, made here where they are not given. A flagged chunk has no place
        in the keyword index.
        """
        meta = read.metadata
        before = found or (read.title, meta)
        flags = flags_of(read.title, meta, read.chunks) if flags is None else flags
        row = (
            read.id, root, read.path, read.title, content, meta.event, meta.year, meta.kind, len(read.text),
            len(read.chunks), packed_metadata(meta), read.text, read.layout, read.pages, source, _found(*before),
        )  # fmt: skip
        with self._writing() as connection:
            delete_chunks(connection, read.id)
            connection.execute(_PUT, row)
            for chunk, vector, body, flag in zip(read.chunks, vectors, bodies, flags, strict=True):
                number = connection.execute(
                    _PUT_CHUNK,
                    (
                        chunk.id, chunk.document_id, chunk.start, chunk.end, json.dumps(chunk.section), chunk.page,
                        chunk.index, chunk.opening, chunk.text, np.asarray(vector, dtype="<f4").tobytes(), flag,
                    ),
                ).lastrowid  # fmt: skip
                if flag is None:
                    connection.execute(PUT_WORDS, (number, body))
            if stamp is not None:
                connection.execute(PUT_PATH, (root, read.path, read.id, *stamp))
                connection.execute("DELETE FROM failures WHERE root = ? AND path = ?", (root, read.path))
            changed(connection)

    def correct(
        self,
        document_id: str,
        title: str,
        metadata: Metadata,
        changes: dict[str, str],
        *,
        vectors: Vectors,
        bodies: Sequence[str],
        flags: Sequence[str | None],
    ) -> None:
        """Give a document another title and metadata, with its chunks embedded and indexed anew, in one transaction.

        ``changes`` are those fields that differ from what the file says; ``vectors``, ``bodies`` and ``flags`` are in the
        order of the chunks. Raises ``NoSuchDocument``.
        """
        row = (title, metadata.event, metadata.year, metadata.kind, packed_metadata(metadata), document_id)
        with self._writing() as connection:
            done = connection.execute(
                "UPDATE documents SET title = ?, event = ?, year = ?, kind = ?, metadata = ? WHERE id = ?", row
            ).rowcount
            if not done:
                raise NoSuchDocument(f"no document has the id {document_id}")
            numbers = connection.execute(
                "SELECT number FROM chunks WHERE document_id = ? ORDER BY position", (document_id,)
            ).fetchall()
            for (number,), vector, body, flag in zip(numbers, vectors, bodies, flags, strict=True):
                blob = np.asarray(vector, dtype="<f4").tobytes()
                connection.execute("UPDATE chunks SET vector = ?, flag = ? WHERE number = ?", (blob, flag, number))
                put_words(connection, int(number), body, flag)
            connection.execute("DELETE FROM edits WHERE document_id = ?", (document_id,))
            if changes:
                connection.execute("INSERT INTO edits VALUES (?, ?)", (document_id, json.dumps(changes)))
            changed(connection)

    def remove(self, document_id: str) -> list[str]:
        """Remove a document; gives the ids of its chunks. Raises ``NoSuchDocument``."""
        ids = self.chunk_ids(document_id)
        with self._writing() as connection:
            delete_chunks(connection, document_id)
            gone = connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount
            changed(connection)
        if not gone:
            raise NoSuchDocument(f"no document has the id {document_id}")
        return ids

    def chunk_ids(self, document_id: str) -> list[str]:
        """Ids of the chunks of a document, in order."""
        rows = self._rows("SELECT id FROM chunks WHERE document_id = ? ORDER BY position", (document_id,))
        return [str(row[0]) for row in rows]

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents, by title."""
        paths: dict[str, list[str]] = {}
        for document_id, path in self._rows("SELECT document_id, path FROM paths ORDER BY root, path"):
            paths.setdefault(str(document_id), []).append(str(path))
        rows = self._rows(
            f"SELECT {_INFO} FROM documents d LEFT JOIN edits e ON e.document_id = d.id"
            f" LEFT JOIN ({_FLAGGED}) f ON f.document_id = d.id ORDER BY d.title, d.id"
        )
        return tuple(_info(row, paths.get(str(row[0]), [])) for row in rows)

    def document(self, document_id: str, *, traces: bool = True) -> Document:
        """One document; without ``traces`` it has neither removals nor places on pages, and is there much sooner.

        Raises ``NoSuchDocument``.
        """
        path, title, metadata, text, layout = self._one("path, title, metadata, text, layout", document_id)
        assert isinstance(layout, bytes)
        return unpacked(
            layout,
            document_id=document_id,
            path=str(path),
            title=str(title),
            text=str(text),
            metadata=unpacked_metadata(str(metadata)),
            traces=traces,
        )

    def found(self, document_id: str) -> tuple[str, Metadata]:
        """Title and metadata as the file has them, before any correction by hand. Raises ``NoSuchDocument``."""
        found, title, metadata = self._one("found, title, metadata", document_id)
        data = json.loads(str(found)) or {"title": str(title), "metadata": json.loads(str(metadata))}
        return str(data["title"]), Metadata(**data["metadata"])

    def changes(self, document_id: str) -> dict[str, str]:
        """The fields that were corrected by hand, with their values; empty without any, or without the document."""
        rows = self._rows("SELECT changes FROM edits WHERE document_id = ?", (document_id,))
        return dict(json.loads(str(rows[0][0]))) if rows else {}

    def source(self, document_id: str) -> str:
        """SHA-256 of the bytes of the file that was read. Raises ``NoSuchDocument``."""
        return str(self._one("source", document_id)[0])

    def _one(self, columns: str, document_id: str) -> tuple[object, ...]:
        rows = self._rows(f"SELECT {columns} FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise NoSuchDocument(f"no document has the id {document_id}")
        return rows[0]


def delete_chunks(connection: sqlite3.Connection, document_id: str) -> None:
    """Take the chunks of a document out of the tables."""
    connection.execute(
        "DELETE FROM keywords WHERE rowid IN (SELECT number FROM chunks WHERE document_id = ?)", (document_id,)
    )
    connection.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))


def _found(title: str, metadata: Metadata) -> str:
    return json.dumps({"title": title, "metadata": json.loads(packed_metadata(metadata))})


def _info(row: Sequence[object], paths: Sequence[str]) -> DocumentInfo:
    identifier, path, title, metadata, chunks, characters, pages, edited, flagged = row
    return DocumentInfo(
        str(identifier),
        str(path),
        str(title),
        unpacked_metadata(str(metadata)),
        int(str(chunks)),
        int(str(characters)),
        tuple(dict.fromkeys([str(path), *paths])),
        int(str(pages)),
        bool(edited),
        int(str(flagged)),
    )
