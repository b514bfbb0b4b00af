"""What came back for a case, as it is kept on disk: the answer in the layout of ``dialogue ask --json``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.render import answer_json, passage_json
from assistant.types import Answer
from vectorstore.types import Passage


class _Seen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class SeenSentence(_Seen):
    """A sentence of an answer."""

    text: str
    citations: tuple[int, ...]
    support: Literal["quoted", "supported", "partial", "unsupported"]
    reason: str | None = None
    score: float | None = None
    group: str | None = None
    context: bool = False


class SeenPassage(_Seen):
    """Words of a document."""

    document_id: str
    title: str
    section: str | None = None
    start: int
    end: int

    @property
    def span(self) -> tuple[str, int, int]:
        return self.document_id, self.start, self.end


class FoundPassage(SeenPassage):
    """A passage that was found."""

    text: str
    score: float


class SeenCitation(SeenPassage):
    """A quotation."""

    number: int
    label: str
    quote: str
    said_by: str | None = None
    is_digest: bool = False


class SeenAnswer(_Seen):
    """An answer as it was shown."""

    question: str
    query: str
    status: Literal["answered", "not_found"]
    answer: str
    reason: str | None = None
    sentences: tuple[SeenSentence, ...]
    removed: tuple[SeenSentence, ...] = ()
    citations: tuple[SeenCitation, ...]
    passages: tuple[FoundPassage, ...]
    engine: Literal["quote", "written"]
    fallback_reason: str | None = None
    model: str | None = None
    prompt_version: str | None = None
    incomplete: bool = False
    language: str = "en"
    fingerprint: str | None = None
    tokens: dict[str, int] = {}
    confidence: float | None = None
    seconds: dict[str, float] = {}

    @property
    def refused(self) -> bool:
        return self.status == "not_found"


class Record(BaseModel):
    """A case was asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    case: str
    """Its id."""
    answer: SeenAnswer | None = None
    found: tuple[FoundPassage, ...] = ()
    """What was found, best first; more than the answer shows where it was refused."""
    error: str | None = None
    """What went wrong, in one line, where there is no answer."""
    cached: bool = False
    """Taken from an earlier run of the same build, documents, settings and model."""


def record_of(case: str, answer: Answer, found: tuple[Passage, ...]) -> Record:
    """What is kept of an answer."""
    data: dict[str, Any] = answer_json(answer)
    for each, citation in zip(data["citations"], answer.citations, strict=True):
        each["is_digest"] = citation.is_digest
    return Record(
        case=case,
        answer=SeenAnswer.model_validate(data),
        found=tuple(FoundPassage.model_validate(passage_json(each)) for each in found),
    )
