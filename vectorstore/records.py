"""What the parts of the ledger build on: reading rows and writing in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager

Rows = list[tuple[object, ...]]


class Records:
    """A part of ``Ledger``, which provides these two."""

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> Rows:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        raise NotImplementedError
