"""An answer while it is made: what was told of it so far."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from assistant.events import Checked, Done, Event, Reading, Searching, Unchecked, Writing, told
from assistant.types import Answer, AnswerSentence, Citation
from vectorstore.types import Passage


@dataclass(slots=True)
class Growing:
    """Takes the events of one answer in, in order."""

    question: str
    status: str = "searching"
    """What is being done."""
    since: float = field(default_factory=time.monotonic)
    """When that began, by the monotonic clock."""
    query: str = ""
    """What was searched; empty before."""
    queries: tuple[str, ...] = ()
    model: str | None = None
    unchecked: str = ""
    """Of the sentence that is being written: nobody has checked it."""
    sentences: list[AnswerSentence] = field(default_factory=list)
    """The checked ones."""
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None
    """The answer, when it is there."""

    def take(self, event: Event) -> None:
        """Take one event in."""
        status = told(event) or self.status
        if status != self.status:
            self.status, self.since = status, time.monotonic()
        match event:
            case Searching(query, queries):
                self.query, self.queries = query, queries
            case Writing(model):
                self.model = model
            case Unchecked(text):
                self.unchecked = text
            case Checked(sentence, citations):
                self.sentences.append(sentence)
                self.citations, self.unchecked = citations, ""
            case Done(answer):
                self.answer = answer
            case Reading():
                pass

    def broken_off(self, passages: tuple[Passage, ...]) -> Answer:
        """What was checked so far, as an answer that is not whole; ``passages`` are those of its citations."""
        return Answer(
            question=self.question,
            query=self.query or self.question,
            status="answered",
            sentences=tuple(self.sentences),
            citations=self.citations,
            passages=passages,
            engine="written" if self.model else "quote",
            model=self.model,
            incomplete=True,
            queries=self.queries,
        )
