"""Rows of Markdown tables as edits: "| a | b |" under "| One | Two |" reads "One: a; Two: b"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from corpus.blocks import Block
from corpus.lines import Line
from corpus.tables import MAX_COLUMNS
from corpus.writer import Edit

_BAR = re.compile(r"\\.|\|", re.S)
_RULE = re.compile(r":?-+:?")


def is_delimiter(text: str) -> bool:
    """Whether a line parts the head of a table from its rows."""
    cells = [cell.strip() for cell in text.strip("|").split("|")]
    return "|" in text and all(_RULE.fullmatch(cell) for cell in cells)


def split_cells(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the cells of a row, without white space at their ends; an empty cell is an empty span."""
    bars = [found.start() for found in _BAR.finditer(raw, start, end) if found.group() == "|"]
    edges = [start - 1, *bars, end]
    spans = [_trimmed(raw, one + 1, other) for one, other in pairwise(edges)]
    if bars and bars[0] == start:
        spans = spans[1:]
    if bars and bars[-1] == end - 1:
        spans = spans[:-1]
    return spans[:MAX_COLUMNS]


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    return start, end


def row_block(line: Line, raw: str, names: Sequence[str]) -> tuple[Block | None, list[Edit]]:
    """The row of a table, its empty cells left out, and the edits that make it; no block when all are empty."""
    spans = split_cells(raw, line.start, line.end)[: len(names)]
    filled = [(*span, name) for span, name in zip_longest(spans, names, fillvalue=(0, 0)) if _is_filled(span)]
    if not filled:
        return None, []
    edits: list[Edit] = []
    position = line.start
    for start, end, name in filled:
        lead = f"{name}: " if name else ""
        if position == line.start:
            if start > position:
                edits.append((position, start, "table", ""))
            if lead:
                edits.append((start, start, "table", lead))
        else:
            edits.append((position, start, "table", f"; {lead}"))
        position = end
    if position < line.end:
        edits.append((position, line.end, "table", ""))
    first, last = filled[0][0], filled[-1][1]
    return Block("row", [Line(first, last, raw[first:last])]), edits


def _is_filled(span: object) -> bool:
    return isinstance(span, tuple) and span[0] < span[1]
