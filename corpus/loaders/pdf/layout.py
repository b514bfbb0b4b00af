"""Reading order: columns, headings across them, and lines.

The page is cut where a strip without text runs down between two stretches of lines (as in recursive X-Y cuts, Nagy and
Seth 1984). What alone does not tell columns of prose from columns of figures is told by the order in which the file draws
them: columns are drawn one after the other, tables row by row.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.loaders.pdf.fragments import Fragment
from corpus.loaders.pdf.rules import Grid

_DEEPEST = 8
_MOST_ITEMS = 2_000
"""On a page with more pieces no columns are looked for."""
_BINS = 240
_CANDIDATES = 5
_NARROWEST = 0.12
"""Of the width of the text: no column is narrower."""
_PROSE_WIDTH, _PROSE_LENGTH, _PROSE_LINES = 0.55, 18, 4


@dataclass(slots=True)
class Item:
    """A piece of a line, or a whole table."""

    left: float
    right: float
    top: float
    bottom: float
    start: int
    """Its place in the order in which the file draws things."""
    parts: list[Fragment]
    grid: Grid | None = None

    @property
    def size(self) -> float:
        """Of its type; 0 for a table."""
        return self.parts[0].size if self.parts else 0.0


Flow = list[list[Item]]
"""Lines from top to bottom, each of items."""


def flows(fragments: Sequence[Fragment], grids: Sequence[tuple[Grid, int]]) -> list[Flow]:
    """The stretches of a page in reading order; ``grids`` come with the place at which the file draws them."""
    items = _pieces(fragments)
    items += [Item(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], start, [], grid) for grid, start in grids]
    return [_lines(part) for part in _ordered(items, 0) if part]


def lines_of(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments by line, from top to bottom."""
    return [[part for item in line for part in item.parts] for line in _lines(_pieces(fragments))]


def _pieces(fragments: Sequence[Fragment]) -> list[Item]:
    """Fragments that are drawn one after the other, side by side, as one."""
    items: list[Item] = []
    for part in fragments:
        last = items[-1] if items else None
        if last and _is_beside(last.parts[-1], part):
            last.parts.append(part)
            last.left, last.right = min(last.left, part.left), max(last.right, part.right)
            last.top, last.bottom = max(last.top, part.top), min(last.bottom, part.bottom)
        else:
            items.append(Item(part.left, part.right, part.top, part.bottom, part.start, [part]))
    return items


def _is_beside(before: Fragment, part: Fragment) -> bool:
    size = max(before.size, part.size)
    overlap = min(before.top, part.top) - max(before.bottom, part.bottom)
    return -1.2 * size < part.left - before.right <= size and overlap > 0.5 * min(before.size, part.size)


def _ordered(items: list[Item], depth: int) -> list[list[Item]]:
    """Items in reading order, those of different columns apart."""
    items = sorted(items, key=lambda item: (-item.top, item.left))
    if depth >= _DEEPEST or len(items) > _MOST_ITEMS or not _has_neighbours(items):
        return [items]
    best, highest = list[_Band](), 0.0
    for place in _gutters(items):
        bands = _bands(items, place)
        score = _score(bands, place)
        if score and (not best or score > highest):
            best, highest = bands, score
    if not best:
        return [items]
    found: list[list[Item]] = []
    for band in best:
        sides = (band.left, band.right) if band.is_columns else (band.left,)
        for side in sides:
            found += _ordered(side, depth + 1)
    return found


def _has_neighbours(items: Sequence[Item]) -> bool:
    """Whether any two items stand side by side; they are sorted from top to bottom."""
    for item, below in itertools.pairwise(items):
        overlap = min(item.top, below.top) - max(item.bottom, below.bottom)
        if overlap > 0.5 * min(item.top - item.bottom, below.top - below.bottom):
            return True
    return False


