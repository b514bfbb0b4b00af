"""Plain text and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.cleaning import clean
from corpus.decoding import decode
from corpus.errors import EmptyFile
from corpus.metadata import as_metadata, split_front_matter
from corpus.sections import sections
from corpus.sentences import sentences
from corpus.types import Document, Metadata, Section


def load_text(data: bytes, *, document_id: str, path: str, name: str, manifest: Mapping[str, Any]) -> Document:
    """A text file, with all that text extraction leaves."""
    return _load(data, document_id, path, name, manifest, markdown=False)


def load_markdown(data: bytes, *, document_id: str, path: str, name: str, manifest: Mapping[str, Any]) -> Document:
    """A Markdown file: only its markup makes headings."""
    return _load(data, document_id, path, name, manifest, markdown=True)


def _load(
    data: bytes, document_id: str, path: str, name: str, manifest: Mapping[str, Any], *, markdown: bool
) -> Document:
    raw, _ = decode(data)
    front, start = split_front_matter(raw)
    title, metadata = as_metadata(front, manifest)
    return text_document(
        raw,
        document_id=document_id,
        path=path,
        title=title,
        metadata=metadata,
        markdown=markdown,
        start=start,
        name=name,
    )


def text_document(
    raw: str,
    *,
    document_id: str,
    path: str,
    title: str | None,
    metadata: Metadata | None = None,
    markdown: bool = False,
    start: int = 0,
    name: str = "",
) -> Document:
    """A document from decoded text; ``start`` is where its front matter ends.

    Without a title the first heading is taken, or else ``name``. Raises ``EmptyFile`` when cleaning leaves nothing.
    """
    metadata = metadata or Metadata()
    known = [part for whole in (title, metadata.event) if whole for part in (whole, whole.split("(")[0])]
    cleaned = clean(raw, start=start, markdown=markdown, known=known)
    if not cleaned.text.strip():
        raise EmptyFile("there is no text in the file besides its metadata and page furniture")
    parts = sections(cleaned.text, cleaned.blocks)
    return Document(
        id=document_id,
        path=path,
        title=title or _first_title(parts) or name or path,
        text=cleaned.text,
        sections=parts,
        sentences=sentences(cleaned.text, cleaned.blocks, language=metadata.language or "en"),
        removals=cleaned.removals,
        metadata=metadata,
    )


def _first_title(parts: tuple[Section, ...]) -> str | None:
    return next((part.path[0] for part in parts if part.path), None)
