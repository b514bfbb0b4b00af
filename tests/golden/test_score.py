"""The arithmetic of the golden figures, by hand."""

from __future__ import annotations

import pytest

from corpus.types import Removal
from tests.golden.makers.syllables import softened
from tests.golden.original import Heading, Original, Sentence, as_row, cut
from tests.golden.pages import true_pages
from tests.golden.reading import parsed
from tests.golden.score import (
    broken,
    edits,
    heading_figures,
    inconsistent,
    leaks,
    nearest_end,
    reread,
    similarity,
    squeezed,
)

TEXT = """---
title: A note
language: fr
---

# Titre

Un mot[^1] et « deux ». Une fin.

- point
  - sous-point
1. premier

| A | B |
|---|---|
| x | |
| y | z |

[^1]: Voir ailleurs.
"""


@pytest.fixture
def note() -> Original:
    return parsed(TEXT)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("", "ab", 2),
        ("ab", "", 2),
        ("kitten", "sitting", 3),
        ("abc", "abc", 0),
        ("abc", "acb", 2),
        ("flaw", "lawn", 2),
        ("a" * 100, "a" * 90, 10),
    ],
)
def test_edits(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == distance


def test_similarity_ignores_white_space_and_the_sign_of_a_bullet() -> None:
    assert squeezed("◦ one\n- two – three") == "•one•two–three"
    assert similarity("• one two", "– one\n\ntwo") == 1
    assert similarity("abcdefghij", "abcdefghix") == 0.9
    assert similarity("ab", "xxxxxx") == -2


def test_nearest_end_finds_a_misread_piece() -> None:
    assert nearest_end("brown fox", "the quick brovn fox jumps") == (19, 1)


def test_reading_and_writing_an_original(note: Original) -> None:
    assert (
        note.text
        == "Titre\nUn mot et «\u00a0deux\u00a0». Une fin.\n• point\n◦ sous-point\n1. premier\nA: x\nA: y; B: z"
    )
    assert [(found.at, found.text) for found in note.notes] == [(6, "Voir ailleurs.")]
    assert [sentence.shown for sentence in note.sentences][-2:] == ["x ", "y z"]
    assert as_row(("A", "B"), ("", "b")) == "B: b"


def test_numbers_of_headings() -> None:
    text = parsed("# T\n\n## A\n\n### B\n\n### C\n\n## D\n\n### E\n")
    assert text.numbered().text.split("\n") == ["T", "1. A", "1.1 B", "1.2 C", "2. D", "2.1 E"]


def test_cut_keeps_abbreviations_and_quotations_together() -> None:
    assert cut("Dr. Ocaña came. “No,” he said. ¿Qué? Sí, i.e. 3.5 p. ex. Roma.") == [
        "Dr. Ocaña came.",
        "“No,” he said.",
        "¿Qué?",
        "Sí, i.e. 3.5 p. ex. Roma.",
    ]


def test_headings_count_under_their_parent() -> None:
    one, two, three = Heading("A", None), Heading("B", "A"), Heading("C", "A")
    assert heading_figures([one, two, three], [one, two, three]) == (1, 0)
    assert heading_figures([one, two], [one, Heading("B", None)]) == (0.5, 0)
    assert heading_figures([one, two], [one, two, three]) == (1, 0.5)
    assert heading_figures([one, two], [one, Heading("B", None)], title="A") == (1, 0)


def test_misread_headings_are_the_nearest_known_ones() -> None:
    known = [Heading("Integración local", None), Heading("Fuentes", "Integración local")]
    found = [Heading("Integraciôn local", None), Heading("Fuentes", "Integraciôn local"), Heading("Otra", None)]
    assert reread(found, known, 0.03) == [*known, Heading("Otra", None)]


def test_broken_sentences() -> None:
    sentences = [Sentence(text, text) for text in ("One two three.", "Four five.", "Six.")]
    assert broken(sentences, "One  two three.\n\nFour five. Six.") == []
    assert broken(sentences, "One two\n\nthree. Four five. Six.") == ["One two three."]
    assert broken(sentences, "One twc three. Four five. Six.", misread=0.1) == []
    assert broken(sentences, "One twc three. Four five. Six.") == ["One two three."]


def test_pages_are_told_through_headers_notes_and_hyphens(note: Original) -> None:
    pages = [
        "Revue\nTitre\nUn mot1 et « de-\n1 Voir ailleurs.\nPage 1 sur 2",
        "Revue\nux ». Une fin.\n• point ◦ sous-point",
    ]
    pages[1] += "\n1. premier\nA B\nx\ny z\nPage 2 sur 2"
    assert true_pages(pages, note, ["Revue", "Page {page} sur {pages}"]) == [0, 0, 1, 1, 1, 1, 1, 1]
    with pytest.raises(ValueError, match="not on the pages: Titre"):
        true_pages(["nothing"], note.without_notes())


def test_removals_that_do_not_add_up() -> None:
    good = Removal(2, 2, "-\n", "hyphenation")
    assert inconsistent("abcd ef", [good, Removal(6, 4, "\n", "white space", " ")]) == []
    late = Removal(7, 4, "\n", "white space", " ")
    assert inconsistent("abcd ef", [good, late]) == [late]
    absent = Removal(6, 3, "\n", "white space", " ")
    assert inconsistent("abcd ef", [good, absent]) == [absent]


def test_leaks() -> None:
    assert leaks(["Page header", "absent"], "text page\nPage  header text") == ["Page header"]


def test_soft_hyphens_keep_three_letters_at_both_ends() -> None:
    assert (
        softened("A recommendation of Recommendation").replace("\u00ad", "|") == "A recom|men|da|tion of Recommendation"
    )
