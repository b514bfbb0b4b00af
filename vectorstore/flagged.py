"""What a ledger knows of flagged chunks: those that hold instructions to a program that reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from corpus.instructions import VERSION, instructions
from corpus.packing import unpacked_metadata
from corpus.types import Chunk, Document
from vectorstore.embeddings import Vectors
from vectorstore.flagging import flags_of
from vectorstore.headers import indexed_text
from vectorstore.keywords import put_words
from vectorstore.records import CHUNK, Records, changed, chunk_of

_CHARACTER = re.compile(r"[^\n]")
_RULES = "instructions"
"""Names, in the table of facts, the version of the rules that the chunks were flagged by."""


class FlagRecords(Records):
    """The part of ``Ledger`` that keeps instructions away from searching and answering."""

    def flags(self, document_id: str) -> dict[str, str]:
        """The flagged chunks of a document: id -> the words for which it is flagged."""
        rows = self._rows("SELECT id, flag FROM chunks WHERE document_id = ? AND flag IS NOT NULL", (document_id,))
        return {str(name): str(words) for name, words in rows}

    def without_flagged(self, document: Document) -> Document:
        """A document as answers are made of it: what is flagged is blank, all offsets stay."""
        rows = self._rows("SELECT start, end FROM chunks WHERE document_id = ? AND flag IS NOT NULL", (document.id,))
        spans = [(int(str(start)), int(str(end))) for start, end in rows]
        spans += [(each.start, each.body) for each in document.sections if each.path and instructions(each.path[-1])]
        if not spans:
            return document
        text = document.text
        for start, end in spans:
            text = text[:start] + _CHARACTER.sub(" ", text[start:end]) + text[end:]
        return replace(
            document,
            text=text,
            sentences=tuple((start, end) for start, end in document.sentences if text[start:end].strip()),
            statements=tuple(each for each in document.statements if text[each.start : each.end].strip()),
        )

    def near_flagged(
        self, vector: Vectors, *, k: int, at_least: float, document_ids: Sequence[str] | None = None
    ) -> list[tuple[Chunk, str, float]]:
        """The flagged chunks nearest to a query: (chunk, words for which it is flagged, cosine), nearest first."""
        scope, parameters = "", list[str]()
        if document_ids is not None:
            scope, parameters = "AND document_id IN (SELECT value FROM json_each(?))", [json.dumps(list(document_ids))]
        rows = self._rows(
            f"SELECT {CHUNK}, flag, vector FROM chunks WHERE flag IS NOT NULL {scope} ORDER BY document_id, number",
            parameters,
        )
        if not rows:
            return []
        cosines = np.stack([np.frombuffer(row[-1], dtype="<f4") for row in rows if isinstance(row[-1], bytes)]) @ vector
        nearest = [int(at) for at in np.argsort(-cosines, kind="stable")[:k] if cosines[at] >= at_least]
        return [(chunk_of(rows[at][:-2]), str(rows[at][-2]), float(cosines[at])) for at in nearest]

    def flag_anew(self) -> None:
        """Flag all chunks by the rules of ``corpus.instructions``, where they were flagged by other rules or by none."""
        if self._rows("SELECT 1 FROM meta WHERE key = ? AND value = ?", (_RULES, VERSION)):
            return
        different = list(self._flagged_otherwise())
        with self._writing() as connection:
            for number, body, flag in different:
                connection.execute("UPDATE chunks SET flag = ? WHERE number = ?", (flag, number))
                put_words(connection, number, body, flag)
            if different:
                changed(connection)
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_RULES, VERSION))

    def _flagged_otherwise(self) -> Iterator[tuple[int, str, str | None]]:
        """Chunks whose stored flag is not what the rules say: (number, body for the keyword index, flag)."""
        for document_id, title, packed in self._rows("SELECT id, title, metadata FROM documents"):
            metadata = unpacked_metadata(str(packed))
            rows = self._rows(
                f"SELECT {CHUNK}, number, flag FROM chunks WHERE document_id = ? ORDER BY position", (document_id,)
            )
            chunks = [chunk_of(row[:-2]) for row in rows]
            for row, chunk, flag in zip(rows, chunks, flags_of(str(title), metadata, chunks), strict=True):
                if flag != row[-1]:
                    yield int(str(row[-2])), indexed_text(str(title), metadata, chunk), flag
