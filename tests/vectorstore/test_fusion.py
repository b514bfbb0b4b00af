"""Reciprocal rank fusion, by hand."""

import pytest

from vectorstore.fusion import fuse, ranked


def test_fuse_adds_reciprocal_ranks() -> None:
    fused = fuse([["a", "b"], ["b", "c"]])
    assert fused == pytest.approx({"b": 1 / 62 + 1 / 61, "a": 1 / 61, "c": 1 / 62})
    assert list(fused) == ["b", "a", "c"]


def test_weights_count() -> None:
    assert list(fuse([["a", "b"], ["b", "a"]], weights=[1.0, 2.0])) == ["b", "a"]


def test_ties_keep_the_order_of_appearance() -> None:
    assert list(fuse([["x"], ["a"], ["m"]])) == ["x", "a", "m"]


def test_nothing_gives_nothing() -> None:
    assert fuse([]) == {}
    assert fuse([[], []]) == {}


def test_weights_must_match_the_rankings() -> None:
    with pytest.raises(ValueError, match="zip"):
        fuse([["a"], ["b"]], weights=[1.0])


def test_ranked() -> None:
    assert ranked({"a": 0.1, "b": 3.0, "c": -1.0}) == ["b", "a", "c"]
