"""Pieces of lines, and how they stand on lines together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.loaders.pdf.fragments import Fragment
from corpus.loaders.pdf.rules import Grid


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


def lines_of(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments by line, from top to bottom."""
    return [[part for item in line for part in item.parts] for line in in_lines(pieces(fragments))]


def pieces(fragments: Sequence[Fragment]) -> list[Item]:
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


def in_lines(items: Sequence[Item]) -> Flow:
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
