"""Headings to sections: each heading with the text up to the next one, and the path of headings above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.types import Section
from corpus.writer import Span

_NUMBER = re.compile(r"^(\d{1,2})\.\s")


def sections(text: str, blocks: Sequence[Span]) -> tuple[Section, ...]:
    """The sections of a clean text, in order, covering it without gaps."""
    headings = [block for block in blocks if block.kind == "heading"]
    starts = [block.start for block in blocks]
    levels = _evened([(block.level, text[block.start : block.end]) for block in headings])
    found: list[Section] = []
    if not headings or headings[0].start > 0:
        found.append(Section((), 0, 0, headings[0].start if headings else len(text)))
    stack: list[tuple[int, str]] = []
    for at, (block, level) in enumerate(zip(headings, levels, strict=True)):
        end = headings[at + 1].start if at + 1 < len(headings) else len(text)
        stack = [(above, title) for above, title in stack if above < level]
        stack.append((level, " ".join(text[block.start : block.end].split())))
        after = bisect_right(starts, block.end)
        body = min(starts[after], end) if after < len(starts) else end
        found.append(Section(tuple(title for _, title in stack), block.start, _line_start(text, body, block.end), end))
    return tuple(found)


def _line_start(text: str, body: int, floor: int) -> int:
    """Where the line of the body starts: a list marker belongs to it."""
    return max(text.rfind("\n", 0, body) + 1, floor)


def _evened(headings: Sequence[tuple[int, str]]) -> list[int]:
    """Extractors give the headings of one numbered series different levels; all take that of the first."""
    levels: list[int] = []
    series: tuple[int, int] | None = None
    for level, title in headings:
        found = _NUMBER.match(title)
        number = int(found[1]) if found else 0
        if number == 1:
            series = (1, level)
        elif number and series and number == series[0] + 1:
            series = (number, series[1])
        levels.append(series[1] if number and series and number == series[0] else level)
    return levels
