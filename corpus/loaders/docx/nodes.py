"""What the body of a DOCX file holds, before it is known which paragraphs are headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.lines import INVISIBLE
from corpus.loaders.docx.runs import Break, Inline

_LINE_ENDS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(slots=True)
class Paragraph:
    """A paragraph with text, or with something else that must not be lost: a page break, a note."""

    text: str
    breaks: list[Break] = field(default_factory=list)
    level: int | None = None
    """Of a heading, from 1; 0 of the title; ``None`` of other paragraphs."""
    mark: str | None = None
    """Bullet or number that the word processor shows before it."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    deleted: str = ""
    stressed: bool = False
    """All of it is bold or underlined."""
    size: int = 0
    """Of most of its characters, in half points."""
    outline: bool = False
    """It is a line of a table of contents."""

    @property
    def shown(self) -> str:
        """The text as it is shown, with its mark."""
        return f"{self.mark} {self.text}" if self.mark and self.text else self.text


@dataclass(slots=True)
class TableCell:
    """A cell of a table."""

    column: int
    span: int
    nodes: list[Node] = field(default_factory=list)
    merged: bool = False
    """It is one with the cell above it."""

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs with text, those of tables inside it left out."""
        return [node for node in self.nodes if isinstance(node, Paragraph) and node.text]


@dataclass(slots=True)
class Table:
    """A table."""

    rows: list[list[TableCell]] = field(default_factory=list)
    headers: int = 0
    """How many of the first rows the file says name the columns."""

    @property
    def is_layout(self) -> bool:
        """Whether it only arranges paragraphs on the page."""
        cells = [cell for row in self.rows for cell in row]
        if all(len(row) <= 1 for row in self.rows):
            return True
        if len(self.rows) == 1 and any(_is_long(cell) for cell in cells):
            return True
        return any(_has_heading(cell) for cell in cells)


Node = Paragraph | Table
_LONG = 25
"""Words in a cell of a table of one row that hold more than a value."""


def _is_long(cell: TableCell) -> bool:
    return len(cell.paragraphs) > 1 or sum(len(each.text.split()) for each in cell.paragraphs) > _LONG


def _has_heading(cell: TableCell) -> bool:
    """A heading with text under it, as the cell of a table of values never has."""
    levels = [each.level is not None for each in cell.paragraphs]
    return any(levels) and not all(levels)


def paragraphs(nodes: Sequence[Node]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables too, in order."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield node
        else:
            for row in node.rows:
                for cell in row:
                    yield from paragraphs(cell.nodes)


def settled(inline: Inline) -> Paragraph:
    """A paragraph on one line, without white space at its ends, its breaks moved along."""
    whole = _LINE_ENDS.sub(" ", "".join(inline.parts))
    text = whole.strip() if INVISIBLE.sub("", whole).strip() else ""
    lead = len(whole) - len(whole.lstrip()) if text else 0
    return Paragraph(
        text=text,
        breaks=[Break(min(max(each.at - lead, 0), len(text)), each.kind) for each in inline.breaks],
        notes=inline.notes,
        deleted="".join(inline.deleted),
        stressed=0 < inline.visible == inline.stressed,
        size=max(inline.sizes, key=lambda size: inline.sizes[size], default=0),
    )
