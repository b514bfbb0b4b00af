"""Figures of a judge of responses, hallucinated being the positive class."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]
Integers = NDArray[np.integer[Any]]

BINS = 10
RESAMPLES = 1000


def confusion(truth: Mask, called: Mask) -> tuple[int, int, int, int]:
    """(true positives, false positives, false negatives, true negatives)."""
    return (
        int((truth & called).sum()),
        int((~truth & called).sum()),
        int((truth & ~called).sum()),
        int((~truth & ~called).sum()),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def f1(truth: Mask, called: Mask) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    hits, false, missed, _ = confusion(truth, called)
    return _share(2 * hits, 2 * hits + false + missed)


def area(truth: Mask, chances: Values) -> float:
    """The chance that a positive has the higher probability than a negative (Mann-Whitney), ties counting half."""
    positive, negative = chances[truth], chances[~truth]
    if not len(positive) or not len(negative):
        return 0.5
    above = (positive[:, None] > negative).sum() + 0.5 * (positive[:, None] == negative).sum()
    return float(above / (len(positive) * len(negative)))


def calibration_error(truth: Mask, chances: Values) -> float:
    """Expected calibration error over ten bins of equal width: mean distance of probability and share, by bin size."""
    if not len(truth):
        return 0.0
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(float(chances[bins == at].sum() - truth[bins == at].sum())) for at in range(BINS)]
    return sum(gaps) / len(truth)


def kappa(truth: Mask, called: Mask) -> float:
    """Cohen's kappa: agreement with people beyond chance."""
    if not len(truth):
        return 0.0
    agreed = float((truth == called).mean())
    expected = float(truth.mean() * called.mean() + (1 - truth.mean()) * (1 - called.mean()))
    return (agreed - expected) / (1 - expected) if expected < 1 else 1.0


def interval(truth: Mask, called: Mask, groups: Integers, *, seed: int = 11) -> tuple[float, float]:
    """The middle 95 % of F1 over bootstrap resamples of whole groups, the responses about one context."""
    random = np.random.default_rng(seed)
    names = np.unique(groups)
    rows = [np.flatnonzero(groups == name) for name in names]
    values = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([rows[at] for at in random.integers(0, len(rows), len(rows))])
        values.append(f1(truth[drawn], called[drawn]))
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def figures(truth: Mask, chances: Values, called: Mask, groups: Integers) -> dict[str, object]:
    """Everything that is reported of judged responses; at least one response."""
    hits, false, missed, right = confusion(truth, called)
    recall = _share(hits, hits + missed)
    numbers = {
        "f1": f1(truth, called),
        "precision": _share(hits, hits + false),
        "recall": recall,
        "balanced_accuracy": (recall + _share(right, right + false)) / 2,
        "auc": area(truth, chances),
        "ece": calibration_error(truth, chances),
        "kappa": kappa(truth, called),
    }
    low, high = interval(truth, called, groups)
    return {
        **{name: round(value, 4) for name, value in numbers.items()},
        "f1_interval": [round(low, 4), round(high, 4)],
        "n": len(truth),
        "hallucinated": int(truth.sum()),
    }
