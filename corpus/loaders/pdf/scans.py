"""Pages that are pictures: their words are recognised."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby

import pypdfium2 as pdfium
from PIL.Image import Image

from corpus.errors import NoTextLayer
from corpus.loaders.pdf.fragments import Fragment
from corpus.loaders.pdf.lines import TextLine, text_line
from corpus.loaders.pdf.pages import PageContent
from corpus.ocr import CODES, LANGUAGES, OcrWord, available, recognise

DPI = 300
MAX_PIXELS = 16_000_000
_SMALL = frozenset("acemnorsuvwxz-–—~=«»")
"""Letters that reach neither up nor down."""
_DEEP = frozenset("gjpqyQ,;()[]{}/|")
_HEIGHT, _LOW, _DEPTH = 0.72, 0.52, 0.21
"""Of the type: of capitals, of small letters, of what hangs below the line."""
_SAME_SIZE = 0.17
"""Sizes are measured from ink: those so near to the usual one are it."""


def check(pages: Sequence[PageContent]) -> None:
    """Raises ``NoTextLayer`` when too many pages are pictures that cannot be recognised here."""
    pictures = sum(page.is_picture for page in pages)
    if not pictures or available():
        return
    with_text = sum(bool(page.elements) for page in pages)
    if not with_text:
        many = f"none of its {pictures} pages has" if pictures > 1 else "its only page has no"
        raise NoTextLayer(f"{many} text: they are pictures" if pictures > 1 else f"{many} text: it is a picture")
    if pictures > len(pages) / 2:
        raise NoTextLayer(f"{pictures} of its {len(pages)} pages have no text: they are pictures")


def recognise_pages(
    pdf: pdfium.PdfDocument, pages: Sequence[PageContent], *, language: str | None, done: Callable[[], None]
) -> None:
    """Fill in the pages that are pictures; ``done`` is called after each. Raises ``NoTextLayer``, ``TooSlow``."""
    pictures = [page for page in pages if page.is_picture]
    if not pictures or not available():
        return
    first = CODES.get(language or "")
    languages = tuple(dict.fromkeys([first, *LANGUAGES] if first else LANGUAGES))
    for page, words, scale in _recognised(pdf, pictures, languages):
        _fill(page, words, scale)
        done()


def _recognised(
    pdf: pdfium.PdfDocument, pictures: Sequence[PageContent], languages: Sequence[str]
) -> Iterator[tuple[PageContent, list[OcrWord], float]]:
    """Pages with their words, in order, as many at a time as there are processors."""
    at_once = max(1, min(4, os.cpu_count() or 1))
    with ThreadPoolExecutor(at_once) as pool:
        waiting: list[tuple[PageContent, Future[list[OcrWord]], float]] = []
        for page in pictures:
            image, scale = _picture(pdf, page)
            waiting.append((page, pool.submit(recognise, image, languages=languages), scale))
            if len(waiting) > at_once:
                first, words, size = waiting.pop(0)
                yield first, words.result(), size
        for page, future, scale in waiting:
            yield page, future.result(), scale


def _picture(pdf: pdfium.PdfDocument, content: PageContent) -> tuple[Image, float]:
    """The picture of a page in grey, and how many pixels a point has."""
    page = pdf[content.index]
    try:
        content.width, content.height = page.get_size()
        area = max(content.width * content.height, 1.0)
        scale = min(DPI / 72, math.sqrt(MAX_PIXELS / area))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False, draw_annots=False)
        image: Image = bitmap.to_pil().copy()
        bitmap.close()
    finally:
        page.close()
    image.info["dpi"] = (round(scale * 72), round(scale * 72))
    return image, scale


def _fill(page: PageContent, words: Sequence[OcrWord], scale: float) -> None:
    page.ocr = True
    lines = [list(line) for _, line in groupby(words, key=lambda word: (word.block, word.paragraph, word.line))]
    measured = [(line, *_measured(line, page.height, scale)) for line in lines]
    usual = _usual([(size, sum(len(word.text) for word in line)) for line, size, _ in measured])
    for line, size, base in measured:
        near = usual if abs(size - usual) <= _SAME_SIZE * usual else size
        page.elements.append(_line(line, page, near, base, scale))


def _line(words: Sequence[OcrWord], page: PageContent, size: float, base: float, scale: float) -> TextLine:
    parts = [_fragment(word, page.height, size, base, scale) for word in words]
    line = text_line(parts, page.index, flow=words[0].block)
    line.recognised = True
    return line


def _fragment(word: OcrWord, height: float, size: float, base: float, scale: float) -> Fragment:
    left, right = word.left / scale, word.right / scale
    box = (left, height - word.bottom / scale, right, height - word.top / scale)
    text = "".join(" " if character.isspace() else character for character in word.text)
    return Fragment(text, -1, left, right, base, size, bold=False, box=box)


def _measured(words: Sequence[OcrWord], height: float, scale: float) -> tuple[float, float]:
    """Size of the type of a line, and the height of its base line, in points, from the boxes of its words."""
    sizes, bases = [], []
    for word in words:
        letters = set(word.text)
        deep = bool(letters & _DEEP)
        tall = (_LOW if letters <= _SMALL else _HEIGHT) + (_DEPTH if deep else 0)
        size = (word.bottom - word.top) / scale / tall
        sizes.append((size, len(word.text)))
        bases.append(height - word.bottom / scale + (_DEPTH * size if deep else 0))
    return _usual(sizes), sorted(bases)[len(bases) // 2]


def _usual(sizes: Sequence[tuple[float, int]]) -> float:
    """The median of values with weights."""
    if not sizes:
        return 10.0
    ordered = sorted(sizes)
    half, total = sum(weight for _, weight in ordered) / 2, 0.0
    for size, weight in ordered:
        total += weight
        if total >= half:
            return size
    return ordered[-1][0]
