"""Characters of a page to fragments: stretches of text on one line, of one size, without a wide gap in them.

Coordinates are those of a reader who turned the page so that most of its text stands upright: points, from the lower
left corner. Text in other directions, such as a watermark, is left out.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.loaders.pdf.frame import Frame, frame
from corpus.loaders.pdf.pdfium import Characters, Style
from corpus.loaders.pdf.rules import Box, Grid, Rules, as_read, grids

HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen at the end of a line."""
SOFT_HYPHEN = 0xAD
_BULLETS = (0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0FC, 0xF0A8, 0xF06E, 0xF0E8, 0x25CF, 0x2022)
"""Signs of symbol fonts, and their like, that stand before list items."""
_GAP, _WIDEST = 1.0, 3.0
"""In heights of type: from the first on a gap ends a fragment, unless a space in the file fills it up to the second."""
_SPACE = 0.18
"""In heights of type: from here on a gap without a space is one."""
_UPRIGHT = math.radians(8)

Flags = NDArray[np.bool_]


@dataclass(slots=True)
class Fragment:
    """A stretch of text on a line."""

    text: str
    start: int
    """Index of its first character on the page as pdfium counts; the others follow. -1 for recognised words."""
    left: float
    right: float
    base: float
    """Height of its base line."""
    size: float
    bold: bool
    italic: bool = False
    box: tuple[float, float, float, float] | None = None
    """Of a recognised word: left, bottom, right, top in points of the page as displayed."""

    @property
    def end(self) -> int:
        """Index after its last character."""
        return self.start + len(self.text)

    @property
    def top(self) -> float:
        """Height of its capitals, about."""
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Depth of its descenders, about."""
        return self.base - 0.22 * self.size


@dataclass(slots=True)
class Reading:
    """What stands on a page."""

    fragments: list[Fragment]
    """In pdfium's order."""
    frame: Frame
    text: str
    """A character for each of pdfium's."""
    rules: Rules
    grids: list[Grid]


def read(characters: Characters, box: Sequence[float], paths: Sequence[Box]) -> Reading:
    """Take a page apart.

    ``box`` is the visible part of the page in user space (left, bottom, right, top), ``paths`` what is drawn on it.
    """
    visible = _visible(characters.codes)
    turned, rules = _framed(0, box, paths)
    cells = grids(rules)
    spans = _spans(characters, visible, turned, cells)
    spans, styles = _styled(characters, spans, turned, visible)
    turns = [_turns(style.angle) for style in styles]
    main = _commonest(turns, spans)
    if main or len(set(turns)) > 1:
        for (start, end, _, _), turn in zip(spans, turns, strict=True):
            if turn != main:
                visible[start:end] = False
        turned, rules = _framed(main, box, paths)
        cells = grids(rules)
        spans = _spans(characters, visible, turned, cells)
        spans, styles = _styled(characters, spans, turned, visible)
    text = _text(characters.codes)
    return Reading(_made(characters, spans, styles, turned, text, cells), turned, text, rules, cells)


def _framed(turns: int, box: Sequence[float], paths: Sequence[Box]) -> tuple[Frame, Rules]:
    turned = frame(turns, box)
    return turned, as_read(paths, turned)


_Span = tuple[int, int, float, float]
"""Start and end in pdfium's count, left, right."""


