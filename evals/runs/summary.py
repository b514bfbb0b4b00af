"""Figures over many cases: means with intervals, counts, and what could not be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from evals.metrics.refusals import refusal_figures
from evals.resampling import RESAMPLES, draws, interval, weighted_mean
from evals.runs.scoring import NAMES, Scored

SHARES = tuple(name for name in NAMES if name not in {"seconds", "first_token", "tokens", "cost"})
REFUSALS = ("refusal_precision", "refusal_recall", "refusal_f1")
Figures = dict[str, Any]


def summary(scored: Sequence[Scored]) -> Figures:
    """``{"all", "splits", "types", "tags", "languages"}``, each group with the figures of ``figures``."""
    return {
        "all": figures(scored),
        "splits": _grouped(scored, lambda each: [each.case.split]),
        "types": _grouped(scored, lambda each: [each.case.type]),
        "tags": _grouped(scored, lambda each: each.case.tags),
        "languages": _grouped(scored, lambda each: [each.case.language]),
    }


def _grouped(scored: Sequence[Scored], names: Callable[[Scored], Iterable[str]]) -> dict[str, Figures]:
    groups: dict[str, list[Scored]] = {}
    for each in scored:
        for name in names(each):
            groups.setdefault(name, []).append(each)
    return {name: figures(group) for name, group in sorted(groups.items())}


def figures(scored: Sequence[Scored]) -> Figures:
    """Of a group: ``cases``, ``failed``, ``incomplete``, and each metric as ``{"mean", "interval", "n", "unjudged"}``."""
    found: Figures = {
        "cases": len(scored),
        "failed": sum(each.record.answer is None for each in scored),
        "incomplete": sum(bool(each.record.answer and each.record.answer.incomplete) for each in scored),
        "fell_back": sum(bool(each.record.answer and each.record.answer.fallback_reason) for each in scored),
    }
    for name in SHARES:
        found[name] = _mean(name, scored)
    found |= _refusals(scored)
    for name in ("seconds", "first_token"):
        found[name] = _times(name, scored)
    for name in ("tokens", "cost"):
        known = [value for each in scored if (value := each.values[name].value) is not None]
        found[name] = {"total": round(sum(known), 6), "n": len(known)} if known else {"total": None, "n": 0}
    return found


def _mean(name: str, scored: Sequence[Scored]) -> Figures:
    known = [each.values[name] for each in scored if each.values[name].value is not None]
    values, weights = [float(each.value or 0.0) for each in known], [each.weight for each in known]
    if not known:
        return {"mean": None, "interval": None, "n": 0, "unjudged": len(scored)}
    low, high = interval(values, weights)
    mean = weighted_mean(np.array(values), np.array(weights))
    return {
        "mean": round(mean, 4),
        "interval": [round(low, 4), round(high, 4)],
        "n": len(known),
        "unjudged": len(scored) - len(known),
    }


def pairs_of(scored: Iterable[Scored]) -> list[tuple[bool, bool]]:
    """(unanswerable, refused) of the cases that were answered or refused."""
    return [
        (not each.case.answerable, each.refused) for each in scored if each.refused is not None and not each.case.open
    ]


def _refusals(scored: Sequence[Scored]) -> Figures:
    pairs = pairs_of(scored)
    whole = refusal_figures(pairs)
    resampled: dict[str, list[float]] = {name: [] for name in REFUSALS}
    for drawn in draws(len(pairs), resamples=RESAMPLES // 4) if pairs else []:
        for name, value in refusal_figures(pairs[at] for at in drawn).items():
            if value is not None:
                resampled[name].append(value)
    found: Figures = {}
    for name in REFUSALS:
        value, spread = whole[name], resampled[name]
        found[name] = {
            "mean": None if value is None else round(value, 4),
            "interval": [round(float(each), 4) for each in np.quantile(spread, (0.025, 0.975))] if spread else None,
            "n": len(pairs),
            "unjudged": len(scored) - len(pairs),
        }
    return found


def _times(name: str, scored: Sequence[Scored]) -> Figures:
    """Answers taken from an earlier run are no measurement of this one."""
    known = [value for each in scored if not each.record.cached and (value := each.values[name].value) is not None]
    if not known:
        return {"p50": None, "p95": None, "n": 0}
    p50, p95 = np.percentile(known, (50, 95))
    return {"p50": round(float(p50), 4), "p95": round(float(p95), 4), "n": len(known)}
