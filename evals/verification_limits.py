"""From which score on a sentence is called supported: set on the hand-written paraphrases, by folds.

Copies and sentences with a conflict are decided by rule, so the score has to tell faithful paraphrases. It is set as high as
it can be while most of them stay supported; what is reported of a fold comes from a threshold set on the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.verification.premises import Premise
from assistant.verification.verifier import Verifier
from evals.paraphrases import Paraphrase

KEPT = 0.88
"""Share of the paraphrases that the score lets through, conflicts apart; a little above what is promised."""
PARTIAL = 0.5
"""More likely supported than not, but not likely enough."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with the learnt scores of both."""

    fold: int
    scores: tuple[float, float]
    """Of the paraphrase and of its altered twin."""
    clean: tuple[bool, bool]
    """Whether no conflict was found."""


def scored(pairs: Sequence[tuple[Paraphrase, Premise]], verifier: Verifier) -> list[Scored]:
    """Score both sentences of each pair."""
    found = []
    for case, premise in pairs:
        read = verifier.read([premise])
        seen = [verifier.observed(text, read) for text in (case.paraphrase, case.altered)]
        scores = [verifier.model.score(each, verifier.model.doubts(each)) if each else 0.0 for each in seen]
        clean = [bool(each and not each.conflicts) for each in seen]
        found.append(Scored(case.fold, (scores[0], scores[1]), (clean[0], clean[1])))
    return found


def limit(pairs: Sequence[Scored]) -> float:
    """The score that ``KEPT`` of the paraphrases reach."""
    return float(np.quantile([pair.scores[0] for pair in pairs], 1 - KEPT, method="lower"))


def reported(pairs: Sequence[Scored]) -> dict[str, float]:
    """Shares over all folds, each judged with the limit of the others."""
    supported, caught = [], []
    for fold in sorted({pair.fold for pair in pairs}):
        least = limit([pair for pair in pairs if pair.fold != fold])
        for pair in (pair for pair in pairs if pair.fold == fold):
            passed = [score >= least and clean for score, clean in zip(pair.scores, pair.clean, strict=True)]
            supported.append(passed[0])
            caught.append(not passed[1])
    return {
        "paraphrases": len(pairs),
        "paraphrases_supported": round(float(np.mean(supported)), 4),
        "twins_not_supported": round(float(np.mean(caught)), 4),
    }
