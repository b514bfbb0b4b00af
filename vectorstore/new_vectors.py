"""Embedding what a ledger holds with another model, without reading any file again.

The new vectors are kept beside the old ones until all are there; then one transaction puts them in place. Whatever ends
the work before that leaves the store as it was, and the next try goes on where this one stopped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np

from corpus.packing import unpacked_metadata
from vectorstore.embeddings import Vectors
from vectorstore.headers import indexed_text
from vectorstore.records import CHUNK, Records, changed, chunk_of

MODEL = "model"
"""Names, in the table of facts, the embedding model: "name/dimensions"."""
_BEGUN = "next_model"
"""The same of the model that the new vectors are of."""
_CREATE = "CREATE TABLE IF NOT EXISTS next_vectors (number INTEGER PRIMARY KEY, id TEXT NOT NULL, vector BLOB NOT NULL)"
_WAITING = "FROM chunks c LEFT JOIN next_vectors n ON n.number = c.number AND n.id = c.id WHERE n.number IS NULL"


class NewVectors(Records):
    """The part of ``Ledger`` that changes the embedding model. The lock of the data folder must be held."""

    def begin_model(self, model: str) -> int:
        """Make ready for the vectors of a model ("name/dimensions"); how many chunks still lack theirs."""
        with self._writing() as connection:
            connection.execute(_CREATE)
            begun = connection.execute("SELECT value FROM meta WHERE key = ?", (_BEGUN,)).fetchone()
            if begun != (model,):
                connection.execute("DELETE FROM next_vectors")
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_BEGUN, model))
        return int(str(self._rows(f"SELECT count(*) {_WAITING}")[0][0]))

    def without_new_vectors(self, *, batch: int) -> Iterator[list[tuple[int, str, str]]]:
        """Batches of chunks whose new vectors are not there yet: (number, id, text that is embedded)."""
        columns = ", ".join(f"c.{name}" for name in CHUNK.split(", "))
        while True:
            rows = self._rows(
                f"SELECT {columns}, c.number, d.title, d.metadata FROM documents d JOIN"
                f" (SELECT c.* {_WAITING} ORDER BY c.flag IS NOT NULL, c.number LIMIT ?) c ON c.document_id = d.id"
                " ORDER BY c.flag IS NOT NULL, c.number",
                (batch,),
            )
            if not rows:
                return
            yield [
                (
                    int(str(row[-3])),
                    str(row[0]),
                    indexed_text(str(row[-2]), unpacked_metadata(str(row[-1])), chunk_of(row[:-3])),
                )
                for row in rows
            ]

    def put_new_vectors(self, rows: list[tuple[int, str, str]], vectors: Vectors) -> None:
        """Keep the new vectors of a batch, of shape (len(rows), dimensions)."""
        with self._writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO next_vectors VALUES (?, ?, ?)",
                [
                    (number, identifier, np.asarray(vector, dtype="<f4").tobytes())
                    for (number, identifier, _), vector in zip(rows, vectors, strict=True)
                ],
            )

    def switch_model(self) -> None:
        """Put all new vectors in the place of the old ones, in one transaction."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE chunks SET vector = (SELECT n.vector FROM next_vectors n WHERE n.number = chunks.number)"
            )
            connection.execute("INSERT OR REPLACE INTO meta SELECT ?, value FROM meta WHERE key = ?", (MODEL, _BEGUN))
            _forget(connection)
            changed(connection)


def _forget(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE next_vectors")
    connection.execute("DELETE FROM meta WHERE key = ?", (_BEGUN,))
