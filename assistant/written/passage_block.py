"""Passages as a model is given them: numbered, with where they stand and who speaks in them, between delimiters.

All that comes from a document, its title and headings too, stands between two lines that no document can know beforehand.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from assistant.attribution import speaker_of, statements_over
from assistant.candidates import Lookup
from corpus.lines import INVISIBLE
from corpus.speakers import label
from corpus.types import DIGEST, Document
from vectorstore.types import Passage

_T = TypeVar("_T")
_INSTEAD = "====="
"""What a delimiter becomes where it occurs in a text."""
_SPEAKERS = 8
_FIRST_WORDS = 6
_TITLE, _HEADINGS, _OPENING = 110, 110, 120
"""Most characters of each: a document chooses them."""


def new_delimiter() -> str:
    """A line for one request that nobody can have written into a document."""
    return f"====={secrets.token_hex(4)}"


def passage_block(passages: Sequence[Passage], documents: Lookup, *, delimiter: str, brief: bool = False) -> str:
    """Passages for a prompt, numbered from 1; ``documents`` finds a document by its id.

    ``brief`` leaves out title and section, half of what a small model would have to read.
    """
    return "\n\n".join(
        f"[{number}]\n{delimiter}\n{_inside(passage, documents(passage.chunk.document_id), delimiter, brief)}\n{delimiter}"
        for number, passage in enumerate(passages, start=1)
    )


def fit(items: Sequence[_T], *, budget: int, count: Callable[[_T], int]) -> tuple[list[_T], list[_T]]:
    """(those kept, those dropped): in their order, each that still fits ``budget`` tokens is kept."""
    kept: list[_T] = []
    dropped: list[_T] = []
    for item in items:
        tokens = count(item)
        (kept if tokens <= budget else dropped).append(item)
        budget -= tokens if tokens <= budget else 0
    return kept, dropped


def _inside(passage: Passage, document: Document, delimiter: str, brief: bool) -> str:
    """What stands between the delimiters: lines about the passage, and its text as it is in the document."""
    about = [_event(document)] if brief else [*_place(passage, document)]
    lines = [*about, *_said(passage, document), f"Text: {passage.chunk.text}"]
    return INVISIBLE.sub("", "\n".join(lines)).replace(delimiter, _INSTEAD)


def _event(document: Document) -> str:
    metadata = document.metadata
    if metadata.kind == DIGEST or not metadata.event:
        return f"Document: {_title(document)}"
    year = str(metadata.year or "")
    event = _line(metadata.event, _TITLE)
    return f"Meeting: {event}" if year in event else f"Meeting: {event}, {year}"


def _place(passage: Passage, document: Document) -> Iterator[str]:
    metadata, title = document.metadata, _title(document)
    date = (metadata.date or "").replace("/", " to ")
    about = [title, *(_line(each, _TITLE) for each in (metadata.event, date) if each and each not in title)]
    yield f"Document: {', '.join(about)}"
    if passage.chunk.section:
        yield f"Section: {_line(' > '.join(passage.chunk.section[-2:]), _HEADINGS, end=True)}"


def _title(document: Document) -> str:
    metadata = document.metadata
    if metadata.kind == DIGEST:
        return f"digest by Dialogue of {_line(metadata.source_title or document.title, _TITLE)}"
    return _line(document.title, _TITLE)


def _said(passage: Passage, document: Document) -> Iterator[str]:
    chunk = passage.chunk
    if document.metadata.kind != DIGEST:
        yield from _speakers(document, chunk.start, chunk.end)
    if chunk.opening:
        yield f"Goes on after: {_line(chunk.opening, _OPENING)} ..."


def _speakers(document: Document, start: int, end: int) -> Iterator[str]:
    """Who says the passage, or what of it, and with what force, as far as the document says so."""
    speaker, force = speaker_of(document, start, end)
    if speaker:
        yield f"Speaker: {_who(label(speaker), force)}"
        return
    openings: dict[tuple[str, str | None], str] = {}
    for each in statements_over(document, start, end):
        if each.speaker:
            words = document.text[max(start, each.start) : min(end, each.end)].split()[:_FIRST_WORDS]
            openings.setdefault((label(each.speaker), each.force), _line(" ".join(words), _OPENING))
    for (name, told), opening in list(openings.items())[:_SPEAKERS]:
        yield f'Speaker from "{opening} ..." on: {_who(name, told)}'


def _who(name: str, force: str | None) -> str:
    return f"{_line(name, _TITLE)}; force: {force}" if force else _line(name, _TITLE)


def _line(text: str, limit: int, *, end: bool = False) -> str:
    """One line of at most ``limit`` characters, from the start or the end of the text."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= limit:
        return text
    return f"...{text[-limit:]}" if end else f"{text[:limit]}..."
