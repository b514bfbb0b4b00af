"""What the suites of true and false sentences measure: whether a sentence is called supported by a passage."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from assistant.facts.checks import conflicts
from assistant.facts.wordings import wording
from assistant.verification.premises import Premise

if TYPE_CHECKING:
    from assistant.verification.verifier import Judgement, Read, Verifier


class Judge(Protocol):
    """Calls a sentence supported, or not, and says how sure it is."""

    def supports(self, sentence: str, premise: Premise) -> bool:
        """Whether the premise is called to support all of the sentence."""

    def score(self, sentence: str, premise: Premise) -> float:
        """In [0, 1], higher for a sentence that is rather supported; what the area under the curve is made from."""


class RulesAlone:
    """The rules of ``assistant.facts.checks`` without a model: the evidence is the sentences that share most words."""

    def supports(self, sentence: str, premise: Premise) -> bool:
        return not conflicts(sentence, premise, likely_spans(sentence, premise))

    def score(self, sentence: str, premise: Premise) -> float:
        return 1.0 / (1.0 + len(conflicts(sentence, premise, likely_spans(sentence, premise))))


class Verifying:
    """A verifier, over one premise at a time."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier
        self._read = lru_cache(maxsize=2048)(self._read_one)
        self._judged = lru_cache(maxsize=16)(self._judge_one)

    @classmethod
    def bundled(cls) -> Verifying:
        """The verifier of the package with the models that come with it."""
        from assistant.verification.verifier import Verifier

        return cls(Verifier.bundled())

    def _read_one(self, premise: Premise) -> Read:
        return self._verifier.read([premise])

    def _judge_one(self, sentence: str, premise: Premise) -> Judgement:
        return self._verifier.judge(sentence, self._read(premise), cited=(0,))

    def supports(self, sentence: str, premise: Premise) -> bool:
        return self._judged(sentence, premise).support == "supported"

    def score(self, sentence: str, premise: Premise) -> float:
        return self._judged(sentence, premise).score


def likely_spans(sentence: str, premise: Premise, most: int = 2) -> list[tuple[int, int]]:
    """The sentences of a premise that share most content words with a sentence, best first."""
    own = {word.stem for word in wording(sentence) if word.content}
    scored = []
    for start, end in premise.sentences:
        theirs = {word.stem for word in wording(premise.text[start:end]) if word.content}
        scored.append((len(own & theirs), (start, end)))
    scored.sort(key=lambda one: -one[0])
    return [span for shared, span in scored[:most] if 2 * shared >= scored[0][0]]
