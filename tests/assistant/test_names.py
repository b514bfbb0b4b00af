"""Names and figures in questions."""

import pytest

from assistant.expectations import holds
from assistant.names import figures, mentions, names


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Norland do for workers?", ["Norland"]),
        ("Who is Ann B. Lee?", ["Ann B. Lee"]),
        ("Did the ILO and UN-Women agree with South Sudan?", ["ILO", "UN-Women", "South Sudan"]),
        ("Norland's plan?", ["Norland"]),
        ("What about the Bank of Westmark?", ["Bank of Westmark"]),
        ("what did norland do", []),
        ("Who moderated Panel 4?", []),
        ("", []),
        ("Quelles mesures le Norland a-t-il prises ?", ["Norland"]),
        ("¿Cuántos permisos dio El Salvador?", ["El Salvador"]),
    ],
)
def test_names(question: str, expected: list[str]) -> None:
    assert names(question) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("70,000 of 3.5", ["70000", "3.5"]), ("none", []), ("in 2020.", ["2020"])]
)
def test_figures(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("the Moldovan diaspora", "Moldova", True),
        ("the representative of the Philippines", "Filipino", True),
        ("under the Global Compact", "GCM", True),
        ("health care in Mali", "Malta", False),
        ("the Niger spoke", "Nigeria", False),
        ("the Nigerian delegate", "Niger", False),
        ("the Nigerian delegate", "Nigeria", True),
        ("in Mauritania", "Mauritius", False),
        ("nothing of the kind", "Chile", False),
        ("Ann Lee of Westmark", "Ann Lee", True),
        ("Ann of Westmark", "Ann Lee", False),
    ],
)
def test_mentions(text: str, name: str, expected: bool) -> None:
    assert mentions(text, name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("COVID-19 came", False), ("in COVID-19 some 40 people", True), ("three of them", True), ("", False)],
)
def test_holds_a_figure(text: str, expected: bool) -> None:
    assert holds(text, "figure") is expected
