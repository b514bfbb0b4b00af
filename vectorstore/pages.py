"""The pages of PDFs as images, with the boxes of a quotation on them: rendered on demand, kept in the data folder."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.types import Document
from vectorstore.errors import NoPageView

if TYPE_CHECKING:
    from corpus.page_images import Box, PageView, Places
    from vectorstore.store import Store

WIDTH = 1400
"""Of a page image, in pixels."""
KEPT_IMAGES = 400
KEPT_VIEWS = 500


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page on which a quotation stands."""

    document_id: str
    page: int
    """Index in the file, from 0."""
    label: str
    """As printed, or as the file numbers it."""
    width: int
    height: int
    """In pixels."""
    boxes: tuple[Box, ...]
    """Of the quoted characters, as fractions of the image."""
    recognised: bool
    """The text of the page was recognised from a picture."""


class Pages:
    """Images of the pages of a store's documents. Safe to use from several threads.

    What knows pdfium is imported when the first page is asked for, so that the program starts without it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._views: OrderedDict[tuple[str, str, int, int], tuple[PageImage, ...]] = OrderedDict()
        self._guard = threading.Lock()

    def view(self, document: Document, start: int, end: int) -> tuple[PageImage, ...]:
        """The pages on which a span of the clean text stands; none for formats without pages.

        Raises:
            NoPageView: the file is gone, has changed, or cannot be rendered.
        """
        if document.facsimile is None:
            return ()
        source = self._store.ledger.source(document.id)
        key = (document.id, source, start, end)
        with self._guard:
            known = self._views.get(key)
        if known is None:
            from corpus.page_images import places

            path = self._original(document.id, source)
            known = tuple(self._page(document, source, path, each) for each in places(document, start, end))
            with self._guard:
                self._views[key] = known
                while len(self._views) > KEPT_VIEWS:
                    self._views.popitem(last=False)
        return known

    def png(self, document_id: str, page: int) -> bytes:
        """The image of a page, index from 0. Raises ``NoPageView``, ``NoSuchDocument``."""
        source = self._store.ledger.source(document_id)
        try:
            return self._kept(document_id, source, page).read_bytes()
        except OSError:
            from corpus.page_images import Places

            return self._rendered(document_id, source, self._original(document_id, source), Places(page, (), ())).png

    def _page(self, document: Document, source: str, path: Path, place: Places) -> PageImage:
        shown = self._rendered(document.id, source, path, place)
        page = document.pages[place.page]
        return PageImage(document.id, place.page, page.label, shown.width, shown.height, shown.boxes, page.ocr)

    def _rendered(self, document_id: str, source: str, path: Path, place: Places) -> PageView:
        """A page with the boxes of what stands there, its image kept for the next time. Raises ``NoPageView``."""
        try:
            shown = self._store.viewer.page_view(path, place.page, place.runs, place.words, width=WIDTH)
        except CorpusError as problem:
            raise NoPageView(f"page {place.page + 1} cannot be shown: {problem}", hint=problem.hint) from problem
        self._keep(document_id, source, place.page, shown.png)
        return shown

    def _original(self, document_id: str, source: str) -> Path:
        """A file of the document that still holds what was read."""
        name = ""
        for key in self._store.ledger.paths_of(document_id):
            path, name = self._store.roots.file(key), name or key[1]
            if path.is_file() and _hash(path) == source:
                return path
        raise NoPageView(f"the file {name} is gone, or was changed after it was read")

    def _kept(self, document_id: str, source: str, page: int) -> Path:
        return self._store.pages / document_id / f"{source[:12]}-{page}.png"

    def _keep(self, document_id: str, source: str, page: int, png: bytes) -> None:
        """Keep an image, and no more than a bounded number of them; a full disk only means that it is not kept."""
        path = self._kept(document_id, source, page)
        draft = path.with_suffix(f".{threading.get_ident()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(png)
            draft.replace(path)
            kept = sorted(self._store.pages.glob("*/*.png"), key=lambda each: each.stat().st_mtime)
            for old in kept[:-KEPT_IMAGES]:
                old.unlink(missing_ok=True)
        except OSError:
            draft.unlink(missing_ok=True)


def _hash(path: Path) -> str | None:
    """SHA-256 of a file; ``None`` when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
