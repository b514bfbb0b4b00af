"""Nodes of a DOCX file to an extraction: headings told, tables written out, pages counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.extraction import Builder, Extraction, RawPage
from corpus.loaders.docx.nodes import Node, Paragraph, Table, TableCell
from corpus.loaders.docx.runs import BreakKind
from corpus.tables import MAX_REPEATED, Cell, Rows, as_rows

_FULLEST_PAGE = 6_000
"""Characters; more between two page breaks that the author set do not fit on one page."""
Notes = Callable[[str, str], str]
"""(kind, id) -> text of a note."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A page break."""

    raw: int
    """Offset in the raw text of what follows it."""
    kept: int
    """Characters of kept text before it."""
    kind: BreakKind


@dataclass(slots=True)
class Emitter:
    """Writes nodes into a builder."""

    notes: Notes
    shift: int = 0
    """Added to the level of headings: 1 below a title."""
    builder: Builder = field(default_factory=Builder)
    _kept: int = 0
    _turns: list[_Turn] = field(default_factory=list)

    def nodes(self, nodes: Sequence[Node]) -> None:
        """Write nodes, in order."""
        for node in nodes:
            if isinstance(node, Paragraph):
                self._paragraph(node)
            elif node.is_layout:
                for cell in (cell for row in node.rows for cell in row):
                    self.nodes(cell.nodes)
            else:
                self._table(node)

    def _paragraph(self, node: Paragraph) -> None:
        base, before = self.builder.length, len(self.builder.blocks)
        lead = self._write(node)
        start = self.builder.blocks[-1].lines[-1].start if len(self.builder.blocks) > before else base
        for each in node.breaks:
            raw = start + lead + each.at if each.at else base
            self._turns.append(_Turn(raw, self._kept + each.at, each.kind))
        self._kept += len(node.text) if len(self.builder.blocks) > before else 0
        self._left_out(node)

    def _write(self, node: Paragraph) -> int:
        """Write the text of a paragraph; how many characters of its line are before it."""
        if node.outline:
            self.builder.drop(node.text, "outline")
        elif node.level is not None:
            self.builder.heading(node.shown, node.level + self.shift)
            return len(node.shown) - len(node.text)
        elif node.mark:
            self.builder.item(node.text, node.mark)
        else:
            self.builder.paragraph(node.text)
        return 0

    def _left_out(self, node: Paragraph) -> None:
        self.builder.drop(node.deleted, "deleted text")
        for kind, name in node.notes:
            self.builder.drop(self.notes(kind, name), "footnote")

    def _table(self, table: Table) -> None:
        grid = _grid(table)
        rows = as_rows(grid, headers=table.headers or None)
        texts = [*(None for _ in rows.header), *rows.body]
        for cells, text, header in zip(table.rows, texts, _headers(rows, len(texts)), strict=True):
            self._row(cells, text, header)

    def _row(self, cells: Sequence[TableCell], text: str | None, header: str) -> None:
        inside = [node for cell in cells for node in cell.nodes if isinstance(node, Paragraph)]
        breaks = [each for node in inside for each in node.breaks]
        at_start = bool(breaks) and bool(inside) and bool(inside[0].breaks) and inside[0].breaks[0].at == 0
        if at_start:
            self._turn(breaks[0].kind)
        self.builder.drop(header, "table")
        self.builder.row(text or "")
        self._kept += len(text or "")
        if breaks and not at_start:
            self._turn(breaks[0].kind)
        for node in inside:
            self._left_out(node)
        for cell in cells:
            self.nodes([node for node in cell.nodes if isinstance(node, Table)])

    def _turn(self, kind: BreakKind) -> None:
        self._turns.append(_Turn(self.builder.length, self._kept, kind))

    def finish(self) -> Extraction:
        """What was written, with its pages where the file tells them."""
        found = self.builder.finish()
        found.pages = _pages(self._turns, len(found.raw), self._kept)
        return found


def _headers(rows: Rows, count: int) -> list[str]:
    """The rows that name the columns, followed by nothing for each of the others."""
    return [*rows.header, *[""] * (count - len(rows.header))]


def _grid(table: Table) -> list[list[Cell]]:
    """The cells with their text; one that is merged with the cell above it repeats its text."""
    above: dict[int, str] = {}
    grid: list[list[Cell]] = []
    for row in table.rows:
        cells: list[Cell] = []
        for cell in row:
            text = " ".join(each.shown for each in cell.paragraphs)
            text = above.get(cell.column, "") if cell.merged and not text else text
            above[cell.column] = text if len(text) <= MAX_REPEATED else ""
            heading = bool(cell.paragraphs) and all(each.stressed for each in cell.paragraphs)
            cells.append(Cell(text, cell.column, cell.span, heading, cell.merged))
        grid.append(cells)
    return grid


def _pages(turns: Sequence[_Turn], length: int, kept: int) -> list[RawPage]:
    """The pages between the breaks; none where there are no breaks, or where they cannot be all of them."""
    starts: list[_Turn] = []
    for turn in turns:
        same = bool(starts) and starts[-1].kept == turn.kept and starts[-1].kind != "seen"
        if turn.kind == "set" or (turn.kept and not same):
            starts.append(turn)
    if not starts:
        return []
    if all(turn.kind != "seen" for turn in turns):
        sizes = [*(turn.kept for turn in starts), kept]
        if any(after - before > _FULLEST_PAGE for before, after in zip([0, *sizes], sizes, strict=False)):
            return []
    edges = [0, *(turn.raw for turn in starts), length]
    return [RawPage(str(at + 1), edges[at], edges[at + 1]) for at in range(len(edges) - 1)]
