"""Carrying the topic of a conversation into the search query."""

import pytest

from assistant.conversation.followups import condense
from assistant.types import Turn

ASKED = "What did Norland do for seasonal workers?"
HISTORY = (Turn("user", ASKED), Turn("assistant", "It extended their permits."))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And Westmark?", "What did Westmark do for seasonal workers?"),
        ("what about Westmark?", "What did Westmark do for seasonal workers?"),
        ("How many did that benefit?", "What did Norland do for seasonal workers? How many did that benefit?"),
        ("Who said so?", "What did Norland do for seasonal workers? Who said so?"),
        ("And how much did it cost?", "What did Norland do for seasonal workers? how much did it cost?"),
        ("What about women?", "What did Norland do for seasonal workers, women?"),
        ("Who moderated Panel 4 of the Lisbon forum?", "Who moderated Panel 4 of the Lisbon forum?"),
        ("What does the report recommend on remittance costs?", "What does the report recommend on remittance costs?"),
        (
            "How did Eastland treat its seasonal workers and their families?",
            "How did Eastland treat its seasonal workers and their families?",
        ),
    ],
)
def test_condense(question: str, expected: str) -> None:
    assert condense(question, HISTORY) == expected


def test_a_question_without_history_is_searched_as_it_is() -> None:
    assert condense("And Westmark?") == "And Westmark?"


def test_the_topic_is_carried_over_several_turns() -> None:
    history = (*HISTORY, Turn("user", "And Westmark?"), Turn("assistant", "Nothing."))
    assert condense("And Eastland?", history) == "What did Eastland do for seasonal workers?"


def test_the_assistants_words_are_not_searched() -> None:
    history = (Turn("assistant", "Secret words."),)
    assert condense("And Westmark?", history) == "And Westmark?"


def test_a_new_topic_replaces_the_old_one() -> None:
    history = (*HISTORY, Turn("user", "Which countries spoke about health care for children?"))
    assert condense("Why?", history) == "Which countries spoke about health care for children? Why?"


@pytest.mark.parametrize(
    ("asked", "question", "expected"),
    [
        ("Who moderated the first panel in 2020?", "And the second one?", "Who moderated panel 2 in 2020?"),
        ("Who moderated Panel 1 in 2020?", "and panel 3?", "Who moderated panel 3 in 2020?"),
        ("What was agreed on day 2?", "What about the third day?", "What was agreed on day 3?"),
        ("Who closed the 2020 forum?", "And in 2022?", "Who closed the 2022 forum?"),
        ("Who moderated panel 1 and panel 2?", "And the third?", "Who moderated panel 1 and panel 2, the third?"),
    ],
)
def test_an_ellipsis_changes_the_number_or_the_year(asked: str, question: str, expected: str) -> None:
    assert condense(question, [Turn("user", asked)]) == expected
