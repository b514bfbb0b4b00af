"""The files of the ledger: which paths hold which document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.records import Records

PUT_PATH = "INSERT OR REPLACE INTO paths VALUES (?,?,?,?,?)"
_SETTLE = """
UPDATE documents SET (root, path) = (SELECT root, path FROM paths WHERE document_id = id ORDER BY root, path)
WHERE id IN (SELECT document_id FROM paths) AND NOT EXISTS (
    SELECT 1 FROM paths WHERE document_id = id AND paths.root = documents.root AND paths.path = documents.path
)
"""


@dataclass(frozen=True, slots=True)
class KnownPath:
    """A file that was taken in."""

    document_id: str
    size: int
    mtime: int
    """In ns."""


class PathRecords(Records):
    """What a ledger knows of files."""

    def paths(self) -> dict[tuple[str, str], KnownPath]:
        """Every known file: (root, path) -> where it belongs and how it looked."""
        rows = self._rows("SELECT root, path, document_id, size, mtime FROM paths")
        return {(str(r[0]), str(r[1])): KnownPath(str(r[2]), int(str(r[3])), int(str(r[4]))) for r in rows}

    def first_paths(self) -> dict[str, tuple[str, str]]:
        """Every document's id -> (root, path) of the file it is shown as."""
        return {str(row[0]): (str(row[1]), str(row[2])) for row in self._rows("SELECT id, root, path FROM documents")}

    def put_path(self, root: str, path: str, document_id: str, size: int, mtime: int) -> None:
        """Note that a file holds a document."""
        with self._writing() as connection:
            connection.execute(PUT_PATH, (root, path, document_id, size, mtime))

    def remove_paths(self, keys: Sequence[tuple[str, str]]) -> None:
        """Forget files, each (root, path)."""
        with self._writing() as connection:
            connection.executemany("DELETE FROM paths WHERE root = ? AND path = ?", keys)

    def paths_of(self, document_id: str) -> list[tuple[str, str]]:
        """The files of a document, each (root, path), the one it is shown as first."""
        rows = self._rows(
            "SELECT p.root, p.path FROM paths p JOIN documents d ON d.id = p.document_id WHERE d.id = ?"
            " ORDER BY (p.root, p.path) != (d.root, d.path), p.root, p.path",
            (document_id,),
        )
        return [(str(root), str(path)) for root, path in rows]

    def settle(self) -> list[str]:
        """Show every document under a path that it still has; gives the ids of documents without any."""
        with self._writing() as connection:
            connection.execute(_SETTLE)
        rows = self._rows("SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM paths) ORDER BY id")
        return [str(row[0]) for row in rows]

    def document_with(self, content: str) -> str | None:
        """The id of the document with a content hash."""
        rows = self._rows("SELECT id FROM documents WHERE hash = ? ORDER BY id", (content,))
        return str(rows[0][0]) if rows else None
