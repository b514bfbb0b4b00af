"""Is it shown as said by who said it? Of the places shown whose speaker the case names, the share shown with that name.

A quotation of a report names its speaker beside it, or in its own words; a digest has no speaker of its own, so the name must
stand in what is quoted, in the heading shown with it, or in the line that is shown before it to say whose words they
are. A name that is shown beside a quotation and is not one of those who said it is wrong even where the quotation holds
the right one.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.types import Document
from evals.metrics.key_facts import holds
from evals.questions import Case, Place, overlaps, sentence_spans
from evals.runs.records import SeenAnswer, SeenCitation


def attributions(case: Case, answer: SeenAnswer, documents: Mapping[str, Document]) -> list[bool]:
    """For each place with a known speaker that the answer shows whether it is shown as theirs."""
    places = [place for item in case.evidence for place in item if place.speaker]
    return [
        any(attributed(place, citation, answer) for citation in shown)
        for place in places
        if (shown := _shown(place, answer, documents))
    ]


def attributed(place: Place, citation: SeenCitation, answer: SeenAnswer) -> bool:
    """Whether a quotation is shown with the right name."""
    if citation.said_by:
        return holds(citation.said_by, place.speaker)
    beside = [
        citation.quote,
        citation.section or "",
        *(each.text for each in answer.sentences if citation.number in each.citations),
        _introduction(citation, answer),
    ]
    return holds(" ".join(beside), place.speaker)


def _introduction(citation: SeenCitation, answer: SeenAnswer) -> str:
    """The last sentence before a quotation that is shown for the context alone, in the same group and document; or nothing."""
    first = next(at for at, each in enumerate(answer.sentences) if citation.number in each.citations)
    documents = {each.number: each.document_id for each in answer.citations}
    for sentence in reversed(answer.sentences[:first]):
        known = {documents.get(number) for number in sentence.citations}
        if sentence.group != answer.sentences[first].group or known != {citation.document_id}:
            break
        if sentence.context:
            return sentence.text
    return ""


def _shown(place: Place, answer: SeenAnswer, documents: Mapping[str, Document]) -> list[SeenCitation]:
    spans = sentence_spans(place, documents)
    return [each for each in answer.citations if any(overlaps(span, each.span) for span in spans)]
