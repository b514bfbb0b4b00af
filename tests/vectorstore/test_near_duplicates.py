"""The same statement in several documents."""

import pytest

from corpus.types import Chunk, Metadata
from vectorstore.near_duplicates import collapse, containment, shingles
from vectorstore.types import DocumentInfo, Passage

SAID = "The harbour authority repaired both piers and reopened the ferry line to the islands in June."
COPY = "In brief: the harbour authority repaired both piers and reopened the ferry line to the islands in June 2019."
OTHER = "Ticket prices for residents stay the same until the end of the next school year."


def passage(name: str, text: str, *, document: str, kind: str = "report", score: float = 0.0) -> Passage:
    info = DocumentInfo(document, f"{document}.md", f"Title of {document}", Metadata(kind=kind), 1, len(text))
    return Passage(Chunk(name, document, text, 0, len(text), ("Part",), None, 0), info, score, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("one two three four five", "one two three four five", 1.0), ("one two three four", "five six seven eight", 0.0)],
)
def test_containment(first: str, second: str, expected: float) -> None:
    assert containment(shingles(first), shingles(second)) == expected


def test_containment_is_of_the_shorter_text() -> None:
    assert containment(shingles("a b c d e"), shingles("a b c d x y z a b")) == 0.5


def test_a_copy_in_another_document_becomes_also_in() -> None:
    shown = collapse(
        [passage("1", SAID, document="a"), passage("2", OTHER, document="b"), passage("3", COPY, document="b")]
    )
    assert [each.chunk.id for each in shown] == ["1", "2"]
    assert [place.chunk_id for place in shown[0].also_in] == ["3"]
    assert shown[0].also_in[0].title == "Title of b"


def test_the_original_takes_the_place_of_a_digest_and_its_rank() -> None:
    shown = collapse(
        [
            passage("1", COPY, document="a", kind="digest", score=5),
            passage("2", OTHER, document="b"),
            passage("3", SAID, document="c"),
        ]
    )
    assert [each.chunk.id for each in shown] == ["3", "2"]
    assert shown[0].score == 5
    assert [place.chunk_id for place in shown[0].also_in] == ["1"]


def test_repetition_within_a_document_is_left_alone() -> None:
    assert len(collapse([passage("1", SAID, document="a"), passage("2", COPY, document="a")])) == 2
