"""Asking the evaluation set, the figures over it, and labels by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from assistant import Assistant
from corpus.types import Document
from evals.answers import Outcome, ShownSentence, run_cases, sheet
from evals.labels import Label, load_labels, merge, sentence_hash, write_sheet
from evals.questions import Case
from evals.report import figures, formatted, percentile, reciprocal, report, share, table


def outcome(case: Case, **changes: object) -> Outcome:
    plain = Outcome(
        case=case,
        answered=True,
        retrieved=(True,),
        rank=1,
        given=(True,),
        shown=(ShownSentence("a.md", "One.", True),),
        sentences=1,
        words=10,
        quotations=1,
        exact=1,
        seconds=0.2,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_figures_by_hand(cases: list[Case]) -> None:
    fact, several, near = cases
    outcomes = [
        outcome(fact),
        outcome(
            several,
            retrieved=(True, False),
            rank=4,
            given=(False, True),
            shown=(ShownSentence("a.md", "Two.", False), ShownSentence("a.md", "Three.", None)),
            sentences=4,
            words=30,
            quotations=3,
            seconds=0.6,
        ),
        outcome(fact, answered=False, retrieved=(False,), rank=None, given=(False,), shown=(), quotations=0, exact=0),
        outcome(near, retrieved=(), given=(), rank=None),
        outcome(near, answered=False, retrieved=(), given=(), rank=None, shown=(), quotations=0, exact=0),
    ]
    assert figures(outcomes) == {
        "questions": 5,
        "evidence_in_first_5": 0.3333,
        "any_evidence_in_first_5": 0.6667,
        "evidence_in_answer": 0.3333,
        "any_evidence_in_answer": 0.6667,
        "items_in_answer": 0.5,  # two of four
        "mrr@10": 0.4167,  # (1 + 1/4 + 0) / 3
        "answerable_refused": 0.3333,
        "near_misses_refused": 0.5,
        "sentences_median": 2.5,  # of 1 and 4: the refused one shows none
        "words_median": 20.0,
        "relevant": 0.5,  # one of the two judged; near misses do not count
        "unjudged": 1,
        "quotations": 5,
        "exact": 0.6,
        "p50": 0.2,
        "p95": 0.52,  # 0.2 + 0.8 * 0.4: four fifths of the way to the fifth of five values
    }


def test_a_share_of_nothing_is_not_zero() -> None:
    found = figures([])
    assert (found["evidence_in_first_5"], found["near_misses_refused"], found["exact"], found["p50"]) == (None,) * 4
    assert share([]) is None
    assert share([True, True, False]) == 0.6667


@pytest.mark.parametrize(("rank", "expected"), [(1, 1.0), (4, 0.25), (10, 0.1), (11, 0.0), (None, 0.0)])
def test_reciprocal_rank(rank: int | None, expected: float) -> None:
    assert reciprocal(rank) == expected


def test_percentile() -> None:
    assert percentile([1, 2, 3, 4], 50) == 2.5
    assert percentile([0, 10], 95) == 9.5
    assert percentile([], 50) is None


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [("exact", 1.0, "100.0%"), ("questions", 12, "12"), ("p50", 0.246, "0.25"), ("relevant", None, "")],
)
def test_figures_for_a_person(key: str, value: float | None, expected: str) -> None:
    assert formatted(key, value) == expected


def test_a_run_end_to_end(dialogue: Assistant, cases: list[Case]) -> None:
    steps: list[int] = []
    outcomes = run_cases(dialogue, cases, labels={}, progress=lambda _what, done, _of: steps.append(done))
    assert steps == [0, 1, 2]
    fact, _, near = outcomes
    assert fact.retrieved == (True,)
    assert fact.rank == 1
    assert near.retrieved == near.given == ()
    assert all(each.exact == each.quotations for each in outcomes)
    assert all(each.seconds > 0 for each in outcomes)
    result = report(outcomes)
    assert set(result) == {"all", "tune", "held"}
    assert set(result["held"]["types"]) == {"list", "near_miss"}
    assert result["all"]["exact"] == 1.0
    console = Console(file=io.StringIO(), width=120)
    console.print(table(result))
    assert "quotations exact" in console.file.getvalue()  # type: ignore[attr-defined]


def test_hand_labels_come_back_without_text(
    tmp_path: Path, cases: list[Case], dialogue: Assistant, documents: dict[str, Document]
) -> None:
    unknown = outcome(cases[0], shown=(ShownSentence("a.md", "Some  words.", None), ShownSentence("a.md", "Ok.", True)))
    (row,) = sheet([unknown, outcome(cases[2], shown=unknown.shown)])
    assert (row.case, row.text, row.relevant) == ("t-1", "Some words.", None)
    filled, kept = tmp_path / "sheet.jsonl", tmp_path / "labels.jsonl"
    write_sheet(filled, [row.model_copy(update={"relevant": True}), Label(case="t-9", document="b.md", hash="0")])
    assert merge(filled, kept) == 1
    assert merge(filled, kept) == 1
    assert "words" not in kept.read_text(encoding="utf-8")
    assert load_labels(kept) == {("t-1", "a.md", sentence_hash("Some\nwords.")): True}


def test_a_label_decides_about_a_sentence_that_is_no_evidence(dialogue: Assistant, cases: list[Case]) -> None:
    case = cases[0].model_copy(update={"evidence": cases[1].evidence[:1]})
    before = run_cases(dialogue, [case], labels={}, progress=lambda *_: None)[0].shown
    assert before
    assert {each.relevant for each in before} == {None}
    labels = {(case.id, each.document, sentence_hash(each.text)): False for each in before}
    after = run_cases(dialogue, [case], labels=labels, progress=lambda *_: None)[0].shown
    assert {each.relevant for each in after} == {False}
