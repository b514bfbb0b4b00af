"""The judge of responses: figures by hand, rows learnt from, rows not seen, malformed lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.verification.premises import Premise
from evals.cli import app
from evals.errors import BadDataset
from evals.judge import evaluate_responses, evaluate_with, known_calls
from evals.judges import Verdict
from evals.judging import area, calibration_error, confusion, f1, figures, interval, kappa
from evals.ragtruth import Response, load_responses, premises_of, spans_of_sentences
from evals.reports.terminal import agreement
from evals.verification_responses import best_threshold

TRUTH = np.array([True, True, False, False, False])
CALLED = np.array([True, False, True, False, False])
CHANCES = np.array([0.9, 0.4, 0.6, 0.1, 0.1])

CONTEXT = (
    "passage 1:The harbour authority repaired both piers in June. The ferry to the northern island sails again at noon.\n\n"
    "passage 2:Tickets for residents cost five crowns. Visitors pay nine crowns for the same crossing.\n\n"
)


def row(name: str, response: str, *, hallucinated: bool, question: str | None = "What changed?") -> dict[str, object]:
    return {
        "id": name,
        "source_id": 1,
        "question": question,
        "context": CONTEXT,
        "response": response,
        "unsupported_spans": [{"start": 0, "end": len(response), "type": "Evident Conflict"}] if hallucinated else [],
        "hallucinated": hallucinated,
    }


def written(folder: Path, *rows: object) -> Path:
    path = folder / "responses.jsonl"
    path.write_text("".join(f"{json.dumps(each)}\n" for each in rows), encoding="utf-8")
    return path


def test_figures_by_hand() -> None:
    assert confusion(TRUTH, CALLED) == (1, 1, 1, 2)
    assert f1(TRUTH, CALLED) == pytest.approx(0.5)
    assert f1(TRUTH, np.zeros(5, dtype=bool)) == 0
    assert area(TRUTH, CHANCES) == pytest.approx(5 / 6)
    assert area(TRUTH, np.full(5, 0.3)) == 0.5
    assert kappa(TRUTH, CALLED) == pytest.approx((0.6 - 0.52) / 0.48)
    assert calibration_error(TRUTH, CHANCES) == pytest.approx((0.1 + 0.6 + 0.6 + 0.2) / 5)


def test_the_interval_holds_the_figure_and_is_wider_for_groups() -> None:
    truth, called = np.tile(TRUTH, 20), np.tile(CALLED, 20)
    low, high = interval(truth, called, np.arange(100))
    assert low < f1(truth, called) < high
    single = interval(truth, called, np.repeat(np.arange(2), 50))
    assert single[0] == pytest.approx(0.5)


def test_the_threshold_is_one_that_gives_most_f1() -> None:
    chances = np.array([0.1, 0.2, 0.3, 0.7, 0.8, 0.9] * 10)
    assert 0.3 < best_threshold(chances, chances > 0.5) <= 0.7


def test_a_context_is_cut_into_premises_of_whole_sentences() -> None:
    premises = premises_of(CONTEXT)
    assert [len(each.sentences) for each in premises] == [2, 2]
    assert premises[1].text.endswith("the same crossing.")
    long = premises_of("The lamp is lit again. " * 60)
    assert len(long) > 3
    assert all(each.text[slice(*span)] == "The lamp is lit again." for each in long for span in each.sentences)
    assert premises_of("") == ()


def test_a_sentence_ends_with_its_line() -> None:
    text = "1. Open the gate\n2. Close it. Then wait."
    assert [text[start:end] for start, end in spans_of_sentences(text)][-1] == "Then wait."
    assert text[slice(*spans_of_sentences(text)[0])].endswith("gate")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 1"),
        ('{"id": "a", "context": "x", "response": "y"}', "line 1: hallucinated"),
        ('{"id": "a", "context": 3, "response": "y", "hallucinated": true}', "line 1: context"),
        (
            '{"id": "a", "context": "x", "response": "y", "hallucinated": true, "unsupported_spans": [{"start": 1}]}',
            "line 1: unsupported_spans.0.end",
        ),
    ],
)
def test_malformed_lines_are_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BadDataset, match=complaint):
        load_responses(path)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(BadDataset, match="no response"):
        evaluate_responses([])


def test_rows_learnt_from_get_what_the_folds_said(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Response.model_validate(row(f"{at}", f"Line {at}.", hallucinated=at < 2)) for at in range(5)]
    calls = {each.fingerprint: (float(chance), 0.5) for each, chance in zip(rows, CHANCES, strict=True)}
    monkeypatch.setattr("evals.judge.known_calls", lambda: calls)
    found = evaluate_responses(rows)
    assert found["learnt_from"] == found["n"] == 5
    assert found["f1"] == pytest.approx(0.5)
    assert found == {**figures(TRUTH, CHANCES, CHANCES >= 0.5, np.zeros(5, dtype=int)), "learnt_from": 5}


def test_what_the_folds_said_is_kept_without_any_text() -> None:
    calls = known_calls()
    assert len(calls) > 600
    assert all(len(name) == 16 and 0 <= chance <= 1 and 0 < limit < 1 for name, (chance, limit) in calls.items())


@pytest.mark.model
def test_responses_not_seen_are_judged_by_the_model_of_the_package(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        row("true", "The harbour authority repaired both piers in June. Visitors pay nine crowns.", hallucinated=False),
        row("false", "A volcano buried the town in 1902. Nobody survived the eruption.", hallucinated=True),
        row("summary", "The northern island can be reached at noon again.", hallucinated=False, question=None),
        row("silent", "", hallucinated=False),
    )
    result = CliRunner().invoke(app, ["judge", str(path), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["n"], found["learnt_from"]) == (4, 0)
    assert (found["f1"], found["auc"], found["balanced_accuracy"]) == (1, 1, 1)
    assert {"precision", "recall", "ece", "kappa", "f1_interval"} < set(found)


class Keywords:
    """Supports what names a pier, cannot judge what names a crown, and nothing else."""

    name = "keywords"

    def judge(self, claim: str, premises: Sequence[Premise]) -> Verdict:
        assert len(premises) == 2
        if "crowns" in claim:
            return Verdict(None, "no idea")
        return Verdict("pier" in claim, score=0.9 if "pier" in claim else 0.2)


def test_another_judge_is_measured_by_its_least_supported_sentence() -> None:
    rows = [
        Response.model_validate(each)
        for each in (
            row("a", "Both piers were repaired.", hallucinated=False),
            row("b", "One pier stands. A volcano buried the town.", hallucinated=True),
            row("c", "The pier burnt.", hallucinated=True),
            row("d", "It costs nine crowns.", hallucinated=False),
            row("e", "", hallucinated=False),
        )
    ]
    found = evaluate_with(Keywords(), rows)
    assert (found["n"], found["unjudged"], found["judge"]) == (3, 2, "keywords")
    assert (found["precision"], found["recall"]) == (1.0, 0.5)
    assert "2 more could not be judged" in agreement(found)
    with pytest.raises(BadDataset, match="could not judge any"):
        evaluate_with(Keywords(), rows[3:])
