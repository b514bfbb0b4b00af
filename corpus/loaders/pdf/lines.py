"""Lines of a page: fragments side by side, as one text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.lines import Line
from corpus.loaders.pdf.fragments import Fragment

_SPACE = 0.12
"""In heights of type: a wider gap between two fragments is a space."""
_CELL_GAP = 1.6
"""In heights of type: a wider gap may part two cells."""


@dataclass(slots=True)
class TextLine:
    """A line of text as read, or a cell of it."""

    parts: list[Fragment]
    """From left to right."""
    page: int
    """Index of the page, from 0."""
    text: str
    offsets: list[int]
    """Where each part starts in ``text``."""
    left: float
    right: float
    base: float
    size: float
    """Of most of its characters."""
    bold: bool
    """All of it is."""
    flow: int = 0
    """Number of the stretch of the page it belongs to, such as a column; they are read one after the other."""
    drop: str | None = None
    """The kind of removal when it does not belong to the text."""
    line: Line | None = None
    """Its place in the decoded text, once that is known."""
    stop: float = 0.0
    """Where the lines of its flow end on the right."""
    dotted: bool = False
    """A bullet is drawn before it, which is no character."""

    @property
    def recognised(self) -> bool:
        """It was read from a picture, and is placed less exactly."""
        return self.parts[0].box is not None

    @property
    def top(self) -> float:
        """Height of its capitals, about."""
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Depth of its descenders, about."""
        return self.base - 0.22 * self.size

    @property
    def italic(self) -> bool:
        """All of it is in italics."""
        return all(part.italic for part in self.parts)

    def cells(self) -> list[list[Fragment]]:
        """Its parts, those with a wide gap between them apart."""
        found = [[self.parts[0]]]
        for part in self.parts[1:]:
            if part.left - found[-1][-1].right > _CELL_GAP * self.size:
                found.append([part])
            else:
                found[-1].append(part)
        return found


def text_line(parts: Sequence[Fragment], page: int, *, flow: int = 0) -> TextLine:
    """A line of fragments, in any order."""
    ordered = sorted(parts, key=lambda part: part.left) if len(parts) > 1 else list(parts)
    text, offsets = ordered[0].text, [0]
    for before, part in itertools.pairwise(ordered):
        if is_spaced(before, part):
            text += " "
        offsets.append(len(text))
        text += part.text
    main = max(ordered, key=lambda part: (len(part.text), part.size)) if len(ordered) > 1 else ordered[0]
    return TextLine(
        ordered,
        page,
        text,
        offsets,
        ordered[0].left,
        max(part.right for part in ordered) if len(ordered) > 1 else main.right,
        main.base,
        main.size,
        all(part.bold or not any(map(str.isalnum, part.text)) for part in ordered) and main.bold,
        flow,
    )


def is_spaced(before: Fragment, part: Fragment) -> bool:
    """Whether there is a space between two fragments on a line."""
    return part.box is not None or part.left - before.right > _SPACE * max(before.size, part.size)


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    column: int
    lines: list[TextLine]
    span: int = 1

    @property
    def text(self) -> str:
        """On one line."""
        return " ".join(" ".join(line.text.split()) for line in self.lines)

    @property
    def bold(self) -> bool:
        """All of it is."""
        return bool(self.lines) and all(line.bold for line in self.lines)


@dataclass(slots=True)
class Row:
    """A row of a table."""

    cells: list[Cell]
    """From left to right, the empty ones left out."""
    page: int
    flow: int = 0
    drop: str | None = None
    merged: frozenset[int] = frozenset()
    """Columns whose cell began in a row above."""
    goes_on: bool = False
    """It is the rest of the row above, which a page break cut."""
    joints: list[str] = field(default_factory=list)
    """What is written before each cell: "Country: ", "; Arrivals: "."""
    line: Line | None = None
    """Its place in the decoded text, once that is known."""

    @property
    def text(self) -> str:
        """Its cells, without their joints."""
        return "\t".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class Table:
    """A table, or as much of it as stands on one page."""

    rows: list[Row]
    columns: int
    left: float
    right: float
    ruled: bool

    @property
    def page(self) -> int:
        """Index of its page."""
        return self.rows[0].page


Element = TextLine | Row
"""What a page is made of, in reading order."""
