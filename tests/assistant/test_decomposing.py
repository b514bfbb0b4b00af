"""Comparisons are split into their sides, by rules and with a model."""

import asyncio

import pytest

from assistant.conversation.decomposing import split
from assistant.models.llm import Deadline
from assistant.models.scripted import scripted_model


def parts(question: str, *replies: str) -> tuple[str, ...]:
    model = scripted_model(list(replies)) if replies else None
    return asyncio.run(split(model, question, deadline=Deadline(10)))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "How did 2020 and 2022 differ on data?",
            ["What was said about data in 2020?", "What was said about data in 2022?"],
        ),
        (
            "Compare Portugal and Egypt on regularisation",
            ["What did Portugal do or say about regularisation?", "What did Egypt do or say about regularisation?"],
        ),
        (
            "What is the difference between the 2020 dialogue and the 2022 dialogue on climate change?",
            ["What was said about climate change in 2020?", "What was said about climate change in 2022?"],
        ),
        (
            "How did the discussion of ferries change between 2001 and 2003?",
            ["What was said about ferries in 2001?", "What was said about ferries in 2003?"],
        ),
        (
            "What did both the 2020 and 2022 dialogues recommend on data?",
            ["What did the 2020 dialogue recommend on data?", "What did the 2022 dialogue recommend on data?"],
        ),
        (
            "What did Kenya and the Netherlands do for seasonal workers?",
            ["What did Kenya do for seasonal workers?", "What did the Netherlands do for seasonal workers?"],
        ),
        (
            "Compare Panel 1 with Panel 2 on return.",
            ["What was said about return in Panel 1?", "What was said about return in Panel 2?"],
        ),
        ("Who moderated panel 1 and panel 2?", ["Who moderated Panel 1?", "Who moderated Panel 2?"]),
        (
            "How was the storm seen in 2020 compared to 2022?",
            ["How was the storm seen in 2020?", "How was the storm seen in 2022?"],
        ),
        (
            "What are the differences between IOM, ILO and UNHCR regarding wages?",
            [f"What was said about {name} and wages?" for name in ("IOM", "ILO", "UNHCR")],
        ),
        (
            "Compare the share of women among pilots in Egypt and in Tunisia.",
            [f"What is the share of women among pilots in {name}?" for name in ("Egypt", "Tunisia")],
        ),
        (
            "What was said about ferries in 2001, and what in 2003?",
            ["What was said about ferries in 2001?", "What was said about ferries in 2003?"],
        ),
        (
            "What did the 2001 roundtable and the 2003 session say about data?",
            ["What did the 2001 roundtable say about data?", "What did the 2003 session say about data?"],
        ),
        (
            "How do Kenya and Peru treat seasonal workers?",
            ["How does Kenya treat seasonal workers?", "How does Peru treat seasonal workers?"],
        ),
        (
            "What did UNESCO and the Malala Fund each estimate about girls?",
            ["What did UNESCO estimate about girls?", "What did the Malala Fund estimate about girls?"],
        ),
        (
            "Compare the 2020 and 2022 dialogues.",
            ["What were the main conclusions in 2020?", "What were the main conclusions in 2022?"],
        ),
    ],
)
def test_sides_that_stand_side_by_side(question: str, expected: list[str]) -> None:
    assert parts(question) == tuple(expected)


@pytest.mark.parametrize(
    "question",
    [
        "How many ferries sailed in 2020?",
        "What did Bosnia and Herzegovina say about its diaspora?",
        "Which joint initiative did Kenya and Ghana launch?",
        "What is the Decade of Action, and what did Egypt say about it?",
        "What did Kenya say about health in 2020 and about data in 2022?",
        "How do Canada, Chile, Peru, Spain and Italy differ on visas?",
        "Did women and men benefit alike?",
        "Compare 2020 and 2022 on " + "data " * 100 + "?",
    ],
)
def test_nothing_else_is_split(question: str) -> None:
    assert parts(question) == ()


COMPARISON = "Compare what Portugal did in 2020 with what Egypt did in 2022."


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("What did Portugal do in 2020?\nWhat did Egypt do in 2022?", 2),
        ("1. What did Portugal do in 2020?\n2) What did Egypt do in 2022?\n", 2),
        ("What did Portugal do in 2020?", 0),
        ("What did Portugal do in 2020?\nWhat did Portugal do in 2020?", 0),
        ("What did Portugal do in 2020?\nWhat did Spain do in 2022?", 0),
        ("What did Portugal do in 2020?\nWhat did Egypt do in 2021?", 0),
        ("Portugal did much more in 2020.\nEgypt did little in 2022.", 0),
        ("\n".join(f"What did Portugal do in 2020, and Egypt in 2022, part {'x' * at}?" for at in range(6)), 0),
        ("", 0),
    ],
)
def test_the_model_is_checked_where_rules_do_not_decide(reply: str, expected: int) -> None:
    assert len(parts(COMPARISON, reply)) == expected


def test_the_model_is_not_asked_where_rules_decide_or_nothing_is_compared() -> None:
    for question in ("How did 2020 and 2022 differ on data?", "How many ferries sailed in 2020?"):
        model = scripted_model(["What?\nWho?"])
        asyncio.run(split(model, question, deadline=Deadline(10)))
        assert model.chat.sent == []  # type: ignore[attr-defined]
