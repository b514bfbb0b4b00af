"""Pages of a PDF as pictures, and where on them a span of the clean text stands.

``places`` says which characters of which pages a span is made of; it needs only the document. ``page_view`` draws a page
and the boxes around such characters; it opens the file, so it runs where files are opened. Form fields and annotations
are not drawn: no text is taken from them either.
"""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.errors import Damaged
from corpus.loaders.pdf.frame import Frame, frame
from corpus.loaders.pdf.pages import page_box
from corpus.loaders.pdf.pdfium import Characters, characters, opened, opened_page
from corpus.offsets import Offsets
from corpus.types import Document, GlyphRun, WordBox

MAX_PIXELS = 16_000_000
WIDTH = 1400
_UP, _DOWN = 0.76, 0.22
"""Of the type: how far a box reaches from the base line, so that it is as high for "on" as for "fly"."""
_WORD_GAP = 1.5
"""In heights of a box: recognised words that stand nearer are marked as one."""
_PAD = 0.1
"""In heights of a recognised word: how far its box reaches beyond its ink."""
_INSET = 0.2
"""Of the height of a box: characters of other lines that reach less far into it are not read back."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where on a page a span of the clean text stands."""

    page: int
    """Index in the file, from 0."""
    runs: tuple[tuple[int, int], ...]
    """(index of the first, count) of characters, as pdfium counts."""
    words: tuple[WordBox, ...] = ()
    """Of a page whose text was recognised."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box on a picture, as fractions of its width and height, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as a picture."""

    png: bytes
    width: int
    height: int
    """In pixels."""
    boxes: tuple[Box, ...]
    """One for each line, or piece of a line, that was asked for."""


def places(document: Document, start: int, end: int) -> tuple[Places, ...]:
    """Where a span of the clean text stands, page by page; nothing for documents without pages to be seen."""
    if document.facsimile is None:
        return ()
    runs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    words: dict[int, list[WordBox]] = defaultdict(list)
    for first, last in Offsets(document.removals).raw_spans(start, end):
        for page, run in _runs(document.facsimile.runs, first, last):
            runs[page].append(run)
        for word in _words(document.facsimile.words, first, last):
            if word not in words[word.page][-1:]:
                words[word.page].append(word)
    return tuple(
        Places(page, tuple(_merged(runs.get(page, []))), tuple(words.get(page, []))) for page in sorted({*runs, *words})
    )


def _runs(runs: Sequence[GlyphRun], start: int, end: int) -> Iterable[tuple[int, tuple[int, int]]]:
    """(page, (index, count)) of the characters between two offsets of the decoded text."""
    at = max(0, bisect_right(runs, start, key=lambda run: run.start) - 1)
    while at < len(runs) and runs[at].start < end:
        run = runs[at]
        first, last = max(start, run.start), min(end, run.start + run.length)
        if first < last:
            yield run.page, (run.index + first - run.start, last - first)
        at += 1


def _words(words: Sequence[WordBox], start: int, end: int) -> Iterable[WordBox]:
    at = max(0, bisect_right(words, start, key=lambda word: word.start) - 1)
    while at < len(words) and words[at].start < end:
        if words[at].start + words[at].length > start:
            yield words[at]
        at += 1


