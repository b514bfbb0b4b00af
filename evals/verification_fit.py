"""Learning the check of sentences, with folds inside folds.

Sources are dealt into folds. For a set of held-out folds everything is fitted on the rest: the models of words and pairs (ridge
regression), the model of sentences (logistic regression) over what those say of sentences they have not seen, its
calibration, the models of responses, and the thresholds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.verification.model import Linear, observed_features
from evals.judging import Integers, Mask, Values
from evals.verification_examples import Example

FOLDS = 10
WORD_RIDGE = 1e4
WHOLE_RIDGE = 1e3
SENTENCE_C = 0.02
"""Inverse strength of the ridge penalty on the standardised features."""


class Ridge:
    """Ridge regressions of one target on all rows but those of some folds; each costs one solution, whatever the rows."""

    def __init__(self, inputs: Values, targets: Values, folds: Integers, penalty: float) -> None:
        self.centre, self.spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
        self._penalty = penalty
        grams: list[Values] = []
        moments: list[Values] = []
        for fold in range(FOLDS):
            rows = folds == fold
            scaled = np.column_stack([(inputs[rows] - self.centre) / self.spread, np.ones(rows.sum())]).astype(
                np.float64
            )
            grams.append(scaled.T @ scaled)
            moments.append(scaled.T @ targets[rows])
        self._grams, self._moments = np.array(grams), np.array(moments)
        self._known: dict[frozenset[int], Linear] = {}

    def without(self, *held: int) -> Linear:
        """The regression on all folds but those held out."""
        key = frozenset(held)
        if key not in self._known:
            used = [fold for fold in range(FOLDS) if fold not in key]
            gram = self._grams[used].sum(axis=0) + self._penalty * np.eye(len(self.centre) + 1)
            found = np.linalg.solve(gram, self._moments[used].sum(axis=0))
            scaled = found[:-1] / self.spread
            self._known[key] = Linear(scaled, float(found[-1] - scaled @ self.centre))
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Everything that was learnt without some folds."""

    words: Linear
    whole: Linear
    features: tuple[str, ...]
    sentence: Linear
    """A calibrated logit of "supported"."""
    inner: Values
    """Probability of "supported" of each example of the folds used, by a model that did not see its fold; else 0."""


class Sentences:
    """Examples, dealt into folds, and what is fitted on them."""

    def __init__(self, found: Sequence[Example], fold_of: Callable[[str], int]) -> None:
        self.examples = found
        self.folds = np.array([fold_of(each.group) for each in found])
        self.unsupported: Mask = np.array([bool(each.unsupported.any()) for each in found])
        self._owner = np.repeat(np.arange(len(found)), [len(each.unsupported) for each in found])
        self._inputs = np.concatenate([each.seen.inputs for each in found]).astype(np.float32)
        self._wholes = np.array([each.seen.pair.whole for each in found], dtype=np.float32)

    @cached_property
    def word_ridge(self) -> Ridge:
        marked = np.concatenate([each.unsupported for each in self.examples]).astype(np.float64)
        owner = self._owner
        return Ridge(self._inputs, marked, self.folds[owner], WORD_RIDGE)

    @cached_property
    def whole_ridge(self) -> Ridge:
        return Ridge(self._wholes, self.unsupported.astype(np.float64), self.folds, WHOLE_RIDGE)

    @cached_property
    def plain(self) -> tuple[tuple[str, ...], Values]:
        """(names, table) of the features that no other model gives; the others stand at 0."""
        rows = [observed_features(each.seen, np.zeros(len(each.unsupported)), 0.0) for each in self.examples]
        return tuple(rows[0]), np.array([list(row.values()) for row in rows])

    def table(self, held: Sequence[int]) -> Values:
        """Features, each example's first models fitted without its own fold and those held out."""
        names, plain = self.plain
        doubts, wholes = np.empty(len(self._owner)), np.empty(len(self.examples))
        for fold in range(FOLDS):
            of_words, of_sentences = self.folds[self._owner] == fold, self.folds == fold
            doubts[of_words] = self.word_ridge.without(fold, *held)(self._inputs[of_words])
            wholes[of_sentences] = self.whole_ridge.without(fold, *held)(self._wholes[of_sentences])
        found = plain.copy()
        count = np.bincount(self._owner)
        mean = np.bincount(self._owner, doubts) / count
        high = np.full(len(count), -np.inf)
        np.maximum.at(high, self._owner, doubts)
        spread = np.sqrt(np.maximum(np.bincount(self._owner, doubts**2) / count - mean**2, 0))
        for name, column in (
            ("doubt_high", high),
            ("doubt_mean", mean),
            ("doubt_spread", spread),
            ("whole_doubt", wholes),
        ):
            found[:, names.index(name)] = column
        return found

    def fit(self, held: Sequence[int] = ()) -> Fitted:
        """Learn from all folds but those held out."""
        table, used = self.table(held), ~np.isin(self.folds, list(held))
        logits = np.zeros(len(table))
        for fold in range(FOLDS):
            rows = used & (self.folds == fold)
            if rows.any():
                logits[rows] = self._logistic(table, used & ~rows)(table[rows])
        slope, shift = calibrated(logits[used], ~self.unsupported[used])
        model = self._logistic(table, used)
        return Fitted(
            self.word_ridge.without(*held),
            self.whole_ridge.without(*held),
            self.plain[0],
            Linear(model.weights * slope, model.bias * slope + shift),
            np.where(used, sigmoid(logits * slope + shift), 0.0),
        )

    def predicted(self, fitted: Fitted, rows: Mask, held: Sequence[int]) -> Values:
        """Probability of "supported" of examples of the folds held out."""
        return sigmoid(fitted.sentence(self.table(held)[rows]))

    def _logistic(self, table: Values, rows: Mask) -> Linear:
        """A logistic regression of "supported" on standardised features, in terms of the features as they are."""
        centre, spread = table[rows].mean(axis=0), table[rows].std(axis=0) + 1e-9
        model = LogisticRegression(C=SENTENCE_C, max_iter=1000)
        model.fit((table[rows] - centre) / spread, ~self.unsupported[rows])
        weights = model.coef_[0] / spread
        return Linear(weights, float(model.intercept_[0] - weights @ centre))


def calibrated(logits: Values, labels: Mask) -> tuple[float, float]:
    """(slope, shift) that make logits those of probabilities (Platt 1999)."""
    model = LogisticRegression(C=1e6, max_iter=1000).fit(logits[:, None], labels)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def sigmoid(logits: Values) -> Values:
    """Probabilities of logits."""
    found: Values = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return found
