"""On which page each sentence begins, told from the plain text of the pages of a PDF and not by our loader."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, zip_longest
from pathlib import Path

import pypdfium2 as pdfium

from tests.golden.original import Original
from tests.golden.score import letters

_FIELD = re.compile(r"{\w+}")


def page_texts(path: Path) -> list[str]:
    """The plain text of every page, in the order in which the page draws it."""
    with pdfium.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def true_pages(
    pages: Sequence[str], original: Original, edges: Sequence[str] = (), labels: Sequence[str] = ()
) -> list[int]:
    """The index of the page on which each sentence of an original begins.

    Headers, footers and footnotes are taken out of the letters of the pages; then the letters of every sentence follow
    one another, across hyphens, columns and pages. Raises ``ValueError`` when a sentence is not found.
    """
    drawn = [_without_edges(letters(page), edges, label) for page, label in zip_longest(pages, labels[: len(pages)])]
    drawn = _without_notes(drawn, [note.text for note in original.notes])
    ends, whole = list(accumulate(map(len, drawn))), "".join(drawn)
    cursor, found = 0, list[int]()
    for sentence in original.sentences:
        wanted = letters(sentence.shown)
        at = whole.find(wanted, cursor)
        if at < 0:
            raise ValueError(f"not on the pages: {sentence.shown[:80]}")
        found.append(bisect_right(ends, at))
        cursor = at + len(wanted)
    return found


def _without_edges(page: str, edges: Sequence[str], label: str | None) -> str:
    """The letters of a page without those of its header and footer, which are drawn before all else or after it."""
    for edge in edges:
        shown = letters(_FIELD.sub(lambda field: (label or "") if field[0] == "{page}" else "", edge))
        page = page[len(shown) :] if page.startswith(shown) else page.removesuffix(shown)
    return page


def _without_notes(pages: list[str], notes: Sequence[str]) -> list[str]:
    """The letters of pages without those of footnotes."""
    for note in notes:
        at = next((index for index, page in enumerate(pages) if letters(note) in page), None)
        if at is None:
            raise ValueError(f"not on the pages: {note[:80]}")
        pages[at] = pages[at].replace(letters(note), "", 1)
    return pages
