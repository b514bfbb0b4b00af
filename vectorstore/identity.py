"""Which document a file is: ids survive edits and renames, and copies of one content are one document."""

from __future__ import annotations

import hashlib
from itertools import count

from vectorstore.files import Key, Roots
from vectorstore.ledger import Ledger
from vectorstore.paths import KnownPath


def document_id(root: str, name: str) -> str:
    """The id of a document: 16 hexadecimal digits, the same for the same folder and path."""
    return hashlib.sha256(f"{root}\0{name}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


class Identities:
    """The files of a store during one synchronisation, as the ledger will know them."""

    def __init__(self, ledger: Ledger, roots: Roots) -> None:
        self._roots = roots
        self.files = ledger.paths()
        self._first = ledger.first_paths()
        self._taken = set(self._first)
        self._of: dict[str, set[Key]] = {}
        for key, known in self.files.items():
            self._of.setdefault(known.document_id, set()).add(key)

    def note(self, key: Key, document: str, stamp: tuple[int, int]) -> None:
        """A file holds a document now."""
        self.forget(key)
        self.files[key] = KnownPath(document, *stamp)
        self._of.setdefault(document, set()).add(key)

    def forget(self, key: Key) -> None:
        """A file is not known any more."""
        known = self.files.pop(key, None)
        if known is not None:
            self._of[known.document_id].discard(key)

    def for_new_content(self, key: Key) -> tuple[str, list[Key]]:
        """The id for what a new or edited file holds, and the copies that part from it: they must be read again.

        The edited file keeps the id where it was the document's first path; another copy becomes a document of its own.
        """
        known = self.files.get(key)
        if known is None:
            return self._free(key), []
        others = self._of[known.document_id] - {key}
        if (
            others
            and self._first.get(known.document_id) != key
            and not any(self._same_file(key, each) for each in others)
        ):
            return self._free(key), []
        return known.document_id, sorted(others)

    def _free(self, key: Key) -> str:
        """The id of a path; a document that was renamed may have kept it, then the next one."""
        root, name = key
        made = (document_id(root, name if number == 0 else f"{name}\0{number}") for number in count())
        free = next(each for each in made if each not in self._taken)
        self._taken.add(free)
        return free

    def _same_file(self, one: Key, other: Key) -> bool:
        """Whether two paths, of nested roots perhaps, are one file."""
        try:
            return self._roots.file(one).samefile(self._roots.file(other))
        except OSError:
            return False
