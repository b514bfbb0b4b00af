"""Did a change help? Two reports, figure by figure: better, worse, or noise.

Where both have the same cases, the differences of cases are resampled (paired bootstrap); where they share none, each report on
its own; those of only one report are named and left out. A figure counts as changed when its p value, adjusted for
looking at several (Holm), is below 0.05.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from evals.errors import BadDataset
from evals.resampling import holm, paired_difference, unpaired_difference, weighted_mean
from evals.runs.reporting import Report

HEADLINES = (
    "score", "recall@5", "ndcg@10", "key_fact_recall", "faithfulness", "citation_recall", "citation_precision",
    "quotation_exactness", "relevance", "attribution_accuracy", "refusal_accuracy",
)  # fmt: skip
LEVEL = 0.05
FEWEST = 2
"""Cases below which nothing can be said."""
Word = Literal["better", "worse", "noise"]
Case = Mapping[str, Any]
MATTERS = ("build", "versions", "prompts", "corpus", "fingerprint", "cases", "engine", "model", "judge", "settings")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in both reports."""

    metric: str
    old: float
    new: float
    low: float
    high: float
    """The middle 95 % of new minus old."""
    p: float
    """Adjusted for the number of figures."""
    word: Word
    cases: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A case that came out otherwise."""

    id: str
    question: str
    old: float | None
    new: float | None
    why: str


def compare(old: Report, new: Report) -> dict[str, Any]:
    """``{"verdict", "paired", "metrics", "changed", "only_old", "only_new", "differs", "warnings"}``.

    ``verdict`` is "worse" when any figure is, else "better" when any is, else "noise". Raises ``BadDataset`` when there are too
    few cases to say anything.
    """
    before, after = ({case["id"]: case for case in each["cases"]} for each in (old, new))
    shared = [name for name in before if name in after and _same(before[name], after[name])]
    reworded = [name for name in before if name in after and name not in shared]
    paired = bool(shared)
    used = (
        ([before[name] for name in shared], [after[name] for name in shared])
        if paired
        else (list(before.values()), list(after.values()))
    )
    if min(map(len, used)) < FEWEST:
        raise BadDataset("the reports have too few cases to compare", hint="run the same cases with both")
    differences = _differences(*used, paired=paired)
    words = {each.word for each in differences}
    return {
        "verdict": "worse" if "worse" in words else "better" if "better" in words else "noise",
        "paired": paired,
        "cases": len(used[0]) if paired else [len(used[0]), len(used[1])],
        "metrics": [asdict(each) for each in differences],
        "changed": [asdict(each) for each in _changed(*used)] if paired else [],
        "only_old": [name for name in before if name not in after],
        "only_new": [name for name in after if name not in before],
        "reworded": reworded,
        "differs": {name: [old["provenance"].get(name), new["provenance"].get(name)] for name in _differing(old, new)},
        "warnings": _warnings(old, new, paired=paired, reworded=reworded),
    }


def _same(one: Case, other: Case) -> bool:
    return all(one.get(key) == other.get(key) for key in ("question", "history", "evidence", "facts", "answerable"))


def _values(cases: Sequence[Case], metric: str) -> tuple[list[float], list[float]]:
    """(values, weights), 0 and 0 where it was not judged."""
    found = [case["metrics"].get(metric) or {} for case in cases]
    return (
        [float(each.get("value") or 0.0) for each in found],
        [float(each["weight"]) if each.get("value") is not None else 0.0 for each in found],
    )


def _differences(old: Sequence[Case], new: Sequence[Case], *, paired: bool) -> list[Difference]:
    tried = []
    for metric in HEADLINES:
        before, weights_before = _values(old, metric)
        after, weights_after = _values(new, metric)
        if not sum(weights_before) or not sum(weights_after):
            continue
        test = paired_difference if paired else unpaired_difference
        means = [
            weighted_mean(np.array(values), np.array(weights))
            for values, weights in ((before, weights_before), (after, weights_after))
        ]
        tried.append((metric, means, test(before, after, weights_before, weights_after)))
    adjusted = holm([told[2] for _, _, told in tried])
    return [
        Difference(
            metric,
            round(means[0], 4),
            round(means[1], 4),
            round(low, 4),
            round(high, 4),
            round(p, 4),
            _word(means[1] - means[0], p),
            len(old),
        )
        for (metric, means, (low, high, _)), p in zip(tried, adjusted, strict=True)
    ]


def _word(difference: float, p: float) -> Word:
    if p >= LEVEL or not difference:
        return "noise"
    return "better" if difference > 0 else "worse"


def _changed(old: Sequence[Case], new: Sequence[Case]) -> list[Changed]:
    found = []
    for before, after in zip(old, new, strict=True):
        was, now = (each["metrics"].get("score", {}).get("value") for each in (before, after))
        if was != now:
            found.append(Changed(after["id"], after["question"], was, now, _why(before, after)))
    return sorted(found, key=lambda each: ((each.new or 0.0) - (each.old or 0.0), each.id))


def _why(before: Case, after: Case) -> str:
    if after["error"] or before["error"]:
        return f"failed: {after['error']}" if after["error"] else "failed before"
    if before["refused"] != after["refused"]:
        return "refused now" if after["refused"] else "answered now"
    names = [
        name
        for name in ("recall@5", "key_fact_recall", "relevance")
        if before["metrics"][name]["value"] != after["metrics"][name]["value"]
    ]
    return f"other {', '.join(names)}" if names else "another answer"


def _differing(old: Report, new: Report) -> list[str]:
    return [name for name in MATTERS if old["provenance"].get(name) != new["provenance"].get(name)]


def _warnings(old: Report, new: Report, *, paired: bool, reworded: Sequence[str]) -> list[str]:
    found = []
    differing = _differing(old, new)
    if "corpus" in differing:
        found.append("the reports are about different documents: a difference need not come from the program")
    if "judge" in differing:
        found.append("the reports were judged by different judges: faithfulness and citations cannot be compared")
    if not paired:
        found.append("the reports share no case: only large differences can be told from noise")
    if reworded:
        found.append(
            f"{len(reworded)} cases have one id and different contents, and are left out: {', '.join(reworded[:5])}"
        )
    return found
