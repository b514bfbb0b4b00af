"""Originals as DOCX by python-docx, with what it has no calls for written by hand: footnotes, numbering, revisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt

from tests.golden.makers.word_parts import add_footnotes, add_lists, add_page_field, new_list
from tests.golden.original import Block, Original, lists

Docx = Any
"""python-docx is typed by half."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a DOCX has besides its text."""

    header: str = ""
    footer: str = ""
    """Followed by the page number."""
    title_style: bool = False
    """The title has the style "Title", and the headings below it count from 1."""
    bold_headings: bool = False
    """Headings have no style: they are short bold paragraphs in larger type."""
    inserted: bool = False
    """The second half of some paragraphs is a tracked insertion."""
    deleted: tuple[str, ...] = ()
    """Tracked deletions, put into paragraphs one after the other."""
    styled_lists: bool = False
    """Lists have the styles of the default template, not numbering of their own."""


def write(original: Original, features: Word, path: Path) -> None:
    """Write the DOCX."""
    document = docx.Document()
    document.core_properties.title = ""
    document.core_properties.language = original.language
    _edges(document, features)
    _Writer(document, features).write(original)
    document.save(str(path))


def _edges(document: Docx, features: Word) -> None:
    section = document.sections[0]
    if features.header:
        section.header.paragraphs[0].text = features.header
    if features.footer:
        paragraph = section.footer.paragraphs[0]
        paragraph.text = features.footer + " "
        add_page_field(paragraph)


@dataclass(slots=True)
class _Writer:
    document: Docx
    features: Word
    notes: Iterator[int] = field(default_factory=lambda: count(1))
    revisions: Iterator[int] = field(default_factory=lambda: count(100))
    paragraphs: int = 0

    def write(self, original: Original) -> None:
        """All blocks, and the parts they need."""
        if original.notes:
            add_footnotes(self.document, [note.text for note in original.notes])
        add_lists(self.document)
        for group in lists(original.blocks):
            if isinstance(group, list):
                self._list(group)
            elif group.kind == "table":
                self._table(group)
            elif group.kind == "heading":
                self._heading(group)
            else:
                self._paragraph(group)

    def _heading(self, block: Block) -> None:
        if self.features.bold_headings:
            run = self.document.add_paragraph().add_run(block.text)
            run.bold, run.font.size = True, Pt(20 - 3 * block.level)
            return
        lowered = int(self.features.title_style)
        self.document.add_heading(block.text, block.level - lowered)

    def _list(self, items: list[Block]) -> None:
        numbers: dict[bool, int] = {}
        for item in items:
            numbered = bool(item.number)
            if self.features.styled_lists:
                style = "List Number" if numbered else "List Bullet"
                style += f" {item.level}" if item.level > 1 else ""
                self.document.add_paragraph(item.text, style=style)
                continue
            if numbered not in numbers:
                numbers[numbered] = new_list(self.document, numbered=numbered)
            self._item(item, numbers[numbered])

    def _item(self, item: Block, number: int) -> None:
        paragraph = self.document.add_paragraph(item.text, style="List Paragraph")
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{item.level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        )

    def _table(self, block: Block) -> None:
        table = self.document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))

    def _paragraph(self, block: Block) -> None:
        paragraph = self.document.add_paragraph()
        self.paragraphs += 1
        if self.paragraphs % 2 == 0 and self.paragraphs // 2 <= len(self.features.deleted):
            self._delete(paragraph, self.features.deleted[self.paragraphs // 2 - 1])
        for text, note in block.pieces():
            self._runs(paragraph, text)
            if note:
                run = paragraph.add_run()
                run.font.superscript = True
                run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{next(self.notes)}"/>'))

    def _runs(self, paragraph: Docx, text: str) -> None:
        """Every third paragraph begins in bold; the second half of others may be an insertion."""
        words = text.split(" ")
        half = len(words) // 2
        first, rest = " ".join(words[:half]), " ".join(words[half:])
        if not first or self.paragraphs % 3:
            paragraph.add_run(text)
            return
        paragraph.add_run(f"{first} ").bold = True
        run = paragraph.add_run(rest)
        if self.features.inserted:
            self._revision(run, "w:ins")

    def _revision(self, run: Docx, tag: str) -> None:
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(next(self.revisions)))
        change.set(qn("w:author"), "Editor")
        change.set(qn("w:date"), "2023-05-04T10:00:00Z")
        run._r.addprevious(change)
        change.append(run._r)

    def _delete(self, paragraph: Docx, text: str) -> None:
        run = paragraph.add_run(f"{text} ")
        for child in run._r.findall(qn("w:t")):
            child.tag = qn("w:delText")
        self._revision(run, "w:del")
