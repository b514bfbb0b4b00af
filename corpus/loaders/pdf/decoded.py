"""Pages to the decoded text: every line in reading order, with the place of each character on its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.extraction import RawPage
from corpus.hyphenation import joint
from corpus.lines import Line
from corpus.loaders.pdf.lines import Row, TextLine
from corpus.loaders.pdf.notes import Mark
from corpus.loaders.pdf.pages import PageContent
from corpus.types import Facsimile, GlyphRun, WordBox
from corpus.writer import Edit

_BREAK = 4
"""Characters that pdfium puts between two lines at most."""
SOFT_HYPHEN = "\xad"


@dataclass(slots=True)
class Decoded:
    """The decoded text while it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[RawPage] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    runs: list[GlyphRun] = field(default_factory=list)
    words: list[WordBox] = field(default_factory=list)
    _page: int = 0
    _run: tuple[int, int, int] = (0, 0, 0)
    """Start, index and length of the run that is growing."""

    @property
    def raw(self) -> str:
        """All of it."""
        return "".join(self.parts)

    @property
    def facsimile(self) -> Facsimile:
        """Where it stands on the pages."""
        self._close_run()
        return Facsimile(tuple(self.runs), tuple(self.words))

    def add(self, text: str, index: int = -1) -> None:
        """Add text; ``index`` is where pdfium has its first character, -1 for what is not on the page."""
        if index >= 0:
            start, first, length = self._run
            if length and start + length == self.length and first + length == index:
                self._run = (start, first, length + len(text))
            else:
                self._close_run()
                self._run = (self.length, index, len(text))
        self.parts.append(text)
        self.length += len(text)

    def _close_run(self) -> None:
        start, index, length = self._run
        if length:
            self.runs.append(GlyphRun(start, self._page, index, length))
        self._run = (0, 0, 0)

    def page(self, content: PageContent) -> None:
        """Add a page."""
        self._close_run()
        self._page = content.index
        start, before = self.length, -1
        for each in content.elements:
            if before >= 0:
                self._break(content.text, before, _first(each))
            before = self._row(each, content.text) if isinstance(each, Row) else self._line(each, content.text)
        if content.elements:
            self.add("\n")
        self.pages.append(RawPage(content.label, start, self.length, content.ocr))
        content.text = ""  # 10,000 pages of it are not needed any more

    def _break(self, text: str, end: int, start: int) -> None:
        """A line break: pdfium's own where it has one between the two lines."""
        between = text[end:start] if 0 < end <= start <= end + _BREAK else ""
        if between.isspace() and "\n" in between:
            self.add(between, end)
        else:
            self.add("\n")

    def _line(self, line: TextLine, text: str) -> int:
        """Add a line; where pdfium has its end."""
        start = self.length
        end = self._fragments(line, text)
        line.line = Line(start, self.length, line.text)
        if line.drop:
            self.edits.append((start, self.length, line.drop, ""))
        return end

    def _fragments(self, line: TextLine, text: str) -> int:
        start, end = self.length, -1
        for part, offset in zip(line.parts, line.offsets, strict=True):
            if start + offset > self.length:
                adjoins = 0 <= end == part.start - 1 and text[end].isspace()
                self.add(" ", end if adjoins else -1)
            if part.box:
                self.words.append(WordBox(self.length, len(part.text), self._page, *part.box))
            self.add(part.text, part.start)
            end = part.end if part.start >= 0 else -1
        return end

    def _row(self, row: Row, text: str) -> int:
        """Add a row as one line, its joints as edits."""
        start, end = self.length, 0
        kept = row.drop is None
        for cell, name in zip(row.cells, row.joints or [""] * len(row.cells), strict=True):
            at = self.length
            if at > start:
                self.add("\t")
            if kept and (name or at > start):
                self.edits.append((at, self.length, "table", name or " "))
            for line in cell.lines:
                if line is not cell.lines[0]:
                    at = self.length
                    self._break(text, end, line.parts[0].start)
                    self.edits.append((at, self.length, "white space", " "))
                first = self.length
                end = self._fragments(line, text)
                line.line = Line(first, self.length, line.text)
        row.line = Line(start, self.length, row.text)
        if not kept:
            self.edits.append((start, self.length, row.drop or "table", ""))
        return end

    def mark(self, marks: Sequence[Mark]) -> None:
        """Take footnote marks out of their lines."""
        for line, start, end in marks:
            if line.line and line.drop is None:
                spaced = line.text[:start].endswith(" ") and line.text[end : end + 1] in {"", " "}
                first = line.line.start + start - spaced
                self.edits.append((first, line.line.start + end, "footnote mark", ""))

    def join_cells(self, pages: Sequence[PageContent]) -> None:
        """Take out the hyphens that part words in the cells of tables."""
        raw = self.raw
        rows = [each for page in pages for each in page.elements if isinstance(each, Row) and each.drop is None]
        for cell in (cell for row in rows for cell in row.cells):
            for before, line in zip(cell.lines, cell.lines[1:], strict=False):
                if before.line and line.line:
                    self._join(raw, before.line.end, line.line.start)

    def _join(self, raw: str, end: int, start: int) -> None:
        if raw[end - 1] == SOFT_HYPHEN:
            self.edits.append((end - 1, start, "hyphenation", ""))
            return
        separator, hyphenated = joint(raw, end, start)
        if hyphenated:
            self.edits.append((end - 1, start, "hyphenation", ""))
        elif not separator:
            self.edits.append((end, start, "white space", ""))


def _first(each: TextLine | Row) -> int:
    """Where pdfium has the first character of an element."""
    line = each.cells[0].lines[0] if isinstance(each, Row) else each
    return line.parts[0].start
