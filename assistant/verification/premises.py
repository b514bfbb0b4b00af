"""What a written sentence is checked against: the words of a passage, where it stands, and who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.attribution import statements_over
from corpus.types import DIGEST, Document, Statement
from vectorstore.types import Passage


@dataclass(frozen=True, slots=True)
class Premise:
    """A passage for checking; all spans are half-open character offsets into ``text``."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    """In order, not overlapping."""
    header: str = ""
    """Event, date, place, title and section path: names and years may stand here instead of in the text."""
    opening: str = ""
    """First words of the paragraph that the passage goes on with: in minutes of a meeting they say who speaks."""
    statements: tuple[Statement, ...] = ()
    """Who says which part of it, and with what force, where the document says so. None for a digest."""


def premise_of(passage: Passage, document: Document) -> Premise:
    """The premise of a passage: its text is ``document.text[chunk.start:chunk.end]``."""
    chunk, metadata = passage.chunk, document.metadata
    inside = [(max(start, chunk.start), min(end, chunk.end)) for start, end in document.sentences]
    where = (metadata.event, metadata.date, metadata.place, metadata.publisher, document.title, metadata.source_title)
    return Premise(
        text=chunk.text,
        sentences=tuple((start - chunk.start, end - chunk.start) for start, end in inside if start < end),
        header=" | ".join(part for part in (*where, *chunk.section) if part),
        opening=chunk.opening,
        statements=()
        if metadata.kind == DIGEST
        else _shifted(statements_over(document, chunk.start, chunk.end), chunk.start),
    )


def _shifted(statements: Sequence[Statement], by: int) -> tuple[Statement, ...]:
    return tuple(replace(each, start=each.start - by, end=each.end - by) for each in statements)
