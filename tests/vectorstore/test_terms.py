"""Words of a question."""

import pytest

from vectorstore.terms import normalised, search_terms, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Portugal do?", ["what", "did", "portugal", "do"]),
        ("COVID-19 and SDG 10.7", ["covid-19", "and", "sdg", "10.7"]),
        ("l’Équateur, État", ["l’équateur", "état"]),
        ("…?!", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Portugal do for migrants?", ["portugal", "migrants"]),
        ("Portugal, PORTUGAL and portugal", ["portugal"]),
        ("what is this about", ["what", "is", "this", "about"]),
        ("?", []),
    ],
)
def test_search_terms_keep_all_words_when_only_stop_words_are_left(question: str, expected: list[str]) -> None:
    assert search_terms(question) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\u200bb\x00c", "abc"),
        ("ﬁnance \u00a0 and\n\ttrade", "finance and trade"),
        ("\u202eabc\u202c", "abc"),
        ("\ud800x", "x"),
    ],
)
def test_normalised_drops_invisible_characters(raw: str, expected: str) -> None:
    assert normalised(raw) == expected


def test_stems_meet_across_inflections() -> None:
    assert stems("recommended policies") == stems("Recommendation policy")
