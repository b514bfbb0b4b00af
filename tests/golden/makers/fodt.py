"""Originals as flat OpenDocument text, which LibreOffice lays out: footnotes, columns, headers, hyphens, page styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.golden.makers.fodt_styles import styles
from tests.golden.makers.syllables import softened
from tests.golden.original import Block, Note, Original, lists, nested


@dataclass(frozen=True, slots=True)
class Layout:
    """How an original is laid out; lengths in centimetres."""

    columns: int = 1
    full_title: bool = False
    """The title stands above the columns."""
    header: str = ""
    footer: str = ""
    """"{page}" and "{pages}" are fields."""
    justified: bool = False
    hyphens: bool = False
    """Words have soft hyphens, so that lines may end in the middle of one."""
    landscape: bool = False
    landscape_tables: bool = False
    """Tables stand on landscape pages of their own, among portrait ones."""
    paper: tuple[float, float] = (21.0, 29.7)
    margin: float = 2.2
    size: float = 11.0
    """Of the type, in points."""


def flat_odt(original: Original, layout: Layout) -> str:
    """The file as text."""
    body = _Body(layout).written(original)
    return f"{styles(layout, original.language)}<office:body><office:text>{body}</office:text></office:body></office:document>\n"


@dataclass(slots=True)
class _Body:
    layout: Layout
    notes: int = 0
    turned: bool = False
    """The page is landscape, and must be turned back."""

    def written(self, original: Original) -> str:
        """The blocks as XML."""
        parts = list(self._blocks(original))
        if self.layout.full_title:
            rest = "".join(parts[1:])
            return f'{parts[0]}<text:section text:style-name="Columns" text:name="Columns">{rest}</text:section>'
        return "".join(parts)

    def _blocks(self, original: Original) -> Iterator[str]:
        for group in lists(original.blocks):
            if isinstance(group, list):
                yield self._list(group)
            elif group.kind == "table":
                yield from self._table(group)
            elif group.kind == "heading":
                style = f"Heading_{group.level}{self._turn_back()}"
                yield f'<text:h text:style-name="{style}" text:outline-level="{group.level}">{escape(group.text)}</text:h>'
            else:
                yield f'<text:p text:style-name="Body{self._turn_back()}">{self._inline(group)}</text:p>'

    def _turn_back(self) -> str:
        turned, self.turned = self.turned, False
        return "_Portrait" if turned else ""

    def _text(self, text: str) -> str:
        return escape(softened(text) if self.layout.hyphens else text)

    def _inline(self, block: Block) -> str:
        return "".join(self._text(text) + (self._note(note) if note else "") for text, note in block.pieces())

    def _note(self, note: Note) -> str:
        self.notes += 1
        return (
            f'<text:note text:id="ftn{self.notes}" text:note-class="footnote">'
            f"<text:note-citation>{self.notes}</text:note-citation>"
            f'<text:note-body><text:p text:style-name="Footnote">{escape(note.text)}</text:p></text:note-body></text:note>'
        )

    def _list(self, items: list[Block]) -> str:
        style = "Numbers" if items[0].number else "Bullets"
        entries = "".join(
            f'<text:list-item><text:p text:style-name="Item">{self._inline(item)}</text:p>'
            f"{self._list(inner) if inner else ''}</text:list-item>"
            for item, inner in nested(items)
        )
        return f'<text:list text:style-name="{style}">{entries}</text:list>'

    def _table(self, block: Block) -> Iterator[str]:
        if self.layout.landscape_tables:
            yield '<text:p text:style-name="Body_Landscape"/>'
            self.turned = True
        head, *rows = (
            '<table:table-row table:style-name="Row">'
            + "".join(self._cell(cell, at == 0) for cell in row)
            + "</table:table-row>"
            for at, row in enumerate(block.rows)
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
        yield (
            f'<table:table table:style-name="Table">{columns}<table:table-header-rows>{head}</table:table-header-rows>'
            f'{"".join(rows)}</table:table><text:p text:style-name="Gap"/>'
        )

    def _cell(self, text: str, head: bool) -> str:
        style = "CellHead" if head else "Cell"
        return (
            '<table:table-cell table:style-name="Box" office:value-type="string">'
            f'<text:p text:style-name="{style}">{escape(text)}</text:p></table:table-cell>'
        )
