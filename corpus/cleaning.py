"""Raw text to clean text, every edit recorded.

The clean text is what is kept of the raw text, in order, with separators in between: a blank line between paragraphs,
a line break between list items, a space where a line was broken. Everything else is a ``Removal`` with its place, so
that ``rebuild(text, removals)`` is the raw text again, character for character.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.blocks import to_blocks
from corpus.furniture import drop_furniture, folded, outline_titles
from corpus.lines import Line, split_lines
from corpus.markdown import structure
from corpus.types import Removal
from corpus.writer import Cleaned, Edit, write


def clean(raw: str, *, start: int = 0, markdown: bool = False, known: Sequence[str] = ()) -> Cleaned:
    """Clean a decoded text from ``start`` on; what is before it is removed as front matter.

    ``markdown`` trusts markup alone for headings; ``known`` are titles that a running header may repeat.
    """
    lines = split_lines(raw, start)
    if markdown:
        found = structure(lines, raw)
        return write(raw, found.blocks(), [*found.edits, *_dropped(lines, start)], markup=True, verbatim=found.verbatim)
    marks = drop_furniture(lines, raw, known=known)
    blocks = to_blocks(lines, outline=[folded(title) for title in outline_titles(lines)])
    edits: list[Edit] = [(*mark, "footnote mark", "") for mark in marks]
    return write(raw, blocks, [*_dropped(lines, start), *edits], markup=True)


def _dropped(lines: Sequence[Line], start: int) -> list[Edit]:
    """What is before the text, and the lines that do not belong to it; called when the blocks are made."""
    front: list[Edit] = [(0, start, "front matter", "")] if start else []
    return front + [(line.start, line.end, line.drop, "") for line in lines if line.drop]


def rebuild(text: str, removals: Sequence[Removal]) -> str:
    """The decoded file from its clean text: every replacement undone."""
    parts: list[str] = []
    position = 0
    for removal in removals:
        parts += [text[position : removal.at], removal.text]
        position = removal.at + len(removal.replacement)
    return "".join([*parts, text[position:]])
