"""What a conversation is made of. Both answer engines return the same ``Answer``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from assistant.attribution import part_of
from corpus.speakers import label
from corpus.types import DIGEST, Speaker, Statement
from vectorstore.types import Passage, Place

Role = Literal["user", "assistant"]
Status = Literal["answered", "not_found"]
Support = Literal["quoted", "supported", "partial", "unsupported"]
Engine = Literal["quote", "written"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance of the conversation so far."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that the program found in a document: ``document.text[start:end] == quote``."""

    number: int
    """From 1 within an answer; one per quotation."""
    chunk_id: str
    document_id: str
    title: str
    event: str | None
    date: str | None
    kind: str | None
    section: tuple[str, ...]
    page: str | None
    speaker: Speaker | None
    """Who says all of it; ``None`` where the text does not say, where several do, and for a digest."""
    force: str | None
    quote: str
    start: int
    end: int
    also_in: tuple[Place, ...] = ()
    source_title: str | None = None
    """For a digest: the title of the document it digests."""
    statements: tuple[Statement, ...] = ()
    """Who says which part of it, where the text says so; spans as in ``start`` and ``end``. None for a digest."""

    @property
    def said_by(self) -> str | None:
        """Who says it and where: "Portugal (Cláudia Pereira), Panel 1"."""
        names = [label(each) for each in ([self.speaker] if self.speaker else self._joint())]
        return ", ".join(part for part in (" and ".join(names), part_of(self.section)) if part) if names else None

    def _joint(self) -> list[Speaker]:
        """The speakers who say all of it together."""
        speakers = [each.speaker for each in self.statements if each.start <= self.start and each.end >= self.end]
        return [each for each in speakers if each] if len(speakers) == len(self.statements) and all(speakers) else []

    @property
    def is_digest(self) -> bool:
        return self.kind == DIGEST

    @property
    def label(self) -> str:
        """The document as a reader names it; a digest is always said to be one."""
        if self.is_digest:
            return f"digest by Dialogue of {self.source_title or self.title}"
        return self.title


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A piece of the answer: a quotation or a written sentence with its citations, or a lead-in without any."""

    text: str
    """As shown, without markers."""
    citations: tuple[int, ...]
    """Numbers of the citations it rests on."""
    support: Support
    reason: str | None = None
    """Why it is not fully supported."""
    group: str | None = None
    """The heading under which it stands, where the answer is grouped by document or event."""
    bullet: bool = False
    """It is an item of a list."""
    context: bool = False
    """It is shown only because the next sentence refers back to it."""
    score: float | None = None
    """Of a written sentence: calibrated probability, in [0, 1], that a person would call it supported by its citations."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, or an honest refusal."""

    question: str
    query: str
    """What was searched, after the history was taken in."""
    status: Status
    sentences: tuple[AnswerSentence, ...]
    """Those shown, in order."""
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    """Those retrieved; with ``not_found`` the nearest ones."""
    engine: Engine = "quote"
    removed: tuple[AnswerSentence, ...] = ()
    """Those struck from the answer because no passage supports them."""
    fallback_reason: str | None = None
    """Why quotations are shown although a written answer was asked for, in one line."""
    model: str | None = None
    """The model that was asked, whether or not a sentence of it was kept."""
    prompt_version: str | None = None
    """Name and version of the prompt that it was asked with: "answer 1"."""
    incomplete: bool = False
    """The stream of the model broke off: what is shown is not the whole answer."""
    queries: tuple[str, ...] = ()
    """The sub-questions that were searched besides ``query``, of a comparison."""
    flagged: tuple[Passage, ...] = ()
    """Passages near the question that hold instructions to the program: shown as such, and used for nothing."""
    suggestions: tuple[str, ...] = ()
    """Follow-up questions that the documents can answer."""
    notes: tuple[str, ...] = ()
    """What the person should know of how it came about, one line each: "2 of 8 passages did not fit the model"."""
    language: str = "en"
    """ISO 639-1 of the question."""
    fingerprint: str | None = None
    """Of the index that was searched."""
    tokens: dict[str, int] = field(default_factory=dict)
    """"prompt", "completion", "dropped_markers": what the model was sent and wrote; empty in quote mode."""
    reason: str | None = None
    """With ``not_found``: why, in one line for the person who asked."""
    confidence: float | None = None
    """Calibrated probability that the shown sentences answer the question, in [0, 1]."""
    seconds: dict[str, float] = field(default_factory=dict)
    """"retrieve", "compose", "first_token", "total"."""

    @property
    def text(self) -> str:
        """The answer as a person reads it, with markers like ``[1]``."""
        from assistant.render import plain_text

        return plain_text(self)