def _spans(characters: Characters, visible: Flags, turned: Frame, cells: Sequence[Grid]) -> list[_Span]:
    """Stretches of characters that stand side by side on one line and in one cell."""
    codes = characters.codes
    at = np.flatnonzero(visible)
    left, top, right, bottom = turned.boxes(characters.boxes[at])
    x, y = (left + right) / 2, (bottom + top) / 2
    shown = (x >= -1) & (x <= turned.width + 1) & (y >= -1) & (y <= turned.height + 1)
    if not shown.all():  # beyond the crop box nothing is seen
        visible[at[~shown]] = False
        at = at[shown]
        left, top, right, bottom = left[shown], top[shown], right[shown], bottom[shown]
    if not len(at):
        return []
    height = np.maximum(top - bottom, 0.5)
    tallest = np.maximum(height[1:], height[:-1])
    overlap = np.minimum(top[1:], top[:-1]) - np.maximum(bottom[1:], bottom[:-1])
    gap = left[1:] - right[:-1]
    between = at[1:] - at[:-1] - 1
    odd = np.cumsum(~visible & ~_blank(codes))
    cuts = (
        (overlap < 0.4 * np.minimum(height[1:], height[:-1]))
        | (gap < -1.2 * tallest)
        | ((gap > _SPACE * tallest) & (between == 0))
        | (odd[at[1:]] > odd[at[:-1]])
        | (np.abs(bottom[1:] - bottom[:-1]) > 0.1 * tallest)
    )
    wide = np.flatnonzero((gap > _GAP * tallest) & ~cuts)
    for pair in wide.tolist():
        spaced = gap[pair] <= _WIDEST * tallest[pair] and not characters.is_generated(int(at[pair]) + 1)
        cuts[pair] = not spaced
    _cut_cells(cuts, (left + right) / 2, (bottom + top) / 2, cells)
    first = np.concatenate(([0], np.flatnonzero(cuts) + 1))
    last = np.concatenate((first[1:] - 1, [len(at) - 1]))
    lefts, rights = np.minimum.reduceat(left, first), np.maximum.reduceat(right, first)
    return list(zip(at[first].tolist(), (at[last] + 1).tolist(), lefts.tolist(), rights.tolist(), strict=True))


def _styled(
    characters: Characters, spans: Sequence[_Span], turned: Frame, visible: Flags
) -> tuple[list[_Span], list[Style]]:
    """The spans, cut where the size of their type changes, and how each is set."""
    cut: list[_Span] = []
    styles: list[Style] = []
    for span in spans:
        start, end, left, right = span
        styles.append(characters.style(start))
        last = characters.size(end - 1) if end - start > 1 else styles[-1].size
        if abs(last - styles[-1].size) < 0.04 * max(last, styles[-1].size):
            cut.append(span)
            continue
        change = _change(characters, start, end - 1)
        at = change + int(visible[change:end].argmax())
        stop = change - int(visible[start:change][::-1].argmax())
        _, _, before, _ = turned.boxes(characters.boxes[stop - 1 : stop])
        after, _, _, _ = turned.boxes(characters.boxes[at : at + 1])
        cut += [(start, stop, left, float(before[0])), (at, end, float(after[0]), right)]
        styles.append(characters.style(at))
    return cut, styles


