"""Figures that a run must reach: ``--min faithfulness=0.95``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evals.errors import BadDataset
from evals.runs.summary import REFUSALS, SHARES


def minima(settings: Iterable[str]) -> dict[str, float]:
    """``["recall@5=0.97"]`` as ``{"recall@5": 0.97}``. Raises ``BadDataset``."""
    found = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name not in (*SHARES, *REFUSALS):
            raise BadDataset(
                f"there is no figure {name!r} to ask for", hint=f"known: {', '.join((*SHARES, *REFUSALS))}"
            )
        try:
            found[name] = float(value)
        except ValueError as problem:
            raise BadDataset(
                f"{setting!r} has no number", hint="write NAME=NUMBER, such as faithfulness=0.95"
            ) from problem
    return found


def missed(figures: Mapping[str, Any], wanted: Mapping[str, float]) -> list[str]:
    """One line for each figure that is too low, or that could not be measured at all."""
    found = []
    for name, least in wanted.items():
        mean = figures[name]["mean"]
        if mean is None:
            found.append(f"{name} could not be measured; at least {least:g} is asked for")
        elif mean < least:
            found.append(f"{name} is {mean:.4f}; at least {least:g} is asked for")
    if figures["failed"] and wanted:
        found.append(f"{figures['failed']} of {figures['cases']} questions failed")
    return found
