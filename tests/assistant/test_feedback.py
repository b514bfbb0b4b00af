"""Opinions on answers: kept line by line, without the words of any document."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant import feedback
from assistant.errors import FeedbackLost
from assistant.feedback import FeedbackBook, Opinion
from assistant.types import Answer, AnswerSentence, Citation
from assistant.ui.exchange import Exchange
from assistant.ui.opinions import GONE, KEPT, form, heard

SECRET = "Forty pilots were hired."
CITATION = Citation(1, "c", "d", "Minutes", None, None, None, (), None, None, None, SECRET, 10, 34)
ANSWER = Answer(
    "Who was hired?", "Who was hired?", "answered", (AnswerSentence(SECRET, (1,), "quoted"),), (CITATION,), ()
)


class Home:
    """As much of an assistant as an opinion needs."""

    def __init__(self, home: Path) -> None:
        self.feedback = FeedbackBook(home)


def test_an_opinion_is_kept_with_its_question_and_no_word_of_the_document(tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path)
    assert book.read() == ([], 0)
    book.keep(ANSWER, Opinion(good=False, reason="missing", wanted=("forty pilots",), note="June"), ["When?"])
    book.keep(ANSWER, Opinion(good=True))
    (first, second), lost = book.read()
    assert lost == 0
    assert (first.question, first.earlier, first.cited) == ("Who was hired?", ("When?",), (("d", 10, 34),))
    assert (first.opinion.reason, first.opinion.wanted, first.opinion.note) == ("missing", ("forty pilots",), "June")
    assert second.opinion.good
    path = tmp_path / feedback.FILE
    assert SECRET not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_lines_that_cannot_be_read_are_counted_and_the_others_are_there(tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path)
    book.keep(ANSWER, Opinion(good=True))
    with (tmp_path / feedback.FILE).open("ab") as file:
        file.write(b'{"at": 3}\n\xff\xfe\n\n')
    book.keep(ANSWER, Opinion(good=False))
    found, lost = book.read()
    assert (len(found), lost) == (2, 2)


def test_what_cannot_be_kept_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FeedbackLost, match="cannot be written"):
        FeedbackBook(tmp_path / "nowhere").keep(ANSWER, Opinion(good=True))
    monkeypatch.setattr(feedback, "MOST_BYTES", 150)
    book = FeedbackBook(tmp_path)
    book.keep(ANSWER, Opinion(good=True))
    with pytest.raises(FeedbackLost, match="is full"):
        book.keep(ANSWER, Opinion(good=True))
    assert len(book.read()[0]) == 1


def test_opinions_are_bounded() -> None:
    with pytest.raises(ValidationError):
        Opinion(good=False, note="x" * (feedback.LONGEST + 1))
    with pytest.raises(ValidationError):
        Opinion(good=False, wanted=("w",) * 21)


def test_what_the_page_sends_is_kept_for_the_turn_it_names(tmp_path: Path) -> None:
    home, talk = Home(tmp_path), [Exchange(ANSWER), Exchange(ANSWER)]
    sent = {"turn": 1, "good": False, "reason": "wrong", "wanted": "forty; ; pilots", "note": " <b> "}
    told = heard(home, talk, json.dumps(sent))  # type: ignore[arg-type]
    assert KEPT in told
    assert 'data-turn="1"' in told
    (kept,), _ = home.feedback.read()
    assert kept.earlier == ("Who was hired?",)
    assert (kept.opinion.wanted, kept.opinion.note) == (("forty", "pilots"), "<b>")


@pytest.mark.parametrize(
    "sent",
    ["", "{", "[]", '{"turn": -1, "good": true}', '{"turn": 0}', '{"turn": 0, "good": false, "reason": "because"}'],
)
def test_nonsense_from_a_page_is_not_kept(tmp_path: Path, sent: str) -> None:
    home = Home(tmp_path)
    assert heard(home, [Exchange(ANSWER)], sent) == ""  # type: ignore[arg-type]
    assert home.feedback.read() == ([], 0)


def test_the_page_hears_of_what_was_not_kept(tmp_path: Path) -> None:
    good = json.dumps({"turn": 0, "good": True})
    assert GONE in heard(Home(tmp_path), [], good)  # type: ignore[arg-type]
    told = heard(Home(tmp_path / "nowhere"), [Exchange(ANSWER)], good)  # type: ignore[arg-type]
    assert 'data-kept="false"' in told


def test_a_refusal_is_objected_to_otherwise_than_an_answer() -> None:
    refusal = Answer("Who?", "Who?", "not_found", (), (), ())
    assert 'value="refused"' in form(refusal, 0)
    assert 'value="wrong"' not in form(refusal, 0)
    assert 'value="refused"' not in form(ANSWER, 0)
