"""Calibrate the refusal: fit the weights of ``assistant.answerability``, show the operating curve.

Run as ``python -m evals.calibrate SOURCES STARTER``, data folders over the source documents and over the starter corpus; writes
``assistant/calibration.json`` and ``docs/calibration.md``. All cases are used for the weights; what is reported, and what the
threshold is chosen on, are probabilities out of fold: each case is judged by weights that were fitted without it. A case counts
as answerable when the sentences that would be shown hold an item of its evidence; one whose evidence was not found is
left out of the fit, for either verdict would be right. Comparisons are left out altogether: they are judged side by side.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant import Assistant
from evals.questions import Case, covered, load_cases, needed

FEATURES = (
    "sentence", "passage", "covered", "far_words", "topic_words", "asked_far",
    "name_missing", "name_unknown", "word_unknown", "year_missing", "figure_missing", "premise_denied",
)  # fmt: skip
SIGNS = (1, 1, 1, -1, 1, -1, -1, -1, -1, -1, -1, -1)
"""What each signal may speak for: a weight never takes the other sign, however few cases there are."""
RIDGE = 0.0005
FOLDS, REPEATS = 10, 5
AS_GOOD = 0.005
"""Difference of F1 that is none."""
ROOT = Path(__file__).parent.parent
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A case with the signals of what would be shown."""

    case: Case
    signals: dict[str, float]
    found: bool
    """An item of its evidence would be shown."""

    @property
    def answerable(self) -> bool:
        return self.case.answerable


def examples(dialogue: Assistant, cases: Sequence[Case]) -> list[Example]:
    """Ask every case and keep the signals."""
    documents = {info.path: dialogue.document(info.id) for info in dialogue.documents()}
    found: list[Example] = []
    for case in cases:
        trace = dialogue.trace(case.question, history=case.turns)
        shown = [(each.document_id, each.start, each.end) for each in trace.shown.citations]
        signals = trace.verdict.signals or dict.fromkeys(FEATURES, 0.0)
        found.append(Example(case, signals, any(covered(needed(case, documents), shown))))
    return found


def fit(rows: Sequence[Example]) -> tuple[dict[str, float], float]:
    """Weights and bias of a ridge-regularised logistic regression with the signs held, classes weighing the same."""
    used = [row for row in rows if row.found or not row.answerable]
    values = _matrix(used)
    labels = np.array([row.answerable for row in used], dtype=float)
    importance = np.where(labels > 0, 0.5 / labels.sum(), 0.5 / (1 - labels).sum())
    signs = np.array(SIGNS, dtype=float)

    def loss(parameters: Matrix) -> float:
        logits = values @ parameters[:-1] + parameters[-1]
        return float(
            importance @ np.logaddexp(0, np.where(labels > 0, -logits, logits)) + RIDGE * (parameters[:-1] ** 2).sum()
        )

    bounds = [(0, None) if sign > 0 else (None, 0) for sign in signs]
    best = minimize(loss, np.zeros(len(FEATURES) + 1), bounds=[*bounds, (None, None)]).x
    return dict(zip(FEATURES, np.round(best[:-1], 4).tolist(), strict=True)), round(float(best[-1]), 4)


def _matrix(rows: Sequence[Example]) -> Matrix:
    return np.array([[row.signals[name] for name in FEATURES] for row in rows])


def probabilities(rows: Sequence[Example], weights: dict[str, float], bias: float) -> Matrix:
    """The probability that each example is answered."""
    logits: Matrix = _matrix(rows) @ np.array([weights[name] for name in FEATURES]) + bias
    return 1 / (1 + np.exp(-logits))


def rates(rows: Sequence[Example], chances: Matrix, threshold: float) -> tuple[float, float]:
    """(share of near misses refused, share of answerable questions refused) at a threshold."""
    refused = chances < threshold
    near = np.array([not row.answerable for row in rows])
    return float(refused[near].mean()), float(refused[~near].mean())


def refusal_f1(rows: Sequence[Example], chances: Matrix, threshold: float) -> float:
    """Harmonic mean of precision and recall of the refusals at a threshold."""
    refused = chances < threshold
    near = np.array([not row.answerable for row in rows])
    return float(2 * (refused & near).sum() / max(1, refused.sum() + near.sum()))


def out_of_fold(rows: Sequence[Example]) -> Matrix:
    """The probability of each example by weights fitted without it; the mean over shuffles."""
    chances = np.zeros(len(rows))
    for seed in range(REPEATS):
        order = np.random.default_rng(seed).permutation(len(rows))
        for fold in range(FOLDS):
            left_out = order[fold::FOLDS]
            weights, bias = fit([rows[at] for at in np.setdiff1d(order, left_out)])
            chances[left_out] += probabilities([rows[at] for at in left_out], weights, bias) / REPEATS
    return chances


def choose_threshold(rows: Sequence[Example], chances: Matrix) -> float:
    """The highest threshold whose F1 is as good as the best: a wrong answer is worse than a needless refusal."""
    candidates = [float(value) for value in np.round(np.arange(0.05, 0.96, 0.01), 2)]
    found = {value: refusal_f1(rows, chances, value) for value in candidates}
    return max(value for value in candidates if found[value] >= max(found.values()) - AS_GOOD)


def curve(sets: Mapping[str, tuple[Sequence[Example], Matrix]], chosen: float) -> str:
    """The operating curve as a Markdown table; ``sets`` are examples with their probabilities."""
    heads = "".join(f" {name}: refused rightly | {name}: refused wrongly | {name}: F1 |" for name in sets)
    lines = [f"| threshold |{heads}", "|---" * (1 + 3 * len(sets)) + "|"]
    for threshold in sorted({*np.round(np.arange(0.05, 1.0, 0.05), 2).tolist(), chosen}):
        cells = [f"**{threshold:.2f}**" if threshold == chosen else f"{threshold:.2f}"]
        for rows, chances in sets.values():
            cells += [f"{rate:.0%}" for rate in rates(rows, chances, threshold)]
            cells.append(f"{refusal_f1(rows, chances, threshold):.3f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


FOLDERS = (("sources",), ("starter", "second"))
"""The cases that are asked of each data folder."""


def main(homes: Sequence[str]) -> None:
    """Fit, choose, write and print."""
    found: dict[str, list[Example]] = {}
    for home, names in zip(homes, FOLDERS, strict=True):
        with Assistant.open(home) as dialogue:
            for name in names:
                found[name] = examples(dialogue, [case for case in load_cases(name) if case.type != "compare"])
    rows = [row for some in found.values() for row in some]
    weights, bias = fit(rows)
    chances = out_of_fold(rows)
    threshold = choose_threshold(rows, chances)
    ends = np.cumsum([len(some) for some in found.values()])[:-1]
    sets = dict(zip(found, zip(found.values(), np.split(chances, ends), strict=True), strict=True))
    table = curve({**sets, "all": (rows, chances)}, threshold)
    data = {"weights": weights, "bias": bias, "threshold": threshold}
    (ROOT / "assistant" / "calibration.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    sizes = ", ".join(f"{name} {len(some)}" for name, some in found.items())
    text = (
        "# Calibration of the refusal\n\nWritten by `python -m evals.calibrate`. Refused rightly: of the questions that the "
        "documents do not answer;\nrefused wrongly: of those that they answer. Every question is judged by weights that were "
        f"fitted without it ({FOLDS} folds,\n{REPEATS} shuffles). Questions: {sizes}; comparisons are left out. The threshold "
        f"in use is bold: the highest whose F1\nover all is as good as the best.\n\n{table}\n"
    )
    (ROOT / "docs" / "calibration.md").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{json.dumps(data)}\n{table}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
