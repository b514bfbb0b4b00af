"""Follow-up questions: proposed by rules or by a model, tried, and never the same twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable

import pytest

from assistant.conversation.suggestions import LONGEST, OFFERED, TRIED, alike, presentable, suggest
from assistant.conversation.topics import heading_topic, topic_of
from assistant.errors import ModelTooSlow
from assistant.models.llm import Deadline, Messages
from assistant.models.scripted import scripted_model
from assistant.types import Answer, Citation, Turn
from corpus.types import Chunk, Metadata, Speaker
from vectorstore.types import DocumentInfo, Passage

QUESTION = "What did Norway do for seasonal workers?"


def passage(text: str, *section: str, year: int = 2020, event: str = "Dialogue on Fishing", at: int = 0) -> Passage:
    metadata = Metadata(event=f"{event} {year}", date=f"{year}-05-01", language="en")
    info = DocumentInfo(f"d{year}", f"{year}.txt", f"Report of {year}", metadata, 1, len(text))
    return Passage(Chunk(f"c{at}", info.id, text, 0, len(text), section, None, at), info, 1.0, at + 1)


PASSAGES = (
    passage(
        "Kenya reported that it extended the permits of seasonal workers. Norway did so too.",
        "2. Protect workers at sea",
        at=0,
    ),
    passage("Participants asked for data.", "Recommendations", "Improve data on ferries", at=1),
    passage("Speakers from Ghana came.", "Panel 3 – Wages and working hours in the ports", at=2),
    passage("Seasonal workers were counted.", "Day 2: Facilitating regular crossings", year=2023, at=3),
)


def answered(question: str = QUESTION, language: str = "en", speaker: Speaker | None = None) -> Answer:
    quote = PASSAGES[0].chunk.text
    cited = Citation(
        1, "c0", "d2020", "Report", None, "2020-05-01", None, (), None, speaker, None, quote, 0, len(quote)
    )
    return Answer(question, question, "answered", (), (cited,), PASSAGES, language=language)


def offered(
    *replies: str,
    answer: Answer | None = None,
    history: tuple[Turn, ...] = (),
    answerable: Callable[[str], bool] = lambda _: True,
) -> tuple[str, ...]:
    model = scripted_model(list(replies)) if replies else None
    answer = answer or answered()
    return asyncio.run(suggest(model, answer, answer.passages, history, answerable=answerable, deadline=Deadline(50)))


def test_rules_ask_about_other_states_years_speakers_and_recommendations() -> None:
    tried: list[str] = []

    def answerable(question: str) -> bool:
        tried.append(question)
        return False

    assert offered(answer=answered(speaker=Speaker("Kari Berg", "Norway")), answerable=answerable) == ()
    assert tried == [
        "What did Kenya do for seasonal workers?",
        "What points did Kari Berg (Norway) make?",
        "What was said about seasonal workers at the 2023 dialogue?",
        "What recommendations did participants make on improving data on ferries?",
        "What did Kenya say about protecting workers at sea?",
        "What was discussed in Panel 3 of the 2020 dialogue?",
    ]
    assert len(tried) == TRIED


def test_what_cannot_be_answered_is_not_offered_and_three_are_enough() -> None:
    tried: list[str] = []

    def answerable(question: str) -> bool:
        tried.append(question)
        return "Kenya" not in question

    found = offered(answerable=answerable)
    assert len(found) == OFFERED
    assert not any("Kenya" in question for question in found)
    assert tried[-1] == found[-1]


def test_what_was_asked_before_is_not_offered() -> None:
    before = Turn("user", "What has Kenya done for seasonal workers?")
    assert "What did Kenya do for seasonal workers?" in offered()
    assert "What did Kenya do for seasonal workers?" not in offered(history=(before,))


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        (
            "fr",
            "Qu’a fait la Norvège pour les saisonniers ?",
            "Qu’a-t-on dit lors du dialogue de 2023 sur les saisonniers ?",
        ),
        ("es", "¿Qué hizo Noruega para los temporeros?", "¿Qué se dijo en el diálogo de 2023 sobre los temporeros?"),
    ],
)
def test_in_the_language_of_the_question(language: str, question: str, expected: str) -> None:
    found = offered(answer=answered(question, language, Speaker("Kari Berg", "Norway")))
    assert expected in found
    assert any("Kari Berg" in each for each in found)
    assert not any("What" in each or "ferries" in each for each in found)


def test_the_models_questions_come_first_and_those_that_invent_are_left_out() -> None:
    reply = "\n".join(
        [
            "1. Which permits did Kenya extend?",
            "2. Which permits did Sweden extend?",
            "3. How many permits were extended in 2019?",
            "- Why did they do it?",
            "Here are six questions",
            "4. Who asked for data on ferries?",
        ]
    )
    found = offered(reply)
    assert found[:2] == ("Which permits did Kenya extend?", "Who asked for data on ferries?")
    assert len(found) == OFFERED
    assert not any("Sweden" in each or "2019" in each or "they" in each for each in found)


@pytest.mark.parametrize("reply", ["no question at all", "?", "x" * 1000])
def test_a_useless_model_leaves_it_to_the_rules(reply: str) -> None:
    assert offered(reply) == offered()


class Slow:
    """A model that takes all the time it is given; how much that was."""

    given: float = 0.0

    async def stream(self, _: Messages, *, deadline: Deadline, max_tokens: int) -> AsyncGenerator[str, None]:
        self.given = deadline.seconds
        yield "Which"
        raise ModelTooSlow(f"nothing came of {max_tokens} tokens")


def test_a_slow_model_leaves_time_for_the_rules() -> None:
    model, answer = Slow(), answered()
    asked = suggest(model, answer, answer.passages, answerable=lambda _: True, deadline=Deadline(50))
    assert asyncio.run(asked) == offered()
    assert 0 < model.given <= 30


def test_no_passages_no_questions() -> None:
    assert offered(answer=Answer(QUESTION, QUESTION, "not_found", (), (), ())) == ()


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("What did Kenya do for seasonal workers?", True),
        ("What did they do for seasonal workers?", False),
        ("And Kenya?", False),
        ("Kenya extended the permits of seasonal workers.", False),
        ("What did Kenya do " + "for workers " * 12 + "?", False),
        ("What did Kenya do? And what did Ghana do for workers?", False),
    ],
)
def test_presentable(question: str, fit: bool) -> None:
    assert presentable(question) is fit
    assert not fit or len(question) <= LONGEST


@pytest.mark.parametrize(
    ("question", "other", "same"),
    [
        ("What did Norway do for seasonal workers?", "What has Norway done for its seasonal workers?", True),
        ("What did Norway do for seasonal workers?", "What did Kenya do for seasonal workers?", False),
        ("What was said about ferries in 2020?", "What was said about ferries in 2023?", False),
        ("What was said about ferries in 2020?", "What was said about wages in the ports?", False),
    ],
)
def test_alike(question: str, other: str, same: bool) -> None:
    assert alike(question, other) is same


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("2. Support women’s needs and resources", "supporting women’s needs and resources"),
        ("10:00–12:00 Panel 4: The role of crews in a storm", "the role of crews in a storm"),
        ("The need to build piers and expand ports", "building piers and expanding ports"),
        ("MENDING THE NETS", "mending the nets"),
        ("Mending nets and boats that came home", None),
        ("Discussion", None),
        ("Closing remarks", None),
        ("Norway on wages", None),
        ("15 and 16 October 2020, Geneva", None),
        ("Harbours are the key to trade", None),
    ],
)
def test_what_a_heading_is_about(heading: str, topic: str | None) -> None:
    assert heading_topic(("Part", heading)) == topic
    assert heading_topic((heading, "Overview")) == topic


@pytest.mark.parametrize(
    ("question", "language", "topic"),
    [
        ("What did the youth delegate say about changing the narrative?", "en", "changing the narrative"),
        ("What did Kenya do for seasonal workers in 2020?", "en", "seasonal workers"),
        ("How many people were counted?", "en", None),
        ("What did Kenya say about it?", "en", None),
        ("When was the Committee on Fishing set up?", "en", None),
        ("Qu’a dit le Kenya sur les permis en 2020 ?", "fr", "les permis"),
        ("¿Qué dijo Kenia sobre los permisos?", "es", "los permisos"),
    ],
)
def test_what_a_question_is_about(question: str, language: str, topic: str | None) -> None:
    assert topic_of(question, language) == topic
