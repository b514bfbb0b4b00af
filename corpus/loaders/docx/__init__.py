"""Word documents (.docx), read from their XML parts: nothing in them is run, and nothing outside is followed."""

from __future__ import annotations

from lxml.etree import _Element

from corpus.archives import prescan
from corpus.errors import Damaged, EmptyFile, TooComplex
from corpus.extraction import Extraction, Source, to_document
from corpus.loaders.docx.about import about
from corpus.loaders.docx.body import Body
from corpus.loaders.docx.emit import Emitter
from corpus.loaders.docx.headings import find_headings
from corpus.loaders.docx.nodes import Node, paragraphs
from corpus.loaders.docx.numbering import read_numbering
from corpus.loaders.docx.parts import Package, child, local, value
from corpus.loaders.docx.styles import TITLE, read_styles
from corpus.types import Document

__all__ = ["load_docx"]


def load_docx(source: Source) -> Document:
    """A Word document.

    Raises:
        WrongType: it is no .docx file.
        Encrypted: a password is needed.
        Damaged: it cannot be parsed.
        TooComplex: it expands, nests or grows beyond what is read.
        Refused: it declares a document type.
        EmptyFile: there is no text in it.
    """
    if not source.data:
        raise EmptyFile("the file is empty")
    package = Package(prescan(source.data))
    try:
        found = _extracted(package, source)
    except RecursionError as problem:
        raise TooComplex("its tables and boxes nest too deep") from problem
    return to_document(found, source)


def _extracted(package: Package, source: Source) -> Extraction:
    root = package.parsed(package.main)
    body = child(root, "body")
    if body is None:
        raise Damaged("the document has no body")
    reader = Body(read_styles(_first(package, "styles")), read_numbering(_first(package, "numbering")), root)
    nodes = reader.nodes(body)
    find_headings(nodes)
    notes = _Notes(package, reader)
    titled = any(each.level == TITLE for each in paragraphs(nodes))
    emitter = Emitter(notes.text, shift=int(titled))
    emitter.nodes(nodes)
    for text in dict.fromkeys(_edges(package, reader)):
        emitter.builder.drop(text, "running header")
    found = emitter.finish()
    found.about = about(package.properties(), reader, nodes, file_name=source.name)
    return found


def _first(package: Package, kind: str) -> _Element | None:
    return next(iter(package.related(kind)), None)


def _edges(package: Package, reader: Body) -> list[str]:
    """The texts of headers and footers."""
    roots = [*package.related("header"), *package.related("footer")]
    return [text for root in roots if (text := _joined(reader.nodes(root)))]


def _joined(nodes: list[Node]) -> str:
    return " ".join(each.shown for each in paragraphs(nodes) if each.text)


class _Notes:
    """The footnotes and endnotes of a file."""

    def __init__(self, package: Package, reader: Body) -> None:
        self._reader = reader
        self._elements: dict[tuple[str, str], _Element] = {
            (kind, value(each, "id") or ""): each
            for kind in ("footnote", "endnote")
            for root in package.related(f"{kind}s")
            for each in root
            if local(each) == kind
        }

    def text(self, kind: str, name: str) -> str:
        """The text of a note, the first time it is asked for; empty when there is none."""
        element = self._elements.pop((kind, name), None)
        return "" if element is None else _joined(self._reader.nodes(element))
