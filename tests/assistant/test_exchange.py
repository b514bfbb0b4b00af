"""A conversation that a browser kept: shown again only where its words still stand in the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.types import Answer, AnswerSentence, Citation
from assistant.ui.exchange import LISTED, MOST, Exchange, dumped, exchange, history, loaded
from corpus.types import Chunk, Metadata
from vectorstore.types import DocumentInfo, Passage

TEXT = "The ferry line reopened in June. Prices stay."
QUOTE = TEXT[:32]
CHANGED = "The ferry line reopened in July. Prices stay."


def passage(text: str = TEXT) -> Passage:
    info = DocumentInfo("d", "d.md", "T", Metadata(), 1, len(text))
    return Passage(Chunk("c", "d", text, 0, len(text), (), None, 0), info, 1.0, 1)


def quoted(*, quote: str = QUOTE, sentence: str = QUOTE) -> Answer:
    citation = Citation(
        number=1, chunk_id="c", document_id="d", title="T", event=None, date=None, kind=None, section=("S",), page=None,
        speaker=None, force=None, quote=quote, start=0, end=32,
    )  # fmt: skip
    return Answer("Q?", "Q?", "answered", (AnswerSentence(sentence, (1,), "quoted"),), (citation,), ())


def written(*sentences: AnswerSentence) -> Answer:
    """An answer in a model's words, with all that may come with one."""
    return replace(
        quoted(),
        engine="written",
        sentences=sentences or (AnswerSentence("In June it went again.", (1,), "supported", score=0.9),),
        removed=(AnswerSentence("It sank.", (), "unsupported", "no passage says so"),),
        passages=(passage(),),
        flagged=(passage(),),
        suggestions=("And the prices?",),
        notes=("1 of 2 passages did not fit the model",),
        model="little-writer",
        incomplete=True,
        tokens={"prompt": 5},
    )


def saved(answer: Answer) -> str:
    return dumped([Exchange(answer, "2019", stopped=True)])


def test_a_conversation_survives_a_reload() -> None:
    (found,) = loaded(saved(quoted()), text_of={"d": TEXT}.get)
    assert (found.scope, found.answer.citations[0].quote) == ("2019", QUOTE)
    assert [turn.role for turn in history([found])] == ["user", "assistant"]


def test_a_written_answer_survives_whole() -> None:
    (found,) = loaded(saved(written()), text_of={"d": TEXT}.get)
    assert found == Exchange(written(), "2019", stopped=True)


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (saved(quoted()), None),
        (saved(quoted()), CHANGED),
        (saved(quoted(quote="The ferry line was closed forever")), TEXT),
        (saved(quoted(sentence="The ferry line was closed forever.")), TEXT),
        (saved(written()), None),
        (saved(written()), CHANGED),
        (saved(written(AnswerSentence("It went again.", (), "supported"))), TEXT),
        (saved(written(AnswerSentence("It went again.", (), "partial"))), TEXT),
        (saved(written(AnswerSentence("It went again.", (2,), "supported"))), TEXT),
        (saved(written(AnswerSentence("It went again.", (1, 2), "supported"))), TEXT),
        (saved(written(AnswerSentence("It went again.", (1,), "unsupported"))), TEXT),
        (saved(written(AnswerSentence("It went again.", (1,), "quoted"))), TEXT),
        (saved(replace(written(), engine="quote")), TEXT),
        (saved(replace(written(), flagged=(passage("Other words than those."),))), TEXT),
        ("not json", TEXT),
        ('[{"answer": 1}]', TEXT),
    ],
)
def test_what_no_longer_stands_in_a_document_is_not_shown(kept: str, text: str | None) -> None:
    assert loaded(kept, text_of={"d": text}.get) == []


def test_a_marked_sentence_needs_no_quotation() -> None:
    answer = written(AnswerSentence("It sank.", (), "unsupported", "no passage says so"))
    assert [each.answer for each in loaded(saved(answer), text_of={"d": TEXT}.get)] == [answer]


def test_what_a_browser_keeps_is_bounded() -> None:
    long = replace(written(), removed=tuple(AnswerSentence("x" * 1000, (), "unsupported") for _ in range(90)))
    kept = exchange(long, scope="")
    assert len(kept.answer.removed) == LISTED
    text = dumped([replace(kept, scope=f"{at} {'y' * 300_000}") for at in range(5)])
    assert len(text) <= MOST
    assert [each.scope[0] for each in loaded(text, text_of={"d": TEXT}.get)] == ["2", "3", "4"]


def test_a_question_without_a_word_of_an_answer_is_no_part_of_the_history() -> None:
    empty = replace(written(), sentences=(), citations=(), passages=(), flagged=())
    assert history([Exchange(empty), Exchange(quoted())]) == history([Exchange(quoted())])
