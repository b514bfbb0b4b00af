"""From a checked draft to the answer: kept, fallen back to quotations, or refused."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.answering import spent
from assistant.errors import ModelError
from assistant.expectations import holds, wants
from assistant.models.streaming import Usage
from assistant.settings import Settings
from assistant.types import Answer, AnswerSentence
from assistant.verification.verifier import Read
from assistant.written.cutting import Cutter, Written
from assistant.written.declining import declines
from assistant.written.drafting import Draft
from assistant.written.writing import Assignment

REPEATS = 3
"""So many sentences that were written before, and the model counts as going round in circles."""
SENTENCES = 40
"""More sentences than an answer needs: what comes after is not read."""
_ENDED = re.compile(r"[.!?…][\"”’»)\]]*$")
NOTHING_SUPPORTED = "the documents support no sentence that the model wrote"
NOTHING_FOUND = "the model found no answer in the passages"
BESIDE = "what the model wrote is true but does not hold the {kind} asked for"
TOO_MUCH = "too much of what the model wrote is not supported by the documents"


@dataclass(frozen=True, slots=True)
class Ended:
    """The model wrote all it will."""

    problem: ModelError | None
    """Why it stopped before the end."""


@dataclass(slots=True)
class Drafted:
    """A draft with all that its answer records."""

    draft: Draft
    reading: asyncio.Future[Read]
    assignment: Assignment
    usage: Usage
    quoted: Answer
    """What quote mode says to the same question."""
    begun: float
    retrieved: float
    cutter: Cutter = field(default_factory=Cutter)
    problem: ModelError | None = None
    first: float | None = None
    """Seconds from the question to the first words of the model."""
    declined: bool = False
    """The model said that the passages do not answer."""

    @property
    def over(self) -> bool:
        """Whether there is no use in reading on."""
        return self.draft.repeats >= REPEATS or self.draft.count >= SENTENCES

    def take(self, item: str | Ended) -> Iterator[Written]:
        """The sentences that end with a piece of text, or with the end of it."""
        if isinstance(item, str):
            self.first = self.first or time.perf_counter() - self.begun
            yield from self.cutter.feed(item)
            return
        self.problem = item.problem
        before = list(self.cutter.close())
        if item.problem and before and not _ENDED.search(before[-1].text):
            self.draft.break_off(before.pop().text)
        yield from before

    def add(self, written: Written) -> AnswerSentence | None:
        """The sentence as it is shown, or ``None``."""
        if self.over:
            return None
        if declines(written.text):
            self.declined = True
            return None
        return self.draft.add(written)


def finished(drafted: Drafted, settings: Settings) -> Answer:
    """The answer: what is supported, or quotations with the reason, or the refusal of a model that found nothing."""
    draft = drafted.draft
    why = _why_not(drafted, settings)
    if why is None:
        answer = replace(
            drafted.quoted,
            sentences=tuple(draft.sentences),
            citations=tuple(draft.citations),
            passages=drafted.assignment.passages,
            engine="written",
        )
    elif why == NOTHING_FOUND and not drafted.assignment.small:
        reason = f"The model read {len(drafted.assignment.passages)} passages and found no answer in them."
        answer = replace(drafted.quoted, status="not_found", sentences=(), citations=(), reason=reason)
    else:
        answer = replace(drafted.quoted, fallback_reason=why)
    struck = [*draft.removed, *(each for each in draft.sentences if why and each.support != "supported")]
    return replace(
        answer,
        removed=tuple(replace(each, citations=()) for each in struck),
        incomplete=drafted.problem is not None or drafted.over,
        model=drafted.assignment.model,
        prompt_version=drafted.assignment.prompt,
        notes=(*drafted.assignment.notes, *_notes(drafted)),
        tokens=_tokens(drafted),
        seconds=spent(drafted.begun, drafted.retrieved, drafted.first),
    )


def _why_not(drafted: Drafted, settings: Settings) -> str | None:
    """Why quotations are shown instead of what was written; ``None`` when it is kept."""
    draft = drafted.draft
    if not draft.supported:
        if drafted.problem:
            return str(drafted.problem)
        return NOTHING_FOUND if drafted.declined else NOTHING_SUPPORTED
    if settings.unsupported == "refuse" and draft.unsupported_share > settings.unsupported_share:
        return TOO_MUCH
    return _beside(drafted)


def _beside(drafted: Drafted) -> str | None:
    """Why quotations answer better: they hold the figure, person or time asked for, and what was written does not."""
    kind = wants(drafted.quoted.query)
    if kind is None or drafted.problem:
        return None
    written = (each.text for each in drafted.draft.sentences if each.support == "supported")
    if any(holds(text, kind) for text in written) or not any(
        holds(each.text, kind) for each in drafted.quoted.sentences
    ):
        return None
    return BESIDE.format(kind=kind)


def _notes(drafted: Drafted) -> list[str]:
    notes = [f"{drafted.problem}"] if drafted.problem and drafted.draft.supported else []
    return [*notes, "the model went round in circles and was stopped"] if drafted.over else notes


def _tokens(drafted: Drafted) -> dict[str, int]:
    """What was counted; the server may not say all of it."""
    usage = drafted.usage
    counts = {"prompt": usage.prompt_tokens, "completion": usage.completion_tokens}
    told = {name: count for name, count in counts.items() if count is not None}
    return {**told, "dropped_markers": drafted.draft.dropped_markers}
