"""Means and percentiles of figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, to four places."""
    return round(sum(values) / len(values), 4) if values else None


def reciprocal(rank: int | None, *, deepest: int = 10) -> float:
    """1 / rank; 0 when there is none or it is too deep."""
    return 1 / rank if rank and rank <= deepest else 0.0


def percentile(values: Sequence[float], percent: float) -> float | None:
    """A percentile with linear interpolation, to four places."""
    return round(float(np.percentile(values, percent)), 4) if values else None
