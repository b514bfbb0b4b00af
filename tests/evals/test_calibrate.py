"""The arithmetic of the calibration, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from evals.calibrate import (
    FEATURES,
    Example,
    choose_threshold,
    curve,
    fit,
    out_of_fold,
    probabilities,
    rates,
    refusal_f1,
)
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


def test_refusal_f1() -> None:
    assert refusal_f1(ROWS, CHANCES, 0.5) == pytest.approx(
        2 / 4
    )  # refused: one near miss, one fact; missed: one near miss
    assert refusal_f1(ROWS, CHANCES, 0.65) == pytest.approx(4 / 5)
    assert refusal_f1(ROWS, CHANCES, 0.0) == 0.0


def test_the_threshold_is_the_highest_of_those_with_the_best_f1() -> None:
    assert choose_threshold(ROWS, CHANCES) == 0.7
    assert choose_threshold(ROWS, np.array([0.1, 0.2, 0.5, 0.7, 0.8, 0.9])) == 0.5


def test_out_of_fold_an_example_is_judged_by_others() -> None:
    rows = [example("fact", sentence=2.0 + at / 10) for at in range(20)]
    rows += [example("near_miss", sentence=-2.0 - at / 10) for at in range(20)]
    odd = example("near_miss", sentence=3.0)  # like a fact by all others
    assert out_of_fold([*rows, odd])[-1] > 0.5
    assert (out_of_fold(rows)[:20] > 0.5).all()


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
    table = curve({"one": (ROWS, CHANCES), "other": (ROWS, CHANCES)}, 0.37).splitlines()
    assert table[0].count("|") == 8
    assert "| **0.37** | 50% | 25% | 0.500 | 50% | 25% | 0.500 |" in table
    assert "| 0.95 | 100% | 100% | 0.500 | 100% | 100% | 0.500 |" in table
