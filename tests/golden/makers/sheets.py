"""Originals as PDF drawn by reportlab: headings told by their size alone, columns, running headers, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from tests.golden.original import Block, Original

SIZES = {"A4": A4, "A5": A5, "A4 landscape": landscape(A4)}
_LIGATURES = (("fi", "ﬁ"), ("fl", "ﬂ"))
_HEADING_SIZES = (1.7, 1.3, 1.1)
_TITLE_HEIGHT = 2.6 * cm

Labels = Callable[[int], str]
"""The printed number of a page, from its index."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How an original is drawn."""

    paper: str = "A4"
    columns: int = 1
    header: tuple[str, str] = ("", "")
    """Of left pages, which have even numbers, and of right ones; on the outer side."""
    footer: str = ""
    """"{page}" is the printed number, "{pages}" how many there are."""
    label: Labels = lambda index: str(index + 1)
    embedded: bool = False
    """In a TrueType font that is part of the file."""
    ligatures: bool = False
    """fi and fl are drawn, and stand in the file, as one character; wants an embedded font that has them."""
    lines: bool = True
    """Tables have grid lines."""
    size: float = 10.5
    bold: bool = False
    """Headings are bold too."""


def draw(original: Original, sheet: Sheet, path: Path) -> None:
    """Write the PDF."""
    total = _build(original, sheet, path, 0)
    _build(original, sheet, path, total)


def _build(original: Original, sheet: Sheet, path: Path, total: int) -> int:
    """Write it, and count its pages."""
    width, height = SIZES[sheet.paper]
    document = BaseDocTemplate(str(path), pagesize=(width, height), title="", lang=original.language)
    document.addPageTemplates(_templates(sheet, total))
    document.build(list(_Story(sheet).flowables(original)))
    return int(document.page)


def _templates(sheet: Sheet, total: int) -> list[PageTemplate]:
    width, height = SIZES[sheet.paper]
    left, bottom, inner = 2 * cm, 2.2 * cm, height - 4.6 * cm
    usable = width - 2 * left

    def edges(canvas: Canvas, _: BaseDocTemplate) -> None:
        _draw_edges(canvas, sheet, total)

    if sheet.columns == 1:
        return [PageTemplate("rest", [Frame(left, bottom, usable, inner, id="whole")], onPage=edges)]
    gap = 0.8 * cm
    column = (usable - gap) / 2
    title = Frame(left, bottom + inner - _TITLE_HEIGHT, usable, _TITLE_HEIGHT, id="title")
    first, rest = (
        [Frame(left + at * (column + gap), bottom, column, tall, id=f"column{at}") for at in range(2)]
        for tall in (inner - _TITLE_HEIGHT, inner)
    )
    return [PageTemplate("first", [title, *first], onPage=edges), PageTemplate("rest", rest, onPage=edges)]


def _draw_edges(canvas: Canvas, sheet: Sheet, total: int) -> None:
    """The header and the footer of a page."""
    width, height = SIZES[sheet.paper]
    page = canvas.getPageNumber()
    canvas.setFont(_font(sheet), sheet.size * 0.8)
    if page % 2:
        canvas.drawRightString(width - 2 * cm, height - 1.4 * cm, sheet.header[1])
    else:
        canvas.drawString(2 * cm, height - 1.4 * cm, sheet.header[0])
    footer = sheet.footer.format(page=sheet.label(page - 1), pages=total)
    canvas.drawCentredString(width / 2, 1.3 * cm, footer)


def _font(sheet: Sheet) -> str:
    if not sheet.embedded:
        return "Times-Roman"
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        folder = Path(reportlab.__file__).parent / "fonts"
        pdfmetrics.registerFont(TTFont("Vera", folder / "Vera.ttf"))
    return "Vera"


class _Story:
    """The flowables of an original."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        font, size = _font(sheet), sheet.size
        self.body = ParagraphStyle("body", fontName=font, fontSize=size, leading=size * 1.25, spaceAfter=size * 0.6)
        self.cell = ParagraphStyle("cell", parent=self.body, fontSize=size * 0.9, spaceAfter=0)
        title = "Times-Bold" if sheet.bold and font == "Times-Roman" else font
        self.headings = [
            ParagraphStyle(
                f"heading{level}",
                parent=self.body,
                fontName=title,
                fontSize=size * factor,
                leading=size * factor * 1.2,
                spaceBefore=size,
                keepWithNext=True,
            )
            for level, factor in enumerate(_HEADING_SIZES, 1)
        ]

    def flowables(self, original: Original) -> Iterator[Flowable]:
        """In order."""
        for at, block in enumerate(original.blocks):
            yield from self._block(block)
            if at == 0 and self.sheet.columns > 1:
                yield NextPageTemplate("rest")
                yield FrameBreak()

    def _block(self, block: Block) -> Iterator[Flowable]:
        if block.kind == "heading":
            yield Paragraph(self._text(block.text), self.headings[block.level - 1])
        elif block.kind == "item":
            yield Paragraph(self._text(block.text), self._item(block.level), bulletText=block.mark.replace("◦", "–"))
        elif block.kind == "table":
            yield self._table(block)
            yield Spacer(1, self.sheet.size)
        else:
            yield Paragraph(self._text(block.text), self.body)

    def _item(self, depth: int) -> ParagraphStyle:
        indent = 14 * depth
        return ParagraphStyle(
            f"item{depth}", parent=self.body, leftIndent=indent, bulletIndent=indent - 12, spaceAfter=2
        )

    def _text(self, text: str) -> str:
        if self.sheet.ligatures:
            for plain, joined in _LIGATURES:
                text = text.replace(plain, joined)
        return escape(text)

    def _table(self, block: Block) -> Table:
        cells = [[Paragraph(self._text(cell), self.cell) for cell in row] for row in block.rows]
        commands: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if self.sheet.lines:
            commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        return Table(cells, style=commands, repeatRows=1)
