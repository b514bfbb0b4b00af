"""Intervals and tests of differences: known cases, and how often noise is called a change."""

from __future__ import annotations

import numpy as np
import pytest

from evals.resampling import holm, interval, paired_difference, unpaired_difference, weighted_mean


def test_a_weighted_mean_is_the_share_over_all_things() -> None:
    assert weighted_mean(np.array([1.0, 0.5, 0.0]), np.array([2.0, 4.0, 0.0])) == pytest.approx(4 / 6)
    assert np.isnan(weighted_mean(np.array([1.0]), np.array([0.0])))


def test_the_interval_of_a_share_is_about_two_standard_errors_wide() -> None:
    values = [1.0] * 80 + [0.0] * 20
    low, high = interval(values, [1.0] * 100)
    assert low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)
    assert interval([0.5, 0.5], [1, 1]) == (0.5, 0.5)


def test_pairs_show_a_small_difference_that_separate_samples_do_not() -> None:
    random = np.random.default_rng(3)
    old = random.random(100)
    new = np.minimum(1.0, old + 0.03)
    weights = [1.0] * 100
    assert paired_difference(old, new, weights, weights)[2] < 0.01  # type: ignore[arg-type]
    assert unpaired_difference(old, new, weights, weights)[2] > 0.2  # type: ignore[arg-type]


def test_noise_is_called_a_change_about_as_often_as_the_level_says() -> None:
    random = np.random.default_rng(4)
    called = 0
    for _ in range(60):
        old, new = (random.random(80) < 0.8 for _ in range(2))
        called += paired_difference(old.astype(float), new.astype(float), [1.0] * 80, [1.0] * 80)[2] < 0.05  # type: ignore[arg-type]
    assert called <= 8


def test_no_change_has_p_1_and_nothing_judged_too() -> None:
    assert paired_difference([1.0, 0.0], [1.0, 0.0], [1, 1], [1, 1])[2] == 1
    assert paired_difference([0.0], [0.0], [0.0], [0.0])[2] == 1


def test_holm_multiplies_by_what_is_left() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []
