"""Raw text to clean text, every edit recorded.

The clean text is what is kept of the raw text, in order, with separators in between: a blank line between paragraphs,
a line break between list items, a space where a line was broken. Everything else is a ``Removal`` with its place, so
that ``rebuild(text, removals)`` is the raw text again, character for character.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.blocks import to_blocks
from corpus.furniture import drop_furniture, folded, outline_titles
from corpus.lines import split_lines
from corpus.types import Removal
from corpus.writer import Cleaned, Edit, write


def clean(raw: str, *, start: int = 0, markdown: bool = False, known: Sequence[str] = ()) -> Cleaned:
    """Clean a decoded text from ``start`` on; what is before it is removed as front matter.

    ``markdown`` trusts markup alone for headings; ``known`` are titles that a running header may repeat.
    """
    lines = split_lines(raw, start)
    marks = drop_furniture(lines, raw, known=known) if not markdown else []
    blocks = to_blocks(lines, outline=[folded(title) for title in outline_titles(lines)], markdown=markdown)
    edits: list[Edit] = [(0, start, "front matter", "")] if start else []
    edits += [(line.start, line.end, line.drop, "") for line in lines if line.drop]
    edits += [(*mark, "footnote mark", "") for mark in marks]
    return write(raw, blocks, edits, markup=True)


def rebuild(text: str, removals: Sequence[Removal]) -> str:
    """The decoded file from its clean text: every replacement undone."""
    parts: list[str] = []
    position = 0
    for removal in removals:
        parts += [text[position : removal.at], removal.text]
        position = removal.at + len(removal.replacement)
    return "".join([*parts, text[position:]])
