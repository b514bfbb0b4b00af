"""Figures over the outcomes of many questions, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

import numpy as np
from rich.table import Table

from evals.answers import Outcome

Figures = dict[str, Any]

ROWS = (
    ("questions", "questions"),
    ("evidence_in_first_5", "all evidence in first 5"),
    ("any_evidence_in_first_5", "any evidence in first 5"),
    ("evidence_in_answer", "all evidence in answer"),
    ("any_evidence_in_answer", "any evidence in answer"),
    ("items_in_answer", "items of evidence in answer"),
    ("mrr@10", "MRR@10 of evidence"),
    ("answerable_refused", "answerable refused"),
    ("near_misses_refused", "near misses refused"),
    ("sentences_median", "sentences shown, median"),
    ("words_median", "words shown, median"),
    ("relevant", "relevant of those judged"),
    ("unjudged", "sentences not judged"),
    ("quotations", "quotations"),
    ("exact", "quotations exact"),
    ("p50", "seconds, median"),
    ("p95", "seconds, 95th percentile"),
)
_COUNTS = {"questions", "unjudged", "quotations", "sentences_median", "words_median"}
_SECONDS = {"p50", "p95"}


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Figures over all questions and per split, with those per type under "types"; a share of nothing is ``None``."""
    splits = {"all": list(outcomes)}
    splits |= {name: [each for each in outcomes if each.case.split == name] for name in ("tune", "held")}
    return {name: {**figures(own), "types": _by_type(own)} for name, own in splits.items()}


def _by_type(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    kinds = dict.fromkeys(each.case.type for each in outcomes)
    return {kind: figures([each for each in outcomes if each.case.type == kind]) for kind in kinds}


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of a group of outcomes."""
    answerable = [each for each in outcomes if each.answerable]
    near = [each for each in outcomes if not each.answerable]
    answered = [each for each in answerable if each.answered]
    judged = [one.relevant for each in answerable for one in each.shown]
    seconds = [each.seconds for each in outcomes]
    quotations = sum(each.quotations for each in outcomes)
    return {
        "questions": len(outcomes),
        "evidence_in_first_5": share(all(each.retrieved) for each in answerable),
        "any_evidence_in_first_5": share(any(each.retrieved) for each in answerable),
        "evidence_in_answer": share(all(each.given) for each in answerable),
        "any_evidence_in_answer": share(any(each.given) for each in answerable),
        "items_in_answer": share(given for each in answerable for given in each.given),
        "mrr@10": mean([reciprocal(each.rank) for each in answerable]),
        "answerable_refused": share(not each.answered for each in answerable),
        "near_misses_refused": share(not each.answered for each in near),
        "sentences_median": median(each.sentences for each in answered) if answered else None,
        "words_median": median(each.words for each in answered) if answered else None,
        "relevant": share(verdict for verdict in judged if verdict is not None),
        "unjudged": sum(verdict is None for verdict in judged),
        "quotations": quotations,
        "exact": round(sum(each.exact for each in outcomes) / quotations, 4) if quotations else None,
        "p50": percentile(seconds, 50),
        "p95": percentile(seconds, 95),
    }


def share(verdicts: Iterable[bool]) -> float | None:
    """How many are true, in [0, 1]."""
    return mean([float(verdict) for verdict in verdicts])


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, to four places."""
    return round(sum(values) / len(values), 4) if values else None


def reciprocal(rank: int | None, *, deepest: int = 10) -> float:
    """1 / rank; 0 when there is none or it is too deep."""
    return 1 / rank if rank and rank <= deepest else 0.0


def percentile(values: Sequence[float], percent: float) -> float | None:
    """A percentile with linear interpolation, to four places."""
    return round(float(np.percentile(values, percent)), 4) if values else None


def table(result: dict[str, Any]) -> Table:
    """The report for a person: a column for all questions, for each split, and for each type."""
    columns: dict[str, Figures] = {**result, **result["all"]["types"]}
    columns = {name: each for name, each in columns.items() if each["questions"]}
    shown = Table(box=None)
    shown.add_column("", no_wrap=True)
    for name in columns:
        shown.add_column(name.replace("_", " "), no_wrap=True, justify="right")
    for key, label in ROWS:
        shown.add_row(label, *(formatted(key, each[key]) for each in columns.values()))
    return shown


def formatted(key: str, value: float | None) -> str:
    """A figure as the table shows it: counts plain, times in seconds, shares as percentages."""
    if value is None:
        return ""
    if key in _COUNTS:
        return f"{value:g}"
    return f"{value:.2f}" if key in _SECONDS or key == "mrr@10" else f"{value:.1%}"
