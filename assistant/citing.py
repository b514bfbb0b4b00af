"""From chosen sentences to citations: exact spans, neighbours merged, numbered by first appearance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.candidates import Lookup, Scored, is_bullet
from assistant.types import AnswerSentence, Citation
from corpus.types import Document, Statement

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
                if last and _adjacent(last, each, span[0], lookup):
                    last.spans.append(span)
                else:
                    pieces.append(_Piece(each, group, [span]))
    return pieces


def _spans(scored: Scored, main: set[tuple[str, int]]) -> list[tuple[int, int, bool]]:
    candidate = scored.candidate
    before = [*([candidate.lead_in] if candidate.lead_in else []), *candidate.context]
    quiet = [(start, end, (candidate.document_id, start) not in main) for start, end in before]
    return [*quiet, (candidate.start, candidate.end, False)]


def _adjacent(piece: _Piece, scored: Scored, start: int, lookup: Lookup) -> bool:
    if piece.scored.candidate.document_id != scored.candidate.document_id:
        return False
    between = lookup(scored.candidate.document_id).text[piece.spans[-1][1] : start]
    return piece.spans[-1][1] <= start and bool(_BETWEEN.fullmatch(between))


def _citation(number: int, piece: _Piece, document: Document) -> Citation:
    passage, metadata = piece.scored.candidate.passage, document.metadata
    start, end = piece.spans[0][0], piece.spans[-1][1]
    statement = statement_at(document, piece.scored.candidate.start)
    return Citation(
        number=number,
        chunk_id=passage.chunk.id,
        document_id=document.id,
        title=document.title,
        event=metadata.event,
        date=metadata.date,
        kind=metadata.kind,
        section=passage.chunk.section,
        page=passage.chunk.page,
        speaker=statement.speaker if statement else None,
        force=statement.force if statement else None,
        quote=document.text[start:end],
        start=start,
        end=end,
        also_in=piece.scored.also_in,
        source_title=metadata.source_title,
    )


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


def statement_at(document: Document, at: int) -> Statement | None:
    """Whose words stand at an offset, where the document says so."""
    return next((each for each in document.statements if each.start <= at < each.end), None)
