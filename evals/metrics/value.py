"""A measurement of one case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in [0, 1], or that it could not be judged: that is no zero, and is never part of a mean."""

    value: float | None
    weight: float = 1.0
    """What it counts in a mean: 1 for a metric of cases, the number of things judged for a metric of things."""
    why: str | None = None
    """Why there is no value."""


def unjudged(why: str) -> Value:
    """There is nothing to measure, or it could not be judged."""
    return Value(None, 0.0, why)


def share(found: list[bool], *, nothing: str) -> Value:
    """How many are true, weighed by how many there are; ``nothing`` says why there is none."""
    return Value(sum(found) / len(found), float(len(found))) if found else unjudged(nothing)
