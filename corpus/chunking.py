"""Document to chunks: whole sentences of one section, of a size that retrieves well."""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections.abc import Sequence

from corpus.types import Chunk, Document, Page, Section

WORDS = 70
"""Words aimed at in a chunk; measured, see docs/measurements.md."""

OPENING = 14
"""Words kept of how a paragraph opens that a chunk goes on with."""
_REACH = 20_000
"""Characters: a paragraph that opened further back than this says nothing about the chunk."""

Offsets = tuple[int, int]


def chunk(document: Document, *, words: int = WORDS) -> tuple[Chunk, ...]:
    """The chunks of a document, in order, each of whole sentences of one section.

    A section is cut into pieces of about ``words`` words, of even size; a sentence longer than that is a chunk by
    itself. The heading of a section opens its first chunk; one without any text gives no chunk.
    """
    spans: list[tuple[Offsets, Section]] = []
    position = 0
    for section in document.sections:
        own: list[Offsets] = []
        while position < len(document.sentences) and document.sentences[position][0] < section.end:
            own.append(document.sentences[position])
            position += 1
        if any(start >= section.body for start, _ in own) or (own and not section.path):
            spans += [(piece, section) for piece in _pieces(document.text, own, words)]
    return tuple(_chunk(document, piece, section, index) for index, (piece, section) in enumerate(spans))


def _pieces(text: str, sentences: Sequence[Offsets], words: int) -> list[Offsets]:
    """Spans of about ``words`` words, cut between sentences, as even as the sentences allow."""
    counts = [len(text[start:end].split()) for start, end in sentences]
    total = sum(counts)
    target = total / max(1, math.ceil(total / (words * 1.25)))
    pieces: list[list[int]] = [[]]
    size, done = 0, 0
    for at, count in enumerate(counts):
        if pieces[-1] and _is_full(text, sentences, at, size, count, target) and total - done > 0.3 * target:
            pieces.append([])
            size = 0
        pieces[-1].append(at)
        size += count
        done += count
    return [(_opening(text, sentences[piece[0]][0]), sentences[piece[-1]][1]) for piece in pieces if piece]


def _is_full(text: str, sentences: Sequence[Offsets], at: int, size: int, count: int, target: float) -> bool:
    """Whether to cut before a sentence; a paragraph's start is a better place than its middle."""
    after_break = "\n\n" in text[sentences[at - 1][1] : sentences[at][0]]
    introduces = text[sentences[at - 1][1] - 1] == ":"
    if introduces and size < 1.5 * target:
        return False
    return size + count / 2 > target or (after_break and size > 0.75 * target)


def _opening(text: str, start: int) -> int:
    """The start of a sentence with its list marker."""
    line = text.rfind("\n", 0, start) + 1
    return line if start - line <= 6 and not text[line:start].strip().isalpha() else start


def _chunk(document: Document, span: Offsets, section: Section, index: int) -> Chunk:
    start, end = span
    text = document.text[start:end]
    key = f"{document.id}\0{start}\0{end}\0{text}"
    identifier = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    page = _page(document.pages, start)
    opening = _paragraph_opening(document.text, start)
    return Chunk(identifier, document.id, text, start, end, section.path, page, index, opening)


def _paragraph_opening(text: str, start: int) -> str:
    """The first words of the paragraph around an offset, when it opens before and not too far off."""
    reach = max(0, start - _REACH)
    paragraph = text.rfind("\n", reach, start) + 1
    if paragraph == 0 < reach:
        return ""
    return " ".join(text[paragraph : min(start, paragraph + 20 * OPENING)].split()[:OPENING])


def _page(pages: Sequence[Page], at: int) -> str | None:
    """The label of the page on which an offset stands; pages are in order and without gaps."""
    found = bisect_right(pages, at, key=lambda page: page.start) - 1
    return pages[found].label if found >= 0 and at < pages[found].end else None
