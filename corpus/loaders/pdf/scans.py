"""Pages that are pictures: their words are recognised."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

import pypdfium2 as pdfium
from PIL.Image import Image

from corpus.errors import NoTextLayer
from corpus.language import language_of
from corpus.loaders.pdf.pages import PageContent, body_size
from corpus.loaders.pdf.recognised import Recognised, fill_in, measured
from corpus.ocr import CODES, LANGUAGES, OcrWord, available, recognise

DPI = 300
MAX_PIXELS = 16_000_000
_AT_ONCE = 4
_TRIED = 3
"""Pages read in all languages to find out which one it is."""


def check(pages: Sequence[PageContent]) -> None:
    """Raises ``NoTextLayer`` when too many pages are pictures that cannot be recognised here."""
    pictures = sum(page.is_picture for page in pages)
    if not pictures or available():
        return
    if not any(page.elements for page in pages):
        many = f"none of its {pictures} pages has" if pictures > 1 else "its only page has no"
        raise NoTextLayer(f"{many} text: {'they are pictures' if pictures > 1 else 'it is a picture'}")
    if pictures > len(pages) / 2:
        raise NoTextLayer(f"{pictures} of its {len(pages)} pages have no text: they are pictures")


def recognise_pages(
    pdf: pdfium.PdfDocument, pages: Sequence[PageContent], *, language: str | None, done: Callable[[], None]
) -> None:
    """Fill in the pages that are pictures; ``done`` is called after each. Raises ``NoTextLayer``, ``TooSlow``."""
    pictures = [page for page in pages if page.is_picture]
    if not pictures or not available():
        return
    found: list[Recognised] = []
    for each in _recognised(pdf, pictures, _languages(pdf, pages, language)):
        found.append(each)
        done()
    fill_in(found, body_size([page for page in pages if not page.is_picture], default=0.0))


def _languages(pdf: pdfium.PdfDocument, pages: Sequence[PageContent], declared: str | None) -> tuple[str, ...]:
    """The language of the pages, for tesseract: as the other pages have it, as declared, or as its first words tell.

    With one language alone it is faster, and mistakes fewer letters.
    """
    text = " ".join(line.text for page in pages for line in page.lines[:40])
    code = CODES.get(language_of(text) or "") or CODES.get(declared or "")
    if code:
        return (code,)
    for page in islice((page for page in pages if page.is_picture), _TRIED):
        image, _ = _picture(pdf, page)
        told = language_of(" ".join(word.text for word in recognise(image, languages=LANGUAGES)))
        if told:
            return (CODES[told],)
    return LANGUAGES


def _recognised(
    pdf: pdfium.PdfDocument, pictures: Sequence[PageContent], languages: Sequence[str]
) -> Iterator[Recognised]:
    """Pages with their words, in order, as many at a time as there are processors."""
    at_once = max(1, min(_AT_ONCE, os.cpu_count() or 1))
    with ThreadPoolExecutor(at_once) as pool:
        waiting: list[tuple[PageContent, Image, float, Future[list[OcrWord]]]] = []
        for page in pictures:
            image, scale = _picture(pdf, page)
            waiting.append((page, image, scale, pool.submit(recognise, image, languages=languages)))
            if len(waiting) > at_once:
                yield _measured(*waiting.pop(0))
        while waiting:
            yield _measured(*waiting.pop(0))


def _measured(page: PageContent, image: Image, scale: float, words: Future[list[OcrWord]]) -> Recognised:
    return measured(page, words.result(), image, scale)


def _picture(pdf: pdfium.PdfDocument, content: PageContent) -> tuple[Image, float]:
    """The picture of a page in grey, and how many pixels a point has."""
    page = pdf[content.index]
    try:
        content.width, content.height = page.get_size()
        area = max(content.width * content.height, 1.0)
        scale = min(DPI / 72, math.sqrt(MAX_PIXELS / area))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False, draw_annots=False)
        image: Image = bitmap.to_pil().convert("L").copy()
        bitmap.close()
    finally:
        page.close()
    image.info["dpi"] = (round(scale * 72), round(scale * 72))
    return image, scale
