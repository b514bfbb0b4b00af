"""Reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

K = 60
"""The constant of the paper: how far the first ranks stand out."""


def fuse(rankings: Sequence[Sequence[str]], *, weights: Sequence[float] | None = None, k: int = K) -> dict[str, float]:
    """Merge rankings of ids, each best first, into one: id -> sum of weight / (k + rank), best first.

    Ties keep the order of first appearance, so that the result is the same on every run.
    """
    totals: defaultdict[str, float] = defaultdict(float)
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, identifier in enumerate(ranking, start=1):
            totals[identifier] += weight / (k + rank)
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def ranked(scores: Mapping[str, float]) -> list[str]:
    """Ids by score, best first."""
    return sorted(scores, key=lambda identifier: -scores[identifier])
