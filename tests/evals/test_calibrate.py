"""The arithmetic of the calibration, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from evals.calibrate import FEATURES, Example, choose_threshold, curve, fit, probabilities, rates
from evals.questions import Case


def example(kind: str, **signals: float) -> Example:
    facts = [] if kind == "near_miss" else [["noon"]]
    case = Case.model_validate({"id": "x", "split": "tune", "type": kind, "question": "?", "facts": facts})
    return Example(case, {**dict.fromkeys(FEATURES, 0.0), **signals}, found=True)


ROWS = [example("near_miss"), example("near_miss"), example("fact"), example("fact"), example("fact"), example("list")]
CHANCES = np.array([0.1, 0.6, 0.05, 0.7, 0.8, 0.9])


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [(0.0, (0.0, 0.0)), (0.1, (0.0, 0.25)), (0.5, (0.5, 0.25)), (0.65, (1.0, 0.25)), (0.95, (1.0, 1.0))],
)
def test_rates(threshold: float, expected: tuple[float, float]) -> None:
    assert rates(ROWS, CHANCES, threshold) == expected


def test_the_threshold_is_the_highest_that_refuses_few_enough_answerable_questions() -> None:
    assert choose_threshold(ROWS, CHANCES) == 0.05
    assert choose_threshold(ROWS, np.array([0.1, 0.6, 0.5, 0.7, 0.8, 0.9])) == 0.5


def test_a_weight_never_takes_the_wrong_sign_and_what_tells_them_apart_is_used() -> None:
    rows = [example("fact", sentence=2.0 + at, name_missing=1.0) for at in range(4)]
    rows += [example("near_miss", sentence=-2.0 - at) for at in range(4)]
    weights, bias = fit(rows)
    assert weights["sentence"] > 0
    assert weights["name_missing"] == 0  # it speaks the wrong way here
    chances = probabilities(rows, weights, bias)
    assert (chances[:4] > 0.5).all()
    assert (chances[4:] < 0.5).all()


def test_the_curve_is_a_table_with_the_chosen_threshold_in_bold() -> None:
    weights = dict.fromkeys(FEATURES, 0.0)
    table = curve({"tune": ROWS, "held": ROWS}, weights, 0.0, 0.37).splitlines()
    assert table[0].count("|") == 6
    assert "| **0.37** | 0% | 0% | 0% | 0% |" in table
    assert "| 0.55 | 100% | 100% | 100% | 100% |" in table
