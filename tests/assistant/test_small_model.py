"""A real language model of 135 M parameters, over HTTP with streaming: it hallucinates, and the program stays honest.

What is checked here is written apart from the program's own checks, and is plainer: every number and every capitalised
word inside a sentence must stand in the cited passage or in what the card says of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.settings import Settings
from assistant.types import Answer, AnswerSentence, Turn

pytestmark = pytest.mark.model

QUESTIONS = (
    "What did Portugal do for migrants waiting for residence permits?",
    "What was Panel 3 about in 2020?",
    "What was recommended on the costs of remittances?",
    "What was said about legal identity in 2022?",
    "How were seafarers affected by the pandemic?",
    "What did speakers say about access to health care for migrants?",
    "Which countries extended visas and permits?",
    "What was said about the return of migrant workers?",
    "What did the private sector contribute?",
    "What are the objectives of the Global Compact for Migration?",
    "How can cities support migrants?",
    "What was said about xenophobia and discrimination?",
    "What did the 2022 dialogue say about climate change?",
    "How did civil society help migrants during the pandemic?",
    "What was said about children and education?",
    "What is the role of data in migration policy?",
    "What did participants say about diaspora engagement?",
    "What was recommended on fair recruitment?",
    "How did border closures affect migrants?",
    "What was said about trafficking in persons?",
    "What did the roundtable of the Global Forum discuss?",
    "What was said about digital technology?",
    "Which regular pathways were proposed?",
    "What did the concept note ask participants to discuss?",
    "What was said about women and domestic violence?",
    "How should vaccines reach migrants?",
    "What did the Director General of IOM say?",
    "What was concluded about partnerships?",
    "What was said about students abroad?",
    "How many participants attended the dialogue?",
)
AT_ONCE = 3
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
NAME = re.compile(r"[^\W\d_a-zà-öø-ÿ][\w’'-]*")


@pytest.fixture(scope="module")
def dialogue(starter_home: Path, smollm2: str) -> Iterator[Assistant]:
    """The starter corpus with the real model behind an address of this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", smollm2)
        patch.delenv("OPENAI_API_KEY", raising=False)
        with Assistant.open(starter_home, settings=Settings(home=starter_home)) as opened:
            yield opened


def test_there_are_thirty_different_questions() -> None:
    assert len(set(QUESTIONS)) == 30


@pytest.mark.parametrize("batch", range(0, len(QUESTIONS), AT_ONCE))
def test_nothing_is_shown_as_supported_that_its_passage_does_not_hold(dialogue: Assistant, batch: int) -> None:
    asked = QUESTIONS[batch : batch + AT_ONCE]
    for question in asked:
        answer = dialogue.ask(question, engine="written")
        assert answer.status in {"answered", "not_found"}
        assert answer.status == "not_found" or (answer.model and answer.sentences)
        for citation in answer.citations:
            text = dialogue.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote
        for sentence in answer.sentences:
            if sentence.support == "supported":
                assert not strangers(sentence, answer), f"{question}: {sentence.text}"
        if answer.engine == "written":
            assert any(sentence.support == "supported" for sentence in answer.sentences)
        elif answer.status == "answered":
            assert answer.fallback_reason
            assert all(sentence.support == "quoted" for sentence in answer.sentences)


def test_a_follow_up_is_answered_too(dialogue: Assistant) -> None:
    turns = (Turn("user", QUESTIONS[0]), Turn("assistant", "Portugal extended permits."))
    answer = dialogue.ask("And Egypt?", history=turns, engine="written")
    assert answer.status in {"answered", "not_found"}
    assert "Egypt" in answer.query


def strangers(sentence: AnswerSentence, answer: Answer) -> list[str]:
    """Numbers and capitalised words inside a sentence that do not stand in its passages or on their cards."""
    cited = [each for each in answer.citations if each.number in sentence.citations]
    chunks = {each.chunk.id: each.chunk for each in answer.passages}
    words = " ".join(
        " ".join(
            [
                chunks[each.chunk_id].text if each.chunk_id in chunks else each.quote,
                chunks[each.chunk_id].opening if each.chunk_id in chunks else "",
                each.title,
                each.event or "",
                each.date or "",
                each.source_title or "",
                *each.section,
                each.said_by or "",
            ]
        )
        for each in cited
    ).casefold()
    named = [found.group() for found in NAME.finditer(sentence.text) if found.start() > 0]
    return [
        each
        for each in [*NUMBER.findall(sentence.text), *(re.sub(r"['’]s?$", "", name) for name in named)]
        if each.casefold() not in words
    ]


def test_the_check_of_this_file_can_fail(dialogue: Assistant) -> None:
    answer = dialogue.ask(QUESTIONS[0], engine="quote")
    wrong = AnswerSentence("They helped 987,654 people in Ruritania.", (1,), "supported")
    assert strangers(wrong, answer) == ["987,654", "Ruritania"]
