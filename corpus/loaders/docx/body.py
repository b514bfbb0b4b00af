"""The body of a DOCX file to nodes: paragraphs and tables in order, changes accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml.etree import _Element

from corpus.loaders.docx.nodes import Node, Paragraph, Table, TableCell, settled
from corpus.loaders.docx.numbering import BULLET, Numbering
from corpus.loaders.docx.parts import child, local, number, switched, value
from corpus.loaders.docx.runs import Break, Inline, Reader
from corpus.loaders.docx.styles import Styles
from corpus.tables import MAX_COLUMNS

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"})
_CONTINUED = frozenset({"continuous", "nextColumn"})
"""Kinds of sections that start on the page where the one before ends."""
_LONGEST_HEADING = 60
"""Words; a longer paragraph in the style of a heading is text that was numbered with that style."""


class Body:
    """Reads containers of blocks in order: lists are counted along."""

    def __init__(self, styles: Styles, numbering: Numbering, root: _Element) -> None:
        self.styles = styles
        self.languages: Counter[str] = Counter()
        """Language -> characters that are marked as being in it."""
        self.unmarked = 0
        """Characters in the language of their style."""
        self._numbering = numbering
        self._reader = Reader(styles)
        self._sections = _section_kinds(root)
        self._section = 0
        self._carried: Inline | None = None

    def nodes(self, container: _Element, *, outline: bool = False) -> list[Node]:
        """The paragraphs and tables of a container: the body, a cell, a text box, a note."""
        found = list(self._nodes(container, outline=outline))
        if self._carried is not None:
            found.append(settled(self._carried))
            self._carried = None
        return found

    def _nodes(self, container: _Element, *, outline: bool) -> Iterator[Node]:
        for each in container:
            name = local(each)
            if name == "p":
                yield from self._paragraph(each, outline=outline)
            elif name == "tbl":
                yield self._table(each)
            elif name == "AlternateContent":
                yield from self._nodes_of_first(each, outline=outline)
            elif name in _WRAPPERS:
                yield from self._nodes(each, outline=outline or _is_contents(each))

    def _nodes_of_first(self, alternatives: _Element, *, outline: bool) -> Iterator[Node]:
        for each in alternatives:
            found = list(self._nodes(each, outline=outline))
            if found:
                yield from found
                return

    def _paragraph(self, element: _Element, *, outline: bool) -> Iterator[Node]:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle"))
        inline, self._carried = self._carried or Inline(), None
        if self._breaks_before(properties, style):
            inline.breaks.append(Break(inline.length, "before"))
        self._reader.read(element, style, inline)
        if _is_mark_deleted(properties):
            self._carried = inline
            return
        if child(properties, "sectPr") is not None and self._next_section():
            inline.breaks.append(Break(inline.length, "set"))
        self._count(inline)
        found = settled(inline)
        found.outline = outline or self.styles.is_outline(style)
        found.level = self._level(properties, style, found)
        found.mark = self._mark(properties, style)
        if found.text or found.breaks or found.notes or found.deleted:
            yield found
        for box in inline.boxes:
            yield from self.nodes(box)

    def _count(self, inline: Inline) -> None:
        marked = sum(inline.languages.values())
        self.languages += inline.languages
        self.unmarked += max(0, inline.length - marked)

    def _breaks_before(self, properties: _Element | None, style: str | None) -> bool:
        direct = switched(child(properties, "pageBreakBefore"))
        return bool(switched(self.styles.paragraph_property(style, "pageBreakBefore")) if direct is None else direct)

    def _next_section(self) -> bool:
        """Whether the section that starts after this paragraph starts on a page of its own."""
        self._section += 1
        return self._sections[self._section : self._section + 1] != [True]

    def _level(self, properties: _Element | None, style: str | None, found: Paragraph) -> int | None:
        if found.outline or len(found.text.split()) > _LONGEST_HEADING:
            return None
        direct = number(child(properties, "outlineLvl"))
        if direct is not None:
            return direct + 1 if 0 <= direct < 9 else None
        return self.styles.level(style)

    def _mark(self, properties: _Element | None, style: str | None) -> str | None:
        """The bullet or number of a paragraph, counted; that of an empty one counts too, as word processors do."""
        direct, styled = child(properties, "numPr"), self.styles.paragraph_property(style, "numPr")
        list_id = value(child(direct, "numId")) or value(child(styled, "numId"))
        if list_id == "0":
            return None
        level = number(child(direct, "ilvl"))
        level = number(child(styled, "ilvl")) if level is None else level
        if list_id in self._numbering.levels:
            return self._numbering.mark(list_id, min(max(level or 0, 0), 8))
        return BULLET if list_id or self.styles.list_kind(style) else None

    def _table(self, element: _Element) -> Table:
        table = Table()
        for row in _inside(element, "tr"):
            properties = child(row, "trPr")
            cells = list(self._cells(row, properties))
            if child(properties, "del") is not None:
                cells = [TableCell(cell.column, cell.span, [_deleted(cell)]) for cell in cells]
            elif switched(child(properties, "tblHeader")) and table.headers == len(table.rows):
                table.headers += 1
            table.rows.append(cells)
        return table

    def _cells(self, row: _Element, properties: _Element | None) -> Iterator[TableCell]:
        column = max(0, number(child(properties, "gridBefore")) or 0)
        for each in _inside(row, "tc"):
            about = child(each, "tcPr")
            span = min(max(number(child(about, "gridSpan")) or 1, 1), MAX_COLUMNS)
            merge = child(about, "vMerge")
            cell = TableCell(column, span, self.nodes(each), merge is not None and value(merge) != "restart")
            if child(about, "cellDel") is not None:
                cell.nodes = [_deleted(cell)]
            yield cell
            column += span


def _section_kinds(root: _Element) -> list[bool]:
    """Of each section in order, whether it starts on the page where the one before it ends."""
    kinds: list[bool] = []
    for each in root.iter("{*}sectPr"):
        parent = each.getparent()
        if parent is None or local(parent) != "sectPrChange":
            kinds.append(value(child(each, "type")) in _CONTINUED)
    return kinds


def _is_contents(element: _Element) -> bool:
    """Whether a content control is the table of contents."""
    gallery = value(child(element, "sdtPr", "docPartObj", "docPartGallery")) or ""
    return gallery.lower() == "table of contents"


def _is_mark_deleted(properties: _Element | None) -> bool:
    """Whether the end of the paragraph was deleted or moved away: it goes on with the next one."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _deleted(cell: TableCell) -> Paragraph:
    """What is left of a cell that was deleted."""
    texts = [part for each in cell.nodes if isinstance(each, Paragraph) for part in (each.text, each.deleted) if part]
    return Paragraph("", deleted=" ".join(texts))


def _inside(element: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for each in element:
        if local(each) == name:
            yield each
        elif local(each) in _WRAPPERS:
            yield from _inside(each, name)
