"""The check of quotations against their files: it holds for true ones and catches false ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.types import Citation
from corpus.types import Removal
from evals.fidelity import Original, Tally, originals, questions


@pytest.fixture
def known(dialogue: Assistant, folder: Path) -> dict[str, Original]:
    return originals(dialogue, folder)


@pytest.fixture
def citation(dialogue: Assistant) -> Citation:
    return dialogue.ask("When does the ferry to the northern island sail again?").citations[0]


def tally_of(citation: Citation, known: dict[str, Original]) -> Tally:
    tally = Tally(documents=len(known), rebuilt=sum(each.rebuilt for each in known.values()))
    tally.check([citation], known)
    return tally


def test_a_true_quotation_holds(citation: Citation, known: dict[str, Original]) -> None:
    tally = tally_of(citation, known)
    assert tally.holds
    assert (tally.documents, tally.rebuilt, tally.exact, tally.in_file, tally.unbroken) == (2, 2, 1, 1, 1)
    assert tally.as_json()["faults"] == []


@pytest.mark.parametrize("change", ["quote", "start", "end"])
def test_a_false_quotation_is_a_fault(citation: Citation, known: dict[str, Original], change: str) -> None:
    values = {"quote": citation.quote + "!", "start": citation.start + 1, "end": citation.end - 1}
    false = replace(citation, **{change: values[change]})  # type: ignore[arg-type]
    tally = tally_of(false, known)
    assert not tally.holds
    assert tally.faults == [f"harbour.md {false.start}-{false.end}"]


def test_a_file_that_says_something_else_is_a_fault(citation: Citation, known: dict[str, Original]) -> None:
    original = known[citation.document_id]
    forged = Original(original.document, original.raw.replace("noon", "nine"))
    tally = tally_of(citation, {**known, citation.document_id: forged})
    assert (tally.exact, tally.in_file, tally.unbroken) == (1, 0, 0)
    assert tally.rebuilt == 1
    assert not tally.holds


def test_a_lost_removal_is_a_fault(citation: Citation, known: dict[str, Original]) -> None:
    original = known[citation.document_id]
    broken = replace(original.document, removals=(Removal(0, 0, "lost", "footnote"), *original.document.removals))
    assert not Original(broken, original.raw).rebuilt
    assert not tally_of(citation, {**known, citation.document_id: Original(broken, original.raw)}).holds


def test_nothing_checked_does_not_hold() -> None:
    assert not Tally().holds


def test_enough_questions_come_from_the_documents(known: dict[str, Original]) -> None:
    asked = [question for question, turns in questions([each.document for each in known.values()]) if not turns]
    sentences = "The council promised two new schools on the northern island."
    assert asked.count(sentences) == 1
    assert len(asked) == len(set(asked))