def _merged(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs, those that follow one another as one."""
    merged: list[tuple[int, int]] = []
    for index, count in runs:
        if merged and sum(merged[-1]) == index:
            merged[-1] = (merged[-1][0], merged[-1][1] + count)
        else:
            merged.append((index, count))
    return merged


def page_view(
    data: bytes, page: int, runs: Iterable[tuple[int, int]], words: Sequence[WordBox], *, width: int = WIDTH
) -> PageView:
    """A page of a PDF, ``width`` pixels wide (less for a page so high that it would have more than ``MAX_PIXELS``).

    Raises:
        CorpusError: the file cannot be opened, or has no such page.
    """
    with opened(data) as pdf:
        png, across, down = _drawn(pdf, page, width)
        boxes = [*_boxes(pdf, page, runs), *_boxes_of_words(pdf, page, words)]
    return PageView(png, across, down, tuple(boxes))


def _drawn(pdf: pdfium.PdfDocument, index: int, width: int) -> tuple[bytes, int, int]:
    """The picture of a page as PNG, its width and height."""
    wide, high = _size(pdf, index)
    scale = min(width / wide, math.sqrt(MAX_PIXELS / (wide * high)), MAX_PIXELS / max(wide, high))
    page = pdf[index]
    try:
        bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    finally:
        page.close()
    try:
        image, buffer = bitmap.to_pil(), BytesIO()
        image.save(buffer, "PNG", compress_level=4)
        return buffer.getvalue(), image.width, image.height
    finally:
        bitmap.close()


def _size(pdf: pdfium.PdfDocument, index: int) -> tuple[float, float]:
    """Width and height of a page as displayed, in points. Raises ``Damaged``."""
    if not 0 <= index < len(pdf):
        raise Damaged(f"it has no page {index + 1}")
    try:
        wide, high = pdf.get_page_size(index)
    except pdfium.PdfiumError as problem:
        raise Damaged(f"page {index + 1} cannot be read") from problem
    return max(wide, 1.0), max(high, 1.0)


def _boxes(pdf: pdfium.PdfDocument, index: int, runs: Iterable[tuple[int, int]]) -> list[Box]:
    """The boxes of characters."""
    found: list[Box] = []
    with opened_page(pdf, index) as page:
        if page is None:
            raise Damaged(f"page {index + 1} cannot be read")
        shown = _shown(page)
        with characters(page) as known:
            for first, count in runs:
                end = min(first + count, len(known.codes))
                for box in _lines(known, max(first, 0), end, page_box(page)):
                    found.append(_fraction(shown, box))
    return found


_Sides = tuple[float, float, float, float]
"""Left, bottom, right, top in user space."""


def _shown(page: Any) -> Frame:
    """The page as displayed."""
    return frame(raw.FPDFPage_GetRotation(page) % 4, page_box(page))


def _lines(known: Characters, start: int, end: int, box: _Sides) -> list[_Sides]:
    """One box for each stretch of characters on a line."""
    seen = [at for at in range(start, end) if known.codes[at] > 0x20 or known.codes[at] == 2]
    if not seen:
        return []
    turned = frame(round(known.style(seen[0]).angle / (math.pi / 2)) % 4, box)
    left, top, right, bottom = turned.boxes(known.boxes[seen])
    height = np.maximum(top - bottom, 0.5)
    overlap = np.minimum(top[1:], top[:-1]) - np.maximum(bottom[1:], bottom[:-1])
    parted = (overlap < 0.3 * np.minimum(height[1:], height[:-1])) | (left[1:] < left[:-1] - height[1:])
    first = np.concatenate(([0], np.flatnonzero(parted) + 1)).tolist()
    found: list[_Sides] = []
    for at, after in zip(first, [*first[1:], len(seen)], strict=True):
        style = known.style(seen[at])
        _, base = turned.point(style.x, style.y)
        low = min(float(bottom[at:after].min()), base - _DOWN * style.size)
        high = max(float(top[at:after].max()), base + _UP * style.size)
        found.append(_in_user_space(turned, float(left[at:after].min()), low, float(right[at:after].max()), high))
    return found


def _in_user_space(turned: Frame, left: float, bottom: float, right: float, top: float) -> _Sides:
    """A box as read, back in user space."""
    corners = [turned.back(left, bottom), turned.back(right, top)]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return xs[0], ys[0], xs[1], ys[1]


def _fraction(shown: Frame, box: _Sides) -> Box:
    one, other = shown.point(box[0], box[1]), shown.point(box[2], box[3])
    wide, high = max(shown.width, 1.0), max(shown.height, 1.0)
    xs, ys = sorted((one[0] / wide, other[0] / wide)), sorted((1 - one[1] / high, 1 - other[1] / high))
    return Box(_within(xs[0]), _within(ys[0]), _within(xs[1]), _within(ys[1]))


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _boxes_of_words(pdf: pdfium.PdfDocument, index: int, words: Sequence[WordBox]) -> list[Box]:
    """The boxes of recognised words, those side by side as one."""
    wide, high = _size(pdf, index)
    boxes: list[Box] = []
    for word in words:
        pad = _PAD * (word.top - word.bottom)
        sides = (word.left / wide, 1 - (word.top + pad) / high, word.right / wide, 1 - (word.bottom - pad) / high)
        box = Box(*map(_within, sides))
        if boxes and _is_beside(boxes[-1], box, wide / high):
            last = boxes.pop()
            box = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        boxes.append(box)
    return boxes


def _is_beside(before: Box, box: Box, ratio: float) -> bool:
    """Whether a box goes on with the line of another; ``ratio`` is width by height of the page."""
    one, other = before.bottom - before.top, box.bottom - box.top
    overlap = min(before.bottom, box.bottom) - max(before.top, box.top)
    gap = (box.left - before.right) * ratio
    return overlap > 0.4 * min(one, other) and -one < gap < _WORD_GAP * max(one, other)


def text_in(data: bytes, page: int, box: Box) -> str:
    """The text under a box, as pdfium reads it: to check that a box covers the words it should.

    Raises ``CorpusError``.
    """
    with opened(data) as pdf, opened_page(pdf, page) as handle:
        if handle is None:
            raise Damaged(f"page {page + 1} cannot be read")
        shown = _shown(handle)
        one = shown.back(box.left * shown.width, (1 - box.bottom) * shown.height)
        other = shown.back(box.right * shown.width, (1 - box.top) * shown.height)
        return _bounded(handle, _inset((*one, *other)))


def _inset(corners: _Sides) -> _Sides:
    """A box without the edges that its neighbours reach into."""
    left, right = sorted((corners[0], corners[2]))
    bottom, top = sorted((corners[1], corners[3]))
    along, across = (right - left, top - bottom) if right - left >= top - bottom else (top - bottom, right - left)
    margin, side = _INSET * across, min(0.05 * across, 0.2 * along)
    x, y = (side, margin) if right - left >= top - bottom else (margin, side)
    return left + x, bottom + y, right - x, top - y


def _bounded(page: Any, box: _Sides) -> str:
    left, bottom, right, top = box
    text_page = raw.FPDFText_LoadPage(page)
    try:
        count = raw.FPDFText_GetBoundedText(text_page, left, top, right, bottom, None, 0)
        buffer = (ctypes.c_ushort * max(count, 1))()
        raw.FPDFText_GetBoundedText(text_page, left, top, right, bottom, buffer, count)
        return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    finally:
        raw.FPDFText_ClosePage(text_page)
