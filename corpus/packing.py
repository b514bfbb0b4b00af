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

_OLD = 0x78
"""First byte of a layout in one part, as stores of version 1 have it."""


def packed(document: Document) -> bytes:
    """Everything of a document that is neither its text nor its metadata, in two parts.

    What answers need comes first; what only checking and page views need, and is far longer, comes second.
    """
    layout = {
        "sections": [(each.path, each.start, each.body, each.end) for each in document.sections],
        "sentences": document.sentences,
        "pages": [(each.label, each.start, each.end, each.ocr) for each in document.pages],
        "statements": [astuple(statement) for statement in document.statements],
    }
    traces = {
        "removals": [(each.start, each.at, each.text, each.kind, each.replacement) for each in document.removals],
        "facsimile": _places(document.facsimile) if document.facsimile else None,
    }
    first = _zipped(layout)
    return len(first).to_bytes(4, "big") + first + _zipped(traces)


def unpacked(
    data: bytes, *, document_id: str, path: str, title: str, text: str, metadata: Metadata, traces: bool = True
) -> Document:
    """The document again; without ``traces`` it has neither removals nor places on pages, and is there much sooner."""
    layout = _unzipped(data, traces=traces)
    return Document(
        id=document_id,
        path=path,
        title=title,
        text=text,
        sections=tuple(Section(tuple(names), start, body, end) for names, start, body, end in layout["sections"]),
        sentences=tuple((start, end) for start, end in layout["sentences"]),
        pages=tuple(Page(*row) for row in layout["pages"]),
        removals=tuple(Removal(*row) for row in layout.get("removals", ())),
        statements=tuple(_statement(row) for row in layout["statements"]),
        metadata=metadata,
        facsimile=_facsimile(layout.get("facsimile")),
    )


def _zipped(data: object) -> bytes:
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode("ascii"), 6)


def _unzipped(data: bytes, *, traces: bool) -> dict[str, Any]:
    if data[0] == _OLD:
        return dict(json.loads(zlib.decompress(data)))
    cut = 4 + int.from_bytes(data[:4], "big")
    layout: dict[str, Any] = json.loads(zlib.decompress(data[4:cut]))
    return layout | (json.loads(zlib.decompress(data[cut:])) if traces else {})


def _places(facsimile: Facsimile) -> tuple[list[object], list[object]]:
    words = [(w.start, w.length, w.page, w.left, w.bottom, w.right, w.top) for w in facsimile.words]
    return [(run.start, run.page, run.index, run.length) for run in facsimile.runs], list(words)


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
