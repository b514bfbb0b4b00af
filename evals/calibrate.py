"""Calibrate the refusal: fit the weights of ``assistant.answerability`` on the tune split, show the operating curve.

Run as ``python -m evals.calibrate HOME`` over a store of the source documents; writes ``assistant/calibration.json`` and
``docs/calibration.md``. The held split is only reported. A case counts as answerable when the sentences that would be shown hold
an item of its evidence; one whose evidence was not found is left out of the fit, for either verdict would be right.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant import Assistant
from evals.questions import Case, covered, load_cases, needed

FEATURES = (
    "sentence", "passage", "covered", "covered_by_sentence",
    "name_missing", "name_unknown", "word_unknown", "year_missing", "figure_missing", "person_missing", "time_missing",
)  # fmt: skip
SIGNS = (1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1)
"""What each signal may speak for: a weight never takes the other sign, however few cases there are."""
RIDGE = 0.001
WRONG_REFUSALS = 0.06
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


def choose_threshold(rows: Sequence[Example], chances: Matrix) -> float:
    """The highest threshold that refuses at most ``WRONG_REFUSALS`` of the answerable questions."""
    candidates = np.round(np.arange(0.02, 0.99, 0.01), 2)
    allowed = [value for value in candidates if rates(rows, chances, float(value))[1] <= WRONG_REFUSALS]
    return float(max(allowed, default=candidates[0]))


def curve(splits: dict[str, list[Example]], weights: dict[str, float], bias: float, chosen: float) -> str:
    """The operating curve as a Markdown table."""
    lines = [
        "| threshold |" + "".join(f" {name}: near misses refused | {name}: answerable refused |" for name in splits)
    ]
    lines.append("|---" * (1 + 2 * len(splits)) + "|")
    for threshold in sorted({*np.round(np.arange(0.05, 1.0, 0.05), 2).tolist(), chosen}):
        cells = [f"**{threshold:.2f}**" if threshold == chosen else f"{threshold:.2f}"]
        for rows in splits.values():
            cells += [f"{rate:.0%}" for rate in rates(rows, probabilities(rows, weights, bias), threshold)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(home: str) -> None:
    """Fit, choose, write and print."""
    with Assistant.open(home) as dialogue:
        found = examples(dialogue, load_cases())
    splits = {name: [row for row in found if row.case.split == name] for name in ("tune", "held")}
    weights, bias = fit(splits["tune"])
    threshold = choose_threshold(splits["tune"], probabilities(splits["tune"], weights, bias))
    data = {"weights": weights, "bias": bias, "threshold": threshold}
    (ROOT / "assistant" / "calibration.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    table = curve(splits, weights, bias, threshold)
    sizes = ", ".join(f"{name} {len(rows)} questions" for name, rows in splits.items())
    text = (
        "# Calibration of the refusal\n\nWritten by `python -m evals.calibrate`. Weights and threshold come from the tune split "
        f"alone ({sizes}).\nThe threshold in use is bold.\n\n{table}\n"
    )
    (ROOT / "docs" / "calibration.md").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{json.dumps(data)}\n{table}\n")


if __name__ == "__main__":
    main(sys.argv[1])
