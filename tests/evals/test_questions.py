"""Evidence found in documents, and what counts as shown."""

from __future__ import annotations

import pytest

from corpus.types import Document
from evals.errors import DocumentsMissing
from evals.questions import Case, Place, Span, by_file_name, covered, load_cases, needed, overlaps, relevant
from evals.questions import sentence_spans as spans


def text_of(span: Span, documents: dict[str, Document]) -> str:
    document = next(each for each in documents.values() if each.id == span[0])
    return document.text[span[1] : span[2]]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("both piers", ["The harbour authority repaired both piers in June."]),
        ("repaired   both\npiers", ["The harbour authority repaired both piers in June."]),
        ("June. The ferry", ["The harbour authority repaired both piers in June.",
                             "The ferry to the northern island sails again at noon."]),
        ("crowns", ["Tickets for residents cost five crowns.", "Visitors pay nine crowns for the same crossing."]),
        ("nowhere", []),
        ("piers.", []),
    ],
)  # fmt: skip
def test_an_anchor_is_the_sentences_that_hold_it(
    anchor: str, expected: list[str], documents: dict[str, Document]
) -> None:
    found = spans(Place(document="harbour.md", section="", anchor=anchor), documents)
    assert [text_of(span, documents) for span in found] == expected


@pytest.mark.parametrize(
    ("span", "other", "expected"),
    [
        (("a", 0, 10), ("a", 0, 10), True),
        (("a", 0, 10), ("a", 5, 20), True),
        (("a", 0, 10), ("a", 6, 20), False),
        (("a", 0, 10), ("b", 0, 10), False),
        (("a", 0, 10), ("a", 2, 4), False),
        (("a", 2, 4), ("a", 0, 10), True),
        (("a", 0, 10), ("a", 20, 30), False),
    ],
)
def test_at_least_half_must_be_shared(span: Span, other: Span, expected: bool) -> None:
    assert overlaps(span, other) is expected


def test_any_place_of_an_item_will_do_and_every_item_is_judged() -> None:
    items = [[("a", 0, 10), ("b", 0, 10)], [("a", 50, 60)], []]
    assert covered(items, [("b", 0, 10), ("a", 58, 70)]) == [True, False, False]


def test_needed_and_relevant(cases: list[Case], documents: dict[str, Document]) -> None:
    case = cases[1].model_copy(
        update={"relevant": [Place(document="schools.md", section="", anchor="smaller classes")]}
    )
    assert [[text_of(span, documents) for span in item] for item in needed(case, documents)] == [
        ["Tickets for residents cost five crowns."],
        ["Visitors pay nine crowns for the same crossing."],
    ]
    assert [text_of(span, documents) for span in relevant(case, documents)][2:] == [
        "The teachers asked for smaller classes."
    ]


def test_documents_that_are_not_there_are_named(cases: list[Case], documents: dict[str, Document]) -> None:
    assert by_file_name(documents.values(), cases) == documents
    with pytest.raises(DocumentsMissing, match=r"harbour\.md"):
        by_file_name([documents["schools.md"]], cases)


def test_two_files_of_one_name_are_both_kept(documents: dict[str, Document]) -> None:
    first = documents["schools.md"]
    second = Document("other", "sub/schools.md", "", first.text, first.sections, first.sentences)
    assert by_file_name([first, second], []) == {"schools.md": first, "other": second}


def test_the_cases_over_the_sources_are_well_formed() -> None:
    cases = load_cases("sources")
    assert len({case.id for case in cases}) == len(cases) >= 80
    assert sum(case.type == "near_miss" for case in cases) >= 20
    assert all(bool(case.evidence) != (case.type == "near_miss") for case in cases)
    assert all(len(place.anchor.split()) <= 8 for case in cases for item in case.evidence for place in item)
