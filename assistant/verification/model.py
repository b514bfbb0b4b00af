"""The learnt part of the check of sentences: linear models, whose weights are in ``verification.json``.

Written by ``python -m evals.verification_training``. A model of words says how doubtful each word is, one of pairs how doubtful
the sentence as a whole; a third takes both together with the features of the sentence; its logit is calibrated.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from assistant.verification.observing import Observation
from assistant.verification.sentence_features import Row, sentence_features
from assistant.verification.word_vectors import Matrix


@dataclass(frozen=True, slots=True)
class Linear:
    """A bias and a weight for each input."""

    weights: Matrix
    bias: float

    def __call__(self, inputs: Matrix) -> Row:
        """Values of shape (n,) for inputs of shape (n, width)."""
        found: Row = inputs @ self.weights + self.bias
        return found


@dataclass(frozen=True, slots=True)
class VerificationModel:
    """What was learnt. All logits are of "supported"."""

    words: Linear
    """Over ``Observation.inputs``: high for words that the premises do not bear out."""
    whole: Linear
    """Over the state of the pair: high for a sentence that the premises do not bear out."""
    features: tuple[str, ...]
    sentence: Linear
    """Over ``features``; a logit, calibrated."""
    supported: float
    """Score from which on a sentence is called supported."""
    partial: float
    """Score from which on it is called supported in part."""
    contradicted: float
    """Logit of contradiction above which no sentence is called supported."""
    responses: Mapping[str, Responses]

    def doubts(self, seen: Observation) -> Row:
        """How doubtful each word is, of shape (n,)."""
        return self.words(seen.inputs)

    def score(self, seen: Observation, doubts: Row) -> float:
        """The calibrated probability that the premises support all of a sentence."""
        values = observed_features(seen, doubts, float(self.whole(seen.pair.whole[None])[0]))
        return chance(float(self.sentence(np.array([[values[name] for name in self.features]]))[0]))


@dataclass(frozen=True, slots=True)
class Responses:
    """From the scores of its sentences to a whole response."""

    model: Linear
    """Over ``response_features``; a logit of "holds something unsupported", calibrated."""
    threshold: float
    """Probability from which on a response is called hallucinated."""


def observed_features(seen: Observation, doubts: Row, whole: float) -> dict[str, float]:
    """Everything that the last model reads, by name."""
    found = sentence_features(seen.text, seen.own, seen.table, doubts, [each.kind for each in seen.conflicts])
    return {**found, "whole_doubt": whole, "relevance": seen.pair.score}


def chance(logit: float) -> float:
    """The probability of a logit."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


RESPONSE_FEATURES = ("worst", "second", "any", "mean")


def response_features(scores: Sequence[float] | Row) -> Row:
    """Of a response: logits of its two most doubtful sentences, of any being unsupported, and the mean doubt; shape (4,).

    ``scores`` are probabilities of "supported", at least one.
    """
    doubts = np.sort(np.clip(1 - np.array(scores, dtype=np.float64), 1e-4, 1 - 1e-4))[::-1]
    some = np.clip(1 - np.prod(1 - doubts), 1e-4, 1 - 1e-4)
    worst, second = doubts[0], doubts[1] if len(doubts) > 1 else 1e-2
    logits = [math.log(value / (1 - value)) for value in (worst, second, some)]
    return np.array([*logits, doubts.mean()])


@lru_cache(maxsize=1)
def verification_model() -> VerificationModel:
    """The model that comes with the package."""
    return model_of(
        json.loads(files("assistant.verification").joinpath("verification.json").read_text(encoding="utf-8"))
    )


def model_of(data: Mapping[str, Any]) -> VerificationModel:
    """A model from what its file holds."""
    return VerificationModel(
        words=_linear(data["words"]),
        whole=_linear(data["whole"]),
        features=tuple(data["sentence"]["weights"]),
        sentence=Linear(np.array(list(data["sentence"]["weights"].values())), data["sentence"]["bias"]),
        supported=data["supported"],
        partial=data["partial"],
        contradicted=data["contradicted"],
        responses={kind: Responses(_linear(each), each["threshold"]) for kind, each in data["responses"].items()},
    )


def _linear(data: Mapping[str, Any]) -> Linear:
    return Linear(np.array(data["weights"], dtype=np.float64), data["bias"])
