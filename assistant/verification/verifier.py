"""Is a written sentence supported by the passages it points at? See ``docs/verification.md``.

A learnt score says how likely the passages support all of it; a copy of their words needs none, and conflicts of fact
(``assistant.facts.checks``) overrule it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.facts.checks import Conflict
from assistant.verification.alignment import Alignment
from assistant.verification.copies import copied
from assistant.verification.model import VerificationModel, verification_model
from assistant.verification.observing import Observation, observe
from assistant.verification.premises import Premise
from assistant.verification.reasons import ABSENT, EMPTY, only_part, says_something
from assistant.verification.union import conflicts_with
from assistant.verification.word_vectors import Ground, Words, ground_of, words_of
from vectorstore.pairs import BundledPairs, PairModel
from vectorstore.tokens import TokenModel

Support = Literal["supported", "partial", "unsupported"]

COPY = 0.99
"""Score of a sentence that stands in a premise word for word."""
CONTRADICTED = 0.1
"""The highest score of a sentence with a conflict."""
_MENDABLE = frozenset({"force", "event"})
"""Conflicts beside which the rest of a sentence may still be worth showing."""
_ADDS = 0.02
"""A further sentence is evidence when it adds at least this share to what is covered."""


@dataclass(frozen=True, slots=True)
class Span:
    """Evidence: half-open character offsets into the text of a premise."""

    premise: int
    """Index of the premise."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the premises say to a sentence."""

    support: Support
    score: float
    """The calibrated probability that the premises support all of it, in [0, 1]."""
    spans: tuple[Span, ...]
    """The sentences of the premises that it rests on, best first, at most three."""
    reason: str | None = None
    """One plain line for a person, where it is not supported."""
    cited_elsewhere: tuple[int, ...] = ()
    """Premises that support it although they were not cited, where those cited do not."""


@dataclass(frozen=True, slots=True)
class Read:
    """Premises, read once for all the sentences of an answer."""

    premises: tuple[Premise, ...]
    ground: Ground


class Verifier:
    """Judges sentences. Safe in threads."""

    def __init__(
        self,
        tokens: TokenModel,
        *,
        pairs: PairModel | None = None,
        model: VerificationModel | None = None,
    ) -> None:
        self._tokens = tokens
        self._pairs = pairs or BundledPairs()
        self._model = model

    @property
    def model(self) -> VerificationModel:
        """What was learnt."""
        return self._model or verification_model()

    def read(self, premises: Sequence[Premise]) -> Read:
        """Read the premises."""
        return Read(tuple(premises), ground_of(premises, self._tokens))

    def score(self, sentence: str, read: Read) -> float:
        """The learnt score alone, of a sentence against all premises; 0.5 where there is nothing to compare."""
        seen = self.observed(sentence, read)
        return self.model.score(seen, self.model.doubts(seen)) if seen else 0.5

    def judge(self, sentence: str, read: Read, *, cited: Sequence[int] = (), elsewhere: bool = True) -> Judgement:
        """Whether the premises at the indices ``cited`` (none: any of them) support a sentence.

        Where they do not, the others are looked at too, unless ``elsewhere`` is not wanted.
        """
        own = self._words(sentence)
        found = self._judged(sentence, own, read, read.ground.of(cited) if cited else read.ground)
        all_read = not cited or len(set(cited)) == len(read.premises)
        if all_read or not elsewhere or found.support == "supported":
            return found
        others = [at for at in range(len(read.premises)) if at not in cited]
        other = self._judged(sentence, own, read, read.ground.of(others))
        if other.support != "supported":
            return found
        return replace(found, cited_elsewhere=tuple(dict.fromkeys(span.premise for span in other.spans)))

    def _judged(self, sentence: str, own: Words, read: Read, ground: Ground) -> Judgement:
        seen = self._observed(sentence, own, read, ground)
        if seen is None or not says_something(seen.own):
            return Judgement("unsupported", 0.0, (), EMPTY)
        exact = copied(sentence, read.premises, ground)
        doubts = self.model.doubts(seen)
        score = COPY if exact else self.model.score(seen, doubts)
        spans = tuple(Span(*place) for place in exact) or _spans(seen.aligned, ground)
        contradicted = conflicts_with(sentence, read.premises, [(each.premise, each.start, each.end) for each in spans])
        if contradicted:
            return self._contradicted(score, spans, contradicted)
        if score >= self.model.supported:
            return Judgement("supported", score, spans)
        if score >= self.model.partial:
            return Judgement("partial", score, spans, only_part(seen.own, sentence, doubts))
        return Judgement("unsupported", score, spans, ABSENT)

    def _contradicted(self, score: float, spans: tuple[Span, ...], found: tuple[Conflict, ...]) -> Judgement:
        mendable = score >= self.model.partial and all(each.kind in _MENDABLE for each in found)
        return Judgement("partial" if mendable else "unsupported", min(score, CONTRADICTED), spans, found[0].reason)

    def observed(self, sentence: str, read: Read) -> Observation | None:
        """What is measured of a sentence over all premises; ``None`` where there is nothing to compare."""
        return self._observed(sentence, self._words(sentence), read, read.ground)

    def _words(self, sentence: str) -> Words:
        return words_of(sentence, self._tokens.states([sentence])[0])

    def _observed(self, sentence: str, own: Words, read: Read, ground: Ground) -> Observation | None:
        if not len(own) or not (ground.places >= 0).any():
            return None
        return observe(sentence, own, ground, read.premises, self._pairs)


def _spans(aligned: Alignment, ground: Ground) -> tuple[Span, ...]:
    """The evidence: the best sentence, and those that add to what it covers."""
    return tuple(
        Span(*ground.sentences[at]) for at, share in zip(aligned.evidence, aligned.adds, strict=True) if share >= _ADDS
    )
