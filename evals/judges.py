"""Who says whether passages support a claim: the product's own check, or a language model apart from the one that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.verification.premises import Premise
from assistant.verification.verifier import Read, Verifier


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of a claim."""

    supported: bool | None
    """``None``: it could not be judged."""
    why: str | None = None
    """What is missing, or why it could not be judged; one line."""
    evidence: str | None = None
    """The words that it rests on."""
    score: float | None = None
    """Probability that a person would call it supported, where the judge has one."""


class ClaimJudge(Protocol):
    """Says whether passages support a claim."""

    name: str

    def judge(self, claim: str, premises: Sequence[Premise]) -> Verdict:
        """What the passages, read together, say to a claim."""


class OfflineJudge:
    """The check of sentences that the product shows its answers by. Safe in threads."""

    name = "dialogue"

    def __init__(self, verifier: Verifier | None = None) -> None:
        self._verifier = verifier or Verifier.bundled()
        self._known: dict[tuple[Premise, ...], Read] = {}

    def judge(self, claim: str, premises: Sequence[Premise]) -> Verdict:
        """Deterministic."""
        key = tuple(premises)
        read = self._known.get(key) or self._known.setdefault(key, self._verifier.read(key))
        found = self._verifier.judge(claim, read)
        spans = sorted((span.premise, span.start, span.end) for span in found.spans)
        evidence = " ".join(read.premises[at].text[start:end] for at, start, end in spans) or None
        return Verdict(found.support == "supported", found.reason, evidence, found.score)
