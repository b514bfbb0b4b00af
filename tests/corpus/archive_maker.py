"""Small DOCX files for tests, written part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from corpus.extraction import Source
from corpus.loaders.docx import load_docx
from corpus.types import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file: the content of its body, and the content of other parts: styles, numbering, footnotes, header, ..."""
    files = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    links = []
    for name, content in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        files[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{W}">{content}</w:{root}>'
        links.append(f'<Relationship Id="{name}" Type="http://x/{name}" Target="{name}.xml"/>')
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELATIONS}">{"".join(links)}</Relationships>'
    return packed(files)


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str, *, style: str = "", properties: str = "") -> str:
    """A paragraph of plain text, or of XML where it starts with an element."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def table(*rows: list[str], header: bool = False) -> str:
    """A table; a cell is plain text, or XML of blocks or cells where it starts with an element."""
    written = []
    for at, row in enumerate(rows):
        cells = "".join(each if each.startswith("<w:tc>") else f"<w:tc>{_content(each)}</w:tc>" for each in row)
        about = "<w:trPr><w:tblHeader/></w:trPr>" if header and not at else ""
        written.append(f"<w:tr>{about}{cells}</w:tr>")
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def cell(text: str, properties: str) -> str:
    """A cell with properties."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def _content(text: str) -> str:
    return text if text.startswith("<") else para(text)


def loaded(data: bytes, *, name: str = "file") -> Document:
    """The document of a DOCX file."""
    return load_docx(Source(data, "d", f"{name}.docx", name))


def removed(document: Document, kind: str) -> list[str]:
    """What was taken out as a kind."""
    return [each.text for each in document.removals if each.kind == kind]
