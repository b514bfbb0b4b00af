"""The arithmetic of each metric on examples worked by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from evals.metrics.citations import Cited, sentence_precision, sentence_recall
from evals.metrics.key_facts import folded, holds, key_fact_recall
from evals.metrics.refusals import refusal_figures
from evals.metrics.retrieval import item_recall, rank_measures
from evals.metrics.value import Value, share, unjudged

A, B, C = ("d", 0, 10), ("d", 20, 30), ("e", 0, 10)


def test_recall_counts_items_of_evidence_among_the_first_passages() -> None:
    items = [[A, C], [B]]
    passages = [("x", 0, 9)] * 4 + [("e", 0, 40), ("d", 15, 40)]
    assert item_recall(items, passages) == 0.5  # A stands in C's place too, B comes sixth
    assert item_recall(items, passages, first=6) == 1
    assert item_recall(items, []) == 0


def test_ndcg_and_mrr_are_those_of_a_hand_worked_ranking() -> None:
    items = [[A], [B]]
    found = rank_measures(items, [("x", 0, 9), ("d", 0, 10), ("d", 18, 40)])
    # gains 0, 1, 1 at ranks 1 to 3; ideal 1, 1: (1/log2(3) + 1/log2(4)) / (1 + 1/log2(3))
    assert found["ndcg@10"] == pytest.approx((0.63093 + 0.5) / 1.63093, abs=1e-4)
    assert found["mrr@10"] == 0.5
    assert rank_measures(items, [("d", 0, 40)]) == pytest.approx({"ndcg@10": 1.0, "mrr@10": 1.0})
    assert rank_measures(items, [("x", 0, 9)]) == {"ndcg@10": 0, "mrr@10": 0}
    assert rank_measures(items, []) == {"ndcg@10": 0, "mrr@10": 0}


def test_an_item_that_is_not_found_lowers_ndcg() -> None:
    # gain 1 at rank 1 of an ideal 1, 1: 1 / 1.63093
    assert rank_measures([[A], [B]], [("d", 0, 10)])["ndcg@10"] == pytest.approx(0.61315, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("Over 70,000 migrants", ["70 000"], True),
        ("Over 70\u202f000 migrants", ["70,000"], True),
        ("170,000 migrants", ["70,000"], False),
        ("The Ministry of Health said so", ["ministry  of health"], True),
        ("unhealthy", ["health"], False),
        ("a low–cost scheme", ["low-cost"], True),
        ("nine billion euros", ["9 billion", "nine billion"], True),
        ("Côte d’Ivoire", ["côte d'ivoire"], True),
    ],
)
def test_facts_are_found_as_whole_words_however_they_are_written(
    text: str, fact: Sequence[str], expected: bool
) -> None:
    assert holds(text, fact) is expected


def test_key_fact_recall_is_the_share_of_facts_held() -> None:
    assert (
        key_fact_recall("Portugal gave permits to 70,000 people.", [["Portugal"], ["2020", "2021"], ["70,000"]])
        == 2 / 3
    )
    assert folded("A\u00a0 B") == "a b"


def supports(*sets: set[int]) -> Callable[[Sequence[int]], bool]:
    """Supported by any of these sets of passages, or more than them."""
    return lambda numbers: any(one <= set(numbers) for one in sets)


ALL = frozenset({1, 2, 3})


@pytest.mark.parametrize(
    ("numbers", "by", "recall", "precision"),
    [
        ((1,), supports({1}), True, [True]),
        ((1,), supports({2}), False, [False]),
        ((), supports(set()), False, []),
        # two that only together support: both are needed
        ((1, 2), supports({1, 2}), True, [True, True]),
        # ALCE's needless citation: 2 supports nothing alone, and 1 does without it
        ((1, 2), supports({1}), True, [True, False]),
        # each alone is enough: both count
        ((1, 2), supports({1}, {2}), True, [True, True]),
        # three, of which 3 adds nothing to 1 and 2
        ((1, 2, 3), supports({1, 2}), True, [True, True, False]),
        # out of range counts 0, and takes nothing from the others
        ((1, 9), supports({1}), True, [True, False]),
        ((9,), supports({9}), False, [False]),
        # where the sentence is not supported no citation is precise
        ((1, 2), supports({3}), False, [False, False]),
    ],
)
def test_citations_as_alce_defines_them(
    numbers: tuple[int, ...], by: Callable[[Sequence[int]], bool], recall: bool, precision: list[bool]
) -> None:
    sentence = Cited(numbers, by)
    assert sentence_recall(sentence, ALL) is recall
    assert sentence_precision(sentence, ALL) == precision


def test_refusals_have_precision_recall_and_f1() -> None:
    pairs = [(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)] * 4
    assert refusal_figures(pairs) == {"refusal_precision": 3 / 5, "refusal_recall": 3 / 4, "refusal_f1": 6 / 9}
    assert refusal_figures([(False, False)]) == {"refusal_precision": None, "refusal_recall": None, "refusal_f1": None}


def test_nothing_to_judge_is_no_zero() -> None:
    assert share([True, False, True, True], nothing="-") == Value(0.75, 4.0)
    assert share([], nothing="no quotation") == unjudged("no quotation")
    assert unjudged("x").weight == 0
