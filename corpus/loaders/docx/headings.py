"""Headings of a DOCX file that has no heading styles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.headings import heading_level
from corpus.loaders.docx.nodes import Node, Paragraph, Table, paragraphs
from corpus.loaders.docx.styles import TITLE
from corpus.stress import StyledLine, stressed_levels

_SHAPED = 3
"""The deepest level of headings that are told by their shape and more than being short."""


def find_headings(nodes: Sequence[Node]) -> None:
    """Give paragraphs that look like headings a level, where the file itself says of none."""
    if any(each.level not in {None, TITLE} for each in paragraphs(nodes)):
        return
    filled = [node for node in nodes if isinstance(node, Table) or node.text]
    levels = stressed_levels([_looks(node) for node in filled])
    for node, level in zip(filled, levels, strict=True):
        if isinstance(node, Paragraph) and level:
            node.level = level
    if not any(levels):
        _by_shape([node for node in filled if isinstance(node, Paragraph)])


def _looks(node: Node) -> StyledLine:
    if isinstance(node, Table):
        return StyledLine("", stressed=False, size=0, free=False)
    bulleted = node.mark is not None and not node.mark[:1].isalnum()
    return StyledLine(
        node.text, node.stressed, node.size, free=not bulleted and not node.outline and node.level is None
    )


def _by_shape(texts: Sequence[Paragraph]) -> None:
    """Headings as plain text has them: capitals, "Panel 3"."""
    for node, after in pairwise(texts):
        if node.mark is None and node.level is None and not node.outline:
            level = heading_level(node.text, follows="item" if after.mark else "paragraph", following=after.text)
            node.level = level if 0 < level <= _SHAPED else None
