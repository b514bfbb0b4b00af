"""Parts of a DOCX that python-docx has no calls for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from tests.golden.original import BULLETS

_BULLETED, _NUMBERED = 90, 91
"""Ids of the two kinds of list."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def add_footnotes(document: Any, notes: Sequence[str]) -> None:
    """The part with the footnotes, numbered from 1, after the two separators that Word wants."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for number, kind, tag in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    style = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(9)
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style.style_id}"/></w:pPr>{mark}'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{separators}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_lists(document: Any) -> None:
    """What bulleted and numbered lists look like on their levels."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for number in (_BULLETED, _NUMBERED):
        levels = "".join(_level(depth, numbered=number == _NUMBERED) for depth in range(3))
        first.addprevious(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{levels}</w:abstractNum>')
        )


def _level(depth: int, *, numbered: bool) -> str:
    kind = ("lowerLetter" if depth else "decimal") if numbered else "bullet"
    shown = f"%{depth + 1}." if numbered else BULLETS[depth]
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (depth + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def new_list(document: Any, *, numbered: bool) -> int:
    """The id of a list of its own, which starts at 1."""
    numbering = document.part.numbering_part.element
    number = 1 + max(int(child.get(qn("w:numId"))) for child in numbering.findall(qn("w:num")))
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride>' for depth in range(3)
    )
    kind = _NUMBERED if numbered else _BULLETED
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{kind}"/>'
            f"{starts if numbered else ''}</w:num>"
        )
    )
    return number


def add_page_field(paragraph: Any) -> None:
    """The number of the page, as a field."""
    for text in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{text}</w:r>"))
