"""Columns: where on a page they lie beside one another, and which of its lines belong to which."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.loaders.pdf.items import Item, in_lines

_BINS = 240
_CANDIDATES = 5
_NARROWEST = 0.12
"""Of the width of the text: no column is narrower."""
_PROSE_WIDTH, _PROSE_LENGTH, _PROSE_LINES = 0.55, 18, 4
_HOLES = 0.3
"""Share of the lines of prose that may have a wide gap in them."""


@dataclass(slots=True)
class Band:
    """A stretch of a page from one height to another."""

    left: list[Item]
    """All items, where there are no columns."""
    right: list[Item]
    is_columns: bool


def columns(items: Sequence[Item]) -> list[Band]:
    """Items, sorted from top to bottom, as bands, some of two columns; nothing where there are no columns."""
    best, highest = list[Band](), 0.0
    for place in _gutters(items):
        bands = _bands(items, place)
        score = _score(bands, place)
        if score and (not best or score > highest):
            best, highest = bands, score
    return best


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


def _score(bands: Sequence[Band], place: float) -> float:
    """How well a place parts columns: items that stand in columns, less those that run across; 0 without columns."""
    covered = sum(len(band.left) + len(band.right) for band in bands if band.is_columns)
    across = sum(item.left < place - 1 and item.right > place + 1 for band in bands for item in band.left)
    return covered - 2 * across + 0.5 if covered else 0.0


def _bands(items: Sequence[Item], place: float) -> list[Band]:
    """Items, from top to bottom, cut at a place; those that run across it have bands of their own."""
    bands: list[Band] = []
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


def _append(bands: list[Band], items: list[Item]) -> None:
    if bands and not bands[-1].is_columns:
        bands[-1].left += items
    else:
        bands.append(Band(list(items), [], False))


def _flush(pending: Sequence[Item], place: float, width: float, bands: list[Band]) -> None:
    """Add the bands of items that all stand on one side of a place or the other."""
    if not pending:
        return
    for left, right in _segments(pending, place):
        if right and left and _are_columns(left, right, width):
            bands.append(Band(left, right, True))
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
    lines = in_lines(sorted(items, key=lambda item: (-item.top, item.left)))
    if len(lines) < _PROSE_LINES:
        return False
    wide = max(item.right for item in items) - min(item.left for item in items)
    filled = sum(line[-1].right - line[0].left for line in lines) / len(lines)
    length = sum(len(part.text) for item in items for part in item.parts) / len(lines)
    if sum(_has_hole(line) for line in lines) > _HOLES * len(lines):
        return False
    return filled >= _PROSE_WIDTH * wide and length >= _PROSE_LENGTH


def _has_hole(line: Sequence[Item]) -> bool:
    """Whether a line has a gap in it as between the cells of a table."""
    return any(after.left - before.right > 2 * before.size for before, after in itertools.pairwise(line))
