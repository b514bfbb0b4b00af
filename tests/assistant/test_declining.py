"""A model says that it finds no answer, in the words it was given or in its own."""

import pytest

from assistant.written.declining import declines
from prompts import NO_ANSWER


@pytest.mark.parametrize(
    "sentence",
    [
        NO_ANSWER,
        f"Sorry: {NO_ANSWER.lower()}",
        "The passages do not provide information about the budget.",
        "The provided passages do not explicitly mention Brazil.",
        "Unfortunately, the text does not say how many there were.",
        "The information provided does not specify a date.",
        "There is no information about the budget.",
        "None of the passages mentions a hotel.",
        "I cannot answer this question from the passages.",
        "Les passages ne mentionnent pas le budget.",
        "Los pasajes no mencionan el presupuesto.",
        "It is not mentioned in the passages.",
    ],
)
def test_declining(sentence: str) -> None:
    assert declines(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Participants do not mention the budget.",
        "The report was said to be short.",
        "No State objected.",
        "The sources of growth do not dry up.",
        "Kenya noted that the passages of the text do not answer the question of funding.",
        "Information did not reach migrants.",
        "The text was agreed.",
        "",
    ],
)
def test_statements_about_the_matter(sentence: str) -> None:
    assert not declines(sentence)
