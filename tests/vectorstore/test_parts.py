"""Numbered parts: a question about one is never answered from another."""

import pytest

from vectorstore.parts import missing, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who moderated Panel 4?", {("panel", 4)}),
        ("the third panel and Day two", {("panel", 3), ("day", 2)}),
        ("Panel 12", {("panel", 12)}),
        ("a panel of 4 people", set()),
        ("", set()),
    ],
)
def test_parts(text: str, expected: set[tuple[str, int]]) -> None:
    assert parts(text) == expected


def test_missing() -> None:
    asked = parts("Compare Panel 2 and Panel 3")
    assert missing(asked, "The second panel dealt with harbours.") == 0.5
    assert missing(asked, "Panel 5") == 1.0
    assert missing(parts("Why?"), "Panel 5") == 0.0
