"""Blocks to clean text: copies what is kept, in order, and records everything else as a ``Removal``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block
from corpus.hyphenation import joint
from corpus.lines import INVISIBLE, Line
from corpus.types import Removal

_MARKUP = re.compile(
    r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\S)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\S)|</?(?:u|b|i|em|strong|sup|sub|br|p|div|span|center)\b[^<>]{0,80}>|&nbsp;|\\(?=[\[\]*_#.-])"
)
_HEAD = re.compile(r"#{1,6}\s+|\s+#{1,6}$")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INNER = re.compile(
    f"(?P<invisible>{INVISIBLE.pattern})|(?P<ligature>[{''.join(_LIGATURES)}])|(?P<space>[^\\S ]+| {{2,}}|[^\\S\n] +)"
)


Edit = tuple[int, int, str, str]
"""(start, end, kind, replacement): a span of the raw text to take out, and what stands there instead. An empty span
inserts its replacement."""
_TIGHT = frozenset({"item", "row"})
"""Kinds of blocks that stand on lines of their own without a blank line between two of a kind."""


@dataclass(frozen=True, slots=True)
class Span:
    """A block in the clean text."""

    kind: str
    start: int
    """Where its text starts, after a list marker."""
    end: int
    level: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text with its blocks, and what was taken out."""

    text: str
    removals: tuple[Removal, ...]
    blocks: tuple[Span, ...]


def write(
    raw: str,
    blocks: Iterable[Block],
    edits: Iterable[Edit],
    *,
    markup: bool = False,
    verbatim: Collection[int] = frozenset(),
) -> Cleaned:
    """The clean text of blocks, whose lines and ``edits`` are spans of ``raw``, in order.

    ``markup`` takes the marks of Markdown and stray tags out of the lines, but not out of those that start at one of
    ``verbatim``.
    """
    writer = _Writer(raw, markup=markup, planned=sorted(edits), verbatim=verbatim)
    before: Block | None = None
    for block in blocks:
        writer.block(block, before)
        before = block
    return writer.finish()


def _apart(edits: list[Edit], planned: Sequence[Edit]) -> list[Edit]:
    """The edits that do not overlap with a planned one, which knows better."""
    taken = [(start, stop) for start, stop, *_ in planned if start < stop]
    if not taken:
        return edits
    starts = [start for start, _ in taken]
    kept: list[Edit] = []
    for edit in edits:
        at = bisect_left(starts, edit[1]) - 1
        if at < 0 or taken[at][1] <= edit[0]:
            kept.append(edit)
    return kept


@dataclass(slots=True)
class _Writer:
    """Copies raw spans in order and records everything between them."""

    raw: str
    markup: bool = False
    parts: list[str] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    blocks: list[Span] = field(default_factory=list)
    planned: list[Edit] = field(default_factory=list)
    """Spans to take out, in order."""
    verbatim: Collection[int] = frozenset()
    """Starts of lines whose marks are text."""
    length: int = 0
    position: int = 0
    """How far the raw text is accounted for."""
    next_planned: int = 0

    def drop(self, start: int, end: int, kind: str, replacement: str = "") -> None:
        """Take out a raw span; what is before it must be accounted for."""
        raw = self.raw[start:end]
        if raw != replacement:
            self.removals.append(Removal(start, self.length, raw, kind, replacement))
        self._append(replacement)
        self.position = end

    def _append(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def gap(self, end: int, separator: str) -> None:
        """Account for the raw text up to ``end``, with one separator in its place."""
        while self.next_planned < len(self.planned) and self.planned[self.next_planned][0] < end:
            start, stop, kind, replacement = self.planned[self.next_planned]
            self.next_planned += 1
            if start < self.position:
                continue
            separator = self._space(start, separator)
            self.drop(start, stop, kind, replacement)
        separator = self._space(end, separator)
        if separator:
            self.drop(end, end, "white space", separator)

    def _space(self, end: int, separator: str) -> str:
        """White space up to a position, in which the separator goes; what is left of the separator."""
        if self.position >= end:
            return separator
        self.drop(self.position, end, "white space", separator)
        return ""

    def block(self, block: Block, before: Block | None) -> None:
        """Write a block after a separator."""
        tight = before is not None and before.kind == block.kind and block.kind in _TIGHT
        separator = "" if before is None else "\n" if tight else "\n\n"
        first = block.lines[0]
        self.gap(block.mark[0] if block.mark else first.start, separator)
        if block.mark:
            self._marker(block)
        start = self.length
        for at, line in enumerate(block.lines):
            if at:
                self._join(block.lines[at - 1], line)
            self._line(line, heading=block.kind == "heading", begin=max(line.start, self.position))
        if self.length > start:
            self.blocks.append(Span(block.kind, start, self.length, block.level))

    def _marker(self, block: Block) -> None:
        assert block.mark
        start, end = block.mark
        mark = self.raw[start:end]
        if block.misread:
            self.drop(start, end, "markup", "• ")
            return
        stripped = mark.rstrip()
        self._append(stripped)
        self.position = start + len(stripped)
        self.drop(self.position, end, "white space", " ")

    def _join(self, before: Line, line: Line) -> None:
        separator, hyphen = joint(self.raw, before.end, line.start)
        if hyphen and self.parts and self.parts[-1].endswith("-"):
            self.parts[-1] = self.parts[-1][:-1]
            self.length -= 1
            self.position -= 1
            self.drop(self.position, self.position + 1, "hyphenation")
        self.gap(line.start, separator)

    def _line(self, line: Line, *, heading: bool, begin: int) -> None:
        """Copy a line without the marks, markup and invisible characters inside it."""
        for start, end, kind, replacement in self._edits(begin, line.end, heading=heading):
            if start < self.position:
                continue
            self._append(self.raw[self.position : start])
            self.position = start
            self.drop(start, end, kind, replacement)
        self._append(self.raw[self.position : line.end])
        self.position = max(self.position, line.end)

    def _edits(self, begin: int, end: int, *, heading: bool) -> list[Edit]:
        text = self.raw
        edits: list[Edit] = []
        markup = self.markup and begin not in self.verbatim
        for found in _INNER.finditer(text, begin, end):
            if found["invisible"]:
                edits.append((*found.span(), "control character", ""))
            elif found["ligature"]:
                edits.append((*found.span(), "ligature", _LIGATURES[found.group()]))
            else:
                edits.append((*found.span(), "white space", " "))
        if markup:
            edits += [
                (*found.span(), "markup", " " if found.group() == "&nbsp;" else "")
                for found in _MARKUP.finditer(text, begin, end)
            ]
        if markup and heading:
            edits += [(*found.span(), "markup", "") for found in _HEAD.finditer(text, begin, end)]
        planned: list[Edit] = []
        while self.next_planned < len(self.planned) and self.planned[self.next_planned][0] < end:
            planned.append(self.planned[self.next_planned])
            self.next_planned += 1
        return sorted([*_apart(edits, planned), *planned])

    def finish(self) -> Cleaned:
        """Account for the rest of the raw text."""
        self.gap(len(self.raw), "")
        return Cleaned("".join(self.parts), tuple(self.removals), tuple(self.blocks))
