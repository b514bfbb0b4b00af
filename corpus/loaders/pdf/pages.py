"""Pages of a PDF as elements in reading order: lines of text and rows of tables."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.errors import TooComplex
from corpus.loaders.pdf.fragments import Fragment, Reading, read
from corpus.loaders.pdf.layout import flows
from corpus.loaders.pdf.lines import Element, Table, TextLine, text_line
from corpus.loaders.pdf.pdfium import Characters, characters, opened_page
from corpus.loaders.pdf.rules import Grid, Rules, boxes_of_paths
from corpus.loaders.pdf.tables import ruled_table, with_aligned_tables

MAX_CHARACTERS = 40_000_000
_FEW = ((25, 0.2), (60, 0.5))
"""(characters, share of the page): a page with fewer characters and a picture that large is a picture."""
_MOST_DOTS = 300
_OUTLINED = 150
"""Paths on a page without characters whose text was turned into drawings."""
_DEEPEST = 3
_MOST_OBJECTS = 5_000


@dataclass(slots=True)
class PageContent:
    """A page, taken apart."""

    index: int
    label: str
    width: float = 0.0
    height: float = 0.0
    """In points, as read."""
    elements: list[Element] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    """Level lines: (y, left, right)."""
    text: str = ""
    """A character for each of pdfium's."""
    is_picture: bool = False
    ocr: bool = False
    is_damaged: bool = False

    @property
    def lines(self) -> list[TextLine]:
        """The elements that are no rows."""
        return [each for each in self.elements if isinstance(each, TextLine)]


def read_page(pdf: pdfium.PdfDocument, index: int, label: str) -> PageContent:
    """A page by its index. Raises ``TooComplex``."""
    content = PageContent(index, label)
    with opened_page(pdf, index) as page:
        if page is None:
            content.is_damaged = True
            return content
        with characters(page) as found:
            content.is_picture = _is_picture(page, found)
            if not content.is_picture:
                _fill(content, read(found, page_box(page), boxes_of_paths(page)))
    return content


def body_size(pages: Sequence[PageContent], *, default: float = 10.0) -> float:
    """The size of most characters outside tables, in half points."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else default


def page_box(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what is shown of a page, in user space."""
    rectangle = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page, rectangle):
        return 0.0, 0.0, 612.0, 792.0
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top


def check_total(pages: Sequence[PageContent]) -> None:
    """Raises ``TooComplex`` when there are more characters than ``MAX_CHARACTERS``."""
    total = sum(len(page.text) for page in pages)
    if total > MAX_CHARACTERS:
        raise TooComplex(f"it holds {total:,} characters; the limit is {MAX_CHARACTERS:,}")


def _fill(content: PageContent, reading: Reading) -> None:
    content.width, content.height, content.text = reading.frame.width, reading.frame.height, reading.text
    fill(content, reading.fragments, reading.rules, reading.grids)


def fill(content: PageContent, fragments: Sequence[Fragment], rules: Rules, cells: Sequence[Grid]) -> None:
    """Put fragments in reading order, as lines and rows of tables."""
    content.rules = rules.level
    loose = list(fragments)
    ruled: dict[int, Table] = {}
    placed: list[tuple[Grid, int]] = []
    for grid in cells:
        inside = [part for part in loose if grid.holds((part.left + part.right) / 2, part.base + 0.3 * part.size)]
        table = ruled_table(grid, inside, content.index) if inside else None
        if table:
            held = {id(part) for part in inside}
            loose = [part for part in loose if id(part) not in held]
            ruled[id(grid)] = table
            placed.append((grid, min(part.start for part in inside)))
    for flow, stretch in enumerate(flows(loose, placed)):
        lines: list[TextLine] = []
        for items in stretch:
            if items[0].grid:
                _add(content, lines)
                _add_table(content, ruled[id(items[0].grid)], flow)
                lines = []
            else:
                lines.append(text_line([part for item in items for part in item.parts], content.index, flow=flow))
        _add(content, lines)
    if rules.dots:
        _mark_dotted(content.lines, rules.dots[:_MOST_DOTS])


def _mark_dotted(lines: Sequence[TextLine], dots: Sequence[tuple[float, float]]) -> None:
    """Note before which lines a bullet is drawn."""
    for right, middle in dots:
        for line in lines:
            beside = -0.2 * line.size < line.left - right < 2.5 * line.size
            if beside and line.base < middle < line.base + 0.7 * line.size:
                line.dotted = True


def _add(content: PageContent, lines: Sequence[TextLine]) -> None:
    for each in with_aligned_tables(lines):
        if isinstance(each, Table):
            _add_table(content, each, lines[0].flow)
        else:
            content.elements.append(each)


def _add_table(content: PageContent, table: Table, flow: int) -> None:
    for row in table.rows:
        row.flow = flow
    content.tables.append(table)
    content.elements += table.rows


def _is_picture(page: Any, found: Characters) -> bool:
    """Whether a page has no text to speak of but something to look at."""
    codes = found.codes
    odd = (codes == 0) | (codes == 0xFFFD) | ((codes >= 0xE000) & (codes <= 0xF8FF))
    count = int(np.count_nonzero((codes > 0x20) & ~odd))
    if count < np.count_nonzero(odd):  # fonts that do not say which characters they draw
        return True
    if count >= _FEW[-1][0]:
        return False
    area, paths = _pictured(page)
    return any(count < few and area >= share for few, share in _FEW) or (count < _FEW[0][0] and paths > _OUTLINED)


def _pictured(page: Any) -> tuple[float, int]:
    """Share of a page that images cover, and how many paths are on it."""
    left, bottom, right, top = page_box(page)
    whole = max((right - left) * (top - bottom), 1.0)
    area, paths = 0.0, 0
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        covered, drawn = _of_object(raw.FPDFPage_GetObject(page, index), 0)
        area, paths = area + covered, paths + drawn
    return area / whole, paths


def _of_object(thing: Any, depth: int) -> tuple[float, int]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_IMAGE or (
        kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST and _has_image(thing, depth)
    ):
        sides = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(thing, *sides):
            left, bottom, right, top = (side.value for side in sides)
            return max(0.0, right - left) * max(0.0, top - bottom), 0
    return 0.0, int(kind == raw.FPDF_PAGEOBJ_PATH)


def _has_image(form: Any, depth: int) -> bool:
    count = min(raw.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)
    return any(_of_object(raw.FPDFFormObj_GetObject(form, index), depth + 1)[0] > 0 for index in range(count))