def _change(characters: Characters, low: int, high: int) -> int:
    """The index between two at which the size of the type changes."""
    size = characters.size(low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if abs(characters.size(middle) - size) < 0.04 * size else (low, middle)
    return high


def _cut_cells(cuts: Flags, x: NDArray[Any], y: NDArray[Any], cells: Sequence[Grid]) -> None:
    """Cut where a vertical line of a table runs between two characters."""
    for grid in cells:
        inside = (y <= grid.ys[0]) & (y >= grid.ys[-1])
        column = np.searchsorted(grid.xs, x)
        cuts |= (column[1:] != column[:-1]) & inside[1:] & inside[:-1]


def _made(
    characters: Characters, spans: list[_Span], styles: list[Style], turned: Frame, text: str, cells: Sequence[Grid]
) -> list[Fragment]:
    found: list[Fragment] = []
    for (start, end, left, right), style in zip(spans, styles, strict=True):
        _, base = turned.point(style.x, style.y)
        bold = style.bold and characters.weight(end - 1)[0]
        piece = text[start:end]
        before = found[-1] if found else None
        if before and _is_one(before, start, left, base, style, text) and not _is_parted(before, left, base, cells):
            before.text, before.right = text[before.start : end], max(before.right, right)
            before.bold = before.bold and bold
        elif style.size > 0:
            found.append(Fragment(piece, start, left, right, base, style.size, bold, style.italic))
    return found


def _is_one(before: Fragment, start: int, left: float, base: float, style: Style, text: str) -> bool:
    """Whether a fragment was cut off only because a letter reaches lower than its neighbours."""
    size = before.size
    return (
        abs(base - before.base) < 0.02 * size
        and abs(style.size - size) < 0.02 * size
        and abs(left - before.right) < (_SPACE if start == before.end else 0.9) * size
        and 0 <= start - before.end <= 2
        and (start == before.end or text[before.end : start].isspace())
        and "\n" not in text[before.end : start]
    )


def _is_parted(before: Fragment, left: float, base: float, cells: Sequence[Grid]) -> bool:
    """Whether a vertical line of a table stands between a fragment and what follows it on its line."""
    return any(
        grid.ys[-1] <= base <= grid.ys[0] and bisect(grid.xs, before.right - 0.5) != bisect(grid.xs, left + 0.5)
        for grid in cells
    )


def _turns(angle: float) -> int:
    """Quarter turns counterclockwise; -1 for slanting text."""
    turns = round(angle / (math.pi / 2))
    return turns % 4 if abs(angle - turns * math.pi / 2) < _UPRIGHT else -1


def _commonest(turns: Sequence[int], spans: Sequence[_Span]) -> int:
    counts: Counter[int] = Counter()
    for turn, (start, end, _, _) in zip(turns, spans, strict=True):
        if turn >= 0:
            counts[turn] += end - start
    return counts.most_common(1)[0][0] if counts else 0


def _table(ranges: Sequence[tuple[int, int]], *, value: bool) -> Flags:
    table = np.full(0x10000, not value)
    for first, last in ranges:
        table[first : last + 1] = value
    return table


_SPACES = [(0x09, 0x09), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F),
           (0x205F, 0x205F), (0x3000, 0x3000)]  # fmt: skip
_BLANK = _table([*_SPACES, (0x200B, 0x200F), (0x2060, 0x2064), (0xFEFF, 0xFEFF)], value=True)
"""What may stand inside a stretch of text without being seen."""
_UNSEEN = [(0x00, 0x20), (0x7F, 0xA0), (0x1680, 0x1680), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F),
           (0x3000, 0x3000), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
           (0xFFFF, 0xFFFF)]  # fmt: skip
_VISIBLE = _table(_UNSEEN, value=False)
_VISIBLE[[*HYPHENS, SOFT_HYPHEN]] = True


def _visible(codes: NDArray[np.uint32]) -> Flags:
    beyond = codes > 0xFFFF
    seen: Flags = _VISIBLE[np.where(beyond, 0, codes)] | (beyond & (codes < 0xE0000))
    return seen


def _blank(codes: NDArray[np.uint32]) -> Flags:
    blank: Flags = _BLANK[np.minimum(codes, 0xFFFF)]
    return blank


_DECODED = np.arange(0x10000, dtype=np.uint32)
_DECODED[0xD800:0xE000] = 0xFFFD
_DECODED[0] = 0x20
_DECODED[[*HYPHENS, 0x2010, 0x2011]] = ord("-")
_DECODED[[code for code in _BULLETS if code >= 0xF000]] = ord("•")
_DECODED[list(range(1, 2)) + list(range(3, 9)) + list(range(14, 32))] = 0x20


def _text(codes: NDArray[np.uint32]) -> str:
    """A string with one character for each code; hyphens and bullets as they are meant."""
    plain = np.where(codes > 0x10FFFF, 0xFFFD, codes)
    plain = np.where(plain > 0xFFFF, plain, _DECODED[np.minimum(plain, 0xFFFF)])
    return plain.astype("<u4").tobytes().decode("utf-32-le", "replace")
