"""A conversation that a browser kept: shown again only where its words still stand in the documents."""

import pytest

from assistant.types import Answer, AnswerSentence, Citation
from assistant.ui.exchange import Exchange, dumped, history, loaded

TEXT = "The ferry line reopened in June. Prices stay."
QUOTE = TEXT[:32]


def saved(*, quote: str = QUOTE, sentence: str = QUOTE) -> str:
    citation = Citation(
        number=1, chunk_id="c", document_id="d", title="T", event=None, date=None, kind=None, section=("S",), page=None,
        speaker=None, force=None, quote=quote, start=0, end=32,
    )  # fmt: skip
    sentences = (AnswerSentence(sentence, (1,), "quoted"),)
    answer = Answer("Q?", "Q?", "answered", sentences, (citation,), ())
    return dumped([Exchange(answer, "2019")])


def test_a_conversation_survives_a_reload() -> None:
    (found,) = loaded(saved(), text_of={"d": TEXT}.get)
    assert (found.scope, found.answer.citations[0].quote) == ("2019", QUOTE)
    assert [turn.role for turn in history([found])] == ["user", "assistant"]


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (saved(), None),
        (saved(), "The ferry line reopened in July. Prices stay."),
        (saved(quote="The ferry line was closed forever"), TEXT),
        (saved(sentence="The ferry line was closed forever."), TEXT),
        ("not json", TEXT),
        ('[{"answer": 1}]', TEXT),
    ],
)
def test_what_no_longer_stands_in_a_document_is_not_shown(kept: str, text: str | None) -> None:
    assert loaded(kept, text_of={"d": text}.get) == []
