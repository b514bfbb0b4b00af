"""The structure of a document as compressed JSON: sections, sentences, pages, removals, statements."""

from __future__ import annotations

import json
import zlib
from dataclasses import astuple

from corpus.types import Document, Metadata, Page, Removal, Section, Speaker, Statement


def packed(document: Document) -> bytes:
    """Everything of a document that is neither its text nor its metadata."""
    data = {
        "sections": [[section.path, section.start, section.body, section.end] for section in document.sections],
        "sentences": document.sentences,
        "pages": [astuple(page) for page in document.pages],
        "removals": [astuple(removal) for removal in document.removals],
        "statements": [astuple(statement) for statement in document.statements],
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
    )


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
