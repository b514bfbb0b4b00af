"""The sentences of retrieved passages, each with what it needs to be understood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.types import Document
from vectorstore.types import Passage, Place

_BULLET = re.compile(r"\s*(?:[•◦▪■●‣∙·*+–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s*$")
_BACK = re.compile(
    r"^(?:It|Its|They|Their|Them|These|Those|This|That|He|She|His|Her|Such|Both|The latter|The former|"
    r"(?:In|To|With|For|By|From|At|On|Through|As part of) (?:this|that|these|those|turn|response)|"
    r"The same \w+|Similarly|Likewise|Thus|Hence|Therefore|Instead|As a result|That being said|There, )\b"
)
_BACK_ELSEWHERE = re.compile(
    r"^(?:Il|Elle|Ils|Elles|Ce|Cela|Ceci|Cette|Ces|Celui|Celle|Leurs?|Son|Sa|Ses|Ello|Esto|Eso|Este|Esta|Estos|Estas|Ellos|Ellas|Su|Sus)\b"
)
_REACH = 2
"""How many sentences a reference may point back."""

_FURTHER = 2
"""How many sentences after a passage are read with it: a chunk may end just before the answer."""
_FURTHER_FOR = 2
"""For how many of the first passages."""

Lookup = Callable[[str], Document]
"""Document id -> the document."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer."""

    passage: Passage
    start: int
    end: int
    text: str
    bullet: bool
    """It is an item of a list."""
    heading: bool
    lead_in: tuple[int, int] | None
    """For a list item: the span of the line that introduces the list."""
    context: tuple[tuple[int, int], ...]
    """Spans of the sentences before it that must be shown with it, because it refers back to them."""
    opening: tuple[int, int] | None = None
    """Span of the sentence that opens its paragraph: in minutes of a meeting it says who speaks."""
    paragraph: str = ""
    """The paragraph up to and with the sentence."""

    @property
    def document_id(self) -> str:
        return self.passage.chunk.document_id


def candidates(passages: Sequence[Passage], lookup: Lookup) -> list[Candidate]:
    """All sentences of the passages in the order of the passages; one that stands in two passages comes once."""
    found: dict[tuple[str, int], Candidate] = {}
    for passage in passages:
        document = lookup(passage.chunk.document_id)
        reach = _FURTHER if passage.rank <= _FURTHER_FOR else 0
        for start, end in sentences_of(document, passage.chunk.start, passage.chunk.end, further=reach):
            found.setdefault((document.id, start), sentence_candidate(passage, document, (start, end)))
    return list(found.values())


def sentences_of(document: Document, start: int, end: int, *, further: int = 0) -> Sequence[tuple[int, int]]:
    """The sentences, list items and headings between two offsets, and some of the same section after them."""
    first, last = bisect_left(document.sentences, (start, 0)), bisect_left(document.sentences, (end, 0))
    limit = next((section.end for section in document.sections if section.start <= start < section.end), end)
    beyond = [span for span in document.sentences[last : last + further] if span[0] < limit]
    return [*document.sentences[first:last], *beyond]


def sentence_candidate(passage: Passage, document: Document, span: tuple[int, int]) -> Candidate:
    """A sentence of a document, found by way of a passage."""
    start, end = span
    text = document.text[start:end]
    heading = bool(passage.chunk.section) and start == passage.chunk.start and text.strip() == passage.chunk.section[-1]
    bullet = not heading and is_bullet(document.text, start)
    before = spans_before(document, start, section_start(document, start))
    return Candidate(
        passage,
        start,
        end,
        text,
        bullet,
        heading,
        _lead_in(document, before) if bullet else None,
        () if heading or bullet else _context(document, text, start, before),
        _opening(document, start, before),
        document.text[document.text.rfind("\n\n", 0, start) + 1 : end],
    )


def refers_back(text: str) -> bool:
    """Whether a sentence opens with a word that refers back to the one before it, in English, French or Spanish."""
    return bool(_BACK.match(text) or _BACK_ELSEWHERE.match(text))


def is_bullet(text: str, start: int) -> bool:
    """Whether what stands on the line before a sentence is a list marker."""
    line = text.rfind("\n", 0, start) + 1
    return line < start and bool(_BULLET.fullmatch(text, line, start))


def section_start(document: Document, at: int) -> int:
    """Where the body of the section around an offset starts."""
    for section in document.sections:
        if section.start <= at < section.end:
            return section.body if at >= section.body else section.start
    return 0


def spans_before(document: Document, start: int, floor: int) -> list[tuple[int, int]]:
    """The sentences of a section before an offset, nearest first."""
    return [span for span in reversed(document.sentences) if floor <= span[0] < start]


def _opening(document: Document, start: int, before: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first sentence of the paragraph of a sentence, when that is another one."""
    floor = document.text.rfind("\n", 0, start) + 1
    within = [span for span in before if span[0] >= floor]
    return within[-1] if within else None


def lead_in_of(document: Document, start: int) -> tuple[int, int] | None:
    """The line that introduces the list of an item."""
    return _lead_in(document, spans_before(document, start, section_start(document, start)))


def _lead_in(document: Document, before: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The nearest line above a list item that is no list item itself, when it ends with a colon."""
    for start, end in before:
        if not is_bullet(document.text, start):
            return (start, end) if document.text[start:end].rstrip().endswith((":", "…", "by", "include")) else None
    return None


def _context(
    document: Document, text: str, start: int, before: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The sentences back to the first that does not refer back itself, within a paragraph and ``_REACH``."""
    context: list[tuple[int, int]] = []
    for span in before[:_REACH]:
        if not _BACK.match(text) or "\n" in document.text[span[1] : start]:
            break
        context.insert(0, span)
        start, text = span[0], document.text[span[0] : span[1]]
    return tuple(context)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate sentence and how well it answers."""

    candidate: Candidate
    score: float
    """A logit: the cross-encoder's for the sentence, in part that of its passage."""
    also_in: tuple[Place, ...] = ()
