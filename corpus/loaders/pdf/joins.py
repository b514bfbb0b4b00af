"""How the lines of a block are put together where a hyphen ends one of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from corpus.blocks import Block
from corpus.hyphenation import joint, vocabulary
from corpus.lines import Line
from corpus.loaders.pdf.decoded import SOFT_HYPHEN
from corpus.loaders.pdf.lines import TextLine
from corpus.loaders.pdf.pages import PageContent
from corpus.writer import Edit

_HALF = re.compile(r"([^\W\d_]+)-$")
_REST = re.compile(r"[^\W\d_]+")
_BREAK = 2
"""Characters between two lines that follow one another."""
_OFTEN = 0.03


class Joiner:
    """Appends lines to blocks, and keeps the edits that this takes.

    In a file whose words are never parted at line ends, a hyphen there belongs to its word; a soft hyphen never does. The
    writer asks the vocabulary alone, so in both cases the two lines are made one here.
    """

    def __init__(self, raw: str, pages: Sequence[PageContent], edits: list[Edit]) -> None:
        self._raw, self._edits = raw, edits
        self._parts_words = _parts_words(pages, raw)

    def append(self, block: Block, lines: Sequence[Line]) -> None:
        """Add lines to a block."""
        last, line = block.lines[-1], lines[0]
        soft = last.text.endswith(SOFT_HYPHEN)
        if 0 <= line.start - last.end <= _BREAK and (soft or self._keeps_hyphen(last, line)):
            if soft:
                self._edits.append((last.end - 1, line.start, "hyphenation", ""))
            else:
                self._edits.append((last.end, line.start, "white space", ""))
            last.end, last.text = line.end, last.text.rstrip(SOFT_HYPHEN) + line.text
            lines = lines[1:]
        block.lines += lines

    def _keeps_hyphen(self, last: Line, line: Line) -> bool:
        if self._parts_words or not last.text.endswith("-"):
            return False
        _, removes = joint(self._raw, last.end, line.start)
        return removes and _whole(last.text, line.text) not in vocabulary(self._raw)


def _whole(before: str, after: str) -> str:
    """The word that two lines share, without the hyphen between them; empty where there is none."""
    half, rest = _HALF.search(before), _REST.match(after)
    return (half[1] + rest.group()).casefold() if half and rest and rest.group()[0].islower() else ""


def _parts_words(pages: Sequence[PageContent], raw: str) -> bool:
    """Whether words are parted at line ends in a file: often, or where the same word stands whole elsewhere."""
    known = vocabulary(raw)
    total = parted = 0
    for page in pages:
        lines = [each for each in page.elements if isinstance(each, TextLine) and each.drop is None]
        total += len(lines)
        for before, line in itertools.pairwise(lines):
            word = _whole(before.text, line.text) if before.text[-1] == "-" else ""
            if word in known:
                return True
            parted += bool(word)
    return parted > max(1, _OFTEN * total)
