"""What is told while an answer is made, in order: a search, passages, a model's words, verdicts, and at last the answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Answer, AnswerSentence, Citation


@dataclass(frozen=True, slots=True)
class Searching:
    """The documents are being searched."""

    query: str
    queries: tuple[str, ...] = ()
    """The sub-questions of a comparison."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Passages were found and are being read."""

    passages: int


@dataclass(frozen=True, slots=True)
class Writing:
    """The model was asked, and has not answered yet."""

    model: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The sentence that the model is writing, as far as it has come: it replaces the last one told."""

    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence ended and was judged; the unchecked text is empty again."""

    sentence: AnswerSentence
    citations: tuple[Citation, ...]
    """All citations of the answer so far."""


@dataclass(frozen=True, slots=True)
class Done:
    """The answer, always the last event."""

    answer: Answer


Event = Searching | Reading | Writing | Unchecked | Checked | Done


def told(event: Event) -> str | None:
    """An event as a status line, without the final stop; ``None`` for those that carry words of the answer."""
    match event:
        case Searching(query, queries):
            return f"searching for: {'; '.join([query, *queries])}"
        case Reading(passages):
            return f"reading {passages} passages"
        case Writing(model):
            return f"writing with {model}"
        case Unchecked():
            return "checking each sentence"
        case _:
            return None
