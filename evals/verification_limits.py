"""From which score on, and up to which logit of contradiction, a sentence is called supported: set on hand-written paraphrases.

Copies and sentences with a conflict are decided by rule, so both have to tell faithful paraphrases. They are set as strict as
they can be while most of those stay supported; what is reported of a fold comes from limits set on the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.verification.premises import Premise
from assistant.verification.verifier import Verifier
from evals.paraphrases import Paraphrase

KEPT = 0.9
"""Share of the paraphrases that the score lets through, conflicts apart; a little above what is promised."""
DOUBTED = 0.005
"""Share of those that are let through which the model of contradictions may doubt."""
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
    against: tuple[float, float]
    """The logits of contradiction."""


def scored(pairs: Sequence[tuple[Paraphrase, Premise]], verifier: Verifier) -> list[Scored]:
    """Score both sentences of each pair."""
    found = []
    for case, premise in pairs:
        read = verifier.read([premise])
        seen = [verifier.observed(text, read) for text in (case.paraphrase, case.altered)]
        scores = [verifier.model.score(each, verifier.model.doubts(each)) if each else 0.0 for each in seen]
        clean = [bool(each and not each.conflicts) for each in seen]
        spans = [verifier.judge(text, read).spans for text in (case.paraphrase, case.altered)]
        against = [
            verifier.contradiction(text, read, each)
            for text, each in zip((case.paraphrase, case.altered), spans, strict=True)
        ]
        found.append(Scored(case.fold, (scores[0], scores[1]), (clean[0], clean[1]), (against[0], against[1])))
    return found


def limits(pairs: Sequence[Scored]) -> dict[str, float]:
    """The score that ``KEPT`` of the paraphrases reach, and the logit that all but ``DOUBTED`` of those without conflict keep."""
    least = float(np.quantile([pair.scores[0] for pair in pairs], 1 - KEPT, method="lower"))
    passed = [pair.against[0] for pair in pairs if pair.scores[0] >= least and pair.clean[0]]
    return {"supported": least, "contradicted": float(np.quantile(passed, 1 - DOUBTED, method="higher"))}


def reported(pairs: Sequence[Scored]) -> dict[str, float]:
    """Shares over all folds, each judged with the limits of the others."""
    supported, caught = [], []
    for fold in sorted({pair.fold for pair in pairs}):
        held = limits([pair for pair in pairs if pair.fold != fold])
        for pair in (pair for pair in pairs if pair.fold == fold):
            passed = [
                score >= held["supported"] and clean and against <= held["contradicted"]
                for score, clean, against in zip(pair.scores, pair.clean, pair.against, strict=True)
            ]
            supported.append(passed[0])
            caught.append(not passed[1])
    return {
        "paraphrases": len(pairs),
        "paraphrases_supported": round(float(np.mean(supported)), 4),
        "twins_not_supported": round(float(np.mean(caught)), 4),
    }
