"""Sentences that are true and mislead where they stand."""

from __future__ import annotations

import pytest

from assistant.written.standing import ANOTHER_LIST, NO_LIST, REFERS_OUT, Standing
from corpus.types import Chunk, Document, Metadata, Section
from vectorstore.types import DocumentInfo, Passage

OPENING = "The port authority asked for:"
TEXT = (
    "Two captains spoke. Both asked for tugs. The panel was moderated by Ada Quay.\n\n"
    f"{OPENING}\n- longer piers;\n- night ferries;\n\nOn safety:\n- life vests;\n\nRates rose."
)


def spans(*parts: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(part), TEXT.index(part) + len(part)) for part in parts)


SENTENCES = spans(
    "Two captains spoke.", "Both asked for tugs.", "The panel was moderated by Ada Quay.", OPENING, "longer piers;",
    "night ferries;", "On safety:", "life vests;", "Rates rose.",
)  # fmt: skip
HEADINGS = ("Day 1", "Panel 2: Harbours and tides")
DOCUMENT = Document("d", "d.txt", "Minutes", TEXT, (Section(HEADINGS, 0, 0, len(TEXT)),), SENTENCES)
CHUNK = Chunk("c", "d", TEXT, 0, len(TEXT), HEADINGS, None, 0)
PASSAGE = Passage(CHUNK, DocumentInfo("d", "d.txt", "Minutes", Metadata(), 1, len(TEXT)), 0.0, 1)


def said(question: str, *texts: str, bullets: tuple[str, ...] = ()) -> list[str | None]:
    """The objections to sentences that the document says, one after the other."""
    standing = Standing(question, lambda _: DOCUMENT)
    return [standing.objection(each, bullet=each in bullets, passage=PASSAGE, start=TEXT.index(each)) for each in texts]


def test_a_reference_without_what_it_refers_to() -> None:
    assert said("Who asked for tugs?", "Both asked for tugs.") == [REFERS_OUT]
    assert said("Who asked for tugs?", "Two captains spoke.", "Both asked for tugs.") == [None, None]
    standing = Standing("What did the captains ask for?", lambda _: DOCUMENT)
    assert standing.objection("They spoke.", bullet=False, passage=PASSAGE, start=0) is None


MODERATED = "The panel was moderated by Ada Quay."


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Who moderated Panel 2?", True),
        ("Who moderated the panel on tides?", True),
        ("Who moderated the panel on lighthouses?", False),
        ("Who moderated Panel 3?", False),
    ],
)
def test_the_panel_is_the_one_that_was_asked_about(question: str, right: bool) -> None:
    (found,) = said(question, MODERATED)
    if right:
        assert found is None
    else:
        assert found
        assert "which panel" in found
        assert "“Panel 2: Harbours and tides”" in found


def test_the_panel_is_known_after_a_sentence_of_the_same_part() -> None:
    assert said("Who spoke about lighthouses?", "Two captains spoke.", MODERATED) == [None, None]


def test_an_item_stands_under_the_line_that_opens_its_list() -> None:
    items = ("longer piers;", "life vests;", "Rates rose.")
    assert said("What was asked for?", OPENING, *items, bullets=items) == [
        None,
        None,
        ANOTHER_LIST.format(line="On safety:"),
        ANOTHER_LIST.format(line="On safety:"),
    ]
    assert said("What was asked for?", "On safety:", "life vests;", bullets=("life vests;",)) == [None, None]
    alone = ("Two captains spoke.",)
    assert said("What was asked for?", OPENING, *alone, bullets=alone) == [None, NO_LIST]
    assert said("What was asked for?", OPENING, "Rates rose.", *alone, bullets=alone) == [None, None, None]
