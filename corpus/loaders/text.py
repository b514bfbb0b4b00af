"""Plain text and Markdown."""

from __future__ import annotations

from corpus.cleaning import clean
from corpus.decoding import decode
from corpus.extraction import Source, assembled
from corpus.metadata import as_metadata, split_front_matter
from corpus.types import Document, Metadata


def load_text(source: Source) -> Document:
    """A text file, with all that text extraction leaves."""
    return _load(source, markdown=False)


def load_markdown(source: Source) -> Document:
    """A Markdown file: only its markup makes headings."""
    return _load(source, markdown=True)


def _load(source: Source, *, markdown: bool) -> Document:
    raw, _ = decode(source.data)
    front, start = split_front_matter(raw)
    sources = (front, source.manifest)
    title, metadata = as_metadata(*sources)
    cleaned = clean(raw, start=start, markdown=markdown, known=_known(title, metadata))
    return assembled(cleaned, source, sources=sources)


def text_document(
    raw: str,
    *,
    document_id: str,
    path: str,
    title: str | None,
    metadata: Metadata | None = None,
    markdown: bool = False,
) -> Document:
    """A document from decoded text; without a title the first heading is taken.

    Raises ``EmptyFile`` when cleaning leaves nothing.
    """
    metadata = metadata or Metadata()
    cleaned = clean(raw, markdown=markdown, known=_known(title, metadata))
    known = {name: value for name in Metadata.__slots__ if (value := getattr(metadata, name)) is not None}
    return assembled(cleaned, Source(b"", document_id, path, ""), sources=({**known, "title": title or ""},))


def _known(title: str | None, metadata: Metadata) -> list[str]:
    """Titles that a running header may repeat."""
    return [part for whole in (title, metadata.event) if whole for part in (whole, whole.split("(")[0])]
