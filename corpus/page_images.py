"""A page of a PDF as a picture, and where on it the characters of a quotation stand.

``places`` needs the document alone; ``page_view`` opens the file, and belongs into the process that parses files.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.offsets import Offsets
from corpus.types import Document, GlyphRun, WordBox

if TYPE_CHECKING:
    import pypdfium2 as pdfium

WIDTH = 1400
"""Pixels."""
MOST_PIXELS = 16_000_000
_SAME_LINE = 0.5
"""Share of the lower of two boxes that must lie beside the other for both to be on one line."""
_LONGEST_GAP = 2.5
"""Heights of a line between two neighbours above which they are parts of different columns."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the picture of a page, in fractions of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where a span stands on one page."""

    page: int
    """Index in the file, from 0."""
    runs: tuple[tuple[int, int], ...]
    """(index of the first character as pdfium counts, how many), in the order of the text."""
    words: tuple[WordBox, ...]
    """Of a recognised page."""


@dataclass(frozen=True, slots=True)
class PageView:
    """The picture of a page."""

    png: bytes
    width: int
    height: int
    """In pixels."""
    boxes: tuple[Box, ...]
    """One for each piece of a line, in the order of the text."""


@dataclass(slots=True)
class _Gathered:
    runs: list[tuple[int, int]] = field(default_factory=list)
    words: list[WordBox] = field(default_factory=list)


def places(document: Document, start: int, end: int) -> tuple[Places, ...]:
    """On which pages a span of the clean text stands, and with which of their characters; none without a facsimile."""
    if document.facsimile is None:
        return ()
    pages: dict[int, _Gathered] = {}
    for first, last in Offsets(document.removals).raw_spans(start, end):
        for run in _within(document.facsimile.runs, first, last):
            skipped = max(0, first - run.start)
            length = min(run.start + run.length, last) - run.start - skipped
            pages.setdefault(run.page, _Gathered()).runs.append((run.index + skipped, length))
        for word in _within(document.facsimile.words, first, last):
            pages.setdefault(word.page, _Gathered()).words.append(word)
    return tuple(Places(page, tuple(found.runs), tuple(found.words)) for page, found in sorted(pages.items()))


def _within(pieces: Sequence[Any], first: int, last: int) -> Iterable[Any]:
    """Those of ordered pieces (with ``start`` and ``length``) that reach into a span of the decoded text."""
    at = max(0, bisect_right(pieces, first, key=_start) - 1)
    while at < len(pieces) and pieces[at].start < last:
        if pieces[at].start + pieces[at].length > first:
            yield pieces[at]
        at += 1


def _start(piece: GlyphRun | WordBox) -> int:
    return piece.start


def page_view(
    data: bytes, page: int, runs: Iterable[tuple[int, int]], words: Sequence[WordBox], *, width: int = WIDTH
) -> PageView:
    """A page as a picture ``width`` pixels wide (less where it would hold too many), and the boxes of its characters.

    Annotations and forms are not drawn: they are no part of what was read. Rotation and crop box are respected.

    Raises:
        CorpusError: the file cannot be opened, or has no such page.
    """
    from corpus.errors import Damaged
    from corpus.loaders.pdf.pdfium import opened

    with opened(data) as pdf:
        if not 0 <= page < len(pdf):
            raise Damaged(f"it has no page {page + 1}")
        shown = pdf[page]
        wide, high = shown.get_size()
        if not (wide > 0 and high > 0):
            raise Damaged(f"page {page + 1} has no size")
        scale = min(width / wide, (MOST_PIXELS / (wide * high)) ** 0.5)
        picture = shown.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil()
        boxes: list[Box | None] = [*_of_runs(shown, runs), None, *(_of_word(word, wide, high) for word in words)]
        png = io.BytesIO()
        picture.save(png, "PNG", compress_level=3)
        return PageView(png.getvalue(), picture.width, picture.height, tuple(_lines(boxes)))


def _of_word(word: WordBox, wide: float, high: float) -> Box:
    return Box(word.left / wide, 1 - word.top / high, word.right / wide, 1 - word.bottom / high)


def _of_runs(page: pdfium.PdfPage, runs: Iterable[tuple[int, int]]) -> list[Box | None]:
    """The boxes of characters, as high as their font; ``None`` where a character between two is left out.

    Those without any extent, such as spaces that were made up, have no box.
    """
    text = page.get_textpage()
    count = text.count_chars()
    boxes: list[Box | None] = []
    after = 0
    for first, length in runs:
        start, stop = max(0, first), min(first + length, count)
        if after > start or text.get_text_range(after, start - after).strip():
            boxes.append(None)
        found = (_displayed(page, text.get_charbox(index, loose=True)) for index in range(start, stop))
        boxes += [box for box in found if box.right > box.left and box.bottom > box.top]
        after = stop
    return boxes


def _displayed(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> Box:
    """A box of user space on the displayed page."""
    left, bottom, right, top = box
    corners = [_device(page, x, y) for x, y in ((left, bottom), (right, top))]
    xs, ys = zip(*corners, strict=True)
    return Box(max(0.0, min(xs)), max(0.0, min(ys)), min(1.0, max(xs)), min(1.0, max(ys)))


_FINE = 1_000_000


def _device(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of user space in fractions of the displayed page."""
    import ctypes

    from pypdfium2 import raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _lines(boxes: Iterable[Box | None]) -> list[Box]:
    """Neighbouring boxes of one line as one; ``None`` keeps two apart."""
    lines: list[Box] = []
    apart = True
    for box in boxes:
        if box is None:
            apart = True
        elif not apart and (merged := _merged(lines[-1], box)):
            lines[-1] = merged
        else:
            lines.append(box)
            apart = False
    return lines


def _merged(line: Box, box: Box) -> Box | None:
    """Both as one, when the second goes on with the first: along a line that runs across the page, or down it."""
    for first, second in ((line, box), (_turned(line), _turned(box))):
        beside = min(first.bottom, second.bottom) - max(first.top, second.top)
        lower = min(first.bottom - first.top, second.bottom - second.top)
        gap = max(first.left, second.left) - min(first.right, second.right)
        if beside > _SAME_LINE * lower and gap < _LONGEST_GAP * max(first.bottom - first.top, lower):
            return Box(
                min(line.left, box.left),
                min(line.top, box.top),
                max(line.right, box.right),
                max(line.bottom, box.bottom),
            )
    return None


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def text_under(data: bytes, page: int, boxes: Iterable[Box]) -> str:
    """The text that stands under boxes, a space between two: for checking."""
    from corpus.loaders.pdf.pdfium import opened

    with opened(data) as pdf:
        shown = pdf[page]
        text = shown.get_textpage()
        indexes = [index for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
        centres = {index: _centre(_displayed(shown, text.get_charbox(index, loose=True))) for index in indexes}
        pieces = []
        for box in boxes:
            inside = [index for index in indexes if _holds(box, *centres[index])]
            pieces.append("".join(text.get_text_range(index, 1) for index in inside))
        return " ".join(pieces)


def _centre(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom
