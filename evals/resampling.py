"""How sure is a figure? Bootstrap intervals, and tests of paired differences (Efron and Tibshirani 1993).

A mean over cases weighs each value by how much was judged of it, so that a share of things is the share over all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20_20
Floats = NDArray[np.float64]
Drawn = NDArray[np.integer[Any]]


def draws(count: int, *, resamples: int = RESAMPLES, seed: int = SEED) -> Drawn:
    """Resamples of ``count`` cases with replacement, of shape (resamples, count)."""
    found: Drawn = np.random.default_rng(seed).integers(0, count, (resamples, count))
    return found


def weighted_mean(values: Floats, weights: Floats) -> float:
    """Sum of weight times value over the sum of weights; NaN where that is 0."""
    whole = float(weights.sum())
    return float((values * weights).sum()) / whole if whole else float("nan")


def interval(values: Sequence[float], weights: Sequence[float], *, resamples: int = RESAMPLES) -> tuple[float, float]:
    """The middle 95 % of the weighted mean over resamples of cases (percentile bootstrap); at least one value."""
    means = _means(np.array(values), np.array(weights), draws(len(values), resamples=resamples))
    return _middle(means[np.isfinite(means)])


def paired_difference(
    old: Sequence[float], new: Sequence[float], old_weights: Sequence[float], new_weights: Sequence[float]
) -> tuple[float, float, float]:
    """(2.5 % quantile, 97.5 % quantile, two-sided p) of new minus old over resamples of cases, both on the same ones."""
    drawn = draws(len(old))
    before = _means(np.array(old), np.array(old_weights), drawn)
    after = _means(np.array(new), np.array(new_weights), drawn)
    return _told(after - before)


def unpaired_difference(
    old: Sequence[float], new: Sequence[float], old_weights: Sequence[float], new_weights: Sequence[float]
) -> tuple[float, float, float]:
    """The same for reports of different cases: each is resampled on its own."""
    before = _means(np.array(old), np.array(old_weights), draws(len(old)))
    after = _means(np.array(new), np.array(new_weights), draws(len(new), seed=SEED + 1))
    return _told(after - before)


def _means(values: Floats, weights: Floats, drawn: Drawn) -> Floats:
    whole = weights[drawn].sum(axis=1)
    parts = (values * weights)[drawn].sum(axis=1)
    found: Floats = np.divide(parts, whole, out=np.full(len(drawn), np.nan), where=whole > 0)
    return found


def _middle(means: Floats) -> tuple[float, float]:
    if not len(means):
        return float("nan"), float("nan")
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def _told(differences: Floats) -> tuple[float, float, float]:
    known = differences[np.isfinite(differences)]
    low, high = _middle(known)
    if not len(known):
        return low, high, 1.0
    below, above = float((known <= 0).mean()), float((known >= 0).mean())
    return low, high, min(1.0, 2 * max(min(below, above), 1 / len(known)))


def holm(chances: Sequence[float]) -> list[float]:
    """P values adjusted for looking at several figures at once (Holm 1979)."""
    order = sorted(range(len(chances)), key=chances.__getitem__)
    adjusted, worst = [0.0] * len(chances), 0.0
    for place, at in enumerate(order):
        worst = max(worst, min(1.0, (len(chances) - place) * chances[at]))
        adjusted[at] = worst
    return adjusted