def _gutters(items: Sequence[Item]) -> list[float]:
    """Places where fewer lines run across than on both sides, the emptiest first."""
    left, right = min(item.left for item in items), max(item.right for item in items)
    scale = _BINS / max(right - left, 1.0)
    steps = np.zeros(_BINS + 2, np.int32)
    begin = [int((item.left - left) * scale) for item in items]
    end = [int((item.right - left) * scale) + 1 for item in items]
    np.add.at(steps, begin, 1)
    np.add.at(steps, end, -1)
    cover = np.cumsum(steps)[: _BINS + 1]
    peak = np.minimum(np.maximum.accumulate(cover), np.maximum.accumulate(cover[::-1])[::-1])
    depth = np.where(cover <= peak - 2, peak - cover, 0)
    edges = np.flatnonzero(np.diff(depth, prepend=0, append=0))
    runs = [(int(depth[a]), b - a, (a + b) / 2 / scale + left) for a, b in itertools.pairwise(edges) if depth[a]]
    local = [
        run
        for at, run in enumerate(runs)
        if (at == 0 or runs[at - 1][0] <= run[0]) and (at + 1 == len(runs) or runs[at + 1][0] <= run[0])
    ]
    return [float(place) for _, _, place in sorted(local, key=lambda run: (-run[0], -run[1]))[:_CANDIDATES]]


@dataclass(slots=True)
class _Band:
    """A stretch of a page from one height to another."""

    left: list[Item]
    """All items, where there are no columns."""
    right: list[Item]
    is_columns: bool


def _score(bands: Sequence[_Band], place: float) -> float:
    """How well a place parts columns: items that stand in columns, less those that run across; 0 without columns."""
    covered = sum(len(band.left) + len(band.right) for band in bands if band.is_columns)
    across = sum(item.left < place - 1 and item.right > place + 1 for band in bands for item in band.left)
    return covered - 2 * across + 0.5 if covered else 0.0


def _bands(items: Sequence[Item], place: float) -> list[_Band]:
    """Items, from top to bottom, cut at a place; those that run across it have bands of their own."""
    bands: list[_Band] = []
    width = max(item.right for item in items) - min(item.left for item in items)
    pending: list[Item] = []
    for item, is_across in zip(items, _across(items, place), strict=True):
        if is_across:
            _flush(pending, place, width, bands)
            _append(bands, [item])
            pending = []
        else:
            pending.append(item)
    _flush(pending, place, width, bands)
    return bands


def _across(items: Sequence[Item], place: float) -> list[bool]:
    """Which items run across a place, or stand beside one that does."""
    left, right = (np.array([getattr(item, side) for item in items]) for side in ("left", "right"))
    top, bottom = (np.array([getattr(item, side) for item in items]) for side in ("top", "bottom"))
    across = (left < place - 1) & (right > place + 1)
    if across.any() and not across.all():
        overlap = np.minimum(top[:, None], top[across]) - np.maximum(bottom[:, None], bottom[across])
        across |= (overlap > 0.4 * (top - bottom)[:, None]).any(axis=1)
    return [bool(each) for each in across]


def _append(bands: list[_Band], items: list[Item]) -> None:
    if bands and not bands[-1].is_columns:
        bands[-1].left += items
    else:
        bands.append(_Band(list(items), [], False))


def _flush(pending: Sequence[Item], place: float, width: float, bands: list[_Band]) -> None:
    """Add the bands of items that all stand on one side of a place or the other."""
    if not pending:
        return
    for left, right in _segments(pending, place):
        if right and left and _are_columns(left, right, width):
            bands.append(_Band(left, right, True))
        else:
            _append(bands, sorted([*left, *right], key=lambda item: (-item.top, item.left)))


_Sides = tuple[list[Item], list[Item]]


