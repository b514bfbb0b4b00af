"""From chosen sentences to citations: exact spans, neighbours merged, numbered by first appearance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.attribution import speaker_of, statements_over
from assistant.candidates import Lookup, Scored, is_bullet
from assistant.types import AnswerSentence, Citation
from corpus.types import DIGEST, Document, Page
from vectorstore.types import Passage, Place

_BETWEEN = re.compile(r"[\s•◦▪■●‣∙·*+–—-]*(?:\(?(?:\d{1,2}|[a-z])[.)])?\s*")
"""What may stand between two sentences that are quoted as one: white space and list markers."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The sentences of an answer and what they rest on."""

    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class _Piece:
    scored: Scored
    group: str | None
    spans: list[tuple[int, int, bool]] = field(default_factory=list)
    """(start, end, is context) of the sentences of one quotation."""


def cite(groups: Sequence[tuple[str | None, Sequence[Scored]]], lookup: Lookup) -> Shown:
    """Number the quotations of an answer and cut them from their documents.

    Every citation meets ``document.text[start:end] == quote``; one that could not would be a fault of the program.
    """
    pieces = _pieces(groups, lookup)
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    for number, piece in enumerate(pieces, start=1):
        document = lookup(piece.scored.candidate.document_id)
        citations.append(_citation(number, piece, document))
        sentences += [_sentence(document, span, number, piece.group) for span in piece.spans]
    return Shown(tuple(sentences), tuple(citations))


def _pieces(groups: Sequence[tuple[str | None, Sequence[Scored]]], lookup: Lookup) -> list[_Piece]:
    pieces: list[_Piece] = []
    for group, chosen in groups:
        shown: set[tuple[str, int]] = set()
        main = {(each.candidate.document_id, each.candidate.start) for each in chosen}
        for each in chosen:
            spans = [span for span in _spans(each, main) if (each.candidate.document_id, span[0]) not in shown]
            shown |= {(each.candidate.document_id, span[0]) for span in spans}
            for span in spans:
                last = pieces[-1] if pieces and pieces[-1].group == group else None
                if last and _adjacent(last, each, span, lookup):
                    last.spans.append(span)
                else:
                    pieces.append(_Piece(each, group, [span]))
    return pieces


def _spans(scored: Scored, main: set[tuple[str, int]]) -> list[tuple[int, int, bool]]:
    candidate = scored.candidate
    before = [*([candidate.lead_in] if candidate.lead_in else []), *candidate.context]
    quiet = [(start, end, (candidate.document_id, start) not in main) for start, end in before]
    return [*quiet, (candidate.start, candidate.end, False)]


def _adjacent(piece: _Piece, scored: Scored, span: tuple[int, int, bool], lookup: Lookup) -> bool:
    """Whether a sentence goes on with a quotation: right after it, and said by the same speaker."""
    start, end, _ = span
    if piece.scored.candidate.document_id != scored.candidate.document_id:
        return False
    document, (first, last, _) = lookup(scored.candidate.document_id), piece.spans[-1]
    if last > start or not _BETWEEN.fullmatch(document.text[last:start]):
        return False
    return speaker_of(document, first, last)[0] == speaker_of(document, start, end)[0]


def _citation(number: int, piece: _Piece, document: Document) -> Citation:
    passage = piece.scored.candidate.passage
    return citation_of(number, passage, document, piece.spans[0][0], piece.spans[-1][1], also_in=piece.scored.also_in)


def citation_of(
    number: int, passage: Passage, document: Document, start: int, end: int, *, also_in: tuple[Place, ...] | None = None
) -> Citation:
    """The citation of a span of a document that was found by way of a passage; by default it is also where that is."""
    metadata = document.metadata
    digest = metadata.kind == DIGEST
    speaker, force = (None, None) if digest else speaker_of(document, start, end)
    return Citation(
        number=number,
        chunk_id=passage.chunk.id,
        document_id=document.id,
        title=document.title,
        event=metadata.event,
        date=metadata.date,
        kind=metadata.kind,
        section=passage.chunk.section,
        page=page_of(document.pages, start, end) or passage.chunk.page,
        speaker=speaker,
        force=force,
        quote=document.text[start:end],
        start=start,
        end=end,
        also_in=passage.also_in if also_in is None else also_in,
        source_title=metadata.source_title,
        statements=() if digest else statements_over(document, start, end),
    )


def page_of(pages: Sequence[Page], start: int, end: int) -> str | None:
    """The label of the page on which a span stands, "12–13" where it goes on to the next."""
    labels = [page.label for page in pages if page.start < end and page.end > start]
    return None if not labels else labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"


def _sentence(document: Document, span: tuple[int, int, bool], number: int, group: str | None) -> AnswerSentence:
    start, end, context = span
    return AnswerSentence(
        text=" ".join(document.text[start:end].split()),
        citations=(number,),
        support="quoted",
        group=group,
        bullet=is_bullet(document.text, start),
        context=context,
    )
