"""PDF: text and places of characters by pdfium, layout by the modules here; pages that are pictures are recognised.

``pdfium`` reads characters, ``rules`` lines and boxes, ``fragments`` makes stretches of text of them, ``layout`` and
``columns`` put those in reading order, ``tables`` finds tables, ``pages`` holds what a page is made of; ``scans`` and
``recognised`` do the same for pictures. Then the file as a whole is looked at: ``edges`` (headers, page numbers),
``contents``, ``notes`` and ``endnotes``. ``decoded`` writes the decoded text, ``paragraphs`` and ``headings`` say what its
lines are.
"""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from corpus.errors import Damaged, NoTextLayer
from corpus.extraction import Extraction, Source, to_document
from corpus.loaders.pdf.about import declared_language, label, what_it_says
from corpus.loaders.pdf.contents import drop_contents
from corpus.loaders.pdf.decoded import Decoded
from corpus.loaders.pdf.edges import drop_edges
from corpus.loaders.pdf.endnotes import drop_endnotes
from corpus.loaders.pdf.headings import find_headings
from corpus.loaders.pdf.joins import Joiner
from corpus.loaders.pdf.lines import Element, Row, Table
from corpus.loaders.pdf.naming import name_cells
from corpus.loaders.pdf.notes import drop_notes
from corpus.loaders.pdf.outline import Entry, bookmarks
from corpus.loaders.pdf.pages import PageContent, body_size, check_total, read_page
from corpus.loaders.pdf.paragraphs import to_paragraphs
from corpus.loaders.pdf.pdfium import opened
from corpus.loaders.pdf.scans import check, recognise_pages
from corpus.types import Document

__all__ = ["load_pdf"]

_NEWS_EVERY = 5
"""Pages between two reports of progress."""


def load_pdf(source: Source) -> Document:
    """A PDF.

    Raises:
        EmptyFile: there are no bytes, or no text.
        WrongType: it is no PDF.
        Encrypted: a password is needed.
        Damaged: it cannot be read or repaired, or more than half of its pages cannot.
        TooComplex: too many pages, characters or objects.
        NoTextLayer: its pages are pictures, and they cannot be recognised.
    """
    with opened(source.data) as pdf:
        found = _extracted(_read(pdf, source), bookmarks(pdf))
        found.about = what_it_says(pdf, source.data, found.raw, file_name=source.name)
    return to_document(found, source)


def _read(pdf: pdfium.PdfDocument, source: Source) -> list[PageContent]:
    """All pages; those that are pictures last, since they take a thousand times as long."""
    total = len(pdf)
    pages: list[PageContent] = []
    done = 0

    def one_more(*, news: bool = False) -> None:
        nonlocal done
        done += 1
        if news or done % _NEWS_EVERY == 0 or done == total:
            source.progress(done, total)

    for index in range(total):
        page = read_page(pdf, index, label(pdf, index))
        pages.append(page)
        if not page.is_picture:
            one_more()
        if index % 1000 == 0:
            check_total(pages)
    check_total(pages)
    if sum(page.is_damaged for page in pages) > total / 2:
        raise Damaged(f"{sum(page.is_damaged for page in pages)} of its {total} pages cannot be read")
    check(pages)
    recognise_pages(pdf, pages, language=declared_language(pdf), done=lambda: one_more(news=True))
    if any(page.is_picture for page in pages) and not any(page.elements for page in pages):
        raise NoTextLayer("no words were recognised in the pictures of its pages", hint="scan it again at 300 dpi")
    return pages


def _extracted(pages: Sequence[PageContent], outline: Sequence[Entry]) -> Extraction:
    """What the pages say, and what of it belongs to the text."""
    body = body_size(pages)
    drop_edges(pages, body)
    listed = drop_contents(pages)
    marks, raised = drop_notes(pages, body)
    marks += drop_endnotes(pages, raised)
    name_cells(_tables(pages))
    decoded = Decoded()
    for page in pages:
        decoded.page(page)
    decoded.mark(marks)
    decoded.join_cells(pages)
    raw = decoded.raw
    found = to_paragraphs(pages, Joiner(raw, pages, decoded.edits))
    find_headings(found, body, outline, listed)
    blocks = [each.block for each in found]
    return Extraction(raw, blocks, decoded.edits, decoded.pages, decoded.facsimile)


def _tables(pages: Sequence[PageContent]) -> list[tuple[Table, bool, bool]]:
    """All tables, each with whether it stands first and last on its page, furniture apart."""
    found: list[tuple[Table, bool, bool]] = []
    for page in pages:
        kept: list[Element] = [each for each in page.elements if isinstance(each, Row) or each.drop is None]
        for table in page.tables:
            found.append((table, kept[0] is table.rows[0], kept[-1] is table.rows[-1]))
    return found
