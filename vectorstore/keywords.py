"""The keyword side of the ledger: FTS5, bm25."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from vectorstore.records import Records

PUT_WORDS = "INSERT INTO keywords (rowid, body) VALUES (?, ?)"


class KeywordSearch(Records):
    """What a ledger answers about words."""

    def keyword(
        self, terms: Sequence[str], *, k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Chunks that hold any of the terms: (id, bm25 score, higher is better), best first."""
        if not terms:
            return []
        match = " OR ".join(quoted(term) for term in terms)
        scope, parameters = "", [match]
        if document_ids is not None:
            scope = "AND c.document_id IN (SELECT value FROM json_each(?))"
            parameters.append(json.dumps(list(document_ids)))
        rows = self._rows(
            f"SELECT c.id, -bm25(keywords) FROM keywords JOIN chunks c ON c.number = keywords.rowid"
            f" WHERE keywords MATCH ? {scope} ORDER BY bm25(keywords), c.number LIMIT ?",
            [*parameters, k],
        )
        return [(str(row[0]), float(str(row[1]))) for row in rows]

    def frequency(self, term: str) -> int:
        """How many chunks hold a word or a run of words; a trailing ``*`` asks for words that start so."""
        rows = self._rows("SELECT count(*) FROM keywords WHERE keywords MATCH ?", (quoted(term),))
        return int(str(rows[0][0]))


def quoted(term: str) -> str:
    """A term as FTS5 reads it literally."""
    stem = term.removesuffix("*")
    return '"' + stem.replace('"', '""') + '"' + ("*" if stem != term else "")


def put_words(connection: sqlite3.Connection, number: int, body: str, flag: str | None) -> None:
    """Index a chunk by other words than before; not at all when it is flagged."""
    connection.execute("DELETE FROM keywords WHERE rowid = ?", (number,))
    if flag is None:
        connection.execute(PUT_WORDS, (number, body))
