"""What becomes of written sentences: kept, moved to the passage that supports them, or struck. The judge is scripted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.verification.verifier import Judgement, Span
from assistant.written.cutting import Written
from assistant.written.drafting import A_QUESTION, BROKE_OFF, HANGING, OTHER_PASSAGE, TOO_LONG, Draft, joined
from corpus.types import Chunk, Document, Metadata, Section
from vectorstore.types import DocumentInfo, Passage

TEXT = "The harbour was closed. Twelve engineers were hired. The ferry ran at night."
FIRST, SECOND, THIRD = (0, 23), (24, 52), (53, 76)
DOCUMENT = Document("d", "d.txt", "Minutes", TEXT, (Section((), 0, 0, len(TEXT)),), (FIRST, SECOND, THIRD))


def passage(start: int, end: int, at: int) -> Passage:
    info = DocumentInfo("d", "d.txt", "Minutes", Metadata(), 2, len(TEXT))
    return Passage(Chunk(f"c{at}", "d", TEXT[start:end], start, end, (), None, at), info, 0.0, at + 1)


PASSAGES = (passage(0, 52, 0), passage(53, 76, 1))
SUPPORT = {
    "The harbour closed.": (0, Span(0, *FIRST)),
    "They hired twelve engineers.": (0, Span(0, *SECOND)),
    "It did so with twelve engineers.": (0, Span(0, *SECOND)),
    "It ran at night.": (1, Span(1, 0, 23)),
    "The night ferry ran.": (1, Span(1, 0, 23)),
}


def judge(sentence: str, cited: Sequence[int]) -> Judgement:
    """Supported by the one passage that the table names, when that is cited or none is."""
    premise, span = SUPPORT.get(sentence, (-1, None))
    if span is None or (cited and premise not in cited):
        return Judgement("unsupported", 0.1, (), "nowhere")
    return Judgement("supported", 0.9, (span,))


def draft(*, mark: bool = False) -> Draft:
    return Draft(PASSAGES, lambda _: DOCUMENT, judge, mark=mark)


def written(text: str, *numbers: int, heading: bool = False) -> Written:
    return Written(text, numbers, bullet=False, heading=heading)


def test_a_supported_sentence_cites_the_words_it_rests_on() -> None:
    made = draft()
    sentence = made.add(written("They hired twelve engineers.", 1))
    assert sentence is not None
    assert (sentence.support, sentence.citations, sentence.score) == ("supported", (1,), 0.9)
    citation = made.citations[0]
    assert citation.quote == TEXT[citation.start : citation.end] == "Twelve engineers were hired."


@pytest.mark.parametrize(("numbers", "dropped"), [((1,), 0), ((0,), 1), ((9, -1, 3), 3), ((), 0), ((2,), 0)])
def test_a_wrong_or_missing_marker_is_replaced_by_the_passage_that_supports(
    numbers: tuple[int, ...], dropped: int
) -> None:
    made = draft()
    sentence = made.add(written("The harbour closed.", *numbers))
    assert sentence is not None
    assert made.citations[0].quote == TEXT[slice(*FIRST)]
    assert made.dropped_markers == dropped


def test_one_quotation_has_one_number() -> None:
    made = draft()
    first, second = made.add(written("It ran at night.", 2)), made.add(written("The night ferry ran.", 2))
    assert first is not None
    assert second is not None
    assert first.citations == second.citations == (1,)


def test_what_nothing_supports_is_struck_with_its_reason() -> None:
    made = draft()
    assert made.add(written("Pigs flew.", 1)) is None
    assert [(each.text, each.reason, each.citations) for each in made.removed] == [("Pigs flew.", "nowhere", ())]
    assert made.unsupported_share == 1


def test_a_question_is_no_statement_whatever_stands_in_the_passage() -> None:
    made = draft()
    SUPPORT["Was the harbour closed?"] = (0, Span(0, *FIRST))
    assert made.add(written("Was the harbour closed?", 1)) is None
    assert made.removed[0].reason == A_QUESTION


def test_a_sentence_without_end_is_struck() -> None:
    made = draft()
    endless = "The harbour was closed" + " and so on" * 150
    SUPPORT[endless] = (0, Span(0, *FIRST))
    assert made.add(written(endless, 1)) is None
    assert made.removed[0].reason == TOO_LONG


def test_marked_instead_of_struck() -> None:
    made = draft(mark=True)
    sentence = made.add(written("Pigs flew.", 1))
    assert sentence is not None
    assert sentence.support == "unsupported"
    assert not made.removed
    assert made.unsupported_share == 1


def test_a_sentence_that_hangs_on_a_struck_one_is_struck_too() -> None:
    made = draft()
    made.add(written("Pigs flew over the harbour.", 1))
    assert made.add(written("It did so with twelve engineers.", 1)) is None
    assert made.removed[-1].reason == HANGING


def test_a_sentence_that_refers_back_into_another_passage_is_partly_supported() -> None:
    made = draft()
    made.add(written("The harbour closed.", 1))
    sentence = made.add(written("It ran at night.", 2))
    assert sentence is not None
    assert (sentence.support, sentence.reason) == ("partial", OTHER_PASSAGE)


def test_repeats_and_headings_are_not_shown() -> None:
    made = draft()
    made.add(written("The harbour closed.", 1))
    assert made.add(written("the harbour closed", 2)) is None
    assert made.add(written("Engineers", heading=True)) is None
    assert (made.repeats, made.count) == (1, 1)


def test_the_broken_off_sentence_is_kept_among_those_left_out() -> None:
    made = draft()
    made.break_off("The harb")
    made.break_off(" ")
    assert [(each.text, each.reason) for each in made.removed] == [("The harb", BROKE_OFF)]


def test_neighbouring_spans_become_one_the_best_first() -> None:
    spans = [Span(1, 0, 5), Span(0, 24, 52), Span(0, 0, 23)]
    assert joined(spans) == [Span(1, 0, 5), Span(0, 0, 52)]
