"""The files that could not be taken in, and why: kept until they can be, or are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.records import Records


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in."""

    root: str
    path: str
    """Relative to the root."""
    reason: str
    """Its kind for programs, as in ``corpus.errors``."""
    error: str
    """What happened, in one line."""
    hint: str
    """What to do next."""
    size: int = -1
    mtime: int = -1
    """Of the file as it failed, in bytes and ns."""

    @property
    def key(self) -> tuple[str, str]:
        """What names the file in the ledger."""
        return self.root, self.path


class FailureRecords(Records):
    """What a ledger knows of files that failed."""

    def failures(self) -> tuple[Failure, ...]:
        """All of them, by path."""
        rows = self._rows("SELECT root, path, reason, error, hint, size, mtime FROM failures ORDER BY root, path")
        return tuple(_failure(row) for row in rows)

    def put_failure(self, failure: Failure) -> None:
        """Note that a file failed."""
        row = (*failure.key, failure.reason, failure.error, failure.hint, failure.size, failure.mtime)
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO failures VALUES (?,?,?,?,?,?,?)", row)

    def forget_failures(self, keys: Sequence[tuple[str, str]]) -> None:
        """These files are fine, or gone; each (root, path)."""
        if keys:
            with self._writing() as connection:
                connection.executemany("DELETE FROM failures WHERE root = ? AND path = ?", keys)


def _failure(row: Sequence[object]) -> Failure:
    root, path, reason, error, hint, size, mtime = map(str, row)
    return Failure(root, path, reason, error, hint, int(size), int(mtime))
