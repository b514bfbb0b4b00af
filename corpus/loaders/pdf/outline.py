"""The bookmarks of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium

_MOST = 5_000
_DEEPEST = 10
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark."""

    title: str
    level: int
    """From 1, the outermost."""
    page: int
    """Index of the page it leads to; -1 when it leads nowhere in the file."""


def bookmarks(pdf: pdfium.PdfDocument) -> list[Entry]:
    """The bookmarks in order, no more than ``_MOST``; loops among them end where they meet themselves."""
    try:
        return list(_entries(pdf))
    except pdfium.PdfiumError:
        return []


def _entries(pdf: pdfium.PdfDocument) -> Iterator[Entry]:
    for bookmark in islice(pdf.get_toc(max_depth=_DEEPEST), _MOST):
        destination = bookmark.get_dest()
        page = destination.get_index() if destination else None
        yield Entry(" ".join(bookmark.get_title()[:_LONGEST].split()), bookmark.level + 1, -1 if page is None else page)
