"""Headings of files that mark none as such: short lines set in bold or underlined, the larger the further out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LONGEST = 16
"""Words."""
_DEEPEST = 6
_TAIL = re.compile(r"[.!?:;,…]$")


@dataclass(frozen=True, slots=True)
class StyledLine:
    """A paragraph by its looks."""

    text: str
    stressed: bool
    """All of it is bold or underlined."""
    size: float
    """Of its letters, in any unit."""
    free: bool = True
    """It is no list item, no table and no line of a table of contents."""

    @property
    def is_title(self) -> bool:
        """Whether it looks like a heading by itself: short, with letters, no sentence."""
        letters = any(character.isalpha() for character in self.text)
        return self.free and letters and len(self.text.split()) <= _LONGEST and not _TAIL.search(self.text)


def stressed_levels(lines: Sequence[StyledLine]) -> list[int]:
    """The level of the heading that each line is, from 1, or 0: a stressed title with plain text or a title under it."""
    found = [
        line.stressed and line.is_title and not (after.stressed and not after.is_title and after.size >= line.size)
        for line, after in pairwise(lines)
    ]
    sizes = sorted({line.size for line, heading in zip(lines, found, strict=False) if heading}, reverse=True)
    levels = [
        min(sizes.index(line.size) + 1, _DEEPEST) if heading else 0 for line, heading in zip(lines, found, strict=False)
    ]
    return levels + [0] * (len(lines) - len(levels))