def _segments(items: Sequence[Item], place: float) -> list[_Sides]:
    """Left and right sides, cut from top to bottom where the file goes back to the left side."""
    segments: list[_Sides] = []
    for item in sorted(items, key=lambda item: item.start):
        on_right = (item.left + item.right) / 2 > place
        if not segments or (not on_right and segments[-1][1]):
            segments.append(([], []))
        segments[-1][on_right].append(item)
    whole = (
        [item for item in items if (item.left + item.right) / 2 <= place],
        [item for item in items if (item.left + item.right) / 2 > place],
    )
    if len(segments) == 1:
        return [whole]
    switches = 2 * len(segments) - 1
    interleaved = switches > 1.2 * min(_rows(whole[0]), _rows(whole[1]))
    if _is_prose(whole[0]) and _is_prose(whole[1]) and (interleaved or not _descend(segments)):
        return [whole]
    return segments if _descend(segments) else [([*whole[0], *whole[1]], [])]


def _descend(segments: Sequence[_Sides]) -> bool:
    """Whether each segment is below the one before it."""
    floor = float("inf")
    for left, right in segments:
        if max(item.top for item in (*left, *right)) > floor + 2:
            return False
        floor = min(item.bottom for item in (*left, *right))
    return True


def _are_columns(left: Sequence[Item], right: Sequence[Item], width: float) -> bool:
    one, other = _rows(left), _rows(right)
    if min(one, other) < (2 if max(one, other) < 6 else 1):
        return False
    for side in (left, right):
        wide = max(item.right for item in side) - min(item.left for item in side)
        if wide < max(_NARROWEST * width, 5 * max(item.size for item in side)):
            return False
    overlap = min(_top(left), _top(right)) - max(_bottom(left), _bottom(right))
    return overlap > 0 and _is_flush(right, other)


def _is_flush(items: Sequence[Item], rows: int) -> bool:
    """Whether enough lines start at the left edge that items have in common, or are indented from it."""
    edge = min(item.left for item in items)
    near = _rows([item for item in items if item.left - edge <= 2.5 * max(item.size, 8.0)])
    return near >= (0.6 if rows < 6 else 0.4) * rows


def _top(items: Sequence[Item]) -> float:
    return max(item.top for item in items)


def _bottom(items: Sequence[Item]) -> float:
    return min(item.bottom for item in items)


def _rows(items: Sequence[Item]) -> int:
    """How many lines items stand on, about."""
    bases = sorted(item.bottom for item in items)
    return sum(1 for at, base in enumerate(bases) if not at or base - bases[at - 1] > 3)


def _is_prose(items: Sequence[Item]) -> bool:
    """Whether lines fill their column with several words."""
    lines = _lines(sorted(items, key=lambda item: (-item.top, item.left)))
    if len(lines) < _PROSE_LINES:
        return False
    wide = max(item.right for item in items) - min(item.left for item in items)
    filled = sum(line[-1].right - line[0].left for line in lines) / len(lines)
    length = sum(len(part.text) for item in items for part in item.parts) / len(lines)
    if sum(_has_hole(line) for line in lines) > 0.3 * len(lines):
        return False
    return filled >= _PROSE_WIDTH * wide and length >= _PROSE_LENGTH


def _has_hole(line: Sequence[Item]) -> bool:
    """Whether a line has a gap in it as between the cells of a table."""
    return any(after.left - before.right > 2 * before.size for before, after in itertools.pairwise(line))


def _lines(items: Sequence[Item]) -> Flow:
    """Items that stand on one line together, from top to bottom."""
    lines: Flow = []
    top = bottom = 0.0
    for item in sorted(items, key=lambda item: -item.top):
        overlap = min(top, item.top) - max(bottom, item.bottom)
        if (
            lines
            and not item.grid
            and not lines[-1][0].grid
            and overlap > 0.5 * min(top - bottom, item.top - item.bottom)
        ):
            lines[-1].append(item)
            if item.top - item.bottom > top - bottom:
                top, bottom = item.top, item.bottom
        else:
            lines.append([item])
            top, bottom = item.top, item.bottom
    return [sorted(line, key=lambda item: item.left) for line in lines]
