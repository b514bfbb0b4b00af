"""What a loader takes out of a file before it is written as clean text: lines in reading order, and what they are.

A loader of a format with structure fills a ``Builder`` (or an ``Extraction`` by hand) and gives it to ``to_document``.
The decoded text holds everything that was read, also what does not belong to the text (headers, footnotes): those
lines become removals, so that cleaning can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.blocks import Block, Kind
from corpus.errors import EmptyFile
from corpus.first_page import first_page
from corpus.lines import Line
from corpus.metadata import as_metadata
from corpus.offsets import Offsets
from corpus.sections import sections
from corpus.sentences import sentences
from corpus.speakers import statements
from corpus.types import Document, Facsimile, Page, Section
from corpus.writer import Cleaned, Edit, write

Progress = Callable[[int, int], None]
"""(pages read, pages in all)."""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as a loader gets it."""

    data: bytes
    document_id: str
    path: str
    """As shown to a user."""
    name: str
    """Of the file, without its ending."""
    manifest: Mapping[str, Any] = field(default_factory=dict)
    """What a ``manifest.yaml`` beside the file says of it."""
    progress: Progress = no_progress


@dataclass(slots=True)
class RawPage:
    """A page of the decoded text."""

    label: str
    """As printed or as the file numbers it."""
    start: int
    """Offset in the decoded text."""
    end: int
    ocr: bool = False


@dataclass(slots=True)
class Extraction:
    """A file, taken apart."""

    raw: str
    """Everything that was read, line by line, in reading order."""
    blocks: list[Block]
    """What is kept: headings, paragraphs, items, rows, with their lines as spans of ``raw``, in order."""
    edits: list[Edit] = field(default_factory=list)
    """Spans of ``raw`` that are not kept: whole lines, or marks inside the lines of blocks."""
    pages: list[RawPage] = field(default_factory=list)
    """All pages in order, without gaps, of formats that have pages."""
    facsimile: Facsimile | None = None
    about: dict[str, str] = field(default_factory=dict)
    """What the file says of itself: "title", "language", ... (fields of ``Metadata``)."""


class Builder:
    """Collects the lines of a format that says what each of them is."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.edits: list[Edit] = []

    @property
    def length(self) -> int:
        """Characters collected, dropped ones too: the offset in the raw text of what comes next."""
        return self._length

    def heading(self, text: str, level: int) -> None:
        """A heading of a level from 1, the outermost."""
        self._block("heading", text, level=level)

    def paragraph(self, text: str) -> None:
        """A paragraph."""
        self._block("paragraph", text)

    def row(self, text: str) -> None:
        """A row of a table, as "column: value; column: value"."""
        self._block("row", text)

    def item(self, text: str, mark: str = "•") -> None:
        """A list item; ``mark`` is its bullet or number, as it is shown."""
        lead = f"{mark} "
        self._block("item", text, lead=lead)

    def drop(self, text: str, kind: str) -> None:
        """A line that does not belong to the text; ``kind`` is one of ``Removal.kind``."""
        line = self._line(text)
        if line:
            self.edits.append((line.start, line.end, kind, ""))

    def mark(self, start: int, end: int, kind: str) -> None:
        """Take a span of the last line out; offsets are of the text given for it."""
        base = self.blocks[-1].lines[-1].start
        self.edits.append((base + start, base + end, kind, ""))

    def _block(self, kind: Kind, text: str, *, level: int = 0, lead: str = "") -> None:
        line = self._line(text, lead)
        if line is None:
            return
        mark = (line.start - len(lead), line.start) if lead else None
        self.blocks.append(Block(kind, [line], mark=mark, level=level))

    def _line(self, text: str, lead: str = "") -> Line | None:
        """Add a line, without line breaks in it; ``None`` when there is nothing to read in it."""
        text = " ".join(text.splitlines()).strip()
        if not text:
            return None
        start = self._length + len(lead)
        self._parts.append(f"{lead}{text}\n")
        self._length = start + len(text) + 1
        return Line(start, start + len(text), text)

    def finish(self, about: Mapping[str, str] | None = None) -> Extraction:
        """What was collected."""
        return Extraction("".join(self._parts), self.blocks, self.edits, about=dict(about or {}))


def to_document(found: Extraction, source: Source) -> Document:
    """The document that an extraction makes. Raises ``EmptyFile`` when nothing is kept."""
    cleaned = write(found.raw, found.blocks, found.edits)
    return assembled(
        cleaned, source, sources=(found.about, source.manifest), pages=found.pages, facsimile=found.facsimile
    )


def assembled(
    cleaned: Cleaned,
    source: Source,
    *,
    sources: tuple[Mapping[str, Any], ...],
    pages: list[RawPage] | None = None,
    facsimile: Facsimile | None = None,
) -> Document:
    """A document from its clean text; ``sources`` of metadata, the most trusted first; the first page comes last.

    Raises ``EmptyFile``.
    """
    if not cleaned.text.strip():
        raise EmptyFile("there is no text in the file besides its metadata and page furniture")
    title, metadata = as_metadata(*sources, first_page(cleaned.text, cleaned.blocks))
    parts = sections(cleaned.text, cleaned.blocks)
    spans = sentences(cleaned.text, cleaned.blocks, language=metadata.language or "en")
    return Document(
        id=source.document_id,
        path=source.path,
        title=title or _first_title(parts) or source.name or source.path,
        text=cleaned.text,
        sections=parts,
        sentences=spans,
        pages=_pages(pages or [], cleaned),
        removals=cleaned.removals,
        statements=statements(cleaned.text, parts, spans, language=metadata.language),
        metadata=metadata,
        facsimile=facsimile,
    )


def _first_title(parts: tuple[Section, ...]) -> str | None:
    return next((part.path[0] for part in parts if part.path), None)


def _pages(pages: list[RawPage], cleaned: Cleaned) -> tuple[Page, ...]:
    """The pages with offsets of the clean text, without gaps."""
    offsets = Offsets(cleaned.removals)
    starts = [offsets.to_clean(page.start) for page in pages] + [len(cleaned.text)]
    return tuple(
        Page(page.label, start, end, page.ocr) for page, start, end in zip(pages, starts, starts[1:], strict=False)
    )
