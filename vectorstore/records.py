"""What the parts of the ledger build on: reading rows and writing in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager

from corpus.types import Chunk

Rows = list[tuple[object, ...]]
CHUNK = "id, document_id, text, start, end, section, page, position, opening"
"""The columns that ``chunk_of`` reads."""


class Records:
    """A part of ``Ledger``, which provides these two."""

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> Rows:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        raise NotImplementedError


def chunk_of(row: Sequence[object]) -> Chunk:
    """A chunk from its row."""
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


def changed(connection: sqlite3.Connection) -> None:
    """Note that the content is another one.

    The mark is random, not a counter: a ledger put back from a copy must not look like a later one with as many changes.
    """
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('changes', lower(hex(randomblob(8))))")
