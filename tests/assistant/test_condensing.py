"""A model makes a follow-up stand alone, and is not trusted with it."""

import asyncio

import pytest

from assistant.conversation.condensing import ANSWER_CHARS, accepted, condense_with, invents, needs_model, told
from assistant.conversation.followups import condense
from assistant.errors import ModelUnreachable
from assistant.models.llm import Deadline
from assistant.models.scripted import scripted_model
from assistant.types import Turn

ASKED = "What did Norway do for seasonal workers in 2019?"
HISTORY = (Turn("user", ASKED), Turn("assistant", "It extended their permits by 40 days."))
FOLLOW_UP = "How many did that benefit?"
BY_RULES = f"{ASKED} {FOLLOW_UP}"


def condensed(reply: str, question: str = FOLLOW_UP, history: tuple[Turn, ...] = HISTORY) -> str:
    return asyncio.run(condense_with(scripted_model([reply]), question, history, deadline=Deadline(10)))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("How many seasonal workers did the permits of Norway benefit?", None),
        (
            "Search question: How many seasonal workers did Norway benefit?",
            "How many seasonal workers did Norway benefit?",
        ),
        ('"How many workers did Norway benefit?"\n\nI hope that helps.', "How many workers did Norway benefit?"),
        ("- **How many workers did the 40 days benefit?**", "How many workers did the 40 days benefit?"),
        ("workers that the permits benefit", "workers that the permits benefit"),
    ],
)
def test_what_the_model_writes_is_searched(reply: str, expected: str | None) -> None:
    assert condensed(reply) == (expected or reply)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n ",
        "I'm sorry, I cannot help with that.",
        "It benefited 3,000 workers.",
        "The documents do not say how many it benefits.",
        "How many workers of Sweden did that benefit?",
        "How many workers did it benefit?",
        "How many workers did the permits benefit in 2021?",
        "How many workers did the permits of Kari Nordmann benefit?",
        "What is the capital of Norway?",
        ASKED,
        "How many " + "very " * 100 + "seasonal workers did that benefit?",
        "Norway extended permits, which was to the benefit of the seasonal workers and of many of their families too.",
    ],
    ids=lambda reply: reply[:30] or "nothing",
)
def test_rules_step_in_for_what_is_no_query_invents_or_drops_the_question(reply: str) -> None:
    assert condensed(reply) == BY_RULES


def test_the_names_asked_about_must_stay() -> None:
    question = "And what did Kenya say about them?"
    assert condensed("What was said about seasonal workers?", question) == condense(question, HISTORY)
    assert (
        condensed("What did Kenya say about seasonal workers?", question)
        == "What did Kenya say about seasonal workers?"
    )


def test_a_question_that_stands_alone_is_not_sent() -> None:
    model = scripted_model(["unwanted"])
    question = "Which countries closed their borders to seasonal workers?"
    assert asyncio.run(condense_with(model, question, HISTORY, deadline=Deadline(10))) == question
    assert model.chat.sent == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        (FOLLOW_UP, HISTORY, True),
        (FOLLOW_UP, (), False),
        ("And Kenya?", HISTORY, True),
        ("What did Kenya do against hate speech?", HISTORY, False),
        ("¿Qué hizo Suiza para los trabajadores?", (), True),
        ("Qu’a fait l’Égypte pour les femmes ?", HISTORY, True),
    ],
)
def test_whom_the_model_is_asked_for(question: str, history: tuple[Turn, ...], expected: bool) -> None:
    assert needs_model(question, history) is expected


@pytest.mark.parametrize(
    ("question", "reply", "taken"),
    [
        ("¿Qué hizo Suiza para los trabajadores?", "What did Switzerland do for the workers?", True),
        ("¿Qué hizo Suiza para los trabajadores?", "What did Sweden do for the workers?", False),
        ("Qu’a fait l’Égypte pour les femmes en 2020 ?", "What did Egypt do for women in 2020?", True),
        ("Qu’a fait l’Égypte pour les femmes en 2020 ?", "What did Egypt do for women in 2021?", False),
        ("Qu’a fait l’Égypte pour les femmes en 2020 ?", "What was done for women?", False),
    ],
)
def test_a_translation_keeps_names_and_years(question: str, reply: str, taken: bool) -> None:
    assert (accepted(reply, question, ()) is not None) is taken


def test_what_is_sent_is_bounded() -> None:
    long = tuple(Turn(role, f"{role} {at} " + "word " * 400) for at in range(9) for role in ("user", "assistant"))
    model = scripted_model(["x"])
    asyncio.run(condense_with(model, "Why " + "so " * 900 + "that?", long, deadline=Deadline(10)))
    sent = model.chat.sent[0][-1][1]  # type: ignore[attr-defined]
    assert len(sent) < 2000
    assert [f"user {at}" in sent for at in range(9)] == [False] * 6 + [True] * 3
    assert told(HISTORY).count("\n") == 1
    assert len(told((HISTORY[0], Turn("assistant", "x " * 900)))) < len(ASKED) + ANSWER_CHARS + 20


def test_numbers_are_compared_without_separators() -> None:
    assert not invents("Did 21,000 people return?", ["There were 21000."])
    assert invents("Did 2,100 people return?", ["There were 21000."])


def test_a_model_that_fails_says_so() -> None:
    model = scripted_model(["How many"], failure=ModelUnreachable("nothing answers"), fail_after=0)
    with pytest.raises(ModelUnreachable):
        asyncio.run(condense_with(model, FOLLOW_UP, HISTORY, deadline=Deadline(10)))


def test_one_line_is_read_of_a_model_that_writes_on_and_on() -> None:
    reply = "How many seasonal workers did Norway benefit?\nWell. " + "And so on. " * 2000
    model = scripted_model([reply], finish="length")
    asked = condense_with(model, FOLLOW_UP, HISTORY, deadline=Deadline(10))
    assert asyncio.run(asked) == "How many seasonal workers did Norway benefit?"
