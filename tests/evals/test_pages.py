"""Which sentences of a page answer: figures by hand, and the product's steps on a page."""

from __future__ import annotations

import pytest

from evals.pages import PageQuestion, PageSelector, evaluate_pages, page_document, page_frequency, set_f1
from vectorstore.rerank import ScriptedReranker

PAGE = ["Opening hours", "The library opens at nine.", "It closes at six.", "Bring your card", "Cards cost two crowns."]


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [
        (set(), set(), 1.0),
        ({1}, set(), 0.0),
        (set(), {1}, 0.0),
        ({1, 2}, {2}, 2 / 3),
        ({1, 2}, {2, 3}, 0.5),
        ({1}, {1}, 1.0),
    ],
)
def test_set_f1(found: set[int], wanted: set[int], expected: float) -> None:
    assert set_f1(found, wanted) == pytest.approx(expected)


def test_figures_by_hand() -> None:
    rows = [
        PageQuestion(question="a", sentences=PAGE, answer_sentences=[1]),
        PageQuestion(question="b", sentences=PAGE, answer_sentences=[1, 2]),
        PageQuestion(question="c", sentences=PAGE, answer_sentences=[]),
        PageQuestion(question="d", sentences=PAGE, answer_sentences=[]),
    ]
    chosen = {"a": {1}, "b": set(), "c": set(), "d": {4}}
    result = evaluate_pages(rows, lambda question, _: chosen[question])
    # sentence F1: 1 and 0; refused are b and c, unanswerable c and d
    assert result == {"sentence_f1": 0.5, "unanswerable_f1": 0.5, "n": 4}


def test_a_page_keeps_its_sentences_and_puts_headings_on_their_own_lines() -> None:
    page = page_document(PAGE)
    assert [page.text[start:end] for start, end in page.sentences] == PAGE
    assert page.text == (
        "Opening hours\n\nThe library opens at nine. It closes at six.\n\nBring your card\n\nCards cost two crowns."
    )


def test_frequency_counts_the_chunks_of_a_page() -> None:
    frequency = page_frequency(page_document(PAGE))
    assert [frequency(term) for term in ("cards", "card", "crow*", "opens at", "museum")] == [1, 1, 1, 1, 0]


def test_the_products_steps_choose_the_sentence_and_pass_over_blank_ones() -> None:
    sentences = ["", *PAGE, "  "]
    chosen = PageSelector(ScriptedReranker())("When does the library open at nine?", sentences)
    assert 2 in chosen
    assert chosen <= set(range(1, 6))


def test_a_page_about_something_else_is_refused() -> None:
    assert PageSelector(ScriptedReranker())("Who painted Venus in Florence?", PAGE) == frozenset()
