"""What a file becomes: a Document of clean text with exact offsets, and the Chunks that are searched.

All spans are half-open character offsets into ``Document.text``, in code points.
"""

from __future__ import annotations

from dataclasses import dataclass, field

DIGEST = "digest"
"""The kind of the starter corpus: our own summaries, never the words of a speaker."""


@dataclass(frozen=True, slots=True)
class Removal:
    """One edit of cleaning: the raw characters that do not stand in the clean text, and what stands there instead.

    Applying all removals of a document backwards rebuilds the decoded file exactly (``corpus.cleaning.rebuild``).
    """

    start: int
    """Offset in the decoded file of the first raw character."""
    at: int
    """Offset in the clean text where it stood; ``replacement`` stands there now."""
    text: str
    """The raw characters."""
    kind: str
    """Why it was taken out: "running header", "page number", "footnote", "footnote mark", "url", "hyphenation",
    "markup", "front matter", "outline", "control character", "ligature", "white space", "boilerplate" (navigation of
    a web page), "deleted text" (a tracked change), or "table" (what turns cells into rows of "column: value")."""
    replacement: str = ""
    """What stands in the clean text instead, mostly nothing or one space."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all the text up to the next heading of any level: sections do not nest, their paths do."""

    path: tuple[str, ...]
    """Headings from the outermost to this one; empty for text before the first heading."""
    start: int
    """Where the heading starts."""
    body: int
    """Where the text under the heading starts; equals ``start`` when there is no heading."""
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the file."""

    label: str
    """As printed or as the file numbers it: "12", "iv"."""
    start: int
    """Offset in the clean text of its first character."""
    end: int
    """Offset after its last one; equal to ``start`` for a page without text."""
    ocr: bool = False
    """Its text was recognised from a picture, and may hold errors of recognition."""


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Neighbouring characters of the decoded text that are neighbours on a page of a PDF too."""

    start: int
    """Offset in the decoded text (not the clean one) of the first."""
    page: int
    """Index of the page in the file, from 0."""
    index: int
    """Character index of the first on that page, as pdfium counts."""
    length: int


@dataclass(frozen=True, slots=True)
class WordBox:
    """A recognised word of the decoded text and where it stands on its page, in points from the lower left corner."""

    start: int
    """Offset in the decoded text."""
    length: int
    page: int
    """Index of the page in the file, from 0."""
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Facsimile:
    """Where the characters of the decoded text stand on the pages of a PDF."""

    runs: tuple[GlyphRun, ...] = ()
    """By ``start``, not overlapping."""
    words: tuple[WordBox, ...] = ()
    """Of recognised pages; by ``start``, not overlapping."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is speaking; a field is ``None`` where the text does not say."""

    person: str | None = None
    state: str | None = None
    organisation: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who is speaking in a span, and with what force."""

    start: int
    end: int
    speaker: Speaker | None = None
    force: str | None = None
    """agreed, recommended, called for, noted, committed to, ..."""
    kind: str | None = None
    """"panel", "floor" or "authors' summary"."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text; from its front matter, a ``manifest.yaml``, or the file itself."""

    publisher: str | None = None
    event: str | None = None
    date: str | None = None
    """ISO 8601: a day, a month, a year, or an interval with a slash."""
    place: str | None = None
    kind: str | None = None
    language: str | None = None
    url: str | None = None
    licence: str | None = None
    source_title: str | None = None
    """For a digest: the title of the document it digests."""
    source_publisher: str | None = None

    @property
    def year(self) -> int | None:
        """The year in which ``date`` starts."""
        head = (self.date or "")[:4]
        return int(head) if head.isdigit() and len(head) == 4 else None


@dataclass(frozen=True, slots=True)
class Document:
    """A file, cleaned."""

    id: str
    path: str
    """As given to the program; relative to its root where it has one."""
    title: str
    text: str
    """Clean canonical text: paragraphs parted by a blank line, list items and headings on lines of their own,
    no line breaks inside a paragraph."""
    sections: tuple[Section, ...]
    """In order, covering the text without gaps."""
    sentences: tuple[tuple[int, int], ...]
    """Spans of sentences, list items (without their bullet) and headings, in order, none empty, none overlapping."""
    pages: tuple[Page, ...] = ()
    """All pages of the file in order, of formats that have pages."""
    removals: tuple[Removal, ...] = ()
    statements: tuple[Statement, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    facsimile: Facsimile | None = None
    """Of a PDF."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of one section, of whole sentences: ``document.text[start:end] == text``."""

    id: str
    """Hash of document id, span and text."""
    document_id: str
    text: str
    start: int
    end: int
    section: tuple[str, ...]
    page: str | None
    index: int
    """Position among the chunks of its document, from 0."""
    opening: str = ""
    """First words of the paragraph that the chunk goes on with, empty where it starts one: in minutes of a meeting they
    say who speaks."""
