"""Is a written sentence supported by the passages it points at? See ``docs/verification.md``.

A learnt score says how likely the passages support all of it; a copy of their words needs none, and conflicts of fact
(``assistant.facts.checks``) overrule it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, replace
from typing import Literal

from assistant.facts.checks import Conflict
from assistant.facts.wordings import is_romance
from assistant.verification.alignment import Alignment, align
from assistant.verification.copies import copied
from assistant.verification.model import VerificationModel, verification_model
from assistant.verification.observing import Observation, observe
from assistant.verification.premises import Premise
from assistant.verification.reasons import ABSENT, EMPTY, OTHERWISE, only_part, says_something
from assistant.verification.union import conflicts_with
from assistant.verification.word_vectors import Ground, Words, ground_of, words_of
from vectorstore.contradiction import ContradictionModel, PolicyNli, is_installed
from vectorstore.pairs import BundledPairs, PairModel
from vectorstore.tokens import BundledTokens, TokenModel

Support = Literal["supported", "partial", "unsupported"]

COPY = 0.99
"""Score of a sentence that stands in a premise word for word."""
CONTRADICTED = 0.1
"""The highest score of a sentence with a conflict."""
_MENDABLE = frozenset({"force", "event"})
"""Conflicts beside which the rest of a sentence may still be worth showing."""
_READ = 2
"""Sentences of the evidence that are read for a contradiction."""
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
        contradictions: ContradictionModel | None = None,
        model: VerificationModel | None = None,
    ) -> None:
        self._tokens = tokens
        self._pairs = pairs or BundledPairs()
        self._contradictions = contradictions
        self._model = model
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="contradiction")

    @classmethod
    def bundled(cls, *, model: VerificationModel | None = None) -> Verifier:
        """With the models that come with the package, and that of contradictions where it is installed."""
        return cls(BundledTokens(), contradictions=PolicyNli() if is_installed() else None, model=model)

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
        if not _comparable(own, ground) or not says_something(own):
            return Judgement("unsupported", 0.0, (), EMPTY)
        aligned = align(own, ground)
        exact = copied(sentence, read.premises, ground)
        spans = tuple(Span(*place) for place in exact) or _spans(aligned, ground)
        contradicted = conflicts_with(sentence, read.premises, [(each.premise, each.start, each.end) for each in spans])
        # Read by the two models at once: each of them takes one processor.
        against = None if exact or contradicted else self._beside.submit(self.contradiction, sentence, read, spans)
        seen = observe(sentence, own, ground, aligned, read.premises, self._pairs)
        doubts = self.model.doubts(seen)
        score = COPY if exact else self.model.score(seen, doubts)
        if contradicted:
            return self._contradicted(score, spans, contradicted)
        if score >= self.model.supported:
            if against is None or against.result() <= self.model.contradicted:
                return Judgement("supported", score, spans)
            return Judgement("partial", min(score, self.model.partial), spans, OTHERWISE)
        if score >= self.model.partial:
            return Judgement("partial", score, spans, only_part(own, sentence, doubts))
        return Judgement("unsupported", score, spans, ABSENT)

    def contradiction(self, sentence: str, read: Read, spans: Sequence[Span]) -> float:
        """The logit that a sentence says otherwise than its evidence; minus infinity where no model reads that."""
        evidence = " ".join(read.premises[at].text[start:end] for at, start, end in sorted(map(astuple, spans[:_READ])))
        if self._contradictions is None or not evidence or is_romance(sentence) or is_romance(evidence):
            return -math.inf
        return self._contradictions.contradiction(evidence, sentence)

    def _contradicted(self, score: float, spans: tuple[Span, ...], found: tuple[Conflict, ...]) -> Judgement:
        mendable = score >= self.model.partial and all(each.kind in _MENDABLE for each in found)
        return Judgement("partial" if mendable else "unsupported", min(score, CONTRADICTED), spans, found[0].reason)

    def observed(self, sentence: str, read: Read) -> Observation | None:
        """What is measured of a sentence over all premises; ``None`` where there is nothing to compare."""
        own, ground = self._words(sentence), read.ground
        if not _comparable(own, ground):
            return None
        return observe(sentence, own, ground, align(own, ground), read.premises, self._pairs)

    def _words(self, sentence: str) -> Words:
        return words_of(sentence, self._tokens.states([sentence])[0])


def _comparable(own: Words, ground: Ground) -> bool:
    return bool(len(own) and (ground.places >= 0).any())


def _spans(aligned: Alignment, ground: Ground) -> tuple[Span, ...]:
    """The evidence: the best sentence, and those that add to what it covers."""
    return tuple(
        Span(*ground.sentences[at]) for at, share in zip(aligned.evidence, aligned.adds, strict=True) if share >= _ADDS
    )
