"""An answer as text, as text with references, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from assistant.types import Answer, AnswerSentence, Citation
from vectorstore.types import Passage, SearchResult

SECTION_SEPARATOR = " > "
NOT_FOUND = "The documents do not answer this question."


def plain_text(answer: Answer) -> str:
    """The answer as a person reads it: quotations with markers like ``[1]``, under their group headings."""
    if answer.status == "not_found":
        return f"{NOT_FOUND} {answer.reason}" if answer.reason else NOT_FOUND
    lines: list[str] = []
    group: str | None = None
    for at, sentence in enumerate(answer.sentences):
        if sentence.group != group:
            group = sentence.group
            lines.append(f"\n{group}:" if group and lines else f"{group}:" if group else "")
        lines.append(sentence_line(sentence, numbers=marked(answer.sentences, at)))
    return "\n".join(lines).strip()


def sentence_line(sentence: AnswerSentence, *, numbers: Iterable[int] | None = None) -> str:
    """A sentence with its markers, or those of ``numbers``, and with a word where it is not fully supported."""
    markers = "".join(f"[{number}]" for number in (sentence.citations if numbers is None else numbers))
    doubt = {"partial": " (partly supported)", "unsupported": " (not supported by the documents)"}
    shown = f"{'- ' if sentence.bullet else ''}{sentence.text}{' ' if markers else ''}{markers}"
    return shown + doubt.get(sentence.support, "")


def marked(sentences: Sequence[AnswerSentence], at: int) -> tuple[int, ...]:
    """The numbers after a sentence; of neighbours that rest on one quotation only the last has them."""
    own = sentences[at].citations
    after = sentences[at + 1] if at + 1 < len(sentences) else None
    same = after is not None and after.citations == own and after.bullet == sentences[at].bullet
    return () if same else own


def reference(citation: Citation) -> str:
    """One line that leads a reader to the words: document, event, date, section, page."""
    parts = [citation.label]
    if citation.event and citation.event not in citation.label:
        parts.append(citation.event)
    if citation.date:
        parts.append(citation.date.replace("/", " to "))
    if citation.section:
        parts.append(SECTION_SEPARATOR.join(citation.section))
    if citation.page:
        parts.append(f"{'pp.' if '–' in citation.page else 'p.'} {citation.page}")
    if citation.said_by:
        parts.append(f"said by {citation.said_by}")
    also = list(dict.fromkeys(place.title for place in citation.also_in))
    return ", ".join(parts) + (f" (also in: {'; '.join(also)})" if also else "")


def with_references(answer: Answer) -> str:
    """What copying an answer gives: the question, the answer, the numbered references."""
    lines = [answer.question, "", plain_text(answer)]
    if answer.citations:
        lines += ["", "References", *(f"[{each.number}] {reference(each)}" for each in answer.citations)]
    return "\n".join(lines)


def passage_json(passage: Passage) -> dict[str, Any]:
    """A passage as the command line's contract has it."""
    chunk, document = passage.chunk, passage.document
    return {
        "rank": passage.rank,
        "score": round(passage.score, 4),
        "chunk_id": chunk.id,
        "document_id": chunk.document_id,
        "title": document.title,
        "event": document.metadata.event,
        "date": document.metadata.date,
        "kind": document.metadata.kind,
        "section": SECTION_SEPARATOR.join(chunk.section),
        "page": chunk.page,
        "text": chunk.text,
        "start": chunk.start,
        "end": chunk.end,
        "also_in": [_place(place) for place in passage.also_in],
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation as the command line's contract has it, with its label."""
    data = asdict(citation)
    data["section"] = SECTION_SEPARATOR.join(citation.section)
    data["also_in"] = [_place(place) for place in citation.also_in]
    return {**data, "label": citation.label, "said_by": citation.said_by}


def search_json(result: SearchResult, *, question: str, identifier: object = None) -> dict[str, Any]:
    """A search as the command line's contract has it."""
    return {
        "id": identifier,
        "question": question,
        "query": result.query,
        "passages": [passage_json(passage) for passage in result.passages],
        "seconds": _rounded(result.seconds),
    }


def answer_json(answer: Answer, *, identifier: object = None) -> dict[str, Any]:
    """An answer as the command line's contract has it."""
    return {
        "id": identifier,
        "question": answer.question,
        "query": answer.query,
        "status": answer.status,
        "answer": plain_text(answer),
        "reason": answer.reason,
        "sentences": _sentences(answer.sentences),
        "removed": _sentences(answer.removed),
        "citations": [citation_json(each) for each in answer.citations],
        "passages": [passage_json(each) for each in answer.passages],
        "engine": answer.engine,
        "fallback_reason": answer.fallback_reason,
        "model": answer.model,
        "prompt_version": answer.prompt_version,
        "incomplete": answer.incomplete,
        "queries": list(answer.queries),
        "flagged": [passage_json(each) for each in answer.flagged],
        "suggestions": list(answer.suggestions),
        "notes": list(answer.notes),
        "language": answer.language,
        "fingerprint": answer.fingerprint,
        "tokens": answer.tokens,
        "confidence": None if answer.confidence is None else round(answer.confidence, 4),
        "seconds": _rounded(answer.seconds),
    }


def _sentences(sentences: Iterable[AnswerSentence]) -> list[dict[str, Any]]:
    return [asdict(sentence) for sentence in sentences]


def _place(place: Any) -> dict[str, Any]:
    return {**asdict(place), "section": SECTION_SEPARATOR.join(place.section)}


def _rounded(seconds: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in seconds.items()}
