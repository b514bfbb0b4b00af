"""Cases from what people said of answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.feedback import FeedbackBook, Opinion
from assistant.types import Answer
from evals.cli import app
from evals.errors import BadDataset
from evals.feedback import cases_of, said_cases
from evals.own_cases import read_cases


def answer(question: str, *, language: str = "en") -> Answer:
    return Answer(question, question, "answered", (), (), (), language=language)


def book(home: Path) -> FeedbackBook:
    found = FeedbackBook(home)
    found.keep(answer("Who was hired?"), Opinion(good=False, reason="wrong"), ["When?"])
    found.keep(answer("Who was hired?"), Opinion(good=False, reason="missing", wanted=("forty pilots",)), ["When?"])
    found.keep(answer("Who painted Venus?", language="pl"), Opinion(good=False, reason="refuse", note="No painter"))
    found.keep(answer("Combien?", language="fr"), Opinion(good=False, reason="other"))
    found.keep(answer("Where?"), Opinion(good=True))
    return found


def test_each_question_becomes_a_case_by_its_last_opinion(tmp_path: Path) -> None:
    hired, venus, combien = cases_of(book(tmp_path).read()[0])
    assert (hired.type, hired.facts, hired.history) == ("other", [["forty pilots"]], [("user", "When?")])
    assert (venus.type, venus.answerable, venus.open, venus.language) == ("near_miss", False, False, "en")
    assert venus.reason == "The documents do not answer this: it should say so. No painter"
    assert (combien.type, combien.open, combien.language) == ("open", True, "fr")
    assert len({hired.id, venus.id, combien.id}) == 3


def test_an_opinion_that_was_taken_back_makes_no_case(tmp_path: Path) -> None:
    found = FeedbackBook(tmp_path)
    found.keep(answer("Where?"), Opinion(good=False))
    found.keep(answer("Where?"), Opinion(good=True))
    with pytest.raises(BadDataset, match="nobody"):
        said_cases(found)


def test_lines_that_cannot_be_read_are_not_dropped_silently(tmp_path: Path) -> None:
    (tmp_path / "feedback.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(BadDataset, match="1 lines"):
        said_cases(FeedbackBook(tmp_path))


@pytest.mark.model
def test_cases_are_written_to_be_completed_and_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIALOGUE_HOME", str(tmp_path / "home"))
    output = tmp_path / "cases.jsonl"
    nothing = CliRunner().invoke(app, ["feedback", str(output)])
    assert nothing.exit_code != 0
    book(tmp_path / "home")
    result = CliRunner().invoke(app, ["feedback", str(output)])
    assert "3 cases" in result.stdout
    assert "1 of them need" in result.stdout
    assert [case.question for case in read_cases(output)] == ["Who was hired?", "Who painted Venus?", "Combien?"]
