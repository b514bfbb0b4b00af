"""From sentences to responses: a small model for each kind of text, and the threshold, both from inner folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.verification.model import Linear, Responses, response_features
from evals.judging import Integers, Mask, Values
from evals.verification_fit import sigmoid

RESPONSE_C = 0.3
RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Labelled:
    """Responses with their labels."""

    kinds: NDArray[np.str_]
    """"qa" or "summary", of shape (responses,)."""
    hallucinated: Mask
    owners: Integers
    """Index of the response of each example."""

    def features(self, chances: Values, used: Sequence[int] | Integers) -> Values:
        """``response_features`` of the responses at the indices ``used``, from the scores of all examples."""
        return np.array([response_features(scores_of(chances, self.owners, at)) for at in used])


def scores_of(chances: Values, owners: Integers, at: int) -> Values:
    """The scores of the sentences of a response; one without sentences has one that nothing supports or contradicts."""
    found = chances[owners == at]
    return found if len(found) else np.array([0.9])


def fit_responses(chances: Values, labelled: Labelled, used: Integers) -> dict[str, Responses]:
    """Models and thresholds by kind, learnt from the responses at the indices ``used``: one slope for all kinds."""
    table, truth, kinds = labelled.features(chances, used), labelled.hallucinated[used], labelled.kinds[used]
    names = sorted(set(labelled.kinds.tolist()))
    dummies = np.array([[kind == name for name in names] for kind in kinds], dtype=np.float64)
    centre, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=RESPONSE_C, max_iter=1000).fit(
        np.column_stack([(table - centre) / spread, dummies]), truth
    )
    weights = fitted.coef_[0, : table.shape[1]] / spread
    found = {}
    for at, name in enumerate(names):
        shift = fitted.coef_[0, table.shape[1] + at] + fitted.intercept_[0] - weights @ centre
        model, rows = Linear(weights, float(shift)), kinds == name
        found[name] = Responses(model, best_threshold(sigmoid(model(table[rows])), truth[rows]))
    return found


def best_threshold(chances: Values, truth: Mask, *, seed: int = 3) -> float:
    """The probability from which on calling a response hallucinated gives most F1: median over bootstrap resamples."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(RESAMPLES):
        rows = random.integers(0, len(truth), len(truth))
        order = np.argsort(-chances[rows], kind="stable")
        hits, called = np.cumsum(truth[rows][order]), np.arange(1, len(truth) + 1)
        scores = 2 * hits / (called + max(truth[rows].sum(), 1))
        found.append(chances[rows][order][int(scores.argmax())])
    return float(np.median(found))
