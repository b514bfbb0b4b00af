"""Learn the check of sentences: ``python -m evals.verification_training FILE...`` over files in the layout of RAGTruth.

Prints figures of the cross-validation, grouped by source: thresholds are set on the training folds alone. Writes
``assistant/verification/verification.json``, learnt from everything, ``evals/judge_folds.json`` with what the
cross-validation said of each response by a hash of it, and ``evals/judge_agreement.json`` with the figures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.verification.model import Linear, Responses, model_of
from assistant.verification.verifier import Verifier
from evals.judging import Integers, Values, area, calibration_error, figures
from evals.paraphrases import load_paraphrases, located
from evals.premises import starter_places
from evals.ragtruth import Response, load_responses
from evals.trust import AGREEMENT
from evals.verification_examples import Example, examples
from evals.verification_fit import FOLDS, Fitted, Sentences, sigmoid
from evals.verification_limits import PARTIAL, limits, reported, scored
from evals.verification_responses import Labelled, fit_responses
from vectorstore.pairs import BundledPairs
from vectorstore.tokens import BundledTokens

ROOT = Path(__file__).parent.parent
SEED = 0
UNSET = {"supported": 1.0, "partial": 1.0, "contradicted": 0.0}


@dataclass(frozen=True, slots=True)
class Validated:
    """What the models of the folds say of what they have not seen."""

    sentences: Values
    """Probability of "supported" of each example."""
    responses: Values
    """Probability of "hallucinated" of each response."""
    thresholds: Values
    """The threshold of the fold of each response."""


def dealt(groups: Sequence[str], *, seed: int = SEED) -> dict[str, int]:
    """The fold of each source."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    return {names[at]: place % FOLDS for place, at in enumerate(order)}


def validate(sentences: Sentences, labelled: Labelled, folds: Integers) -> Validated:
    """Nested cross-validation. ``folds`` are those of the responses."""
    chances, said, limits = np.zeros(len(sentences.examples)), np.zeros(len(folds)), np.zeros(len(folds))
    for held in range(FOLDS):
        fitted = sentences.fit([held])
        models = fit_responses(fitted.inner, labelled, np.flatnonzero(folds != held))
        rows = sentences.folds == held
        chances[rows] = sentences.predicted(fitted, rows, [held])
        for at in np.flatnonzero(folds == held):
            model = models[labelled.kinds[at]]
            said[at] = sigmoid(model.model(labelled.features(chances, [int(at)])))[0]
            limits[at] = model.threshold
    return Validated(chances, said, limits)


def table(found: Validated, sentences: Sentences, labelled: Labelled, groups: Integers) -> dict[str, dict[str, object]]:
    """Figures by kind of text, of responses and of sentences."""
    rows: dict[str, dict[str, object]] = {}
    for kind in sorted(set(labelled.kinds.tolist())):
        used = labelled.kinds == kind
        called = found.responses >= found.thresholds
        rows[kind] = figures(labelled.hallucinated[used], found.responses[used], called[used], groups[used])
        owned = used[labelled.owners]
        doubts = 1 - found.sentences[owned]
        rows[kind] |= {
            "sentence_auc": round(area(sentences.unsupported[owned], doubts), 4),
            "sentence_ece": round(calibration_error(sentences.unsupported[owned], doubts), 4),
        }
    return rows


def model_data(fitted: Fitted, responses: dict[str, Responses], labels: dict[str, float]) -> dict[str, object]:
    """What ``assistant/verification/verification.json`` holds; ``labels`` are the limits of the labels."""
    return {
        "words": _numbers(fitted.words),
        "whole": _numbers(fitted.whole),
        "sentence": {
            "weights": dict(zip(fitted.features, map(_short, fitted.sentence.weights), strict=True)),
            "bias": _short(fitted.sentence.bias),
        },
        **labels,
        "responses": {
            kind: {**_numbers(each.model), "threshold": round(each.threshold, 4)} for kind, each in responses.items()
        },
    }


def _numbers(model: Linear) -> dict[str, object]:
    return {"weights": [_short(value) for value in model.weights], "bias": _short(model.bias)}


def _short(value: float) -> float:
    return float(f"{value:.5g}")


def learn(
    rows: Sequence[Response], found: Sequence[Example]
) -> tuple[dict[str, dict[str, object]], dict[str, object], dict[str, list[float]]]:
    """(figures of the cross-validation, data of the model, calls of the folds by fingerprint)."""
    folds_of = dealt([str(row.source_id) for row in rows])
    sentences = Sentences(found, folds_of.__getitem__)
    labelled = Labelled(
        kinds=np.array([row.kind for row in rows]),
        hallucinated=np.array([row.hallucinated for row in rows]),
        owners=np.array([each.response for each in found]),
    )
    validated = validate(sentences, labelled, np.array([folds_of[str(row.source_id)] for row in rows]))
    groups = np.unique([str(row.source_id) for row in rows], return_inverse=True)[1]
    fitted = sentences.fit()
    responses = fit_responses(fitted.inner, labelled, np.arange(len(rows)))
    calls = {
        row.fingerprint: [round(float(said), 4), round(float(limit), 4)]
        for row, said, limit in zip(rows, validated.responses, validated.thresholds, strict=True)
    }
    return table(validated, sentences, labelled, groups), model_data(fitted, responses, UNSET), calls


def main(paths: Sequence[str]) -> None:
    """Measure, learn, write and print."""
    rows = [row for path in paths for row in load_responses(Path(path))]
    found = list(examples(rows, BundledTokens(), BundledPairs()))
    measured, model, calls = learn(rows, found)
    cases = [case for case in load_paraphrases() if case.set == "digest"]
    known = scored(located(cases, starter_places()), Verifier.bundled(model=model_of(model)))
    model |= {name: round(value, 4) for name, value in limits(known).items()} | {"partial": PARTIAL}
    _write(ROOT / "assistant" / "verification" / "verification.json", model)
    _write(ROOT / "evals" / "judge_folds.json", calls)
    agreement = {**measured, "paraphrases": reported(known)}
    _write(ROOT / "evals" / AGREEMENT, agreement, indent=1)
    sys.stdout.write(f"{json.dumps(agreement, indent=1)}\n")


def _write(path: Path, data: object, *, indent: int | None = None) -> None:
    separators = (",", ": ") if indent else (",", ":")
    path.write_text(json.dumps(data, indent=indent, separators=separators) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
