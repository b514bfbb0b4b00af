"""A written answer as it grows: each sentence judged, its evidence turned into citations, what is not supported struck."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.candidates import Lookup, refers_back
from assistant.citing import citation_of
from assistant.types import AnswerSentence, Citation
from assistant.verification.verifier import Judgement, Span
from assistant.written.cutting import Written
from assistant.written.standing import Standing
from corpus.instructions import instructions
from vectorstore.types import Passage

BROKE_OFF = "the model's stream ended in the middle of this sentence"
LONGEST = 1200
"""Characters of a sentence; a longer one is a model that does not stop. The longest met in a report has 1,180."""
TOO_LONG = "it goes on for too long to be checked"
A_QUESTION = "it is a question, not a statement"
AN_ORDER = "it is an instruction, not a statement"
HANGING = "it refers back to a sentence that was left out"
OTHER_PASSAGE = "it refers back to a sentence that rests on another passage"
_WORDS = re.compile(r"\w+")

Judge = Callable[[str, Sequence[int]], Judgement]
"""(sentence, indices of the passages it points at; none: any) -> judgement."""


@dataclass(slots=True)
class Draft:
    """The sentences of one answer. ``passages`` are those the model was given: marker ``[1]`` means the first."""

    passages: Sequence[Passage]
    documents: Lookup
    judge: Judge
    question: str = ""
    mark: bool = False
    """Unsupported sentences are shown, marked, instead of removed."""
    sentences: list[AnswerSentence] = field(default_factory=list)
    removed: list[AnswerSentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dropped_markers: int = 0
    """Markers that point at no passage."""
    repeats: int = 0
    """Sentences that were written before."""
    _standing: Standing = field(init=False)
    _seen: set[tuple[str, ...]] = field(default_factory=set)
    _last: frozenset[int] | None = None
    """The passages that the last sentence rests on; ``None`` when it was struck."""

    def __post_init__(self) -> None:
        self._standing = Standing(self.question, self.documents)

    @property
    def supported(self) -> int:
        """How many of the sentences shown are supported."""
        return sum(each.support == "supported" for each in self.sentences)

    @property
    def count(self) -> int:
        """Sentences so far, shown and struck."""
        return len(self.sentences) + len(self.removed)

    @property
    def unsupported_share(self) -> float:
        """Share of all sentences that no passage supports, in [0, 1]."""
        marked = sum(each.support == "unsupported" for each in self.sentences)
        return (marked + len(self.removed)) / self.count if self.count else 0.0

    def add(self, written: Written) -> AnswerSentence | None:
        """The next sentence, judged; ``None`` for one that is not shown: a repeat, a heading, or one that was struck."""
        key = tuple(_WORDS.findall(written.text.casefold()))
        cited = self._cited(written.numbers)
        if key in self._seen:
            self.repeats += 1
        if not key or written.heading or key in self._seen:
            return None
        self._seen.add(key)
        why = no_statement(written.text)
        judged = Judgement("unsupported", 0.0, (), why) if why else self._judged(written.text, cited)
        if judged.support not in {"supported", "partial"}:
            return self._strike(written, judged)
        self._last = frozenset(span.premise for span in judged.spans)
        bullet = written.bullet and not written.text.endswith(":")
        judged = self._placed(judged, written.text, bullet=bullet)
        sentence = AnswerSentence(
            text=written.text,
            citations=self._numbers(judged),
            support=judged.support,
            reason=judged.reason,
            bullet=bullet,
            score=judged.score,
        )
        self.sentences.append(sentence)
        return sentence

    def break_off(self, text: str) -> None:
        """The sentence that was being written when the stream ended."""
        if _WORDS.search(text):
            self.removed.append(AnswerSentence(text, (), "unsupported", BROKE_OFF))

    def _cited(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Indices of the passages that markers name; those out of range are dropped and counted."""
        valid = [number for number in numbers if 1 <= number <= len(self.passages)]
        self.dropped_markers += len(numbers) - len(valid)
        return tuple(number - 1 for number in valid)

    def _judged(self, text: str, cited: tuple[int, ...]) -> Judgement:
        """By the passages it points at, else by any; a sentence that hangs on one that was struck is struck too."""
        judged = self.judge(text, cited)
        if cited and judged.support != "supported":
            anywhere = self.judge(text, ())
            judged = anywhere if anywhere.support == "supported" else max(judged, anywhere, key=_worth)
        if refers_back(text) and (self.sentences or self.removed):
            if self._last is None:
                return replace(judged, support="unsupported", reason=HANGING)
            if judged.support == "supported" and not self._last & {span.premise for span in judged.spans}:
                return replace(judged, support="partial", reason=OTHER_PASSAGE)
        return judged

    def _placed(self, judged: Judgement, text: str, *, bullet: bool) -> Judgement:
        """A sentence that cannot be understood where it stands is only partly supported."""
        if not judged.spans:
            return judged
        span = judged.spans[0]
        passage = self.passages[span.premise]
        objection = self._standing.objection(
            text, bullet=bullet, passage=passage, start=passage.chunk.start + span.start
        )
        if objection is None or judged.support != "supported":
            return judged
        return replace(judged, support="partial", reason=objection)

    def _strike(self, written: Written, judged: Judgement) -> AnswerSentence | None:
        struck = AnswerSentence(
            written.text, (), "unsupported", judged.reason, bullet=written.bullet, score=judged.score
        )
        self._last = None
        if self.mark:
            self.sentences.append(struck)
            return struck
        self.removed.append(struck)
        return None

    def _numbers(self, judged: Judgement) -> tuple[int, ...]:
        """The numbers of the citations of a sentence, made where they are new: one for each quotation."""
        return tuple(dict.fromkeys(map(self._number, joined(judged.spans))))

    def _number(self, span: Span) -> int:
        passage = self.passages[span.premise]
        document = self.documents(passage.chunk.document_id)
        first, last = passage.chunk.start + span.start, passage.chunk.start + span.end
        for known in self.citations:
            if known.document_id == document.id and known.start <= first and last <= known.end:
                return known.number
        number = len(self.citations) + 1
        self.citations.append(citation_of(number, passage, document, first, last))
        return number


def no_statement(text: str) -> str | None:
    """Why a sentence is nothing that passages could support, whatever stands in them; ``None`` for a statement."""
    if text.rstrip('"”’» ').endswith("?"):
        return A_QUESTION
    if len(text) > LONGEST:
        return TOO_LONG
    return AN_ORDER if instructions(text) else None


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans of one passage that touch, but for white space between sentences, made one; the best first."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.premise, each.start)):
        last = found[-1] if found else None
        if last and last.premise == span.premise and span.start - last.end <= 1:
            found[-1] = Span(span.premise, last.start, max(span.end, last.end))
        else:
            found.append(span)
    best = {(span.premise, span.start): at for at, span in reversed(list(enumerate(spans)))}
    return sorted(
        found,
        key=lambda each: min(
            at for (premise, start), at in best.items() if premise == each.premise and each.start <= start < each.end
        ),
    )


def _worth(judged: Judgement) -> tuple[int, float]:
    return ("unsupported", "partial", "supported").index(judged.support), judged.score
