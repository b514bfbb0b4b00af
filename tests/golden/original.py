"""A text whose right reading is known: what a golden file is made from, and what its document must say again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "table"]
BULLETS = ("•", "◦", "▪")
_STOP = re.compile(r"[.!?…][\"”»’)]*\s+(?=[\"“«‘(¿¡]?\s?[A-ZÀ-ÞŒ])")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|M|Mme|Pr|Sr|Sra|St|No|e\.g|i\.e|p\. ex|[A-Z])\.)$")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    at: int
    """Offset in the text of its block after which the mark stands."""
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item or a table."""

    kind: Kind
    text: str = ""
    level: int = 0
    """Of a heading, or the depth of an item, from 1."""
    number: int = 0
    """Of an item of a numbered list, from 1; 0 in a bulleted list."""
    notes: tuple[Note, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table; the first names the columns."""

    @property
    def mark(self) -> str:
        """The list marker, as the files show it."""
        if self.number:
            return f"{self.number}." if self.level == 1 else f"{chr(96 + self.number)}."
        return BULLETS[self.level - 1]

    @property
    def lines(self) -> list[str]:
        """How the clean text shows the block."""
        if self.kind == "table":
            return [as_row(self.rows[0], row) for row in self.rows[1:]]
        return [f"{self.mark} {self.text}"] if self.kind == "item" else [self.text]

    def pieces(self) -> Iterator[tuple[str, Note | None]]:
        """The text cut at its footnotes: what stands before each mark and the note, and the rest."""
        start = 0
        for note in self.notes:
            yield self.text[start : note.at], note
            start = note.at
        yield self.text[start:], None


def as_row(columns: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """A row of a table, empty cells left out."""
    return "; ".join(f"{column}: {cell}" for column, cell in zip(columns, cells, strict=True) if cell)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item, heading or row of the original."""

    text: str
    """As the clean text has it."""
    shown: str
    """As the page shows it: of a row, the cells alone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the one it stands under."""

    title: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Original:
    """A known text."""

    title: str
    language: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """What the clean text must be, white space apart."""
        return "\n".join(line for block in self.blocks for line in block.lines)

    @property
    def notes(self) -> list[Note]:
        """All footnotes, in order."""
        return [note for block in self.blocks for note in block.notes]

    @property
    def headings(self) -> list[Heading]:
        """All headings, in order."""
        stack: list[Block] = []
        found: list[Heading] = []
        for block in self.blocks:
            if block.kind != "heading":
                continue
            stack = [above for above in stack if above.level < block.level]
            found.append(Heading(block.text, stack[-1].text if stack else None))
            stack.append(block)
        return found

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences, in order."""
        found: list[Sentence] = []
        for block in self.blocks:
            if block.kind == "table":
                found += [Sentence(line, " ".join(row)) for line, row in zip(block.lines, block.rows[1:], strict=True)]
            else:
                pieces = cut(block.text) if block.kind in {"paragraph", "item"} else [block.text]
                found += [Sentence(piece, piece) for piece in pieces]
        return found

    def without_notes(self) -> Original:
        """The same text without footnotes."""
        return replace(self, blocks=tuple(replace(block, notes=()) for block in self.blocks))

    def numbered(self) -> Original:
        """The same text with numbers typed before the headings below the title: "2. ", "2.1 "."""
        counts, blocks = [0, 0], list[Block]()
        for block in self.blocks:
            if block.kind == "heading" and block.level > 1:
                depth = block.level - 2
                counts = [*counts[:depth], counts[depth] + 1, 0]
                number = ".".join(map(str, counts[: depth + 1])) + ("" if depth else ".")
                blocks.append(replace(block, text=f"{number} {block.text}"))
            else:
                blocks.append(block)
        return replace(self, blocks=tuple(blocks))


def cut(text: str) -> list[str]:
    """The sentences of a paragraph: cut after a stop before a capital, abbreviations apart."""
    stops = [found.end() for found in _STOP.finditer(text) if not _ABBREVIATED.search(text[: found.start() + 1])]
    return [text[start:end].strip() for start, end in pairwise([0, *stops, len(text)])]


def lists(blocks: tuple[Block, ...]) -> Iterator[Block | list[Block]]:
    """The blocks, neighbouring list items together."""
    items: list[Block] = []
    for block in blocks:
        if block.kind == "item":
            items.append(block)
            continue
        if items:
            yield items
            items = []
        yield block
    if items:
        yield items


def nested(items: list[Block]) -> list[tuple[Block, list[Block]]]:
    """The items of the outermost depth, each with those under it."""
    found: list[tuple[Block, list[Block]]] = []
    for item in items:
        if item.level == items[0].level:
            found.append((item, []))
        else:
            found[-1][1].append(item)
    return found
