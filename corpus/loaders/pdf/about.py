"""What a PDF says of itself: its title, its language, the labels of its pages."""

from __future__ import annotations

import ctypes
import html
import re

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.language import agreed_language
from corpus.titles import meant_title

_XMP_TITLE = re.compile(rb"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]{0,100}>([^<]{1,1000})</rdf:li>")
_LONGEST_LABEL = 32


def what_it_says(pdf: pdfium.PdfDocument, data: bytes, text: str, *, file_name: str) -> dict[str, str]:
    """Title and language, where they are known. The date a file was made is not that of what it says."""
    title = meant_title(_info(pdf, "Title"), file_name=file_name) or meant_title(_xmp_title(data), file_name=file_name)
    language = agreed_language(declared_language(pdf), text)
    return {key: value for key, value in (("title", title), ("language", language)) if value}


def declared_language(pdf: pdfium.PdfDocument) -> str | None:
    """The code of the language that the file declares: "en", "fr"."""
    buffer = (ctypes.c_ushort * 64)()
    length = raw.FPDFCatalog_GetLanguage(pdf.raw, buffer, ctypes.sizeof(buffer))
    code = bytes(buffer)[: max(0, min(length, ctypes.sizeof(buffer)) - 2)].decode("utf-16-le", "ignore").strip("\0 ")
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", code)
    return found.group().lower() if found else None


def _info(pdf: pdfium.PdfDocument, key: str) -> str:
    try:
        return str(pdf.get_metadata_value(key))
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


def _xmp_title(data: bytes) -> str:
    """The title in the XMP packet, which stands in the file as plain XML; it is not parsed as such."""
    found = _XMP_TITLE.search(data)
    return html.unescape(found[1].decode("utf-8", "ignore")) if found else ""


def label(pdf: pdfium.PdfDocument, index: int) -> str:
    """The label of a page: as the file numbers it, or its number from 1."""
    try:
        found = "".join(filter(str.isprintable, pdf.get_page_label(index))).strip()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        found = ""
    return found if 0 < len(found) <= _LONGEST_LABEL else str(index + 1)
