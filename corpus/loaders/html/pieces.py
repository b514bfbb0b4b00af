"""What a web page holds, in order, before it is written: paragraphs, items, headings, tables, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.tables import MAX_COLUMNS, MAX_REPEATED, Cell

_LONG, _FULL = 25, 150
"""Words in a cell of a table of one row, and of any table, that hold more than a value."""
_MOST_REPEATED = 20_000
"""Cells of a table that repeat the text of one they are merged with."""


@dataclass(slots=True)
class Piece:
    """A line of text."""

    kind: Literal["heading", "paragraph", "item", "row", "left out"]
    text: str
    level: int = 0
    mark: str = ""
    """Of an item."""
    reason: str = ""
    """Why it is left out: the kind of its removal."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Spans of the text that are marks of footnotes."""
    stressed: bool = False
    size: float = 0.0


@dataclass(slots=True)
class GridCell:
    """A cell as the page has it."""

    span: int
    rows: int
    heading: bool
    pieces: list[Piece | Grid] = field(default_factory=list)

    @property
    def texts(self) -> list[Piece]:
        """What is read in it, tables inside it left out."""
        return [each for each in self.pieces if isinstance(each, Piece) and each.kind != "left out"]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(f"{each.mark} {each.text}" if each.mark else each.text for each in self.texts)

    @property
    def words(self) -> int:
        """How many there are."""
        return sum(len(each.text.split()) for each in self.texts)

    @property
    def is_titled(self) -> bool:
        """Whether there is a heading with text under it, as the cell of a table of values never has."""
        kinds = [each.kind == "heading" for each in self.texts]
        return any(kinds) and not all(kinds)


@dataclass(slots=True)
class Grid:
    """A table."""

    presentation: bool = False
    """The page says that it only arranges things."""
    head: int = 0
    """Rows in its head."""
    rows: list[list[GridCell]] = field(default_factory=list)

    @property
    def is_layout(self) -> bool:
        """Whether it only arranges paragraphs on the page."""
        cells = [cell for row in self.rows for cell in row]
        if self.presentation or all(len(row) <= 1 for row in self.rows) or any(cell.is_titled for cell in cells):
            return True
        if self.head or any(cell.heading for cell in cells):
            return False
        if len(self.rows) == 1 and any(cell.words > _LONG or len(cell.texts) > 1 for cell in cells):
            return True
        return any(cell.words > _FULL or len(cell.texts) != len(cell.pieces) for cell in cells)

    @property
    def headers(self) -> int | None:
        """How many of the first rows name the columns; ``None`` where the page does not say."""
        if self.head:
            return self.head
        count = 0
        for row in self.rows:
            if len(row) < 2 or not all(cell.heading for cell in row):
                break
            count += 1
        return count or None


def placed(grid: Grid) -> Iterator[list[Cell]]:
    """The rows with every cell in its column; one that is merged with a cell above it repeats its text."""
    hanging: list[tuple[Cell, int]] = []
    repeated = 0
    for row in grid.rows:
        cells: list[Cell] = []
        kept: list[tuple[Cell, int]] = []
        column, waiting = 0, list(reversed(row))
        ahead = sorted(hanging, key=lambda each: each[0].column)
        while waiting or ahead:
            if ahead and (ahead[0][0].column <= column or not waiting):
                cell, left = ahead.pop(0)
                column = max(column, cell.column + cell.span)
                repeated += 1
                cells.append(cell)
                if left > 1 and repeated < _MOST_REPEATED:
                    kept.append((cell, left - 1))
                continue
            taken = waiting.pop()
            cells.append(Cell(taken.text, column, taken.span, taken.heading or _is_stressed(taken)))
            if taken.rows > 1:
                text = taken.text if len(taken.text) <= MAX_REPEATED else ""
                kept.append((Cell(text, column, taken.span, merged=True), taken.rows - 1))
            column = min(column + taken.span, MAX_COLUMNS)
        hanging = kept
        yield cells


def _is_stressed(cell: GridCell) -> bool:
    return bool(cell.texts) and all(each.stressed for each in cell.texts)


def flat(pieces: Sequence[Piece | Grid]) -> Iterator[Piece | Grid]:
    """The pieces with those of layout tables in place of the tables."""
    for piece in pieces:
        if isinstance(piece, Grid) and piece.is_layout:
            for row in piece.rows:
                for cell in row:
                    yield from flat(cell.pieces)
        else:
            yield piece
