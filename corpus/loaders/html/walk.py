"""From the tree of a web page to its pieces, in one pass from start to end without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from corpus.loaders.html.boilerplate import SILENT, Filter
from corpus.loaders.html.elements import (
    BLOCKS,
    OpenList,
    is_bold,
    level_of,
    list_of,
    size_of,
    span_of,
    text_of,
    whole,
)
from corpus.loaders.html.notes import Notes
from corpus.loaders.html.pieces import Grid, GridCell, Piece
from corpus.loaders.html.texts import Line
from corpus.ordinals import formatted
from corpus.tables import MAX_COLUMNS

_BULLETS = ("•", "◦", "▪")
_LONGEST_TERM = 15
"""Words of a term that stands on one line with its definition."""
_MOST_ROWS = 65_000


@dataclass(slots=True)
class Walker:
    """Reads a page."""

    filter: Filter
    notes: Notes
    out: list[Piece | Grid] = field(default_factory=list)
    _line: Line = field(default_factory=Line)
    _sinks: list[list[Piece | Grid]] = field(default_factory=list)
    _grids: list[Grid] = field(default_factory=list)
    _lists: list[OpenList] = field(default_factory=list)
    _mark: str = ""
    """Of the list item whose first line is still to come."""
    _term: str = ""
    """What the definition to come defines."""
    _levels: list[int] = field(default_factory=list)
    """Of the headings that are open."""
    _bold: int = 0
    _sizes: list[float] = field(default_factory=list)
    _heads: int = 0
    _preserved: int = 0
    _dropped: list[Piece] = field(default_factory=list)

    def walk(self, body: _Element) -> list[Piece | Grid]:
        """The pieces of a page."""
        walk = etree.iterwalk(body, events=("start", "end"))
        skipped: _Element | None = None
        for event, element in walk:
            if event == "start":
                if self._is_left_out(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._start(element)
                    self._text(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            if element is not body:
                self._text(element.tail)
        self._flush()
        return self.out

    def _is_left_out(self, element: _Element) -> bool:
        """Take note of an element that is not read; whether it is one."""
        tag = str(element.tag)
        if tag in SILENT:
            return True
        if element in self.notes.marks:
            self._line.mark(text_of(element))
            return True
        reason = "footnote" if element in self.notes.notes else self.filter.reason(element)
        if reason is None:
            return False
        if tag in BLOCKS:
            self._flush()
        self._drop(text_of(element), reason)
        return True

    def _drop(self, text: str, reason: str) -> None:
        if text:
            self._dropped.append(Piece("left out", text, reason=reason))
        if not self._line.text:
            self._flush()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self.filter.is_outside:
            self._drop(" ".join(text.split()), "boilerplate")
        elif self._preserved:
            for at, paragraph in enumerate(re.split(r"\n\s*\n", text)):
                if at:
                    self._flush()
                self._add(paragraph)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        self._line.add(text, stressed=self._bold > 0, size=self._sizes[-1] if self._sizes else 16.0)

    def _start(self, element: _Element) -> None:
        tag = str(element.tag)
        self.filter.opened(element)
        if tag in BLOCKS:
            self._flush()
            self._open_block(element, tag)
        elif tag == "br":
            if self._line.broken():
                self._flush()
        elif tag == "wbr":
            return
        self._bold += is_bold(element, tag)
        if (size := size_of(element, tag)) is not None:
            self._sizes.append(size)

    def _end(self, element: _Element) -> None:
        tag = str(element.tag)
        if tag in BLOCKS:
            self._flush()
            self._close_block(element, tag)
        self._bold -= is_bold(element, tag)
        if size_of(element, tag) is not None:
            self._sizes.pop()
        self.filter.closed(element)

    def _open_block(self, element: _Element, tag: str) -> None:
        if level := level_of(element, tag):
            self._levels.append(level)
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._lists.append(list_of(element))
        elif tag == "li":
            self._mark = self._next_mark(element)
        elif tag in {"dt", "dl"}:
            self._undefined()
        elif tag == "pre":
            self._preserved += 1
        else:
            self._open_table_part(element, tag)

    def _open_table_part(self, element: _Element, tag: str) -> None:
        if tag == "table":
            self._grids.append(Grid(presentation=(element.get("role") or "") in {"presentation", "none"}))
            self._sinks.append(self.out)
        elif tag == "thead":
            self._heads += 1
        elif tag == "tr" and self._grids:
            self._grids[-1].rows.append([])
            self._grids[-1].head += bool(self._heads)
        elif tag in {"td", "th"} and self._grids and self._grids[-1].rows:
            cell = GridCell(
                span_of(element, "colspan", MAX_COLUMNS), span_of(element, "rowspan", _MOST_ROWS), tag == "th"
            )
            self._grids[-1].rows[-1].append(cell)
            self.out = cell.pieces

    def _close_block(self, element: _Element, tag: str) -> None:
        if level_of(element, tag):
            self._levels.pop()
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._lists.pop()
            self._mark = ""
        elif tag == "li":
            self._mark = ""
        elif tag in {"dd", "dl"}:
            self._undefined()
        elif tag == "dt":
            self._define()
        elif tag == "pre":
            self._preserved -= 1
        else:
            self._close_table_part(tag)

    def _close_table_part(self, tag: str) -> None:
        if tag == "thead":
            self._heads -= 1
        elif tag in {"td", "th"} and self._sinks:
            self.out = self._sinks[-1]
        elif tag == "table":
            self.out = self._sinks.pop()
            grid = self._grids.pop()
            if any(grid.rows):
                self.out.append(grid)

    def _next_mark(self, element: _Element) -> str:
        if not self._lists:
            return _BULLETS[0]
        current = self._lists[-1]
        if not current.ordered:
            depth = sum(not each.ordered for each in self._lists)
            return _BULLETS[min(depth, len(_BULLETS)) - 1]
        number = whole(element.get("value"), current.next)
        current.next = number + current.step
        return f"{formatted(number, current.format)}."

    def _define(self) -> None:
        """The paragraph just read is a term: wait for its definition."""
        last = self.out[-1] if self.out else None
        if isinstance(last, Piece) and last.kind == "paragraph" and len(last.text.split()) <= _LONGEST_TERM:
            self._term = last.text
            self.out.pop()

    def _undefined(self) -> None:
        """A term that is followed by no definition stands alone."""
        if self._term:
            self.out.append(Piece("paragraph", self._term))
            self._term = ""

    def _flush(self) -> None:
        """The line that was collected is complete."""
        line, self._line = self._line, Line()
        piece = line.piece()
        if piece:
            self._settle(piece)
        self.out += self._dropped
        self._dropped = []

    def _settle(self, piece: Piece) -> None:
        if self._levels:
            piece.kind, piece.level, self._mark = "heading", self._levels[-1], ""
        elif self._mark:
            piece.kind, piece.mark, self._mark = "item", self._mark, ""
        elif self._term:
            lead = f"{self._term.rstrip(': ')}: "
            piece.kind, piece.text, self._term = "row", f"{lead}{piece.text}", ""
            piece.marks = [(start + len(lead), end + len(lead)) for start, end in piece.marks]
        self.out.append(piece)
