"""True sentences and the same with one fact altered by script."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from assistant.verification.premises import Premise
from evals.altering import KINDS, altered
from evals.perturbations import Report, Row, run, told, trials
from evals.premises import Place, starter_places
from evals.rewriting import rewritten
from evals.supporting import RulesAlone, likely_spans

TRUE = {"copy", "rewrite"}


@pytest.fixture(scope="module")
def report() -> Report:
    return run(RulesAlone(), starter_places())


def place(text: str) -> Place:
    return Place("harbour.md", Premise(text=text, sentences=((0, len(text)),), header="Harbour talks 2020"))


def test_there_are_enough_and_each_kind_has_its_share() -> None:
    counted = Counter(trial.kind for trial in trials(starter_places()))
    assert sum(counted[kind] for kind in KINDS) >= 400
    assert min(counted[kind] for kind in KINDS) >= 40
    assert min(counted[kind] for kind in TRUE) >= 200


def test_the_same_corpus_gives_the_same_sentences() -> None:
    assert trials(starter_places()) == trials(starter_places())


def test_copies_are_verbatim_and_altered_ones_are_not() -> None:
    for trial in trials(starter_places()):
        held = trial.text in trial.place.premise.text
        assert held == (trial.kind == "copy") or trial.kind == "rewrite"


def test_rules_alone_stop_nearly_all_altered_sentences_and_hardly_a_true_one(report: Report) -> None:
    right = {row.kind: row.right for row in report.rows}
    assert report.altered.right >= 0.95
    assert min(right[kind] for kind in KINDS) >= 0.9
    assert right["copy"] >= 0.99
    assert right["rewrite"] >= 0.95


def test_a_judge_who_supports_everything_is_told_so() -> None:
    class Credulous(RulesAlone):
        def supports(self, sentence: str, premise: Premise) -> bool:
            return True

    report = run(Credulous(), starter_places()[:30])
    assert report.altered.right == 0.0
    assert len(report.wrong) == report.altered.asked
    assert "altered" in told(report).splitlines()[-1]


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("number", "The harbour of Peru has 14 piers.", "The harbour of Peru has"),
        ("date", "The pier opened in March 2018 at last.", "The pier opened in"),
        ("state", "The harbour of Peru has 14 piers.", "has 14 piers."),
        ("organisation", "With help from UNHCR the pier was mended.", "the pier was mended."),
        ("person", "Maya Morsy mended the pier at night.", "mended the pier at night."),
        ("negation", "The pier should be mended soon.", "The pier should not be mended soon."),
        ("force", "The talks recommended new piers.", "The talks agreed on new piers."),
        ("quantity", "Many ferries came late.", "All ferries came late."),
        ("antonym", "The tolls increased again.", "The tolls decreased again."),
        ("event", "The tolls increased again.", "he tolls increased again."),
    ],
)
def test_one_fact_is_changed_and_the_rest_is_kept(kind: str, text: str, kept: str) -> None:
    change = altered(text, place(text), kind, Random(1))
    assert change is not None
    assert change.text != text
    assert kept in change.text


def test_a_sentence_without_such_a_fact_is_left_alone() -> None:
    text = "The pier was mended."
    assert [altered(text, place(text), kind, Random(1)) for kind in ("number", "date", "state", "person")] == [None] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Prado (Peru) mended piers.", "Ana Prado of Peru mended piers."),
        ("The representative of Peru noted that piers were old.", None),
        ("In the spring of 2019, piers were mended.", "Piers were mended in the spring of 2019."),
        ("The piers were old, Prado said.", "Prado said that the piers were old."),
        ("Piers rot.", None),
    ],
)
def test_rewriting_keeps_the_meaning(text: str, expected: str | None) -> None:
    found = {rewritten(text, Random(seed)) for seed in range(20)}
    if expected or text == "Piers rot.":
        assert found == {expected}
    else:
        assert found <= {
            "According to the representative of Peru, piers were old.",
            "Peru noted that piers were old.",
            "The representative of Peru said that piers were old.",
        }


def test_likely_spans_are_those_that_share_most_words() -> None:
    text = "The pier is old. The ferry is new and fast."
    premise = Premise(text=text, sentences=((0, 16), (17, len(text))))
    assert likely_spans("A fast new ferry.", premise) == [(17, len(text))]


def test_shares() -> None:
    assert Row("copy", 4, 3).right == 0.75
    assert Row("number", 4, 1).right == 0.75
    assert Row("number", 0, 0).right == 0.0
