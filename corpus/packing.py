"""The structure of a document as compressed JSON: sections, sentences, pages, removals, statements, places on pages."""

from __future__ import annotations

import json
import zlib
from dataclasses import astuple, dataclass
from typing import Any

from corpus.chunking import chunk
from corpus.types import (
    Chunk,
    Document,
    Facsimile,
    GlyphRun,
    Metadata,
    Page,
    Removal,
    Section,
    Speaker,
    Statement,
    WordBox,
)  # fmt: skip


def packed(document: Document) -> bytes:
    """Everything of a document that is neither its text nor its metadata."""
    data = {
        "sections": [[section.path, section.start, section.body, section.end] for section in document.sections],
        "sentences": document.sentences,
        "pages": [astuple(page) for page in document.pages],
        "removals": [astuple(removal) for removal in document.removals],
        "statements": [astuple(statement) for statement in document.statements],
        "facsimile": astuple(document.facsimile) if document.facsimile else None,
    }
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode("ascii"), 6)


def unpacked(data: bytes, *, document_id: str, path: str, title: str, text: str, metadata: Metadata) -> Document:
    """The document again."""
    layout = json.loads(zlib.decompress(data))
    return Document(
        id=document_id,
        path=path,
        title=title,
        text=text,
        sections=tuple(Section(tuple(names), start, body, end) for names, start, body, end in layout["sections"]),
        sentences=tuple((start, end) for start, end in layout["sentences"]),
        pages=tuple(Page(*row) for row in layout["pages"]),
        removals=tuple(Removal(*row) for row in layout["removals"]),
        statements=tuple(_statement(row) for row in layout["statements"]),
        metadata=metadata,
        facsimile=_facsimile(layout.get("facsimile")),
    )


def _facsimile(data: list[list[Any]] | None) -> Facsimile | None:
    if data is None:
        return None
    runs, words = data
    return Facsimile(tuple(GlyphRun(*row) for row in runs), tuple(WordBox(*row) for row in words))


def _statement(row: list[object]) -> Statement:
    start, end, speaker, force, kind = row
    who = Speaker(*speaker) if isinstance(speaker, list) else None
    return Statement(int(str(start)), int(str(end)), who, force and str(force), kind and str(kind))  # type: ignore[arg-type]


def packed_metadata(metadata: Metadata) -> str:
    """Metadata as JSON, without what is not known."""
    return json.dumps({name: value for name in Metadata.__slots__ if (value := getattr(metadata, name)) is not None})


def unpacked_metadata(data: str) -> Metadata:
    """Metadata from its JSON."""
    return Metadata(**json.loads(data))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as the process that parsed it hands it over: what the store needs, the rest packed."""

    id: str
    path: str
    title: str
    text: str
    metadata: Metadata
    layout: bytes
    """``packed(document)``."""
    chunks: tuple[Chunk, ...]
    pages: int
    """Pages of the file; 0 for formats without pages."""


def parsed(document: Document) -> Parsed:
    """A document, packed, with its chunks."""
    return Parsed(
        id=document.id,
        path=document.path,
        title=document.title,
        text=document.text,
        metadata=document.metadata,
        layout=packed(document),
        chunks=chunk(document),
        pages=len(document.pages),
    )
