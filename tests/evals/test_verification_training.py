"""What the learning of the check rests on: ridge regressions that leave folds out, calibration, folds by source."""

from __future__ import annotations

import numpy as np
import pytest

from evals.verification_fit import FOLDS, Ridge, calibrated, sigmoid
from evals.verification_limits import DOUBTED, KEPT, Scored, limits, reported
from evals.verification_responses import Labelled, fit_responses
from evals.verification_training import dealt


def test_a_ridge_without_folds_is_the_ridge_on_the_others() -> None:
    random = np.random.default_rng(1)
    inputs, folds = random.normal(size=(200, 3)), np.arange(200) % FOLDS
    targets = inputs @ [2.0, -1.0, 0.5] + 3
    model = Ridge(inputs, targets, folds, 1e-6).without(0, 7)
    assert model.weights == pytest.approx([2.0, -1.0, 0.5], abs=1e-4)
    assert model.bias == pytest.approx(3, abs=1e-4)
    spoilt = np.where((folds == 0) | (folds == 7), 99.0, targets)
    assert Ridge(inputs, spoilt, folds, 1e-6).without(7, 0).weights == pytest.approx(model.weights)


def test_calibration_finds_the_slope_of_overconfident_logits() -> None:
    random = np.random.default_rng(2)
    honest = random.normal(size=4000)
    labels = random.random(4000) < sigmoid(honest)
    slope, shift = calibrated(3 * honest, labels)
    assert slope == pytest.approx(1 / 3, abs=0.05)
    assert shift == pytest.approx(0, abs=0.15)


def test_a_source_has_one_fold_and_folds_are_of_one_size() -> None:
    found = dealt([f"s{at % 40}" for at in range(200)])
    assert len(found) == 40
    assert np.bincount(list(found.values()), minlength=FOLDS).tolist() == [4] * FOLDS
    assert found == dealt([f"s{at}" for at in range(40)])


def test_responses_with_a_doubtful_sentence_are_called_hallucinated() -> None:
    owners = np.repeat(np.arange(40), 3)
    doubtful = np.arange(40) % 4 == 0
    scores = np.where(doubtful[owners] & (np.arange(120) % 3 == 1), 0.2, 0.95)
    labelled = Labelled(np.array(["qa", "summary"] * 20), doubtful, owners)
    models = fit_responses(scores, labelled, np.arange(40))
    assert set(models) == {"qa", "summary"}
    said = sigmoid(models["qa"].model(labelled.features(scores, [0, 2])))
    assert said[0] >= models["qa"].threshold > said[1]


def test_the_limits_let_most_paraphrases_through_and_are_set_on_other_folds() -> None:
    pairs = [Scored(at % 5, (0.5 + at / 100, 0.3), (True, True), (at / 100, 9.0)) for at in range(50)]
    found = limits(pairs)
    assert np.mean([pair.scores[0] >= found["supported"] for pair in pairs]) >= KEPT
    assert np.mean([pair.against[0] <= found["contradicted"] for pair in pairs]) >= 1 - DOUBTED
    conflict, doubted = Scored(0, (0.99, 0.98), (True, False), (0, 0)), Scored(0, (0.99, 0.98), (True, True), (0, 5))
    figures = reported([*pairs, conflict, doubted])
    assert figures["paraphrases"] == 52
    assert figures["paraphrases_supported"] > 0.8
    assert figures["twins_not_supported"] == 1
