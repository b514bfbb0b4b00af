"""Reading order: columns, headings across them, and lines.

The page is cut where a strip without text runs down between two stretches of lines (as in recursive X-Y cuts, Nagy and
Seth 1984). What alone does not tell columns of prose from columns of figures is told by the order in which the file draws
them: columns are drawn one after the other, tables row by row.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from corpus.loaders.pdf.columns import columns
from corpus.loaders.pdf.fragments import Fragment
from corpus.loaders.pdf.items import Flow, Item, in_lines, pieces
from corpus.loaders.pdf.rules import Grid

_DEEPEST = 8
_MOST_ITEMS = 2_000
"""On a page with more pieces no columns are looked for."""


def flows(fragments: Sequence[Fragment], grids: Sequence[tuple[Grid, int]]) -> list[Flow]:
    """The stretches of a page in reading order; ``grids`` come with the place at which the file draws them."""
    items = pieces(fragments)
    items += [Item(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], start, [], grid) for grid, start in grids]
    return [in_lines(part) for part in _ordered(items, 0) if part]


def _ordered(items: list[Item], depth: int) -> list[list[Item]]:
    """Items in reading order, those of different columns apart."""
    items = sorted(items, key=lambda item: (-item.top, item.left))
    if depth >= _DEEPEST or len(items) > _MOST_ITEMS or not _has_neighbours(items):
        return [items]
    bands = columns(items)
    if not bands:
        return [items]
    found: list[list[Item]] = []
    for band in bands:
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
